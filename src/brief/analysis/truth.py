"""Three-valued truth of class predicates: true, unknown, false.

Unknown is never turned into false.

Source of the rules: the project's page on analysis, section 7.
"""

from collections.abc import Mapping
from datetime import date
from enum import IntEnum

from brief.kinds.classes import Predicate
from brief.kinds.entity import Edge, Entity, edge_ends
from brief.schema.when import When


class Truth(IntEnum):
    """A truth value; the order makes `all` a minimum and `any` a maximum."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


Entities = Mapping[str, Entity]

# One stated edge of these types is read as the whole list: a thing has one developer.
SINGULAR = ("developed-by", "controlled-by")


def holds(predicate: Predicate, entity: Entity, entities: Entities, on: date) -> Truth:
    """Say whether an entity meets a predicate on a day."""
    if predicate.all is not None:
        return min((holds(p, entity, entities, on) for p in predicate.all), default=Truth.TRUE)
    if predicate.any is not None:
        return max((holds(p, entity, entities, on) for p in predicate.any), default=Truth.FALSE)
    if predicate.not_ is not None:
        return Truth(Truth.TRUE - holds(predicate.not_, entity, entities, on))
    if predicate.attr is not None:
        return _attribute(predicate.attr, predicate.in_ or (), entity)
    return _edge(predicate, entity, entities, on)


def _attribute(name: str, words: tuple[str, ...], entity: Entity) -> Truth:
    value: object = entity
    for part in name.split("."):
        value = getattr(value, part, None)
    if value is None or value in ("unknown", "withheld"):
        return Truth.UNKNOWN
    values = value if isinstance(value, tuple) else (value,)
    if not set(map(str, values)) & set(words):
        return Truth.FALSE
    where = entity.jurisdiction
    inferred = (
        name.startswith("jurisdiction.") and where is not None and where.basis != "stated"
    )
    return Truth.UNKNOWN if inferred else Truth.TRUE


def _edge(predicate: Predicate, entity: Entity, entities: Entities, on: date) -> Truth:
    best = Truth.FALSE
    stated = False
    for edge in entity.edges:
        ends = edge_ends(edge)
        if ends is None or ends[0] != predicate.edge or holds_on(edge, on) is Truth.FALSE:
            continue
        stated = stated or edge.basis == "stated"
        cap = Truth.TRUE if edge.basis == "stated" else Truth.UNKNOWN
        for name in ends[1]:
            best = max(best, min(cap, _meets(predicate.to, name, entities, on)))
    whole = predicate.edge in entity.complete or (stated and predicate.edge in SINGULAR)
    return best if best is Truth.TRUE or whole else max(best, Truth.UNKNOWN)


def _meets(to: str | Predicate | None, name: str, entities: Entities, on: date) -> Truth:
    if isinstance(to, Predicate):
        target = entities.get(name)
        return Truth.UNKNOWN if target is None else holds(to, target, entities, on)
    return Truth.TRUE if to == name else Truth.FALSE


def holds_on(edge: Edge, on: date) -> Truth:
    """Say whether an edge holds on a day."""
    return within(edge, on, on)


def within(edge: Edge, first: date, last: date | None) -> Truth:
    """Say whether an edge holds at some time from `first` to `last`; nothing means no end.

    An edge without `valid` holds; a bound that is vague or unknown makes the answer unknown.
    """
    valid = edge.valid
    if valid is None:
        return Truth.TRUE
    until = last or date.max
    begins = _before(valid.start, until)
    ends = _after(valid.end, first)
    return min(begins, ends)


def _before(start: When | None, day: date) -> Truth:
    if start is None:
        return Truth.TRUE
    if not start.known:
        return Truth.UNKNOWN
    if start.earliest is not None and start.earliest > day:
        return Truth.FALSE
    return Truth.TRUE if start.latest is not None and start.latest <= day else Truth.UNKNOWN


def _after(end: When | None, day: date) -> Truth:
    if end is None:
        return Truth.TRUE
    if not end.known:
        return Truth.UNKNOWN
    if end.latest is not None and end.latest < day:
        return Truth.FALSE
    return Truth.TRUE if end.earliest is not None and end.earliest >= day else Truth.UNKNOWN
