"""Where steps are evaluated: here, or in processes of their own when a step is worth one."""

import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from brief.app.ports import BriefError
from brief.build.steps import PURE, Step, Work


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
        spawn = multiprocessing.get_context("spawn")
        with (
            tempfile.TemporaryDirectory(prefix="brief-") as folder,
            ProcessPoolExecutor(
                workers, mp_context=spawn, initializer=self._prepare, initargs=(folder,)
            ) as pool,
        ):
            futures = {pool.submit(self._work, step): n for n, step in enumerate(steps)}
            try:
                for future in as_completed(futures):
                    yield futures[future], future.result()
            except BrokenProcessPool as error:
                hint = "it may have run out of memory; try `--jobs 1`"
                name = steps[0].name
                raise BriefError(f"a process that works on a {name} died", hint) from error


def cores() -> int:
    """Return how many processors this process may use."""
    return (
        len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count() or 1
    )
