"""Preview a project: pages that are looked at first, the whole soon after, PDFs when asked for.

Both go through the same compile function. Nothing is published.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from brief.app.ports import Files
from brief.build.compile import Compilation, compile_snapshot
from brief.build.memory import Memory
from brief.build.options import Options
from brief.build.step import Perform, Step
from brief.diagnostics.model import Diagnostic, Severity, Span
from brief.outputs.artefact import File
from brief.outputs.urls import Addresses
from brief.schema.layout import SETTINGS

# What stands in the place of a PDF that nobody has asked for: the key of its step follows.
_LATER = b"%PDF-later "

_GONE = Diagnostic(
    Span(SETTINGS, 1, 1, 1, 1),
    "B410",
    "the settings of the newsletter are not there",
    "bring the file back, or begin anew with `brief init`",
)


class Whole(NamedTuple):
    """What a compilation of everything gave, as far as it differs from the one before.

    Paths begin with their tree: `site/` or `editions/`. A broken project changes no file.
    """

    changed: Mapping[str, File]
    gone: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    broken: bool
    base: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a project is previewed: as of when, with what tools, with drafts or without."""

    at: datetime
    tools: Mapping[str, str]
    drafts: bool


def glance(
    files: Files, perform: Perform, memory: Memory, wanted: Wanted, pages: Iterable[str]
) -> Compilation:
    """Compile no more than some pages of the site, without waiting for the rest."""
    options = Options(drafts=wanted.drafts, pictures=True, only=frozenset(pages))
    snapshot = files.snapshot(wanted.at, wanted.tools)
    return compile_snapshot(snapshot, options, perform, memory)


class Postponed:
    """Evaluates steps, but puts those that set PDFs aside, by key."""

    def __init__(self, perform: Perform) -> None:
        self._perform = perform
        self.steps: dict[str, Step] = {}

    def __call__(self, steps: Sequence[Step]) -> Sequence[bytes]:
        """Return results in order; in the place of each PDF, the key of its step."""
        if not steps or steps[0].name != "pdf":
            return self._perform(steps)
        keyed = {step.key(): step for step in steps}
        self.steps = keyed
        return [_LATER + key.encode() for key in keyed]


def key_of(file: File) -> str | None:
    """Return the key of the step that sets a PDF, if the file stands in its place."""
    return file.content[len(_LATER) :].decode() if file.content.startswith(_LATER) else None


class Thorough:
    """Compiles the whole project again and again, and tells what differs from the last time."""

    def __init__(self, files: Files, perform: Perform) -> None:
        self._files = files
        self._postponed = Postponed(perform)
        self._memory = Memory()
        self._told: Mapping[str, File] = {}

    def compile(self, wanted: Wanted, *, pdf: bool) -> Whole:
        """Compile everything but PDFs, which are planned, and the search index."""
        snapshot = self._files.snapshot(wanted.at, wanted.tools)
        options = Options(pdf=pdf, drafts=wanted.drafts, pictures=True)
        done = compile_snapshot(snapshot, options, self._postponed, self._memory)
        found = diagnostics_of(done)
        if is_broken(done):
            return Whole({}, (), found, broken=True, base=base_of(done))
        tree = {f"site/{path}": file for path, file in done.site.items()}
        tree |= {f"editions/{path}": file for path, file in done.editions.items()}
        changed = {path: file for path, file in tree.items() if self._told.get(path) != file}
        gone = tuple(path for path in self._told if path not in tree)
        self._told = tree
        return Whole(changed, gone, found, broken=False, base=base_of(done))

    def step(self, key: str) -> Step | None:
        """Return the step that sets a PDF of the last compilation."""
        return self._postponed.steps.get(key)


def is_broken(done: Compilation) -> bool:
    """Tell whether a compilation has nothing to show."""
    return bool(done.errors) or done.settings is None


def base_of(done: Compilation) -> str:
    """Return the path under which the site stands."""
    return Addresses(done.settings.url).base if done.settings else "/"


def diagnostics_of(done: Compilation) -> tuple[Diagnostic, ...]:
    """Return what is wrong; that the settings are gone is wrong too."""
    if done.settings is None and not done.errors:
        return (_GONE, *done.diagnostics)
    return done.diagnostics


def warnings_of(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return what is no error."""
    return tuple(each for each in found if each.severity is not Severity.ERROR)
