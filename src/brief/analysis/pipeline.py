"""The policy pipeline: every measure with its stage, since when, and what comes next.

Source of the rules: the project's page on analysis, section 6.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from brief.kinds.base_rate import BaseRate
from brief.kinds.policy import Policy, policy_course, stage_of
from brief.library.model import Entry, Library
from brief.schema.stages import ENDS, NO_TEXT, Stage, congress, lapse_day, last_when, rank
from brief.schema.when import When


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: a policy note, or several that are companions, addressed by the smallest id.

    `stage` is that of the furthest member, `furthest`; an end counts when all have ended.
    """

    members: tuple[Entry, ...]
    furthest: Entry
    stage: Stage | None
    since: When | None
    last: When | None
    lapses: date | None

    @property
    def id(self) -> str:
        """The smallest id of its members."""
        return self.members[0].id

    @property
    def has_text(self) -> bool:
        """Whether there is an official text."""
        policy: Policy = self.furthest.object
        return policy.instrument != "none-yet" and self.stage not in NO_TEXT


def measures(library: Library, *, as_of: date) -> tuple[Measure, ...]:
    """List the measures of a library as they stood on a day, furthest first, then by id."""
    policies = {
        entry.id: entry.with_object(entry.kind.cut(entry.object, as_of))
        for entry in library.family("note")
        if isinstance(entry.object, Policy)
        and (entry.object.date is None or entry.object.date <= as_of)
    }
    groups = _joined(policies)
    found = [_measure(tuple(policies[name] for name in group)) for group in groups]
    return tuple(sorted(found, key=lambda each: (-_order(each.stage), each.id)))


def _order(stage: Stage | None) -> int:
    return -1 if stage is None else rank(stage)


def _joined(policies: dict[str, Entry]) -> list[list[str]]:
    """Join companions, in either direction and transitively."""
    group: dict[str, str] = {name: name for name in policies}

    def leader(name: str) -> str:
        while group[name] != name:
            name = group[name]
        return name

    for name, entry in policies.items():
        for other in entry.object.companions:
            if other in policies:
                low, high = sorted((leader(name), leader(other)))
                group[high] = low
    joined: dict[str, list[str]] = {}
    for name in sorted(policies):
        joined.setdefault(leader(name), []).append(name)
    return list(joined.values())


def _measure(members: tuple[Entry, ...]) -> Measure:
    running = [each for each in members if stage_of(each.object) not in ENDS]
    candidates = running or list(members)
    furthest = max(candidates, key=lambda each: _order(stage_of(each.object)))
    followed = policy_course(furthest.object)
    stage = stage_of(furthest.object)
    whens = [entry.when for member in members for entry in member.object.history]
    ids = [congress(member.object.official_id) for member in members]
    days = [lapse_day(each) for each in ids if each]
    final = stage in ENDS or stage in ("adopted", "in-force", "enforced")
    return Measure(
        members=members,
        furthest=furthest,
        stage=stage,
        since=followed.since if followed.stage == stage else None,
        last=last_when(whens),
        lapses=max(days) if days and not final else None,
    )


def days_between(when: When, until: date) -> tuple[int, int] | None:
    """Return the least and most days from a date expression to a day; nothing where unknown."""
    if when.earliest is None or when.latest is None:
        return None
    return (until - when.latest).days, (until - when.earliest).days


def base_rates(library: Library, policy: Policy) -> tuple[BaseRate, ...]:
    """Return the pinned reference classes of a policy's instrument and jurisdiction."""
    return tuple(
        entry.object
        for entry in library.family("base-rate")
        if isinstance(entry.object, BaseRate)
        and entry.object.jurisdiction == policy.jurisdiction
        and entry.object.instrument == policy.instrument
    )


# z for a two-sided interval of 90 %.
Z = Decimal("1.6448536269514722")


def wilson(k: int, n: int) -> tuple[Decimal, Decimal]:
    """Return the Wilson interval of 90 % for k of n, as shares from 0 to 1.

    Source: Wilson, Journal of the American Statistical Association 22 (1927), 209-212.
    """
    if n == 0:
        raise ValueError("of nothing there is no rate")
    share, size, z2 = Decimal(k) / n, Decimal(n), Z * Z
    middle = share + z2 / (2 * size)
    width = Z * (share * (1 - share) / size + z2 / (4 * size * size)).sqrt()
    low, high = (middle - width) / (1 + z2 / size), (middle + width) / (1 + z2 / size)
    return max(low, Decimal(0)), min(high, Decimal(1))
