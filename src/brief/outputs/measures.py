"""Measures of the policy pipeline as pages show them."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from brief.analysis.pipeline import Measure, days_between
from brief.kinds.policy import Policy, StepView
from brief.kinds.policy import view as policy_view
from brief.outputs.around import Around, Citations, title_of
from brief.outputs.notes import Medium, part
from brief.outputs.scene import Scene
from brief.schema.kind import Link
from brief.schema.stages import LABELS
from brief.schema.when import When


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One row: a measure with its members, stage and dates."""

    title: Link
    members: tuple[Link, ...]
    jurisdiction: str
    instrument: str
    stage: str
    since: When | None
    days: str | None
    last: When | None
    lapses: date | None
    line: tuple[StepView, ...]


def measure_view(scene: Scene, measure: Measure) -> MeasureView:
    """Return a measure as a row. Days are counted to the scene's day, never to today."""
    policy: Policy = measure.furthest.object
    around = Around(scene, measure.furthest, Citations())
    view = policy_view(policy, around)
    return MeasureView(
        title=Link(title_of(measure.furthest), scene.href(measure.furthest.key, None), "note"),
        members=tuple(
            Link(
                member.object.official_id or title_of(member),
                scene.href(member.key, None),
                "note",
            )
            for member in measure.members
        ),
        jurisdiction=policy.jurisdiction,
        instrument=view.instrument,
        stage=LABELS[measure.stage] if measure.stage else "stage unknown",
        since=measure.since,
        days=_days(measure.since, scene.as_of),
        last=measure.last,
        lapses=measure.lapses,
        line=view.line,
    )


def _days(since: When | None, until: date) -> str | None:
    span = days_between(since, until) if since else None
    if span is None or span[1] < 0:
        return None
    return f"{span[0]}" if span[0] == span[1] else f"{max(span[0], 0)}–{span[1]}"


def rates(scene: Scene, medium: Medium = "page") -> tuple[Markup, ...]:
    """Return the pinned reference classes as lines."""
    return tuple(
        part(scene, entry, Citations(), level=3, medium=medium)
        for entry in scene.library.family("base-rate")
    )
