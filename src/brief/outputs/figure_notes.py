"""The figure of the archive: how many notes of each kind were written, month by month."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from brief.kinds import KINDS
from brief.library.model import Entry
from brief.outputs.dates import day_words, long_month, month_words
from brief.outputs.figure_style import NARROW_PX, WIDE_PX, chart, light
from brief.outputs.figure_words import listed, number, sentence
from brief.outputs.picture import Figure, Spec, Table
from brief.outputs.scene import Scene
from brief.schema.settings import Settings

# One month is no development.
LEAST_MONTHS = 2
# Beyond it a bar is narrower than the gap beside it: years are counted instead.
MOST_MONTHS = 36

Period = tuple[int, int]
"""Year and month; month 0 is the whole year."""


def notes_figure(scene: Scene, page: str) -> Figure | None:
    """Return the figure of all notes by kind over time; nothing below two months of them."""
    notes = tuple(entry for entry in scene.index.notes if entry.object.date)
    months = _between([_month(entry.object.date) for entry in notes])
    if len({_month(entry.object.date) for entry in notes}) < LEAST_MONTHS:
        return None
    yearly = len(months) > MOST_MONTHS
    periods = sorted({(year, 0) for year, _ in months}) if yearly else months
    counts = Counter(
        ((entry.object.date.year, 0 if yearly else entry.object.date.month), entry.kind.name)
        for entry in notes
    )
    names = {period: _named(period, scene.language) for period in periods}
    caption = _caption(scene, notes, counts, periods)
    unit = "year" if yearly else "month"
    last = day_words(max(entry.object.date for entry in notes), scene.language)
    return Figure(
        page=page,
        name="notes",
        caption=caption,
        alt=f"Bars of notes a {unit}, stacked by kind, from {names[periods[0]]} to"
        f" {names[periods[-1]]}. {caption}",
        source=f"Dates of all {number(len(notes))} notes shown here, up to {last}.",
        table=_table(counts, names, unit),
        wide=_spec(scene.settings, counts, names, width=WIDE_PX),
        narrow=_spec(scene.settings, counts, names, width=NARROW_PX),
    )


def _month(day: date) -> Period:
    return day.year, day.month


def _between(months: Sequence[Period]) -> list[Period]:
    """Return every month from the first to the last: one without notes shows its gap."""
    if not months:
        return []
    (year, month), last = min(months), max(months)
    found = []
    while (year, month) <= last:
        found.append((year, month))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)  # noqa: PLR2004
    return found


def _named(period: Period, language: str) -> str:
    year, month = period
    return month_words(date(year, month, 1), language) if month else str(year)


def _said(period: Period, language: str) -> str:
    year, month = period
    return long_month(date(year, month, 1), language) if month else str(year)


def _kinds(counts: Mapping[tuple[Period, str], int]) -> list[tuple[str, str]]:
    held = {name for _, name in counts}
    return [(kind.name, kind.plural) for kind in KINDS if kind.name in held]


def _caption(
    scene: Scene,
    notes: Sequence[Entry],
    counts: Mapping[tuple[Period, str], int],
    periods: Sequence[Period],
) -> str:
    totals = {each: sum(n for (of, _), n in counts.items() if of == each) for each in periods}
    most = max(totals.values())
    fullest = [_said(each, scene.language) for each in periods if totals[each] == most]
    of = Counter(entry.kind.name for entry in notes)
    kind = max(sorted(of), key=lambda name: of[name])
    split = f"{number(of[kind])} of {number(len(notes))} notes are of the kind {kind}"
    if of[kind] == 1:
        split = f"{number(len(notes))} notes are of {number(len(of))} kinds"
    each = " each" if len(fullest) > 1 else ""
    return sentence(f"{split}; {listed(fullest)} brought the most, {number(most)}{each}")


def _spec(
    settings: Settings,
    counts: Mapping[tuple[Period, str], int],
    names: Mapping[Period, str],
    *,
    width: int,
) -> Spec:
    ink = light(settings)
    kinds = _kinds(counts)
    data = [
        {"period": names[period], "kind": plural, "order": place, "notes": count}
        for place, (name, plural) in enumerate(kinds)
        for period in names
        if (count := counts.get((period, name), 0))
    ]
    x = {
        "field": "period",
        "type": "ordinal",
        "scale": {"domain": list(names.values()), "paddingInner": 0.25},
        "axis": {"labelAngle": 0, "labelOverlap": True, "labelPadding": 8},
    }
    bar: Mapping[str, Any] = {
        # A hairline of paper keeps kinds apart in grey too.
        "mark": {"type": "bar", "width": {"band": 0.7}, "stroke": ink["paper"]},
        "encoding": {
            "x": x,
            "y": {
                "field": "notes",
                "type": "quantitative",
                "axis": {"tickCount": 4, "tickMinStep": 1, "format": "d"},
            },
            "order": {"field": "order"},
            "color": {
                "field": "kind",
                "scale": {
                    "domain": [plural for _, plural in kinds],
                    "range": [ink.get(name, ink["muted"]) for name, _ in kinds],
                },
                "legend": {"columns": 4 if width == WIDE_PX else 2, "symbolType": "square"},
            },
        },
    }
    drawn = chart(settings, width=width, height=180, layer=[bar])
    return {**drawn, "data": {"values": data}}


def _table(
    counts: Mapping[tuple[Period, str], int], names: Mapping[Period, str], unit: str
) -> Table:
    kinds = _kinds(counts)
    rows = tuple(
        (
            f"{period[0]}-{period[1]:02}" if period[1] else str(period[0]),
            *(str(counts.get((period, name), 0)) for name, _ in kinds),
        )
        for period in names
    )
    return Table((unit.capitalize(), *(plural for _, plural in kinds)), rows)
