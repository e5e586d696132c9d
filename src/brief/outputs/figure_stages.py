"""The figure of the policy pipeline: when each measure reached which stage."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from brief.analysis.pipeline import Measure, measures
from brief.kinds.policy import policy_course
from brief.outputs.around import title_of
from brief.outputs.dates import day_words
from brief.outputs.figure_style import NARROW_PX, SIZE_PX, WIDE_PX, chart, light, utc
from brief.outputs.figure_words import label, number, sentence, standing
from brief.outputs.picture import Figure, Spec, Table
from brief.outputs.scene import Scene
from brief.schema.settings import Settings
from brief.schema.stages import ENDS, LABELS, Stage, rank
from brief.schema.when import When

# A reader compares some twenty rows; those beyond stand in the table.
MOST_ROWS = 20
# One measure is told by the path on its own page.
LEAST_ROWS = 2
# The most clauses of a caption: beyond it nobody listens to the end.
MOST_CLAUSES = 4

# How a stage is drawn: by shape and by fill, so that it is seen without colour too.
_SHAPES: dict[Stage, tuple[str, bool]] = {
    "hypothetical": ("circle", False),
    "anticipated": ("circle", False),
    "signalled": ("circle", False),
    "pre-rule": ("circle", False),
    "proposed": ("circle", False),
    "in-committee-or-comment": ("circle", True),
    "passed-one-chamber": ("triangle-right", True),
    "passed-final-text": ("diamond", False),
    "adopted": ("square", True),
    "in-force": ("square", True),
    "enforced": ("square", True),
}
_END = ("cross", True)

Reached = tuple[Stage, When]
Path = tuple[Measure, tuple[Reached, ...]]


def stages_figure(scene: Scene, page: str, day: date) -> Figure | None:
    """Return the figure of all measures with a text, as of a day; nothing below two of them."""
    rows = [each for each in measures(scene.library, as_of=day) if each.has_text]
    paths = [(each, _dated(each)) for each in rows]
    shown = sorted((each for each in paths if each[1]), key=_furthest_first)[:MOST_ROWS]
    if len(shown) < LEAST_ROWS:
        return None
    lines = _rows(shown, day)
    points = _points(shown, lines)
    many = "" if len(shown) == len(rows) else f"The {number(len(shown))} furthest are drawn. "
    return Figure(
        page=page,
        name="stages",
        caption=_caption(rows),
        alt=_alt(scene, rows, shown),
        source=f"{many}Dated steps of the policy notes; a pale line is a measure that waits,"
        f" up to {day_words(day, scene.language)}.",
        table=_table(paths),
        wide=_spec(scene.settings, lines, points, width=WIDE_PX, beside=True),
        narrow=_spec(scene.settings, lines, points, width=NARROW_PX, beside=False),
    )


def _dated(measure: Measure) -> tuple[Reached, ...]:
    """Return the stages that the furthest member reached on a known date."""
    reached = policy_course(measure.furthest.object).reached
    return tuple(each for each in reached if each[1].known and each[1].earliest)


def _caption(rows: Sequence[Measure]) -> str:
    by_stage: dict[Stage | None, list[Measure]] = {}
    for row in rows:
        by_stage.setdefault(row.stage, []).append(row)
    order = sorted(by_stage, key=lambda stage: (stage in ENDS, -_rank(stage)))
    clauses: list[str] = []
    for stage in order[:MOST_CLAUSES]:
        found = by_stage[stage]
        of = f" of {number(len(rows))} measures" if not clauses else ""
        if not clauses and len(found) == len(rows):
            of = " measures"
        claim = standing(stage, (each.furthest for each in found))
        clauses.append(f"{number(len(found))}{of} {claim}")
    return sentence("; ".join(clauses))


def _rank(stage: Stage | None) -> int:
    return -1 if stage is None else rank(stage)


def _alt(scene: Scene, rows: Sequence[Measure], shown: Sequence[Path]) -> str:
    days = [when.earliest for _, reached in shown for _, when in reached if when.earliest]
    first, last = (day_words(each, scene.language) for each in (min(days), max(days)))
    return (
        f"Timeline of {number(len(shown))} of {number(len(rows))} measures, a row each, with a"
        f" mark where it reached a stage, from {first} to {last}. {_caption(rows)}"
    )


def _furthest_first(path: Path) -> tuple[int, date, str]:
    measure, reached = path
    return -_rank(measure.stage), reached[-1][1].earliest or date.max, measure.id


def _rows(shown: Sequence[Path], day: date) -> list[dict[str, str]]:
    """Return a row a measure: from its first step to the last, and on where it waits."""
    found = []
    for measure, reached in shown:
        policy = measure.furthest.object
        title = title_of(measure.furthest)
        days = [when.earliest.isoformat() for _, when in reached if when.earliest]
        waits = measure.stage not in (*ENDS, *_SETTLED)
        found.append(
            {
                "measure": f"{policy.official_id}: {title}" if policy.official_id else title,
                "first": min(days),
                "last": max(days),
                "until": max(*days, day.isoformat()) if waits else max(days),
            }
        )
    return found


def _points(shown: Sequence[Path], rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return a mark for each day a stage was reached: of those of one day the last is seen."""
    found = []
    for (_, reached), row in zip(shown, rows, strict=True):
        by_day = {when.earliest: stage for stage, when in reached if when.earliest}
        found += [
            {"measure": row["measure"], "day": day.isoformat(), "stage": label(stage)}
            for day, stage in by_day.items()
        ]
    return found


def _spec(
    settings: Settings,
    rows: Sequence[Mapping[str, str]],
    points: Sequence[Mapping[str, str]],
    *,
    width: int,
    beside: bool,
) -> Spec:
    """Return the chart; names stand beside their rows, or above them on a small screen."""
    ink = light(settings)
    axis = {"labelLimit": 290, "labelColor": ink["ink"]} if beside else None
    names = [row["measure"] for row in rows]
    y = {
        "field": "measure",
        "type": "nominal",
        "sort": None,
        "scale": {"domain": names, "type": "band"},
        "axis": axis,
    }
    middle = {**y, "bandPosition": 0.5 if beside else 0.75}
    axis_of_days = {
        "format": "%b %Y",
        "tickCount": 4 if beside else 3,
        "labelOverlap": True,
    }
    layers: list[Mapping[str, Any]] = [
        _rule(rows, middle, "last", "until", color=ink["rule"], strokeWidth=3),
        _rule(rows, middle, "first", "last", color=ink["muted"], strokeWidth=1.5),
        {
            "data": {"values": list(points)},
            "mark": {
                "type": "point",
                "size": 90,
                "stroke": ink["policy"],
                "strokeWidth": 1.75,
                "opacity": 1,
            },
            "encoding": {
                "y": middle,
                "x": utc("day", axis=axis_of_days),
                **_marks(ink, points, columns=2 if beside else 1),
            },
        },
    ]
    if not beside:
        layers.append(
            {
                "data": {"values": list(rows)},
                "mark": {
                    "type": "text",
                    "align": "left",
                    "baseline": "middle",
                    "color": ink["ink"],
                    "limit": width - 12,
                    "fontSize": SIZE_PX,
                },
                "encoding": {
                    "y": {**y, "bandPosition": 0.3},
                    "x": {"value": 0},
                    "text": {"field": "measure"},
                },
            }
        )
    return chart(settings, width=width, height={"step": 24 if beside else 44}, layer=layers)


def _rule(
    rows: Sequence[Mapping[str, str]],
    y: Mapping[str, Any],
    start: str,
    end: str,
    **more: object,
) -> Mapping[str, Any]:
    return {
        "data": {"values": list(rows)},
        "mark": {"type": "rule", **more},
        "encoding": {"y": y, "x": utc(start), "x2": {"field": end}},
    }


def _marks(
    ink: Mapping[str, str], points: Sequence[Mapping[str, str]], *, columns: int
) -> dict[str, Any]:
    held = {point["stage"] for point in points}
    stages = [stage for stage in _ORDER if label(stage) in held]
    domain = [label(stage) for stage in stages]
    fills = [ink["policy"] if _shape(each)[1] else ink["paper"] for each in stages]
    shapes = [_shape(each)[0] for each in stages]
    legend = {"columns": columns}
    return {
        name: {
            "field": "stage",
            "scale": {"domain": domain, "range": values},
            "legend": legend,
        }
        for name, values in (("shape", shapes), ("fill", fills))
    }


# Where nothing more is waited for.
_SETTLED: tuple[Stage, ...] = ("adopted", "in-force", "enforced")

_ORDER: tuple[Stage, ...] = (*_SHAPES, *ENDS)


def _shape(stage: Stage) -> tuple[str, bool]:
    return _SHAPES.get(stage, _END)


def _table(paths: Sequence[Path]) -> Table:
    rows = []
    for measure, reached in paths:
        policy = measure.furthest.object
        told = [(LABELS[stage], when.text) for stage, when in reached]
        for stage, when in told or [(LABELS[measure.stage] if measure.stage else "", "")]:
            rows.append((policy.official_id or "", title_of(measure.furthest), stage, when))
    return Table(("Official id", "Measure", "Stage reached", "On"), tuple(rows))
