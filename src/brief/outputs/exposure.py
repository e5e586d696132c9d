"""Exposure as pages show it: one table for each policy, one column for each definition."""

from dataclasses import dataclass
from datetime import date

from brief.analysis.exposure import OUTWARD, Exposure, Row, exposure
from brief.kinds.policy import Policy, Reach
from brief.library.model import Entry
from brief.outputs.around import title_of
from brief.outputs.scene import Scene
from brief.schema.edges import BACKWARD, FORWARD, EdgeType
from brief.schema.entity_types import type_words
from brief.schema.kind import Link

WORDS = {
    "exposed": "exposed",
    "possible": "possible",
    "unknown": "no path known",
    "not-exposed": "–",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One entity on a path, and how it is tied to the next."""

    link: Link
    tie: str | None


@dataclass(frozen=True, slots=True)
class ExposedRow:
    """One entity that some definition reaches. `changes`: not all definitions agree."""

    link: Link
    type: str
    statuses: tuple[str, ...]
    changes: bool
    path: tuple[Step, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class ExposureView:
    """Whom one policy would reach."""

    policy: Link
    anchor: str
    classes: tuple[Link, ...]
    columns: tuple[str, ...]
    rows: tuple[ExposedRow, ...]
    assumed: bool
    unknown: int
    untouched: int


def exposures(scene: Scene, day: date) -> tuple[ExposureView, ...]:
    """Return a table for every visible policy that states a target."""
    found = []
    for entry in scene.index.notes:
        if isinstance(entry.object, Policy) and (entry.object.date or day) <= day:
            view = _view(scene, entry, day)
            if view:
                found.append(view)
    return tuple(found)


def _view(scene: Scene, entry: Entry, day: date) -> ExposureView | None:
    policy: Policy = entry.object
    columns = exposure(scene.library, policy, as_of=day)
    if not columns:
        return None
    last = columns[-1]
    names = {
        row.entity
        for column in columns
        for row in column.rows.values()
        if row.status in ("exposed", "possible")
    }
    rows = sorted(
        (_row(scene, name, columns) for name in names),
        key=lambda row: (row.statuses[-1], row.type, row.link.text.casefold()),
    )
    return ExposureView(
        policy=Link(title_of(entry), scene.href(entry.key, None), "note"),
        anchor=entry.id,
        classes=tuple(
            Link(title_of(found), scene.href(found.key, None), "class")
            for target in policy.targets
            if (found := scene.library.get("class", target.class_))
        ),
        columns=("targets alone", *(_reach(each) for each in policy.reach)),
        rows=tuple(rows),
        assumed=last.assumed,
        unknown=sum(row.status == "unknown" for row in last.rows.values()),
        untouched=sum(row.status == "not-exposed" for row in last.rows.values()),
    )


def _reach(reach: Reach) -> str:
    relations = f" ({', '.join(reach.relations)})" if reach.relations else ""
    return f"+ {FORWARD[reach.edge]}{relations}"


def _row(scene: Scene, name: str, columns: tuple[Exposure, ...]) -> ExposedRow:
    statuses = tuple(
        column.rows[name].status if name in column.rows else "not-exposed" for column in columns
    )
    reached = [c.rows[name] for c in columns if name in c.rows and c.rows[name].path]
    first = reached[0]
    entry = scene.library.entries["entity", name]
    return ExposedRow(
        link=_link(scene, name),
        type=type_words(entry.object.type[0]),
        statuses=tuple(WORDS[status] for status in statuses),
        changes=len(set(statuses)) > 1,
        path=_path(scene, first),
        basis=first.weakest,
    )


def _link(scene: Scene, name: str) -> Link:
    entry = scene.library.entries["entity", name]
    return Link(entry.object.name, scene.href(entry.key, None), "entity")


def _path(scene: Scene, row: Row) -> tuple[Step, ...]:
    """Turn a path round: from the entity inward to the member of the class."""
    steps = []
    parts = list(row.path)
    while len(parts) > 1:
        name, relation, edge = parts.pop(), parts.pop(), parts.pop()
        steps.append(Step(_link(scene, name), _tie(edge, relation)))
    steps.append(Step(_link(scene, parts[0]), None))
    return tuple(steps)


def _tie(edge: str, relation: str) -> str:
    outward = edge in OUTWARD
    words = (BACKWARD if outward else FORWARD)[_edge(edge)]
    return f"{words} ({relation})" if relation else words


def _edge(name: str) -> EdgeType:
    return next(edge for edge in FORWARD if edge == name)
