"""Find what a PDF is: its issue, edition and build, whether as published, what came since.

The record and the library answer; nothing is built, and no file of the project is changed.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from brief.app.perform import Performer
from brief.app.ports import Files
from brief.build.compile import compile_snapshot, narrowed_libraries
from brief.build.options import Options
from brief.kinds.issue import Issue
from brief.library.canonical import simple
from brief.library.model import Entry, Library
from brief.library.record import Document, Line, Record
from brief.outputs.imprint import Imprint
from brief.outputs.urls import document_path
from brief.schema.note_view import CORRECTION_LABELS

Status = Literal["published", "built", "altered", "unknown"]


@dataclass(frozen=True, slots=True)
class Marks:
    """What a PDF says of itself: nothing of it is proven.

    `base` is the SHA-256 of the file that a personal copy was made from.
    """

    imprint: Imprint | None
    name: str | None = None
    serial: str | None = None
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """A correction that a document does not have."""

    object: str
    title: str
    on: str
    label: str
    was: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of a PDF.

    `status`: `published`, its bytes are in the record; `built`, they stand in `editions/` or
    `site/` and were not released; `altered`, the record or the trees know the build with other
    bytes; `unknown`, nothing here knows it. For a personal copy the status is that of the copy
    made again from the file here; where that file is not here, it counts as altered.
    """

    marks: Marks
    digest: str
    status: Status
    title: str | None
    released: str | None
    newer: str | None
    corrections: tuple[Since, ...]


Stamp = Callable[[bytes, str, str], bytes]
"""Makes a personal copy of a PDF, for a name and a serial."""


def verify(
    files: Files, perform: Performer, at: datetime, pdf: bytes, marks: Marks, stamp: Stamp
) -> Verdict:
    """Hold a PDF against the record, the trees and the corrections of a project."""
    digest = hashlib.sha256(pdf).hexdigest()
    snapshot = files.snapshot(at, {})
    done = compile_snapshot(snapshot, Options(pages=False, pdf=False), perform)
    imprint = marks.imprint
    if imprint is None or done.settings is None:
        return Verdict(marks, digest, "unknown", None, None, None, ())
    line = _line(done.record, imprint)
    known = line.documents if line else ()
    document = _document(known, imprint, marks.base or digest)
    here = _here(files, imprint)
    status = _status(pdf, marks, known, document, here, stamp)
    library = narrowed_libraries(snapshot, done).get(imprint.edition)
    issue = library.get("issue", imprint.issue) if library else None
    since: tuple[Since, ...] = ()
    if library and line and document:
        since = tuple(_since(library, line, document))
    newest = _newest(known, imprint)
    newer = newest.build if document and newest and newest.build != imprint.build else None
    title = issue.object.title if issue and isinstance(issue.object, Issue) else None
    released = document.released if document else None
    return Verdict(marks, digest, status, title, released, newer, since)


def _line(record: Record, imprint: Imprint) -> Line | None:
    lines = (line for line in record.of(imprint.edition) if line.issue == imprint.issue)
    return next(lines, None)


def _document(known: tuple[Document, ...], imprint: Imprint, digest: str) -> Document | None:
    """Return what the record holds of a document: these bytes, else the build it claims."""
    same = [each for each in known if each.digest == digest]
    claimed = [
        each
        for each in known
        if (each.briefing, each.build) == (imprint.briefing, imprint.build)
    ]
    return next(iter((*same, *claimed)), None)


def _newest(known: tuple[Document, ...], imprint: Imprint) -> Document | None:
    return next((each for each in reversed(known) if each.briefing == imprint.briefing), None)


def _here(files: Files, imprint: Imprint) -> bytes | None:
    """Return the PDF of that name which stands in the trees."""
    return files.read(document_path(imprint.issue, imprint.edition, imprint.briefing))


def _status(
    pdf: bytes,
    marks: Marks,
    known: tuple[Document, ...],
    document: Document | None,
    here: bytes | None,
    stamp: Stamp,
) -> Status:
    published = {each.digest for each in known}
    base = pdf
    if marks.base is not None:
        found = here is not None and hashlib.sha256(here).hexdigest() == marks.base
        if here is None or not found:
            return "altered" if document else "unknown"
        if stamp(here, marks.name or "", marks.serial or "") != pdf:
            return "altered"
        base = here
    if hashlib.sha256(base).hexdigest() in published:
        return "published"
    if base == here:
        return "built"
    return "altered" if document else "unknown"


def _since(library: Library, line: Line, document: Document) -> Iterator[Since]:
    """Yield the corrections that came after a document, newest first.

    For the newest release they are found exactly, from the texts in the record. The record
    keeps no texts of those before it: there, the day decides.
    """
    newest = document.released >= line.released
    found = []
    for entry in library.entries.values():
        before = _recorded(line, entry)
        for each in getattr(entry.object, "corrections", ()):
            after = each.date.isoformat() >= document.released[:10]
            if simple(each) not in before if newest else after:
                name = f"{entry.family}/{entry.id}"
                label = CORRECTION_LABELS[each.type]
                day = each.date.isoformat()
                title = str(getattr(entry.object, "title", entry.id))
                found.append(Since(name, title, day, label, each.was, each.is_))
    yield from sorted(found, key=lambda each: (each.on, each.object), reverse=True)


def _recorded(line: Line, entry: Entry) -> list[object]:
    recorded = line.objects.get(f"{entry.family}/{entry.id}", {})
    held = recorded.get("corrections", []) if isinstance(recorded, dict) else []
    return list(held)
