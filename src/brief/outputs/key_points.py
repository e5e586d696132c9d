"""The key points of an issue: a sheet of two pages that stands without the issue itself.

It holds judgements, what moved, what is due and what is not known, and leaves out the evidence.
What finds no room is counted, never squeezed in.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from brief.analysis.pipeline import measures
from brief.kinds.issue import BottomLineView, Issue
from brief.kinds.issue import view as issue_view
from brief.library.model import Entry
from brief.outputs.around import Around, Citations, title_of
from brief.outputs.cards import Card, card
from brief.outputs.measures import MeasureView, measure_view
from brief.outputs.products import DueView, due_views
from brief.outputs.scene import Scene
from brief.schema.note_view import AssessmentView, UnknownView, head

# Signs of text that fill two pages beside headings: a page of A4 holds 3,000 in this type (42
# lines of 72). An item takes a line more than its text, for the title below it.
BOTTOM_LINE, JUDGEMENTS, UNKNOWNS = 900, 2000, 1000
LINE = 72
# Rows, and the names in a row.
MOVED, DUE, NAMES = 5, 6, 3

# How far back to look where there is no earlier issue.
FIRST_WINDOW = timedelta(days=31)

_TAG = re.compile(r"<[^>]*>")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cut:
    """The first of some items, and how many more there are."""

    items: tuple[object, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """A judgement, and the title of the note that makes it."""

    title: str
    judgement: AssessmentView


@dataclass(frozen=True, slots=True)
class Open:
    """Something not known, and the title of the note that says so."""

    title: str
    unknown: UnknownView


@dataclass(frozen=True, slots=True)
class Date:
    """A date to come, the first objects that fall due on it, and how many more there are."""

    due: DueView
    names: Cut


@dataclass(frozen=True, slots=True)
class KeyPoints:
    """What the template of the sheet sees."""

    card: Card
    number: int
    as_of: date
    since: date
    bottom_line: tuple[BottomLineView, ...]
    judgements: Cut
    moved: Cut
    due: Cut
    unknowns: Cut


def key_points(scene: Scene, entry: Entry) -> KeyPoints:
    """Return the key points of an issue, as they stood on its own day."""
    issue: Issue = entry.object
    day = issue.as_of or issue.date or scene.as_of
    at = replace(scene, as_of=day)
    since = _previous(scene, entry) or day - FIRST_WINDOW
    judgements, unknowns = _of_notes(at, entry)
    around = Around(at, entry, Citations())
    lines = issue_view(issue, around).bottom_line
    return KeyPoints(
        card=card(at, entry),
        number=issue.number,
        as_of=day,
        since=since,
        bottom_line=_within(lines, lambda line: line.text, BOTTOM_LINE)[0],
        judgements=_cut(judgements, lambda each: each.judgement.text, JUDGEMENTS),
        moved=_first(_moved(at, since, day), MOVED),
        due=_first((Date(each, _first(each.links, NAMES)) for each in due_views(at, day)), DUE),
        unknowns=_cut(unknowns, lambda each: each.unknown.what, UNKNOWNS),
    )


def _previous(scene: Scene, entry: Entry) -> date | None:
    """Return the day of the issue before this one."""
    issues = [each.key for each in scene.index.issues]
    position = issues.index(entry.key) + 1
    if position >= len(issues):
        return None
    earlier: Issue = scene.index.issues[position].object
    return earlier.as_of or earlier.date


def _of_notes(scene: Scene, entry: Entry) -> tuple[list[Judgement], list[Open]]:
    """Return the judgements and the unknowns of an issue's notes, in the issue's order."""
    judgements: list[Judgement] = []
    unknowns: list[Open] = []
    for section in scene.index.sections[entry.key]:
        for note in section:
            around = Around(scene, note, Citations(), f"{note.id}-")
            shown = head(note.object, note.kind.name, around)
            judgements += (Judgement(title_of(note), each) for each in shown.assessments)
            unknowns += (Open(title_of(note), each) for each in shown.unknowns)
    return judgements, unknowns


def _moved(scene: Scene, since: date, day: date) -> list[MeasureView]:
    """Return the measures that reached their stage after one day and by another."""
    return [
        measure_view(scene, each)
        for each in measures(scene.library, as_of=day)
        if each.has_text
        and each.since is not None
        and each.since.earliest is not None
        and since < each.since.earliest <= day
    ]


def _first(items: Iterable[object], most: int) -> Cut:
    held = tuple(items)
    return Cut(held[:most], max(0, len(held) - most))


def _cut(items: Iterable[T], text: Callable[[T], str], most: int) -> Cut:
    taken, more = _within(items, text, most)
    return Cut(taken, more)


def _within(
    items: Iterable[T], text: Callable[[T], str], most: int
) -> tuple[tuple[T, ...], int]:
    """Return the first items whose texts stay within some signs, and how many are left."""
    held = tuple(items)
    used = 0
    for number, each in enumerate(held):
        used += LINE + len(_TAG.sub("", text(each)))
        if used > most:
            return held[:number], len(held) - number
    return held, 0
