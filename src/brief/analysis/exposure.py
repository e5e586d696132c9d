"""Whom a policy would reach, and by which path: three searches over the visible graph.

Source of the rules: the project's page on analysis, section 7.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from brief.analysis.truth import Truth, holds, within
from brief.kinds.classes import Class
from brief.kinds.entity import Edge, Entity, edge_ends
from brief.kinds.policy import Policy, Reach
from brief.library.model import Library
from brief.schema.edges import FORWARD, EdgeType

Status = Literal["exposed", "possible", "unknown", "not-exposed"]
Reason = Literal[
    "reach-not-listed", "relation-not-listed", "outside-effective-dates", "not-in-class"
]

# Exposure runs along these from the owner of the edge to its other end; along all others that
# carry anything, from the other end to the owner; along variant-of both ways.
OUTWARD: tuple[EdgeType, ...] = ("supplies", "hosted-by", "subservice-organization-of")

_THINGS = frozenset(["product", "model", "model-family", "dataset", "hardware", "facility"])
_MODELS = frozenset(("model", "model-family"))
_ORGANISATIONS = frozenset(
    [
        "ai-lab",
        "inference-provider",
        "cloud",
        "harness-vendor",
        "rl-as-a-service",
        "tooling-vendor",
        "chip-designer",
        "foundry",
        "vc-fund",
        "enterprise",
    ]
)
_RECEIVED_BY: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (_MODELS, frozenset(("derived-from", "distilled-from", "trained-on"))),
    (
        _THINGS,
        frozenset(
            ["developed-by", "manufactured-by", "designed-by", "located-at", "variant-of"]
        ),
    ),
    (
        _ORGANISATIONS,
        frozenset(
            [
                "uses",
                "distributes",
                "invests-in",
                "controlled-by",
                "owned-by",
                "located-at",
                "hosted-by",
                "subservice-organization-of",
            ]
        ),
    ),
    (_THINGS | _ORGANISATIONS, frozenset(("depends-on", "supplies"))),
    (frozenset(("other",)), frozenset(FORWARD)),
)


class Arc(NamedTuple):
    """One way that exposure can take, from an entity to another. `sure` arcs carry it whole."""

    to: str
    edge: EdgeType
    relation: str
    sure: bool
    basis: str
    owner: str


@dataclass(frozen=True, slots=True)
class Row:
    """One entity: its status and, where it is reached, the path from the class member outward.

    A path alternates ids, edges and relations: `(id, edge, relation, id, …)`.
    """

    entity: str
    status: Status
    hops: int
    path: tuple[str, ...]
    weakest: str
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Exposure:
    """Whom one definition reaches. `assumed`: no official text fixes its scope."""

    rows: Mapping[str, Row]
    assumed: bool


@dataclass(frozen=True, slots=True)
class _World:
    """What a search needs: entities by id, the day, and the span in which the policy holds."""

    entities: Mapping[str, Entity]
    first: date
    last: date | None


def exposure(library: Library, policy: Policy, *, as_of: date) -> tuple[Exposure, ...]:
    """Return one exposure for each definition: targets alone, then one more reach each time.

    A policy without targets gives nothing.
    """
    classes = [
        entry.object.match
        for target in policy.targets
        if (entry := library.get("class", target.class_)) and isinstance(entry.object, Class)
    ]
    if not classes:
        return ()
    world = _world(library, policy, as_of)
    truths = {
        name: max(holds(match, entity, world.entities, as_of) for match in classes)
        for name, entity in world.entities.items()
    }
    assumed = policy.instrument == "none-yet" or any(
        t.basis == "assumed" for t in policy.targets
    )
    found = []
    for count in range(len(policy.reach) + 1):
        reach = policy.reach[:count]
        rows = _rows(world, truths, reach)
        found.append(Exposure(rows, assumed or any(r.basis == "assumed" for r in reach)))
    return tuple(found)


def _world(library: Library, policy: Policy, as_of: date) -> _World:
    entities = {
        entry.id: entry.object
        for entry in library.family("entity")
        if isinstance(entry.object, Entity)
    }
    span = policy.effective
    first = span.start.earliest if span and span.start and span.start.earliest else as_of
    last = span.end.latest if span and span.end else None
    return _World(entities, first, last)


def _rows(
    world: _World, truths: Mapping[str, Truth], reach: Sequence[Reach]
) -> Mapping[str, Row]:
    arcs = _arcs(world, reach)
    sure = _search([n for n, t in truths.items() if t is Truth.TRUE], arcs, sure=True)
    start = [n for n, t in truths.items() if t is not Truth.FALSE]
    reached = _search(start, arcs, sure=False)
    rows: dict[str, Row] = {}
    for name, (path, weakest) in sure.items():
        rows[name] = Row(name, "exposed", len(path) // 3, path, weakest)
    for name, (path, weakest) in reached.items():
        if name not in rows:
            rows[name] = Row(name, "possible", len(path) // 3, path, weakest)
    unknown = _open(world, set(rows), reach, arcs)
    rest = set(world.entities) - set(rows)
    reasons = _reasons(world, start, reach, rest - unknown)
    for name in rest:
        if name in unknown:
            rows[name] = Row(name, "unknown", 0, (), "")
        elif _kinds(world.entities[name]):
            rows[name] = Row(name, "not-exposed", 0, (), "", reasons.get(name, "not-in-class"))
    return {name: rows[name] for name in sorted(rows)}


def _arcs(
    world: _World,
    reach: Sequence[Reach],
    *,
    all_relations: bool = False,
    all_dates: bool = False,
) -> Mapping[str, tuple[Arc, ...]]:
    """Return the ways out of each entity under a reach."""
    listed = {each.edge: each for each in reach}
    found: dict[str, list[Arc]] = {}
    for owner, entity in world.entities.items():
        for edge in entity.edges:
            ends = edge_ends(edge)
            if ends is None or ends[0] not in listed:
                continue
            time = Truth.TRUE if all_dates else within(edge, world.first, world.last)
            relation = _relation(edge, listed[ends[0]])
            if all_relations and relation is Truth.FALSE:
                relation = Truth.UNKNOWN
            if Truth.FALSE in (time, relation):
                continue
            both = ends[0] == "variant-of"
            sure = min(time, relation) is Truth.TRUE and edge.basis == "stated" and not both
            words = edge.relation or edge.method or ""
            for to in ends[1]:
                if to not in world.entities:
                    continue
                if ends[0] in OUTWARD or both:
                    arc = Arc(to, ends[0], words, sure, edge.basis, owner)
                    found.setdefault(owner, []).append(arc)
                if ends[0] not in OUTWARD:
                    arc = Arc(owner, ends[0], words, sure, edge.basis, owner)
                    found.setdefault(to, []).append(arc)
    return {name: tuple(sorted(arcs)) for name, arcs in found.items()}


def _relation(edge: Edge, reach: Reach) -> Truth:
    """Say whether a reach carries the relation of an edge."""
    if not reach.relations:
        return Truth.TRUE
    written = edge.method if reach.edge == "subservice-organization-of" else edge.relation
    if written is None or written == "unknown":
        return Truth.UNKNOWN
    return Truth.TRUE if written in reach.relations else Truth.FALSE


_ORDER = ("", "stated", "inferred", "assumed")

Found = dict[str, tuple[tuple[str, ...], str]]


def _search(start: Iterable[str], arcs: Mapping[str, tuple[Arc, ...]], *, sure: bool) -> Found:
    """Go out from class members, breadth first; among equal hops the smallest path is kept."""
    found: Found = {name: ((name,), "") for name in sorted(start)}
    edge_of_search = dict(found)
    while edge_of_search:
        following: Found = {}
        for name, (path, weakest) in edge_of_search.items():
            for arc in arcs.get(name, ()):
                if arc.to in found or (sure and not arc.sure):
                    continue
                way = (*path, arc.edge, arc.relation, arc.to)
                basis = max(weakest, arc.basis, key=_ORDER.index)
                if arc.to not in following or way < following[arc.to][0]:
                    following[arc.to] = (way, basis)
        found |= following
        edge_of_search = following
    return found


def _kinds(entity: Entity) -> frozenset[str]:
    """Return the types of edge that can bring exposure to an entity."""
    return frozenset(
        edge for types, edges in _RECEIVED_BY if types & set(entity.type) for edge in edges
    )


def _open(
    world: _World,
    reached: set[str],
    reach: Sequence[Reach],
    arcs: Mapping[str, tuple[Arc, ...]],
) -> set[str]:
    """Return the entities of which nobody can say that no path leads to them."""
    unknown: set[str] = set()
    types = {each.edge for each in reach}
    grown = True
    while grown:
        lists = [world.entities[name] for name in reached | unknown]
        leaky = {edge for edge in types if any(edge not in e.complete for e in lists)}
        new = {
            name
            for name, entity in world.entities.items()
            if name not in reached
            and name not in unknown
            and any(
                edge in leaky if edge in OUTWARD else edge not in entity.complete
                for edge in _kinds(entity) & types
            )
        }
        carried = {
            arc.to
            for name in unknown | new
            for arc in arcs.get(name, ())
            if arc.to not in reached
        }
        grown = not (new | carried) <= unknown
        unknown |= new | carried
    return unknown


def _reasons(
    world: _World, start: Sequence[str], reach: Sequence[Reach], names: set[str]
) -> dict[str, Reason]:
    """Return why entities are not exposed: the first rule whose lifting would expose them."""
    # What is listed keeps its relations: lifting them is the next rule.
    listed = {each.edge for each in reach}
    everything = [*reach, *(Reach(edge=edge) for edge in FORWARD if edge not in listed)]
    lifted: tuple[tuple[Reason, Mapping[str, tuple[Arc, ...]]], ...] = (
        ("reach-not-listed", _arcs(world, everything)),
        ("relation-not-listed", _arcs(world, reach, all_relations=True)),
        ("outside-effective-dates", _arcs(world, reach, all_dates=True)),
    )
    reasons: dict[str, Reason] = {}
    for reason, arcs in lifted:
        for name in _search(start, arcs, sure=False):
            if name in names:
                reasons.setdefault(name, reason)
    return reasons
