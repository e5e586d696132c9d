"""The figure of an entity: what it stands on at the left, what stands on it at the right."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from brief.kinds.entity import Edge, Entity, edge_ends
from brief.library.model import Entry, Library
from brief.outputs.edge_drawing import Group, Side, Tie, beside, stacked
from brief.outputs.figure_words import listed, number
from brief.outputs.picture import Figure, Table
from brief.outputs.scene import Scene
from brief.outputs.urls import page_path
from brief.schema.edges import BACKWARD, FORWARD, EdgeType

# Names of one relation are a list and no picture.
LEAST_GROUPS = 2
# More names on a side are a list; the table has them all.
MOST_TIES = 12
# The most clauses of a caption.
MOST_CLAUSES = 3

# Edges whose other end stands on their owner. That of every other type carries its owner.
_ONWARD: tuple[EdgeType, ...] = (
    "supplies",
    "hosted-by",
    "subservice-organization-of",
    "invests-in",
)
# Edges that carry neither: both ends see the other at the right.
_LEVEL: tuple[EdgeType, ...] = ("partners-with", "competes-with")

_PLAIN = (
    *("supplies", "depends on", "partners with", "distributes", "uses", "employs"),
    *("competes with", "invests in", "hosts", "develops", "controls", "owns"),
    *("uses as subservice organization", "manufactures", "designs", "has as investor"),
    "works for",
)
_NOUNS = {
    "variant of": "a ",
    "subservice organization of": "a ",
    "origin of": "the ",
    "location of": "the ",
}


class Connection(NamedTuple):
    """An edge as one of its ends sees it."""

    relation: str
    other: str
    side: Side
    basis: str
    start: str
    end: str
    over: bool


Connections = Mapping[str, tuple[Connection, ...]]


def connections(library: Library, day: date) -> Connections:
    """Return every edge of a library by each of its ends, in one pass over all edges."""
    found: dict[str, list[Connection]] = {}
    for entry in library.family("entity"):
        entity = entry.object
        if not isinstance(entity, Entity):
            continue
        for edge in entity.edges:
            ends = edge_ends(edge)
            for name in ends[1] if ends else ():
                assert ends is not None  # the loop has run
                other = library.get("entity", name)
                if other is None:
                    continue
                there, back = _sides(ends[0])
                pairs = (
                    (entry, other, FORWARD[ends[0]], there),
                    (other, entry, BACKWARD[ends[0]], back),
                )
                for owner, end, relation, side in pairs:
                    seen = _connection(edge, relation, end.object.name, side, day)
                    found.setdefault(owner.id, []).append(seen)
    return {name: tuple(dict.fromkeys(each)) for name, each in sorted(found.items())}


def _sides(name: EdgeType) -> tuple[Side, Side]:
    if name in _LEVEL:
        return "right", "right"
    return ("right", "left") if name in _ONWARD else ("left", "right")


def _connection(edge: Edge, relation: str, other: str, side: Side, day: date) -> Connection:
    start = edge.valid.start if edge.valid else None
    end = edge.valid.end if edge.valid else None
    over = bool(end and end.latest and end.latest < day)
    return Connection(
        relation,
        other,
        side,
        edge.basis,
        start.text if start else "",
        end.text if end else "",
        over,
    )


def edges_figure(scene: Scene, entry: Entry, found: Connections) -> Figure | None:
    """Return the figure of an entity; nothing where all its ties are of one relation."""
    held = found.get(entry.id, ())
    ties = tuple(each for each in held if not each.over)
    groups = _groups(ties)
    if len(groups) < LEAST_GROUPS:
        return None
    name: str = entry.object.name
    caption = _caption(name, groups)
    cut = {side: _cut([each for each in groups if each.side == side]) for side in _BOTH}
    sides = ", ".join(
        f"at the {side} {listed([f'{each.relation} {_named(each)}' for each in shown])}"
        for side, (shown, _) in cut.items()
        if shown
    )
    return Figure(
        page=page_path(entry.key),
        name="connections",
        caption=caption,
        alt=f"Diagram with {name} in the middle; {sides}.",
        source=_source(ties),
        table=_table(held),
        wide=beside(scene, name, cut),
        narrow=stacked(scene, name, cut),
    )


_BOTH: tuple[Side, Side] = ("left", "right")


def _groups(ties: Sequence[Connection]) -> list[Group]:
    """Group ties by relation, the smallest groups first: who owns it before who uses it."""
    grouped: dict[tuple[Side, str], list[Tie]] = {}
    for each in ties:
        grouped.setdefault((each.side, each.relation), []).append(
            Tie(each.other, each.basis == "stated")
        )
    found = [
        Group(side, relation, tuple(sorted(dict.fromkeys(those), key=_by_name)))
        for (side, relation), those in grouped.items()
    ]
    return sorted(found, key=lambda each: (each.side, len(each.ties), each.relation))


def _by_name(tie: Tie) -> tuple[str, str, bool]:
    return tie.name.casefold(), tie.name, tie.stated


def _cut(groups: Sequence[Group]) -> tuple[tuple[Group, ...], int]:
    """Return at most twelve ties of a side, and how many more there are."""
    left = MOST_TIES
    kept = []
    for each in groups:
        if left > 0:
            kept.append(each._replace(ties=each.ties[:left]))
            left -= len(each.ties)
    return tuple(kept), sum(len(each.ties) for each in groups) - sum(
        len(each.ties) for each in kept
    )


def _named(group: Group) -> str:
    names = [each.name for each in group.ties]
    if len(names) <= 2:  # noqa: PLR2004 - both can be said
        return listed(names)
    return f"{names[0]} and {number(len(names) - 1)} others"


def _caption(name: str, groups: Sequence[Group]) -> str:
    clauses = []
    for each in groups[:MOST_CLAUSES]:
        article = _NOUNS.get(each.relation, "")
        verb = "" if each.relation in _PLAIN else f"is {article}"
        clauses.append(f"{verb}{each.relation} {_named(each)}")
    return f"{name} {listed(clauses)}."


def _source(ties: Sequence[Connection]) -> str:
    counted = [
        f"{number(count)} {basis}"
        for basis in ("stated", "inferred", "assumed")
        if (count := sum(each.basis == basis for each in ties))
    ]
    dotted = (
        ""
        if all(each.basis == "stated" for each in ties)
        else "; a dotted line is not stated by a source"
    )
    return f"Recorded edges: {listed(counted)}{dotted}."


def _table(held: Sequence[Connection]) -> Table:
    rows = sorted(
        (each.relation, each.other, each.basis, each.start, each.end) for each in held
    )
    return Table(("Relation", "Entity", "Basis", "From", "Until"), tuple(rows))
