"""Work that is shared with copies of this process, which hold all that it holds.

A process that is started anew would have to be told the whole project. A copy needs nothing but
the number of a piece of work, and takes a few hundredths of a second to come into being.
"""

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple, NoReturn, TypeVar

from brief.build.step import Step, Work, one_by_one
from brief.build.steps import PURE

T = TypeVar("T")

# Numbers of pieces of work in the pipe from which all take: as many as it surely holds.
_MOST = 8192
_WIDTH = 4


class _Copy(NamedTuple):
    process: int
    results: int
    """The end of a pipe, from which its results are read."""


class Forks:
    """Does pieces of work in this process and in copies of it.

    Where copies are not safe, because other threads run or the system is not Linux, and where
    there is one processor, all is done here. What a copy could not do is done here too, so that
    a fault is raised as it would be without copies.
    """

    def __init__(self, most: int) -> None:
        """Take how many processes may work, this one among them."""
        self._most = most

    def __call__(self, work: Sequence[Callable[[], T]]) -> list[T]:
        """Do all pieces of work; return their results in order."""
        count = min(self._most, len(work))
        if count < 2 or len(work) > _MOST or not _is_safe():  # noqa: PLR2004 - one is no help
            return one_by_one(work)
        taken, given = os.pipe()
        os.write(given, b"".join(n.to_bytes(_WIDTH, "little") for n in range(len(work))))
        os.close(given)
        copies: list[_Copy] = []
        found: dict[int, T] = {}
        try:
            copies = [_begun(work, taken) for _ in range(count - 1)]
            _work_off(work, taken, found)
            for each in copies:
                found |= _received(each)
        finally:
            os.close(taken)
            for each in copies:
                os.close(each.results)
                os.kill(each.process, signal.SIGKILL)
                os.waitpid(each.process, 0)
        return [found[n] if n in found else each() for n, each in enumerate(work)]


class Forked:
    """Evaluates steps in copies of this process, many steps a piece."""

    def __init__(self, forks: Forks, share: int, work: Mapping[str, Work] = PURE) -> None:
        """Take who shares the work, how many steps are a piece of it, and what does a step."""
        self._work = work
        self._forks = forks
        self._share = share

    def run(self, steps: Sequence[Step]) -> Iterable[tuple[int, bytes]]:
        """Yield position and result of each step."""
        groups = [steps[n : n + self._share] for n in range(0, len(steps), self._share)]
        done = self._forks([partial(self._all, group) for group in groups])
        return enumerate(each for group in done for each in group)

    def _all(self, steps: Sequence[Step]) -> list[bytes]:
        return [self._work[step.name](step) for step in steps]


def _is_safe() -> bool:
    return sys.platform == "linux" and threading.active_count() == 1


def _work_off(work: Sequence[Callable[[], T]], taken: int, found: dict[int, T]) -> None:
    """Take numbers and do that work, until none is left or one fails."""
    while number := os.read(taken, _WIDTH):
        n = int.from_bytes(number, "little")
        try:
            found[n] = work[n]()
        except Exception:  # noqa: BLE001 - it is done again, in order, where it may be raised
            return


def _begun(work: Sequence[Callable[[], T]], taken: int) -> _Copy:
    ours, theirs = os.pipe()
    parent = os.getpid()
    process = os.fork()
    if process == 0:
        os.close(ours)
        _copied(work, taken, theirs, parent)
    os.close(theirs)
    return _Copy(process, ours)


def _copied(work: Sequence[Callable[[], T]], taken: int, results: int, parent: int) -> NoReturn:
    """Be the copy: work, hand over, and end without what this process would do at its end."""
    try:
        # The terminal interrupts all; the one that was asked says so, and ends its copies.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        _end_with(parent)
        found: dict[int, T] = {}
        _work_off(work, taken, found)
        with os.fdopen(results, "wb", buffering=1 << 20) as out:
            pickle.dump(found, out, protocol=pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)


def _end_with(parent: int) -> None:
    """Let the system end this process when its parent ends, however that comes about.

    Source: prctl(2), PR_SET_PDEATHSIG.
    """
    import ctypes  # noqa: PLC0415 - copies alone need it

    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def _received(copy: _Copy) -> dict[int, T]:
    """Return what a copy did; nothing where it ended too early."""
    with os.fdopen(os.dup(copy.results), "rb", buffering=1 << 20) as source:
        try:
            found: dict[int, T] = pickle.load(source)  # noqa: S301 - written by our own copy
        except (EOFError, pickle.UnpicklingError):
            return {}
    return found
