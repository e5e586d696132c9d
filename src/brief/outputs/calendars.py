"""Calendars of dated events: milestones, effects, lapses, closings. Source: RFC 5545.

Only what is given to the day is in them: no day is ever invented.
"""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from brief.analysis.calendar import Due, dates
from brief.library.model import Key
from brief.outputs.around import Around, Citations, title_of
from brief.outputs.artefact import CALENDAR, File
from brief.outputs.feed_places import CORRECTIONS
from brief.outputs.scene import Scene
from brief.outputs.urls import page_path
from brief.schema.types import Prose

NAME = "calendar.ics"

# RFC 5545, section 3.1: octets of a line, without its end.
_MOST_OCTETS = 75


@dataclass(frozen=True, slots=True)
class Event:
    """One day. `uid` stays when the day moves; `sequence` grows with corrections."""

    uid: str
    on: date
    certain: bool
    title: str
    url: str
    category: str
    stamp: str
    sequence: int
    key: Key


def events(scene: Scene) -> tuple[Event, ...]:
    """Return every event of the site, by day, then by id."""
    seen: dict[str, int] = {}
    found = []
    for each in dates(scene.library, as_of=scene.as_of):
        if each.when.day is None or each.entry.key not in scene.published:
            continue
        name = _name(each)
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            name = f"{name}.{seen[name]}"
        found.append(_event(scene, each, each.when.day, name))
    return tuple(sorted(found, key=lambda event: (event.on, event.uid)))


def _name(due: Due) -> str:
    """Return the id of a date, by its words: it stays when another is written before it."""
    words = hashlib.sha256(due.what.encode()).hexdigest()[:12]
    sort = due.sort if due.sort != "milestone" else f"milestone-{words}"
    return f"{due.entry.family}.{due.entry.id}.{sort}"


def _event(scene: Scene, due: Due, day: date, name: str) -> Event:
    entry = due.entry
    around = Around(scene, entry, Citations(), bare=True)
    what = around.plain(due.what) if isinstance(due.what, Prose) else due.what
    return Event(
        uid=f"{name}@{scene.addresses.host}",
        on=day,
        certain=not due.when.qualifier,
        title=f"{title_of(entry)}: {what}",
        url=scene.addresses.absolute(page_path(entry.key)),
        category=due.sort.replace("-", " ").capitalize(),
        stamp=scene.published[entry.key][1],
        sequence=len(getattr(entry.object, "corrections", ())),
        key=entry.key,
    )


def calendar_files(scene: Scene, found: tuple[Event, ...]) -> dict[str, File]:
    """Return a calendar for the root and for every place with feeds that has an event."""
    files = {}
    title = scene.settings.title
    forecasts = {event.key for event in found if event.key[0] == "forecast"}
    places: list[tuple[str, str, Collection[Key]]] = [
        ("", title, {event.key for event in found}),
        ("forecasts/", f"{title}: Forecasts", forecasts),
        *(
            (place.path, f"{title}: {place.title}", {entry.key for entry in place.entries})
            for place in scene.feeds.values()
            if place.path not in ("", CORRECTIONS)
        ),
    ]
    for path, name, keys in places:
        held = [event for event in found if event.key in keys]
        if held:
            content = calendar(name, scene.settings.title, held)
            files[path + NAME] = File(path + NAME, content, CALENDAR)
    return files


def calendar(name: str, producer: str, found: Iterable[Event]) -> bytes:
    """Return a calendar of events: lines end in CR LF and are folded."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_text(producer)}//brief//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for event in found:
        lines += _component(event)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def _component(event: Event) -> list[str]:
    stamp = event.stamp.replace("-", "").replace(":", "")
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(event.title)}",
        f"URL:{event.url}",
        f"CATEGORIES:{_text(event.category)}",
        f"STATUS:{'CONFIRMED' if event.certain else 'TENTATIVE'}",
        "CLASS:PUBLIC",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _text(value: str) -> str:
    value = " ".join(value.split())
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def folded(line: str) -> bytes:
    """Return a line in UTF-8, cut before an octet too many and never inside a character."""
    parts: list[bytes] = []
    part = b""
    for character in line:
        octets = character.encode()
        # The space that begins a continued line counts too.
        if len(part) + len(octets) > _MOST_OCTETS:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join((*parts, part)) + b"\r\n"
