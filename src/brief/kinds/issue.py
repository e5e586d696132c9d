"""An issue: one number of the newsletter, with its lead, bottom line and sections.

It names notes, or queries that find them; the products it asks for are computed, not written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from brief.diagnostics.model import Problem
from brief.schema.base import Dated, Part
from brief.schema.kind import Html, Kind, Link, Surroundings
from brief.schema.note_view import CorrectionView, correction
from brief.schema.parts import Corrections, cut_corrections
from brief.schema.refs import WRITE_ITS_ID, EntityRef, NoteRef, Ref
from brief.schema.types import (
    Day,
    Id,
    Line,
    MarkdownBody,
    ProseText,
    Tag,
    Whole,
    id_of,
    text_of,
)

Product = Literal[
    "policy-pipeline",
    "forecast-ledger",
    "exposure",
    "track-board",
    "scenario-board",
    "changes",
    "corrections",
    "calendar",
]


# Named by the format of the author's files, and not computed by this version.
LATER: tuple[Product, ...] = ("forecast-ledger", "track-board", "changes")


class BasisRef(Ref):
    """A note, a claim of one, a forecast or a scenario that a sentence rests on."""

    __slots__ = ()
    families = ("note", "forecast", "scenario")

    @classmethod
    def read(cls, value: object) -> "BasisRef":
        """Read an id, or `note-id#c2`."""
        name, mark, claim = text_of(value).partition("#")
        if mark:
            id_of(claim, WRITE_ITS_ID)
        id_of(name, WRITE_ITS_ID)
        return cls(f"{name}{mark}{claim}")


class BottomLine(Part):
    """One sentence of the bottom line, and what it rests on."""

    text: ProseText
    basis: tuple[BasisRef, ...] = ()


class Query(Part):
    """Which notes a section takes: those that meet every condition."""

    kind: Annotated[Line | None, Field(description="a kind of note")] = None
    tags: Annotated[tuple[Tag, ...], Field(description="any of them")] = ()
    about: Annotated[tuple[EntityRef, ...], Field(description="any of them")] = ()
    since: Annotated[Day | None, Field(description="dated on or after this day")] = None


class Section(Part):
    """A part of an issue: notes by id, or by a query."""

    title: Line
    intro: MarkdownBody | None = None
    notes: tuple[NoteRef, ...] = ()
    query: Query | None = None


class Issue(Dated):
    """One number of the newsletter."""

    number: Whole
    title: Line
    summary: ProseText | None = None
    as_of: Annotated[Day | None, Field(description="day its products are computed for")] = None
    lead: Annotated[MarkdownBody | None, Field(description="Markdown")] = None
    bottom_line: tuple[BottomLine, ...] = ()
    sections: tuple[Section, ...] = ()
    products: tuple[Product, ...] = ()
    corrections: Corrections = ()
    editions: Annotated[
        tuple[Id, ...], Field(description="editions of newsletter.yaml; default: all")
    ] = ()


@dataclass(frozen=True, slots=True)
class BottomLineView:
    """One sentence of the bottom line, with links to what it rests on."""

    text: Html
    basis: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class IssueView:
    """What is an issue's own, without its notes and products."""

    id: str
    number: int
    title: str
    on: date | None
    as_of: date | None
    summary: Html | None
    lead: Html | None
    bottom_line: tuple[BottomLineView, ...]
    corrections: tuple[CorrectionView, ...]


def rules(issue: Issue) -> Iterator[Problem]:
    """Yield what is wrong with an issue whose fields are sound."""
    if issue.date is None:
        message = "the field `date` is missing"
        yield Problem(
            "B110", message, hint="add `date:`, or begin the file's name with the day"
        )
    yield from _bottom_line_rules(issue)
    yield from _section_rules(issue)
    yield from _product_rules(issue)
    yield from _notes_named_twice(issue)


def _bottom_line_rules(issue: Issue) -> Iterator[Problem]:
    for number, line in enumerate(issue.bottom_line):
        if not line.basis:
            hint = "name the notes it rests on: `basis: [note-id]`"
            message = "a sentence of the bottom line has no `basis`"
            yield Problem("B195", message, ("bottom_line", number), hint)


def _section_rules(issue: Issue) -> Iterator[Problem]:
    for number, section in enumerate(issue.sections):
        at = ("sections", number)
        if bool(section.notes) == (section.query is not None):
            hint = "write one of `notes` and `query`"
            said = (
                "both `notes` and `query`" if section.notes else "neither `notes` nor `query`"
            )
            yield Problem("B196", f"the section has {said}", at, hint)


def _product_rules(issue: Issue) -> Iterator[Problem]:
    for number, product in enumerate(issue.products):
        if product in LATER:
            hint = "leave it out until a later version computes it"
            message = f"the product `{product}` is not computed yet, and is left out"
            yield Problem("B198", message, ("products", number), hint)


def _notes_named_twice(issue: Issue) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, section in enumerate(issue.sections):
        for position, note in enumerate(section.notes):
            if note in seen:
                where = ("sections", number, "notes", position)
                yield Problem("B197", f"`{note}` stands in the issue twice", where, "keep one")
            seen.add(note)


def view(issue: Issue, around: Surroundings) -> IssueView:
    """Return what is the issue's own."""
    lines = []
    for line in issue.bottom_line:
        found = (around.link(ref) for ref in line.basis)
        # Two claims of one note are one place to look.
        basis = tuple({link.text: link for link in found if link}.values())
        lines.append(BottomLineView(around.inline(line.text), basis))
    return IssueView(
        id=issue.id or "",
        number=issue.number,
        title=issue.title,
        on=issue.date,
        as_of=issue.as_of or issue.date,
        summary=around.inline(issue.summary) if issue.summary else None,
        lead=around.block(issue.lead) if issue.lead else None,
        bottom_line=tuple(lines),
        corrections=tuple(correction(each, around) for each in issue.corrections),
    )


KIND = Kind(
    name="issue",
    family="issue",
    model=Issue,
    view=view,
    template="issue.html",
    plural="Issues",
    rules=rules,
    cut=cut_corrections,
    path="issues",
    sample={
        "bottom_line": "- text: The judgement, in one sentence.\n",
        "sections": "- title: What is new\n  query: {kind: announcement}\n",
    },
)
