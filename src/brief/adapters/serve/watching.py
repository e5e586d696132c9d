"""Watch the folders of a project: every change is told, even while a folder comes and goes."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import watchfiles

# Long enough for an editor's rename, short against 300 ms.
_STEP_MS = 5
_GROUP_MS = 50
# How often a folder that vanished, or a new one, is looked for.
_LOOK_MS = 100


class Watch:
    """Tells of changes from a thread of its own until it is closed."""

    def __init__(self, folders: Sequence[Path], changed: Callable[[], None]) -> None:
        self._folders = folders
        self._changed = changed
        self._closed = threading.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Begin, and return when nothing more can be missed."""
        self._thread.start()
        self._ready.wait(5)

    def close(self) -> None:
        """End."""
        self._closed.set()

    def _run(self) -> None:
        known, again = self._there(), False
        while not self._closed.is_set():
            if not known:
                self._ready.set()
                self._closed.wait(_LOOK_MS / 1000)
            else:
                self._follow(known, again=again)
            now = self._there()
            again = True
            if now != known:
                known = now
                self._changed()

    def _follow(self, known: dict[Path, int], *, again: bool) -> None:
        """Tell of changes until there are other folders than those known."""
        found = watchfiles.watch(
            *known,
            watch_filter=self._is_seen,
            step=_STEP_MS,
            debounce=_GROUP_MS,
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
            stop_event=self._closed,
            raise_interrupt=False,
        )
        try:
            for changes in found:
                # The first answer comes from a watch that has begun: what was written while
                # there was none is told now.
                if changes or again:
                    self._changed()
                again = False
                self._ready.set()
                if self._there() != known:
                    return
        except (OSError, RuntimeError):
            return  # a folder went while it was being looked at

    def _there(self) -> dict[Path, int]:
        """Return the folders there are, each with what tells it from a new one of its name."""
        found = {}
        for folder in self._folders:
            try:
                status = folder.stat()
            except OSError:
                continue
            if folder.is_dir():
                found[folder] = status.st_ino
        return found

    def _is_seen(self, _change: watchfiles.Change, path: str) -> bool:
        for folder in self._folders:
            if Path(path).is_relative_to(folder):
                parts = Path(path).relative_to(folder).parts
                return not any(part.startswith(".") for part in parts)
        return False
