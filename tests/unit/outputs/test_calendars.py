"""Calendars: what the notes give to the day, and nothing else, in lines that calendars read."""

from datetime import date

import icalendar
import pytest

from brief.outputs.calendars import folded
from support.compiling import compiled
from support.machine import RICHER, richer

CALENDARS = sorted(path for path in richer().site if path.endswith("calendar.ics"))


def events(content: bytes) -> dict[str, tuple[date, str]]:
    calendar = icalendar.Calendar.from_ical(content)
    return {
        str(event["UID"]): (event.decoded("DTSTART"), str(event["SUMMARY"]))
        for event in calendar.walk("VEVENT")
    }


def of(path: str) -> dict[str, tuple[date, str]]:
    return events(richer().site[path].content)


def test_every_date_that_is_given_to_the_day_is_an_event() -> None:
    assert sorted(when for when, _ in of("calendar.ics").values()) == [
        date(2026, 12, 1),
        date(2026, 12, 2),
        date(2027, 1, 3),  # the Congress of the bill ends
        date(2027, 1, 15),
        date(2027, 6, 30),
        date(2027, 7, 31),
    ]


def test_calendars_stand_where_there_is_something_in_them() -> None:
    assert CALENDARS == [
        "calendar.ics",
        "entities/glm/calendar.ics",
        "forecasts/calendar.ics",
        "policy/calendar.ics",
        "topics/open-weights/calendar.ics",
    ]
    assert set(of("policy/calendar.ics")) | set(of("forecasts/calendar.ics")) == set(
        of("calendar.ics")
    )


def test_words_are_plain_and_come_back_whole() -> None:
    titles = {title for _, title in of("calendar.ics").values()}
    assert any(title.endswith(": Comments close; a, b and c") for title in titles)
    assert any("Ärzte und Köche" in title for title in titles)


@pytest.mark.parametrize("path", CALENDARS)
def test_lines_end_in_cr_lf_and_hold_75_octets_at_most(path: str) -> None:
    content = richer().site[path].content
    assert content.endswith(b"\r\n")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    for line in lines:
        line.decode()  # no character is cut in two


def test_folding_is_undone_by_removing_line_ends_and_a_space() -> None:
    line = "SUMMARY:" + "äöü€🙂x" * 40
    assert folded(line).replace(b"\r\n ", b"").decode() == line + "\r\n"


def test_an_event_says_when_it_was_written_from_content_and_how_often_corrected() -> None:
    calendar = icalendar.Calendar.from_ical(richer().site["calendar.ics"].content)
    found = {str(e["UID"]): e for e in calendar.walk("VEVENT")}
    corrected = found["note.moved.takes-effect@letter.example"]
    assert corrected["SEQUENCE"] == 1
    assert corrected.decoded("DTSTAMP").date() == date(2026, 11, 21)
    assert found["forecast.will.closes@letter.example"]["SEQUENCE"] == 0
    states = {e.decoded("DTSTART"): str(e["STATUS"]) for e in found.values()}
    assert states[date(2026, 12, 2)] == "TENTATIVE"
    assert states[date(2026, 12, 1)] == "CONFIRMED"


def test_a_milestone_that_moves_or_gets_company_keeps_its_id() -> None:
    path = "briefs/notes/2026-11-20-moved.yaml"
    moved = RICHER[path].replace(
        "milestones:\n  - {when: 2026-12-01,",
        "milestones:\n  - {when: 2026-11-30, what: Another}\n  - {when: 2026-12-08,",
    )
    after = events(compiled({**RICHER, path: moved}).site["calendar.ics"].content)
    assert set(of("calendar.ics")) < set(after)


def test_without_a_date_there_is_no_calendar() -> None:
    done = compiled({"briefs/newsletter.yaml": "title: T\nurl: https://letter.example\n"})
    assert not any(path.endswith(".ics") for path in done.site)
