"""What is due: milestones, effective dates, lapses, closings of forecasts, in order of date."""

from dataclasses import dataclass
from datetime import date

from brief.analysis.pipeline import measures
from brief.kinds.forecast import Forecast
from brief.kinds.policy import Policy
from brief.library.model import Entry, Library
from brief.schema.types import Prose
from brief.schema.when import When, parse_when, sort_key


@dataclass(frozen=True, slots=True)
class Due:
    """A date to come: when, what (a text of the object, or our own words), and whose it is."""

    when: When
    what: Prose | str
    entry: Entry


def due(library: Library, *, as_of: date) -> tuple[Due, ...]:
    """List what lies on or after a day, nearest first, what has no date last."""
    found: list[Due] = []
    for entry in library.family("note"):
        if isinstance(entry.object, Policy):
            found += _policy(entry, entry.object)
    for measure in measures(library, as_of=as_of):
        if measure.lapses:
            words = "Lapses with the Congress unless adopted"
            found.append(Due(parse_when(measure.lapses.isoformat()), words, measure.furthest))
    for entry in library.family("forecast"):
        if isinstance(entry.object, Forecast):
            when = parse_when(entry.object.closes.isoformat())
            found.append(Due(when, "The question closes", entry))
    coming = [each for each in found if each.when.latest is None or each.when.latest >= as_of]
    return tuple(sorted(coming, key=lambda each: (*sort_key(each.when), each.entry.id)))


def _policy(entry: Entry, policy: Policy) -> list[Due]:
    found = [Due(each.when, each.what, entry) for each in policy.milestones]
    span = policy.effective
    if span and span.start:
        found.append(Due(span.start, "Takes effect", entry))
    if span and span.end:
        found.append(Due(span.end, "Ends", entry))
    return found
