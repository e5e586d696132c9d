"""What the four kinds of note share: their header, and the rules for it."""

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from brief.diagnostics.model import Problem
from brief.schema.base import Dated
from brief.schema.parts import (
    Assessment,
    Claim,
    Corrections,
    SourceItem,
    Unknown,
    assessment_rules,
    claim_rules,
)
from brief.schema.refs import EntityRef, ForecastRef, NoteRef, ScenarioRef
from brief.schema.shapes import Table, none_as_empty, shorthand
from brief.schema.types import Day, Id, Line, MarkdownBody, ProseText, Text
from brief.schema.when import WhenText


class Note(Dated):
    """One thing announced, observed, decided or argued, with its evidence."""

    title: Annotated[Line, Field(description="one line")]
    summary: Annotated[
        ProseText | None,
        Field(description="one or two sentences; default: the body's first paragraph"),
    ] = None
    body: Annotated[
        MarkdownBody | None,
        Field(description="Markdown; best written below a `|`"),
    ] = None
    when: Annotated[
        WhenText | None,
        Field(description="when it happened: 2026-11, 2026-Q3?, a/b, unknown …; default: date"),
    ] = None
    about: Annotated[tuple[EntityRef, ...], Field(description="ids of entities")] = ()
    sources: Annotated[
        tuple[SourceItem, ...],
        none_as_empty(),
        Field(description="ids, addresses or sources written out; `none` says there are none"),
    ]
    claims: Annotated[tuple[Claim, ...], Field(description="what the sources say")] = ()
    assessments: Annotated[tuple[Assessment, ...], Field(description="what we judge")] = ()
    unknowns: Annotated[
        tuple[Annotated[Unknown, shorthand("what")], ...],
        Field(description="what we do not know; printed"),
    ] = ()
    so_what: Annotated[
        Table[Id, ProseText] | None, Field(description="one sentence for each audience")
    ] = None
    handling: Annotated[Text | None, Field(description="how to treat it; printed only")] = None
    review_by: Annotated[Day | None, Field(description="day by which it goes stale")] = None
    authorship: Annotated[
        Literal["human", "ai-assisted", "ai-generated"], Field(description="who wrote it")
    ] = "human"
    reviewed_by: Annotated[Text | None, Field(description="a second reader")] = None
    conflict_of_interest: Annotated[Text | None, Field(description="text, or `none`")] = None
    corrections: Corrections = ()
    forecasts: Annotated[tuple[ForecastRef, ...], Field(description="ids of forecasts")] = ()
    scenarios: Annotated[tuple[ScenarioRef, ...], Field(description="ids of scenarios")] = ()
    related: Annotated[tuple[NoteRef, ...], Field(description="ids of other notes")] = ()


def note_rules(note: Note) -> Iterator[Problem]:
    """Yield what is wrong with the header of a note whose fields are sound."""
    if note.date is None:
        hint = "add `date:`, or begin the file's name with the day"
        yield Problem("B110", "the field `date` is missing", hint=hint)
    if note.authorship == "ai-generated" and note.reviewed_by is None:
        message = "`authorship: ai-generated` demands `reviewed_by`"
        yield Problem("B140", message, ("authorship",), "add `reviewed_by:` and a name")
    if note.embargoed_until and not note.embargoed_until.zoned:
        hint = "add `Z`, or an offset such as `+01:00`; it is read as UTC"
        yield Problem("B141", "`embargoed_until` has no offset", ("embargoed_until",), hint)
    if note.embargoed_until and note.expires and note.expires.at <= note.embargoed_until.at:
        message = "`expires` is not after `embargoed_until`"
        hint = "move `expires` after `embargoed_until`, or leave one of them out"
        yield Problem("B142", message, ("expires",), hint)
    yield from claim_rules(note.claims)
    yield from assessment_rules(note.assessments, note.claims)
    for number, correction in enumerate(note.corrections):
        if note.date and correction.date < note.date:
            at = ("corrections", number, "date")
            hint = f"give the day of the correction: {note.date} or later"
            yield Problem("B143", "the correction is older than the note", at, hint)


def first_paragraph(body: str) -> str:
    """Return the first paragraph of a Markdown text that is one, for a summary."""
    for block in re.split(r"\n\s*\n", body):
        if not re.match(r"\s*(#|>|[-*+] |\d+[.)] |\||```|~~~|!\[|\[\^)", block):
            return " ".join(block.split())
    return ""
