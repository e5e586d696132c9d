"""Commentary: an argument, with the opinions of others and our assessments.

It is the one kind of note that may stand without sources.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from brief.diagnostics.model import Problem
from brief.schema.kind import Fact, Kind, Link, Surroundings, fact
from brief.schema.note import Note, note_rules
from brief.schema.note_view import NoteHead, head
from brief.schema.parts import SourceItem, cut_corrections
from brief.schema.shapes import none_as_empty


class Commentary(Note):
    """An argument."""

    kind: Literal["commentary"]
    sources: Annotated[
        tuple[SourceItem, ...],
        none_as_empty(),
        Field(description="ids, addresses or sources written out"),
    ] = ()
    replies_to: Annotated[
        SourceItem | None, Field(description="the source that is argued with")
    ] = None


@dataclass(frozen=True, slots=True)
class CommentaryView:
    """What the template of a commentary sees."""

    head: NoteHead
    facts: tuple[Fact, ...]


def rules(commentary: Commentary) -> Iterator[Problem]:
    """Yield what is wrong with a commentary whose fields are sound."""
    yield from note_rules(commentary)
    if commentary.body is None and not commentary.assessments and not commentary.claims:
        hint = "write `body`, `claims` or `assessments`"
        yield Problem("B144", "the commentary says nothing", hint=hint)


def view(commentary: Commentary, around: Surroundings) -> CommentaryView:
    """Return what the template sees."""
    replied = around.mark(commentary.replies_to) if commentary.replies_to else None
    answer = Link(replied.title, replied.href, "source") if replied else None
    facts = (*fact("When", commentary.when), *fact("Replies to", answer))
    return CommentaryView(head=head(commentary, "commentary", around), facts=facts)


KIND = Kind(
    name="commentary",
    family="note",
    model=Commentary,
    view=view,
    template="commentary.html",
    plural="Commentary",
    rules=rules,
    cut=cut_corrections,
    path="commentary",
    sample={"body": "The argument.\n"},
)
