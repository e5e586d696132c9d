"""Where steps are evaluated: here, or in processes of their own when a step is worth one."""

import contextlib
import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from brief.build.step import Step, Work
from brief.build.steps import PURE
from brief.diagnostics.world import BriefError


class Here:
    """Evaluates steps in this process."""

    def __init__(self, work: Mapping[str, Work] = PURE) -> None:
        self._work = work

    def run(self, steps: Sequence[Step]) -> Iterable[tuple[int, bytes]]:
        """Yield results in order."""
        for position, step in enumerate(steps):
            yield position, self._work[step.name](step)


class Pool:
    """Evaluates steps in fresh processes: a fork would copy what libraries hold open."""

    def __init__(
        self, work: Work, prepare: Callable[[str], None], *, most: int, share: int = 1
    ) -> None:
        """Take what is done, what goes before it, and how many steps are worth a process."""
        self._work = work
        self._prepare = prepare
        self._most = most
        self._share = share

    def run(self, steps: Sequence[Step]) -> Iterable[tuple[int, bytes]]:
        """Yield results as they come.

        Raises:
            BriefError: A process died.
        """
        workers = min(self._most, -(-len(steps) // self._share))
        with tempfile.TemporaryDirectory(prefix="brief-") as folder:
            pool = ProcessPoolExecutor(
                workers,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_begin,
                initargs=(self._prepare, folder),
            )
            try:
                # Processes begin as steps are handed over.
                with _uninterrupted():
                    futures = {pool.submit(self._work, step): n for n, step in enumerate(steps)}
                for future in as_completed(futures):
                    yield futures[future], future.result()
            except BrokenProcessPool as error:
                hint = "it may have run out of memory; try `--jobs 1`"
                name = steps[0].name
                raise BriefError(f"a process that works on a {name} died", hint) from error
            except BaseException:
                _kill(pool)
                raise
            finally:
                pool.shutdown(cancel_futures=True)


def _begin(prepare: Callable[[str], None], folder: str) -> None:
    """Make a process of a pool ready, and let it end with its parent, however that ends."""
    threading.Thread(target=_end_with_parent, args=(folder,), daemon=True).start()
    prepare(folder)


def _end_with_parent(folder: str) -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None  # this runs in processes of a pool alone
    wait([parent.sentinel])
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


def _kill(pool: ProcessPoolExecutor) -> None:
    # A pool has no public way to end work that has begun (before Python 3.14).
    for process in list((pool._processes or {}).values()):  # noqa: SLF001
        process.kill()


class Kept:
    """Evaluates steps in one other process, which stays for the next ones until closed."""

    def __init__(self, work: Work, prepare: Callable[[], Callable[[str], None]]) -> None:
        """Take what is done, and what makes that which goes before it, asked at each start."""
        self._work = work
        self._prepare = prepare
        self._turn = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def run(self, steps: Sequence[Step]) -> Iterable[tuple[int, bytes]]:
        """Yield results in order. A process that does not suit any more is begun again once.

        Raises:
            BriefError: The process died.
        """
        with self._turn:
            try:
                results = list(self._mapped(steps))
            except (BriefError, BrokenProcessPool):
                self.close()
                try:
                    results = list(self._mapped(steps))
                except BrokenProcessPool as error:
                    self.close()
                    name = steps[0].name
                    raise BriefError(f"a process that works on a {name} died") from error
        yield from enumerate(results)

    def close(self) -> None:
        """End the process, whatever it is doing."""
        pool, self._pool = self._pool, None
        if pool is not None:
            _kill(pool)
            pool.shutdown(wait=False, cancel_futures=True)
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _mapped(self, steps: Sequence[Step]) -> Iterable[bytes]:
        """Hand steps over. The process does not hear interrupts: its parent ends it."""
        with _uninterrupted():
            return self._begun().map(self._work, steps)

    def _begun(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._folder = tempfile.TemporaryDirectory(
                prefix="brief-", ignore_cleanup_errors=True
            )
            self._pool = ProcessPoolExecutor(
                1,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_begin,
                initargs=(self._prepare(), self._folder.name),
            )
        return self._pool


Answering = Callable[[Any], Any]


class Helper:
    """Asks a process that is begun when it is first needed, and again when it has died."""

    def __init__(self, make: Callable[[], Answering]) -> None:
        """Take what makes the answers; it is called once in each process, and is pickled."""
        self._make = make
        self._turn = threading.Lock()
        self._running: tuple[BaseProcess, Connection] | None = None
        self._closed = threading.Event()

    def ask(self, question: Any) -> Any:
        """Return the answer.

        Raises:
            BriefError: As the process raised it, or it died.
        """
        with self._turn:
            _, line = self._begun()
            try:
                line.send(question)
                answer = line.recv()
            except (EOFError, OSError) as error:
                self._end()
                raise BriefError("the process that compiles ended", "it begins anew") from error
        if isinstance(answer, BriefError):
            raise answer
        return answer

    def close(self) -> None:
        """End the process at once, whatever it is doing."""
        self._closed.set()
        if self._running:
            self._running[0].kill()

    def _begun(self) -> tuple[BaseProcess, Connection]:
        if self._closed.is_set():
            raise BriefError("the preview has ended")
        if self._running is None:
            spawn = multiprocessing.get_context("spawn")
            ours, theirs = spawn.Pipe()
            process = spawn.Process(target=_answer, args=(theirs, self._make), daemon=False)
            with _uninterrupted():
                process.start()
            theirs.close()
            self._running = process, ours
            if self._closed.is_set():  # while the process began
                self._end()
                raise BriefError("the preview has ended")
        return self._running

    def _end(self) -> None:
        if self._running:
            process, line = self._running
            self._running = None
            line.close()
            process.kill()
            process.join()


def _answer(line: Connection, make: Callable[[], Answering]) -> None:
    # What is looked at goes first, also where there are few processors.
    os.nice(10)
    answer = make()
    with contextlib.suppress(EOFError, OSError):
        while True:
            question = line.recv()
            try:
                found = answer(question)
            except BriefError as error:
                found = error
            line.send(found)


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let processes begin that hear neither the terminal nor a farewell to the whole group.

    Their parent ends them. What is blocked in this thread is blocked there from the first
    moment on.
    """
    # Begun inside, the process that this one starts would unblock the signal on its way.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def cores() -> int:
    """Return how many processors this process may use."""
    return (
        len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count() or 1
    )
