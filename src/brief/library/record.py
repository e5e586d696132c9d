"""The record of what was published: lines per issue and edition, and the lock of addresses.

Only `brief release` writes it; every build holds the library against it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from brief.diagnostics.model import Diagnostic, Span
from brief.library.canonical import canonical
from brief.library.model import Key
from brief.schema.layout import LOCK, RECORD

COLUMNS = 7
HEADER = "# url\tid\tkind\tfirst published\tupdated\tsha256\tformer addresses"


@dataclass(frozen=True, slots=True, order=True)
class Locked:
    """One published address: what stands there, since when, and what its content was."""

    url: str
    id: str
    kind: str
    first: str
    updated: str
    digest: str
    former: tuple[str, ...]
    line: int = 0

    @property
    def key(self) -> Key:
        """Family and id."""
        family, _, name = self.id.partition("/")
        return family, name


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF that was published: which briefing and build it is, and the digest of its bytes."""

    briefing: str
    build: str
    digest: str
    released: str


@dataclass(frozen=True, slots=True)
class Line:
    """What an edition of an issue showed: every visible object, and the heads of its chains."""

    issue: str
    edition: str
    as_of: str
    released: str
    build: str
    objects: Mapping[str, Any]
    heads: Mapping[str, str]
    derived: Mapping[str, Any]
    documents: tuple[Document, ...] = ()
    """Every PDF published so far, oldest first: those of earlier releases stay known."""
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that was published, oldest first."""

    lines: tuple[Line, ...] = ()
    locked: Mapping[str, Locked] | None = None

    def of(self, edition: str) -> tuple[Line, ...]:
        """Return the lines of one edition; its output uses no others."""
        return tuple(line for line in self.lines if line.edition == edition)

    def published(self, edition: str) -> frozenset[Key]:
        """Return what an edition has shown before."""
        found = {name for line in self.of(edition) for name in line.objects}
        return frozenset(
            (family, name) for family, _, name in (n.partition("/") for n in found)
        )

    def instants(self) -> dict[Key, tuple[str, str]]:
        """Return first published and last updated of every object with an address."""
        return {each.key: (each.first, each.updated) for each in (self.locked or {}).values()}


def issue_path(issue: str) -> str:
    """Return the file that holds the lines of an issue."""
    return f"{RECORD}/{issue}.jsonl"


def read_record(texts: Mapping[str, bytes]) -> tuple[Record, tuple[Diagnostic, ...]]:
    """Read the record. A damaged line is reported, and the rest still holds."""
    lines: list[Line] = []
    problems: list[Diagnostic] = []
    for path in sorted(texts):
        if path.startswith(f"{RECORD}/") and path.endswith(".jsonl"):
            for number, text in enumerate(_lines(texts[path]), 1):
                line = _line(path, number, text)
                if line:
                    lines.append(line)
                elif text:
                    problems.append(_damaged(path, number))
    locked: dict[str, Locked] = {}
    for number, text in enumerate(_lines(texts.get(LOCK, b"")), 1):
        if text and not text.startswith("#"):
            parts = text.split("\t")
            if len(parts) == COLUMNS and parts[1].count("/") == 1:
                former = tuple(part for part in parts[6].split(" ") if part)
                url, ident, kind, first, updated, digest = parts[:6]
                locked[url] = Locked(url, ident, kind, first, updated, digest, former, number)
            else:
                problems.append(_damaged(LOCK, number))
    lines.sort(key=lambda line: (line.released, line.issue, line.edition))
    return Record(tuple(lines), locked), tuple(problems)


def _lines(content: bytes) -> list[str]:
    return content.decode("utf-8", errors="replace").split("\n")


def _line(path: str, number: int, text: str) -> Line | None:
    try:
        value = json.loads(text)
        return Line(
            issue=value["issue"],
            edition=value["edition"],
            as_of=value["as_of"],
            released=value["released"],
            build=value["build"],
            objects=dict(value["objects"]),
            heads=dict(value.get("heads", {})),
            derived=dict(value.get("derived", {})),
            documents=tuple(_document(each) for each in value.get("documents", ())),
            path=path,
            line=number,
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _document(value: Mapping[str, str]) -> Document:
    return Document(value["briefing"], value["build"], value["sha256"], value["released"])


def _damaged(path: str, number: int) -> Diagnostic:
    span = Span(path, number, 1, number, 1)
    hint = "restore it from version control: `brief release` writes it, nobody edits it"
    return Diagnostic(span, "B626", "this line of the record cannot be read", hint)


def line_text(line: Line) -> str:
    """Return a line as it is written."""
    value = {
        "issue": line.issue,
        "edition": line.edition,
        "as_of": line.as_of,
        "released": line.released,
        "build": line.build,
        "objects": line.objects,
        "heads": line.heads,
        "derived": line.derived,
        "documents": tuple(
            {
                "briefing": each.briefing,
                "build": each.build,
                "sha256": each.digest,
                "released": each.released,
            }
            for each in line.documents
        ),
    }
    return canonical(value)


def lock_text(locked: Iterable[Locked]) -> str:
    """Return the lock as it is written: one line an address, sorted."""
    rows = (
        "\t".join((e.url, e.id, e.kind, e.first, e.updated, e.digest, " ".join(e.former)))
        for e in sorted(locked)
    )
    return "\n".join((HEADER, *rows)) + "\n"
