"""What is due: milestones, effective dates, lapses, closings of forecasts, in order of date."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from brief.analysis.pipeline import measures
from brief.kinds.forecast import Forecast
from brief.kinds.policy import Policy
from brief.library.model import Entry, Library
from brief.schema.types import Prose
from brief.schema.when import When, parse_when, sort_key

Sort = Literal["milestone", "takes-effect", "ends", "lapses", "closes", "resolves"]


@dataclass(frozen=True, slots=True)
class Due:
    """A date that matters: when, what (a text of the object, or ours), and whose it is."""

    when: When
    what: Prose | str
    entry: Entry
    sort: Sort


def dates(library: Library, *, as_of: date) -> tuple[Due, ...]:
    """List all dates that matter, earliest first; lapses are those of measures on a day."""
    found: list[Due] = []
    for entry in library.family("note"):
        if isinstance(entry.object, Policy):
            found += policy_dates(entry, entry.object)
    for measure in measures(library, as_of=as_of):
        if measure.lapses:
            words = "Lapses with the Congress unless adopted"
            when = parse_when(measure.lapses.isoformat())
            found.append(Due(when, words, measure.furthest, "lapses"))
    for entry in library.family("forecast"):
        if isinstance(entry.object, Forecast):
            closes = parse_when(entry.object.closes.isoformat())
            resolves = parse_when(entry.object.resolves_by.isoformat())
            found.append(Due(closes, "The question closes", entry, "closes"))
            found.append(Due(resolves, "The answer is due", entry, "resolves"))
    return tuple(sorted(found, key=lambda each: (*sort_key(each.when), each.entry.id)))


def due(library: Library, *, as_of: date) -> tuple[Due, ...]:
    """List what lies on or after a day, nearest first, what has no date last."""
    return tuple(
        each
        for each in dates(library, as_of=as_of)
        if each.sort != "resolves" and (each.when.latest is None or each.when.latest >= as_of)
    )


def policy_dates(entry: Entry, policy: Policy) -> tuple[Due, ...]:
    """Return the dates that a policy note gives, as written."""
    found = [Due(each.when, each.what, entry, "milestone") for each in policy.milestones]
    span = policy.effective
    if span and span.start:
        found.append(Due(span.start, "Takes effect", entry, "takes-effect"))
    if span and span.end:
        found.append(Due(span.end, "Ends", entry, "ends"))
    return tuple(found)
