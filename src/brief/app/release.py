"""The act of publishing: build, check, and record addresses, texts and chains of forecasts."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from brief.analysis.recorded import chain
from brief.app.build import Built
from brief.app.ports import Files
from brief.build.compile import narrowed_libraries
from brief.diagnostics.nearest import did_you_mean
from brief.diagnostics.world import BriefError
from brief.kinds.forecast import Forecast
from brief.library.canonical import canonical, simple
from brief.library.model import Entry, Key, Library
from brief.library.record import Document, Line, Locked, issue_path, line_text, lock_text
from brief.outputs.urls import page_path
from brief.schema.layout import LOCK


@dataclass(frozen=True, slots=True)
class Released:
    """What a release wrote. Nothing where everything was recorded before."""

    issue: str
    editions: tuple[str, ...]
    addresses: int
    again: bool


def release(files: Files, built: Built, name: str) -> Released:
    """Record an issue in every edition that shows it, and every address of the site.

    Raises:
        BriefError: There is no such issue, or no edition shows it.
    """
    compilation = built.compilation
    issues = {entry.id for entry in compilation.library.family("issue")}
    if name not in issues:
        hint = did_you_mean(name, issues) or "`briefs/issues/` holds the issues"
        raise BriefError(f"there is no issue `{name}`", hint)
    libraries = narrowed_libraries(built.snapshot, compilation)
    lines = [
        _line(edition, library, name, built.snapshot.at)
        for edition, library in libraries.items()
        if library.get("issue", name)
    ]
    if not lines:
        hint = "look at its `status`, `date`, `tier` and `embargoed_until`"
        raise BriefError(f"no edition shows the issue `{name}`", hint)
    again = any(line.issue == name for line in compilation.record.lines)
    before = {line.edition: line for line in compilation.record.lines if line.issue == name}
    kept = [
        _with_documents(_kept(before.get(line.edition), line), before.get(line.edition), built)
        for line in lines
    ]
    text = "".join(line_text(line) + "\n" for line in kept)
    locked = _lock(built, libraries["site"])
    files.write(issue_path(name), text.encode())
    files.write(LOCK, lock_text(locked).encode())
    return Released(name, tuple(line.edition for line in lines), len(locked), again)


def _kept(before: Line | None, now: Line) -> Line:
    """Keep the line of an earlier release where nothing has changed since."""
    return before if before is not None and before.build == now.build else now


def _with_documents(line: Line, before: Line | None, built: Built) -> Line:
    """Add the PDFs of a build to those that were published before."""
    documents = list(before.documents if before else ())
    known = {each.digest for each in documents}
    compiled = built.compilation
    for file in (*compiled.site.values(), *compiled.editions.values()):
        shown = file.imprint
        if shown is None or (shown.issue, shown.edition) != (line.issue, line.edition):
            continue
        digest = hashlib.sha256(file.content).hexdigest()
        if digest not in known:
            at = _instant(built.snapshot.at)
            documents.append(Document(shown.briefing, shown.build, digest, at))
    return replace(line, documents=tuple(documents))


def _line(edition: str, library: Library, name: str, at: datetime) -> Line:
    objects = {
        f"{entry.family}/{entry.id}": simple(entry.object) for entry in library.entries.values()
    }
    issue = library.entries["issue", name].object
    day = issue.as_of or issue.date
    heads = {
        entry.id: chain(entry.object)[-1]
        for entry in library.family("forecast")
        if isinstance(entry.object, Forecast)
    }
    return Line(
        issue=name,
        edition=edition,
        as_of=day.isoformat(),
        released=_instant(at),
        build=build_id(objects),
        objects=objects,
        heads=heads,
        derived={},
    )


def build_id(objects: Mapping[str, object]) -> str:
    """Return the id of what a view shows: 12 hex digits over its objects."""
    rows = (
        f"{name} {hashlib.sha256(canonical(objects[name]).encode()).hexdigest()}\n"
        for name in sorted(objects)
    )
    return hashlib.sha256("".join(rows).encode()).hexdigest()[:12]


def _lock(built: Built, public: Library) -> list[Locked]:
    """Return every address of the site: those recorded before keep their first instant."""
    compilation = built.compilation
    known = {each.key: each for each in (compilation.record.locked or {}).values()}
    at = built.snapshot.at
    locked: dict[str, Locked] = dict(compilation.record.locked or {})
    fresh = 0
    # What is new is published in the order of its days, so that feeds keep that order.
    for entry in sorted(public.entries.values(), key=_by_day):
        path = page_path(entry.key)
        if "#" in path:
            continue
        digest = _digest(entry.object)
        before = known.get(entry.key)
        # Each new address gets a second of its own: no two entries of a feed share an instant.
        instant = _instant(at + timedelta(seconds=fresh))
        changed = before is None or before.digest != digest
        fresh += changed
        first = before.first if before else instant
        updated = instant if changed or before is None else before.updated
        former = tuple(entry.object.former_ids)
        if before is not None and before.url != path:
            locked.pop(before.url, None)
        name = f"{entry.family}/{entry.id}"
        locked[path] = Locked(path, name, entry.kind.name, first, updated, digest, former)
    return list(locked.values())


def _by_day(entry: Entry) -> tuple[str, Key]:
    written = getattr(entry.object, "date", None)
    return written.isoformat() if written else "", entry.key


def _digest(value: object) -> str:
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
