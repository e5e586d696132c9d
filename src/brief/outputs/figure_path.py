"""The figure of one measure: its stages over time, with every dated action on its way."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from brief.kinds.policy import Policy, policy_course, policy_steps, stage_of
from brief.library.model import Entry
from brief.outputs.dates import day_words
from brief.outputs.figure_style import NARROW_PX, WIDE_PX, chart, light, utc
from brief.outputs.figure_words import label, number, standing
from brief.outputs.picture import Figure, Spec, Table
from brief.outputs.scene import Scene
from brief.outputs.urls import page_path
from brief.schema.settings import Settings
from brief.schema.stages import LABELS, RUNNING, Course, Stage
from brief.schema.when import sort_key

# One day is a point and no path.
LEAST_DAYS = 2


class _Action(NamedTuple):
    """A day with an action, the stage at which the measure stood, whether it moved there."""

    day: date
    stage: Stage
    reached: bool


def path_figure(scene: Scene, entry: Entry) -> Figure | None:
    """Return the figure of a policy; nothing where its dated actions fall on one day."""
    policy: Policy = entry.object
    followed = policy_course(policy)
    actions = _actions(policy, followed)
    if len({each.day for each in actions}) < LEAST_DAYS:
        return None
    stages = _stages(actions)
    caption = _caption(scene, entry, followed, actions)
    first, last = (day_words(actions[n].day, scene.language) for n in (0, -1))
    shape = (
        f"Steps from {LABELS[stages[0]]} to {LABELS[stages[-1]]}"
        if len(stages) > 1
        else f"A line at one stage, {LABELS[stages[0]]}"
    )
    days = number(len({each.day for each in actions}))
    alt = f"{shape}, {first} to {last}, with a mark for each of {days} days. {caption}"
    return Figure(
        page=page_path(entry.key),
        name="path",
        caption=caption,
        alt=alt,
        source=f"History of the measure in this note, up to {last}.",
        table=_table(policy),
        wide=_spec(scene.settings, actions, stages, width=WIDE_PX, ticks=6),
        narrow=_spec(scene.settings, actions, stages, width=NARROW_PX, ticks=2),
    )


def _actions(policy: Policy, followed: Course) -> tuple[_Action, ...]:
    """Return the days with actions, in order, from the first known stage on.

    A date that is not known to the day is left out of the picture, never guessed.
    """
    turns = [_Action(when.day, stage, True) for stage, when in followed.reached if when.day]
    found = dict.fromkeys(turns)
    for step in sorted(policy.history, key=lambda each: sort_key(each.when)):
        day = step.when.day
        before = [turn.stage for turn in turns if day and turn.day <= day]
        if day and before and _Action(day, before[-1], True) not in found:
            found[_Action(day, before[-1], False)] = None
    return tuple(sorted(found, key=lambda each: each.day))


def _stages(actions: Sequence[_Action]) -> list[Stage]:
    """Return the stages in their order, lowest first; an end stands above all."""
    held = {each.stage for each in actions}
    running = [stage for stage in RUNNING if stage in held]
    return running + sorted(held - set(running), key=lambda stage: LABELS[stage])


def _caption(scene: Scene, entry: Entry, followed: Course, actions: Sequence[_Action]) -> str:
    stage = stage_of(entry.object)
    first = actions[0].day
    claim = f"The measure {standing(stage, (entry,))}"
    since = followed.since.day if followed.since and followed.stage == stage else None
    if since is None:
        return f"{claim}."
    days = (since - first).days
    last = day_words(since, scene.language)
    if days:
        took = f"{days:,} day{'s' if days > 1 else ''}"
        start = day_words(first, scene.language)
        return f"{claim}, {took} after its first step: {start} to {last}."
    later = len({each.day for each in actions if each.day > since})
    return (
        f"{claim}. It has not moved since {last}, though {number(later)}"
        f" later day{'s' if later > 1 else ''} brought action."
    )


def _spec(
    settings: Settings,
    actions: Sequence[_Action],
    stages: Sequence[Stage],
    *,
    width: int,
    ticks: int,
) -> Spec:
    ink = light(settings)
    data = [
        {
            "order": place,
            "day": each.day.isoformat(),
            "stage": label(each.stage),
            "turn": each.reached,
        }
        for place, each in enumerate(actions)
    ]
    y = {
        "field": "stage",
        "type": "ordinal",
        "scale": {"domain": [label(each) for each in reversed(stages)], "type": "point"},
        "axis": {"labelColor": ink["ink"], "labelLimit": 170, "grid": True},
    }
    x = utc("day", axis={"format": "%b %Y", "tickCount": ticks, "grid": False})
    layers: list[Mapping[str, Any]] = [
        {
            "mark": {
                "type": "line",
                "interpolate": "step-after",
                "color": ink["policy"],
                "strokeWidth": 2,
            },
            "encoding": {"y": y, "x": x, "order": {"field": "order"}},
        },
        {
            "mark": {
                "type": "point",
                "stroke": ink["policy"],
                "strokeWidth": 1.5,
                "opacity": 1,
            },
            "encoding": {
                "y": y,
                "x": x,
                "fill": {
                    "field": "turn",
                    "scale": {"domain": [False, True], "range": [ink["paper"], ink["policy"]]},
                    "legend": None,
                },
                "size": {
                    "field": "turn",
                    "scale": {"domain": [False, True], "range": [28, 90]},
                    "legend": None,
                },
            },
        },
    ]
    drawn = chart(settings, width=width, height={"step": 44}, layer=layers)
    return {**drawn, "data": {"values": data}}


def _table(policy: Policy) -> Table:
    rows = zip(policy.history, policy_steps(policy), strict=True)
    return Table(
        ("On", "Stage", "Action"),
        tuple(
            (step.when.text, LABELS[step.stage] if step.stage else "", entry.text or "")
            for entry, step in rows
        ),
    )
