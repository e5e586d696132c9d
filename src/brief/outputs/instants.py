"""When objects were first published and last updated: from the record, else from their days."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from brief.library.model import Entry, Key

Instants = Mapping[Key, tuple[str, str]]
"""First published and last updated, in RFC 3339 with `Z`, to the second."""


def instants(entries: Iterable[Entry], recorded: Instants) -> Instants:
    """Return the instants of entries that have a day; no two share the second of an update.

    What the record knows never moves. Before its release an object has only a day; the second
    of the day then comes from its id, and of two that would share one the later id moves on.
    """
    found: dict[Key, tuple[str, str]] = {}
    taken: set[str] = set()
    for entry in sorted(entries, key=lambda each: (each.key not in recorded, each.key)):
        pair = recorded.get(entry.key) or _from_days(entry)
        if pair is None:
            continue
        first, last = pair
        while last in taken:
            first, last = a_second_later(first), a_second_later(last)
        taken.add(last)
        found[entry.key] = first, last
    return found


def _from_days(entry: Entry) -> tuple[str, str] | None:
    day = entry.kind.starts_on(entry.object)
    if day is None:
        return None
    later = [each.date for each in getattr(entry.object, "corrections", ())]
    later += [each.date for each in getattr(entry.object, "updates", ())]
    return instant(day, entry.id), instant(max([day, *later]), entry.id)


def instant(day: date, name: str) -> str:
    """Return an instant of a day that a name always gives."""
    second = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") % 86400
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=second)
    return _written(at)


def a_second_later(text: str) -> str:
    """Return the next instant."""
    return _written(datetime.fromisoformat(text) + timedelta(seconds=1))


def _written(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
