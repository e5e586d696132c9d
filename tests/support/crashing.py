"""Kill builds and look at what they left: run as a program, prints what it found as JSON.

Each build is a fork of this process, which has everything loaded, so that hundreds can be
killed: at a point of the writer, counted, or at some moment. Then the next build must heal.
"""

import contextlib
import io
import json
import os
import random
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from brief.build import publish
from brief.build.manifest import AHEAD, NAME
from brief.cli import main
from support.command import tree, write
from support.edit_world import base
from support.edits import SETTINGS, State
from support.projects import NOW

TREES = ("site", "editions")
NOTE = "briefs/notes/2026-11-02-base.yaml"
QUIET = b"cards: off\nfigures: off\nsearch: off\n"
FOREIGN = {"site/CNAME": "letter.example\n", "site/notes/mine.html": "<p>Mine</p>\n"}


def before() -> State:
    """Return the project as it was published."""
    state = State().with_file(SETTINGS, base()[SETTINGS] + QUIET)
    return state.with_file(
        "briefs/notes/2026-11-07-gone.yaml", "kind: commentary\ntitle: Gone\nbody: Words.\n"
    )


def after() -> State:
    """Return the project as it is to be published: a note is new, one gone, one changed."""
    state = before().without("briefs/notes/2026-11-07-gone.yaml")
    state = state.replaced(NOTE, "offered by others", "offered by nobody")
    return state.with_file(
        "briefs/notes/2026-11-08-new.yaml", "kind: commentary\ntitle: New\nbody: Words.\n"
    )


def build(jobs: int = 1) -> int:
    """Build the project in the current folder, and return the exit status."""
    try:
        main(["build", "--no-pdf", "--quiet", "--jobs", str(jobs)])
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


class Points:
    """Counts the points of the writer, and kills this process at one of them."""

    def __init__(self, last: int) -> None:
        self.left = last

    def __call__(self) -> None:
        """Pass a point."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def install(self) -> None:
        """Put points before, in the middle of and after everything that changes a disk."""
        write_bytes, replace, unlink = Path.write_bytes, Path.replace, Path.unlink

        def half(path: Path, content: bytes) -> int:
            self()
            with path.open("wb") as handle:
                handle.write(content[: len(content) // 2])
                handle.flush()
                self()
            return write_bytes(path, content)

        def moved(path: Path, target: Any) -> Path:
            self()
            found = replace(path, target)
            self()
            return found

        def removed(path: Path, missing_ok: bool = False) -> None:  # noqa: FBT001, FBT002
            self()
            unlink(path, missing_ok=missing_ok)
            self()

        for name, does in (("write_bytes", half), ("replace", moved), ("unlink", removed)):
            setattr(Path, name, does)


def forked(folder: Path, prepare: Callable[[], None], wait_s: float | None = None) -> int:
    """Build in a fork of this process; kill it after some time. Return how it ended."""
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        prepare()
        os._exit(build(1 if wait_s is None else 2))
    timer = None
    if wait_s is not None:
        timer = threading.Timer(wait_s, os.kill, (child, signal.SIGKILL))
        timer.start()
    _, status = os.waitpid(child, 0)
    if timer:
        timer.cancel()
    return os.waitstatus_to_exitcode(status)


class Trial:
    """A published project that is to be built anew, and the trees before and after."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.work = folder / "work"
        self.old = self._built("old", before())
        self.new = self._built("new", after())

    def _built(self, name: str, state: State) -> dict[str, bytes]:
        """Build in this process, so that forks of it have everything loaded."""
        root = write(self.folder / name, {**state.files, **FOREIGN})
        os.chdir(root)
        with contextlib.redirect_stdout(io.StringIO()):
            assert build() == 0
        return published(root)

    def lay(self) -> None:
        """Put the old project and its trees in place, with the new sources."""
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.folder / "old", self.work)
        self.edit(after())

    def edit(self, state: State) -> None:
        """Put other sources in place."""
        for name in ("briefs", "templates"):
            shutil.rmtree(self.work / name)
        write(self.work, dict(state.files))

    def left(self) -> Iterator[str]:
        """Yield what is wrong with the trees of a killed build."""
        held = published(self.work)
        for path in sorted({*self.old, *self.new, *held}):
            name = path.partition("/")[2]
            if name == AHEAD or (name.startswith(".brief-") and name.endswith(".tmp")):
                continue
            if held.get(path) not in (self.old.get(path), self.new.get(path)):
                yield f"{path} is neither old nor new"
        for top in TREES:
            if held.get(f"{top}/{NAME}") == self.new[f"{top}/{NAME}"]:
                listed = {p for p in self.new if p.startswith(f"{top}/")}
                stale = [p for p in listed if held.get(p) != self.new[p]]
                more = [p for p in self.old if p.startswith(f"{top}/") and p not in listed]
                yield from (f"{path} is stale under a new manifest" for path in stale)
                yield from (
                    f"{path} is left under a new manifest" for path in more if path in held
                )

    def heal(self, *, back: bool) -> Iterator[str]:
        """Build again, the new sources or the old ones, and yield what is still wrong."""
        if back:
            self.edit(before())
        ended = forked(self.work, lambda: None)
        if ended != 0:
            yield f"the next build ended with {ended}"
        expected = self.old if back else self.new
        held = published(self.work)
        for path in sorted({*expected, *held}):
            if held.get(path) != expected.get(path):
                yield f"{path} is not healed"
        yield from (f"{path} is left" for path in self.work.rglob("*.tmp"))


def published(root: Path) -> dict[str, bytes]:
    """Return the trees of a project."""
    return {
        f"{top}/{path}": content for top in TREES for path, content in tree(root / top).items()
    }


def at_points(trial: Trial, every: int, first: int) -> Mapping[str, Any]:
    """Kill a build at the points of the writer until one lives."""
    faults = []
    point = first
    kills = 0
    while True:
        trial.lay()
        ended = forked(trial.work, Points(point).install)
        if ended != -signal.SIGKILL:
            faults += [f"the last build ended with {ended}"] if ended else []
            break
        kills += 1
        found = [*trial.left(), *trial.heal(back=point // every % 2 > 0)]
        faults += [f"point {point}: {each}" for each in found]
        point += every
    return {"kills": kills, "points": point - 1, "faults": faults}


def at_moments(trial: Trial, times: int, seed: int) -> Mapping[str, Any]:
    """Kill builds at some moments of the time that one takes."""
    chance = random.Random(seed)  # noqa: S311 - a test
    faults = []
    kills = 0
    longest = 0.4
    for turn in range(times):
        trial.lay()
        ended = forked(trial.work, lambda: None, chance.uniform(0.0, longest))
        kills += ended == -signal.SIGKILL
        # So that about nine of ten are killed before they are done, on any machine.
        longest *= 1.1 if ended == -signal.SIGKILL else 0.8
        found = [*trial.left(), *trial.heal(back=turn % 2 > 0)]
        faults += [f"moment {turn}: {each}" for each in found]
    return {"kills": kills, "faults": faults}


def run(folder: Path, how: str, *numbers: int) -> Mapping[str, Any]:
    """Kill builds in a folder: `points` or `moments`; `careless` with a flaw to be found."""
    os.environ.update(NOW)
    if how == "careless":
        publish._begun = lambda present: iter(())  # noqa: ARG005, SLF001
    trial = Trial(folder)
    return at_moments(trial, *numbers) if how == "moments" else at_points(trial, *numbers)


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:]))))  # noqa: T201
