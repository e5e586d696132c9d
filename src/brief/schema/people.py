"""The blocks `subscribers` and `segments` of newsletter.yaml: who is taken, and groups."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Field

from brief.diagnostics.model import Problem
from brief.diagnostics.nearest import did_you_mean, one_of
from brief.schema.base import Part
from brief.schema.codes import Language
from brief.schema.mail import Domain
from brief.schema.shapes import Table, one_or_many
from brief.schema.types import Day, Id, Line, Tag

Roles = Literal["allow", "warn", "refuse"]
Often = Literal["every", "weekly", "monthly", "paused"]


class Subscribers(Part):
    """Whom the list takes. Nothing is fetched: what is refused is what stands here."""

    roles: Annotated[Roles, Field(description="addresses such as info@, which many read")] = (
        "warn"
    )
    refuse: Annotated[
        tuple[Domain, ...],
        Field(description="domains that are not taken, such as those of throw-away addresses"),
    ] = ()


class Segment(Part):
    """A group of subscribers: those for whom everything that it says is true."""

    topics: Annotated[
        tuple[Tag, ...] | None,
        one_or_many(),
        Field(description="who reads one of these, or all topics"),
    ] = None
    languages: Annotated[
        tuple[Language, ...] | None,
        one_or_many(),
        Field(description="who reads one of these; default language: the newsletter's"),
    ] = None
    tiers: Annotated[tuple[Id, ...] | None, one_or_many()] = None
    audiences: Annotated[
        tuple[Id, ...] | None, one_or_many(), Field(description="who belongs to one of these")
    ] = None
    cadences: Annotated[tuple[Often, ...] | None, one_or_many()] = None
    since: Annotated[Day | None, Field(description="who came on this day or later")] = None
    before: Annotated[Day | None, Field(description="who came before this day")] = None
    attributes: Annotated[
        Table[Line, Line] | None, Field(description="attributes with their values")
    ] = None


def segment_rules(
    segments: Mapping[str, Segment], tiers: Sequence[str], audiences: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield what is wrong with segments whose fields are sound."""
    for name, segment in segments.items():
        at = ("segments", name)
        for number, tier in enumerate(segment.tiers or ()):
            if tier not in tiers:
                hint = f"tiers are {one_of(tiers)}"
                yield Problem(
                    "B148", f"there is no tier `{tier}`", (*at, "tiers", number), hint
                )
        for number, each in enumerate(segment.audiences or ()):
            if each not in audiences:
                hint = did_you_mean(each, audiences) or f"audiences are {one_of(audiences)}"
                where = (*at, "audiences", number)
                yield Problem("B149", f"there is no audience `{each}`", where, hint)
        if segment.since and segment.before and segment.before <= segment.since:
            message = f"nobody came on {segment.since} or later and before {segment.before}"
            yield Problem("B530", message, (*at, "before"), "put the later day here")
