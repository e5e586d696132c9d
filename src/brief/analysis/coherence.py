"""Forecasts held against each other: what implies what, and groups of which one can happen.

Source of the rules: the project's page on analysis, section 5.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from brief.diagnostics.model import Problem
from brief.kinds.forecast import Forecast
from brief.library.model import Complaint, Entry, Library

# analysis.md, section 5; probabilities are decimals, so this forgives nothing real.
TOLERANCE = Decimal("1e-9")


def standing(forecast: Forecast, on: date) -> Decimal | None:
    """Return the house's probability on a day; nothing before the first or after the end."""
    end = forecast.resolution
    if end is not None and end.outcome != "pending":
        return None
    if forecast.closes < on:
        return None
    house = [u for u in forecast.updates if u.by in (None, forecast.author) and u.date <= on]
    return max(house, key=lambda update: update.date).p if house else None


def coherence(library: Library, on: date) -> Iterator[Complaint]:
    """Yield what contradicts itself among the forecasts that stand on a day."""
    standings = _standings(library, on)
    yield from _implications(standings)
    yield from _groups(standings)


def _standings(library: Library, on: date) -> dict[str, tuple[Entry, Decimal]]:
    """Return the forecasts that stand on a day, by id, with their probabilities."""
    standings: dict[str, tuple[Entry, Decimal]] = {}
    for entry in library.family("forecast"):
        if isinstance(entry.object, Forecast) and entry.object.status == "ready":
            p = standing(entry.object, on)
            if p is not None:
                standings[entry.id] = (entry, p)
    return standings


def _implications(standings: Mapping[str, tuple[Entry, Decimal]]) -> Iterator[Complaint]:
    """Complain of what stands higher than a thing it implies."""
    for name, (entry, p) in standings.items():
        for number, other in enumerate(entry.object.implies):
            if other in standings and p > standings[other][1] + TOLERANCE:
                q = standings[other][1]
                message = f"`{name}` implies `{other}` and stands higher: {p} against {q}"
                hint = "what implies another thing cannot be likelier than it"
                yield Complaint(entry, Problem("B605", message, ("implies", number), hint))


def _groups(standings: Mapping[str, tuple[Entry, Decimal]]) -> Iterator[Complaint]:
    """Complain of groups whose members exclude each other and sum to more than 1."""
    groups: dict[str, list[tuple[Entry, Decimal]]] = {}
    for entry, p in standings.values():
        if entry.object.exclusive_group:
            groups.setdefault(entry.object.exclusive_group, []).append((entry, p))
    for group, members in groups.items():
        total = sum((p for _, p in members), Decimal(0))
        if total > 1 + TOLERANCE:
            listed = ", ".join(f"`{entry.id}` {p}" for entry, p in members)
            message = f"the group `{group}` sums to {total}: {listed}"
            hint = "at most one of them can happen, so they sum to 1 at most"
            yield Complaint(members[0][0], Problem("B606", message, ("exclusive_group",), hint))
