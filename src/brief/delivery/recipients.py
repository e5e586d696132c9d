"""Who of the list gets an issue, in which edition; and of everybody else, why not."""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from brief.delivery.subscriber import Cadence, Pdf, Subscriber
from brief.schema.settings import Edition

Reason: TypeAlias = Literal[
    "duplicate",
    "suppressed",
    "left",
    "unconfirmed",
    "paused",
    "cadence",
    "topic",
    "segment",
    "no edition",
    "other edition",
    "tier",
    "audience",
]

SAYS: dict[Reason, str] = {
    "duplicate": "the address stands in the list already",
    "suppressed": "the address is suppressed",
    "left": "has left",
    "unconfirmed": "has not confirmed the address",
    "paused": "has paused",
    "cadence": "reads less often, and has had an issue of this week or month",
    "topic": "reads other topics",
    "segment": "not of the segment asked for",
    "no edition": "no edition shows the issue",
    "other edition": "gets another edition",
    "tier": "the editions of the issue are of a higher tier",
    "audience": "the editions of the issue are for other audiences",
}


@dataclass(frozen=True, slots=True)
class Occasion:
    """What decides about an issue: not its content.

    `previous_on` is the day of the issue before it. `tiers` are all tiers, lowest first, and
    `language` is that of the newsletter. `topics` are the tags of all notes of the issue; an
    issue without any is for everybody.
    """

    issue: str
    on: date
    previous_on: date | None
    tiers: tuple[str, ...]
    language: str
    topics: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who gets an issue. `edition` is the highest that they may have."""

    subscriber: str
    address: str
    address_norm: str
    domain: str
    edition: str
    language: str
    pdf: Pdf
    name: str | None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Somebody who gets none. `SAYS` has the reason in words."""

    subscriber: str
    address: str
    reason: Reason


def everybody(_subscriber: Subscriber) -> bool:
    """Take everybody: the segment of all."""
    return True


def choose(
    subscribers: Iterable[Subscriber],
    editions: Sequence[Edition],
    occasion: Occasion,
    suppressed: Container[str],
    segment: Callable[[Subscriber], bool] = everybody,
) -> tuple[tuple[Recipient, ...], tuple[Exclusion, ...]]:
    """Sort the whole list into those who get an issue and those who do not.

    `editions` are those that show the issue. `suppressed` holds normalised addresses. Everybody
    stands in exactly one of the two results, in the order given; nobody gets two letters.
    """
    recipients: list[Recipient] = []
    exclusions: list[Exclusion] = []
    seen: set[str] = set()
    for each in subscribers:
        reason = _reason(each, occasion, suppressed, seen)
        if reason is None and not segment(each):
            reason = "segment"
        found = reason or _edition(each, editions, occasion.tiers)
        seen.add(each.address_norm)
        if isinstance(found, str):
            exclusions.append(Exclusion(each.id, each.address, found))
        else:
            recipients.append(_recipient(each, found, occasion))
    return tuple(recipients), tuple(exclusions)


def _recipient(each: Subscriber, edition: Edition, occasion: Occasion) -> Recipient:
    wants = each.wants
    return Recipient(
        subscriber=each.id,
        address=each.address,
        address_norm=each.address_norm,
        domain=each.domain,
        edition=edition.id,
        language=wants.language or occasion.language,
        pdf=wants.pdf,
        name=wants.name,
    )


def _reason(
    each: Subscriber, occasion: Occasion, suppressed: Container[str], seen: set[str]
) -> Reason | None:
    """Return why somebody gets no issue of the day, whatever its editions are."""
    if each.address_norm in seen:
        return "duplicate"
    if each.address_norm in suppressed:
        return "suppressed"
    if each.status != "confirmed":
        return "left" if each.status == "left" else "unconfirmed"
    if each.wants.cadence == "paused":
        return "paused"
    if not is_due(each.wants.cadence, occasion.on, occasion.previous_on):
        return "cadence"
    if each.wants.topics and occasion.topics and occasion.topics.isdisjoint(each.wants.topics):
        return "topic"
    return None


def is_due(cadence: Cadence, on: date, previous_on: date | None) -> bool:
    """Tell whether an issue of a day goes to those of a cadence.

    The first issue of a week (ISO 8601, from Monday) or of a month does; whoever wants less
    than every issue needs no book of what they had.
    """
    if cadence == "paused":
        return False
    if cadence == "every" or previous_on is None:
        return True
    if cadence == "weekly":
        return on.isocalendar()[:2] != previous_on.isocalendar()[:2]
    return (on.year, on.month) != (previous_on.year, previous_on.month)


def _edition(
    each: Subscriber, editions: Sequence[Edition], tiers: tuple[str, ...]
) -> Edition | Reason:
    """Return the highest edition that somebody may have, or why there is none.

    Among those of one tier the one for the audience named first wins, then the one for
    nobody in particular, then the first by id.
    """
    if not editions:
        return "no edition"
    wants = each.wants
    if wants.tier not in tiers:
        return "tier"
    may = tiers.index(wants.tier)
    within = [one for one in editions if tiers.index(one.tiers[-1]) <= may]
    if not within:
        return "tier"
    theirs = [one for one in within if one.audience is None or one.audience in wants.audiences]
    if not theirs:
        return "audience"

    def rank(one: Edition) -> tuple[int, int, str]:
        audience = one.audience
        order = wants.audiences.index(audience) if audience else len(wants.audiences)
        return -tiers.index(one.tiers[-1]), order, one.id

    return min(theirs, key=rank)
