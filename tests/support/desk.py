"""A desk at which one project is built again and again, and held against a clean build.

What stands at a desk is all that a build keeps: the trees, `.brief/`, and the cache. A slow
step gives the digest of what it was given: an ingredient that a key lacks shows in a tree.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from brief.adapters.cache import NoCache
from brief.app import perform as perform_module
from brief.app.again import HOME
from brief.app.build import TREES, Built, build_of, build_unless_known
from brief.app.perform import Performer
from brief.app.ports import Cache, Files
from brief.build import step as step_module
from brief.build.known import Known
from brief.build.options import Options, build_options
from brief.build.publish import Changes
from brief.build.search import archived
from brief.build.snapshot import Snapshot
from brief.build.step import Step
from brief.build.steps import PURE
from support.edits import State
from support.fakes import MemoryCache, MemoryFiles, Silence

SOURCES = ("briefs/", "templates/")


def digest(step: Step) -> str:
    """Return what a step sees, and the version of what does it, as a digest."""
    version = step_module.VERSIONS[step.name]
    return hashlib.sha256(
        repr((step.name, version, sorted(step.ingredients))).encode()
    ).hexdigest()


def done(step: Step) -> bytes:
    """Do a step; a slow one gives the digest of what it sees, in the form of its results."""
    if step.name in PURE:
        return PURE[step.name](step)
    seen = digest(step)
    if step.name == "pdf":
        return f"%PDF-1.7 {seen}".encode()
    if step.name == "search":
        return archived({"pagefind-entry.json": seen.encode()})
    assert step.name == "figure"
    if step["option to"] == b"png":
        return b"\x89PNG" + seen.encode()
    return f'<svg width="10" height="10"><text>{seen}</text></svg>'.encode()


MOST_CLEAN = 20


class Hands:
    """Does steps here, and keeps their names."""

    def __init__(self) -> None:
        self.did: list[str] = []

    def run(self, steps: Sequence[Step]) -> Iterable[tuple[int, bytes]]:
        """Yield results in order."""
        for position, step in enumerate(steps):
            self.did.append(step.name)
            yield position, done(step)


class WatchedFiles(MemoryFiles):
    """Files in memory that remember what was written and removed."""

    def __init__(self) -> None:
        super().__init__()
        self.touched: list[str] = []

    def publish(self, tree: str, changes: Changes) -> None:
        """Carry out changes in a tree."""
        self.touched += [f"{tree}/{file.path}" for file in changes.write]
        self.touched += [f"{tree}/{path}" for path in changes.remove]
        super().publish(tree, changes)

    def write(self, path: str, content: bytes) -> None:
        """Write a file."""
        self.touched.append(path)
        super().write(path, content)


class Plain(Performer):
    """Does every step anew, and knows nothing of keys: what it gives is right."""

    def __init__(self) -> None:
        super().__init__(NoCache(), lambda _name: Hands(), Silence())

    def __call__(self, steps: Sequence[Step]) -> Sequence[bytes]:
        """Return the results of steps."""
        return [done(step) for step in steps]


def snapshot(files: Files, state: State) -> Snapshot:
    """Read a project on the machine of a state."""
    return replace(files.snapshot(state.at, state.tools), packages=state.packages)


class Desk:
    """Where one project is built again and again."""

    def __init__(self) -> None:
        self.files = WatchedFiles()
        self.cache: Cache = MemoryCache()
        self.hands = Hands()

    def lay(self, state: State) -> None:
        """Put the files of a state on the desk, in place of those that lie there."""
        held = self.files.held
        for path in [path for path in held if path.startswith(SOURCES)]:
            del held[path]
        held.update(state.files)

    def build(self, state: State) -> Built | Known:
        """Build a state as the command does, with all that earlier builds left."""
        self.lay(state)
        self.files.touched.clear()
        self.hands = Hands()
        perform = Performer(self.cache, lambda _name: self.hands, Silence())
        read = snapshot(self.files, state)
        return build_unless_known(self.files, perform, read, options_of(state), state.code)

    def follow(self, state: State) -> bool:
        """Build a state, hold it against a clean build, and tell whether it has errors."""
        before = self.tree()
        said = self.build(state)
        fresh, expected = clean(state)
        told = said.diagnostics if isinstance(said, Known) else said.compilation.diagnostics
        assert told == fresh.compilation.diagnostics
        if fresh.site is None:
            assert not isinstance(said, Known)
            assert self.tree() == before
            return True
        assert differing(self.tree(), expected) == []
        again = self.build(state)
        assert isinstance(again, Known)
        assert (self.hands.did, self.files.touched) == ([], [])
        return False

    def settle(self, state: State) -> None:
        """See that compiling what was just built does no kept step and writes nothing."""
        self.files.held.pop(f"{HOME}/last-build.json", None)
        self.build(state)
        assert perform_module.KEPT.isdisjoint(self.hands.did)
        assert [p for p in self.files.touched if not p.startswith(f"{HOME}/")] == []

    def tree(self) -> dict[str, bytes]:
        """Return what is published."""
        return {p: c for p, c in self.files.held.items() if p.startswith(TREES)}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the files that are not the same."""
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


def options_of(state: State) -> Options:
    """Return what a state wants made."""
    return build_options(pdf=state.pdf, drafts=state.drafts, indexer=state.indexer)


_CLEAN: dict[str, tuple[Built, dict[str, bytes]]] = {}


def clean(state: State) -> tuple[Built, dict[str, bytes]]:
    """Build a state on an empty desk that remembers nothing. Many scripts begin alike."""
    name = repr(state)
    if name not in _CLEAN:
        if len(_CLEAN) > MOST_CLEAN:
            _CLEAN.clear()
        _CLEAN[name] = _clean(state)
    return _CLEAN[name]


def _clean(state: State) -> tuple[Built, dict[str, bytes]]:
    desk = Desk()
    desk.lay(state)
    read = snapshot(desk.files, state)
    return build_of(desk.files, Plain(), read, options_of(state)), desk.tree()
