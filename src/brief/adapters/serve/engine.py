"""What happens on a save: a glance at what is looked at, then the whole when it is quiet.

One event loop holds all state; compiling runs in threads and in a process beside it.
"""

import asyncio
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple, TypeVar

from brief.app.preview import Whole
from brief.app.shelf import Shelf
from brief.build.compile import Compilation
from brief.diagnostics.world import BriefError

T = TypeVar("T")

# Saves that follow each other closer than this are one piece of writing.
QUIET_S = 0.3


class Work(NamedTuple):
    """What the engine has done for it, each in a thread, each may raise `BriefError`."""

    glance: Callable[[frozenset[str]], Compilation]
    whole: Callable[[], Whole]
    set_pdf: Callable[[str], bytes]


class Rebuilt(NamedTuple):
    """A whole compilation, to be told: how many pages differ, and how long both parts took."""

    pages: int
    glance_s: float | None
    whole_s: float


class Engine:
    """Keeps a shelf fresh, and wakes whoever listens."""

    def __init__(self, work: Work, tell: Callable[["Engine", Rebuilt | None], None]) -> None:
        """Take the work, and what hears of each change of what there is to say."""
        self.shelf = Shelf()
        self.fault: str | None = None
        """What the world did, in one sentence, while nothing could be read."""
        self.took_s: float | None = None
        self.closing = False
        self._work = work
        self._tell = tell
        self._looked_at: Counter[str] = Counter()
        self._listeners: set[asyncio.Event] = set()
        self._one = asyncio.Lock()
        self._dirty = asyncio.Event()
        self._stale = asyncio.Event()
        self._adopted = asyncio.Event()
        self._saved_at = 0.0
        self._setting: dict[str, asyncio.Task[bytes]] = {}
        # A thread each: memory that many threads take in turn is never whole again.
        self._glancing = ThreadPoolExecutor(1, "glance")
        self._completing = ThreadPoolExecutor(1, "whole")
        self._tasks: tuple[asyncio.Task[None], ...] = ()

    def start(self) -> None:
        """Begin, in the running event loop."""
        self._stale.set()
        self._tasks = (
            asyncio.create_task(self._follow()),
            asyncio.create_task(self._complete()),
        )

    def close(self) -> None:
        """End: listeners are let go, nothing new begins."""
        self.closing = True
        for task in (*self._tasks, *self._setting.values()):
            task.cancel()
        for thread in (self._glancing, self._completing):
            thread.shutdown(wait=False, cancel_futures=True)
        self._wake()
        self._adopted.set()

    def saved(self) -> None:
        """Hear that something in the project changed."""
        self.shelf.saved()
        self._saved_at = time.perf_counter()
        self._adopted.clear()
        self._dirty.set()
        self._stale.set()

    @contextmanager
    def listening(self, page: str) -> Iterator[asyncio.Event]:
        """Give an event that is set whenever there may be something new for a page."""
        event = asyncio.Event()
        self._listeners.add(event)
        self._looked_at[page] += 1
        try:
            yield event
        finally:
            self._listeners.discard(event)
            self._looked_at[page] -= 1
            self._looked_at += Counter()  # without those that nobody looks at

    async def fresh(self, page: str) -> None:
        """Return when a page is as the present version has it, or as near as that comes."""
        if not page or self.shelf.is_fresh(page):
            return
        async with self._one:
            if not self.shelf.is_fresh(page) and not self.closing:
                await self._glance(self.shelf.version, frozenset((page,)))

    async def whole(self) -> None:
        """Return when everything was compiled since the last save."""
        await self._adopted.wait()

    async def pdf(self, key: str) -> bytes:
        """Return the result of the step that sets a PDF; two who ask wait for one.

        Raises:
            BriefError: It cannot be done now.
        """
        if key not in self._setting:
            task = asyncio.create_task(asyncio.to_thread(self._work.set_pdf, key))
            self._setting[key] = task
            task.add_done_callback(lambda _: self._setting.pop(key, None))
        return await asyncio.shield(self._setting[key])

    async def _follow(self) -> None:
        """Glance after each save; one that comes meanwhile is another glance."""
        while True:
            await self._dirty.wait()
            self._dirty.clear()
            async with self._one:
                version, since = self.shelf.version, self._saved_at
                # The panes listen too, and look at no page themselves.
                await self._glance(version, frozenset(filter(None, self._looked_at)))
                self.took_s = time.perf_counter() - since
            self._wake()

    async def _glance(self, version: int, pages: frozenset[str]) -> None:
        before = self.shelf.diagnostics, self.fault
        done = await self._try(self._glancing, self._work.glance, pages)
        if done is not None:
            self.shelf.glanced(version, pages, done)
        if before != (self.shelf.diagnostics, self.fault):
            self._tell(self, None)
            self._wake()

    async def _complete(self) -> None:
        """Compile everything whenever it has been quiet for a moment."""
        while True:
            await self._stale.wait()
            await self._quiet()
            self._stale.clear()
            version, begun = self.shelf.version, time.perf_counter()
            whole = await self._try(self._completing, self._work.whole)
            pages = self.shelf.adopt(version, whole) if whole is not None else ()
            if pages is None:
                self._stale.set()
                continue
            self._adopted.set()
            took = time.perf_counter() - begun
            done = whole is not None and not whole.broken
            self._tell(self, Rebuilt(len(pages), self.took_s, took) if done else None)
            self._wake()

    async def _quiet(self) -> None:
        left = self._saved_at + QUIET_S - time.perf_counter()
        if left > 0:
            await asyncio.sleep(left)
            await self._quiet()

    async def _try(
        self, thread: Executor, work: Callable[..., T], *arguments: object
    ) -> T | None:
        """Do some work in a thread; what the world did to it is kept to be shown."""
        try:
            loop = asyncio.get_running_loop()
            done = await loop.run_in_executor(thread, partial(work, *arguments))
        except BriefError as error:
            self.fault = f"{error.message}; {error.hint}" if error.hint else error.message
        except Exception as error:  # noqa: BLE001 - a bug of ours must not end the preview
            traceback.print_exc()
            self.fault = f"this is a bug in brief: {type(error).__name__}"
        else:
            self.fault = None
            return done
        return None

    def _wake(self) -> None:
        for event in self._listeners:
            event.set()
