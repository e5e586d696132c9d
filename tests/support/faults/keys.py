"""Faults of keys: misspelt, unknown and missing ones, in every kind of object."""

from collections.abc import Iterator
from random import Random

from support.faults.model import MARK, Change, Fault, Make, Project, Sort, fault_of
from support.faults.spots import Spot, end_of, spots

# The page cannot be made without these. Source: schema.md, the fields with a star.
NOTE = (
    *("kind", "claims.*.text", "assessments.*.text", "unknowns.*.what"),
    *("claims.*.sources.*.source", "amount.value", "amount.currency"),
    *("corrections.*.date", "corrections.*.type", "history.*.when"),
    *("milestones.*.when", "milestones.*.what", "reach.*.edge", "targets.*.class"),
)
REQUIRED = {
    "announcement": (*NOTE, "title", "event", "sources"),
    "observation": (*NOTE, "title", "setting", "sources"),
    "policy": (*NOTE, "title", "jurisdiction", "instrument", "sources"),
    "commentary": (*NOTE, "title"),
    "entity": ("type", "name"),
    "class": ("name", "match"),
    "base-rate": ("description", "k", "n", "source", "as_of"),
    "forecast": (
        *("question", "counts_as_yes", "resolution_sources", "closes", "resolves_by"),
        *("updates.*.date", "updates.*.p", "comparators.*.name", "comparators.*.updates"),
    ),
    "scenario": ("title", "narrative", "indicators.*.statement", "indicators.*.direction"),
    "issue": ("number", "title", "bottom_line.*.text", "sections.*.title"),
    "page": ("title",),
    "settings": ("title", "url", "publisher.name", "audiences.*.name", "authors.*.name"),
}


def _keys(project: Project) -> Iterator[Spot]:
    return (each for each in spots(project) if each.key is not None and not each.is_free)


def _misspell(word: str, random: Random) -> str:
    at = random.randrange(1, len(word) - 1)
    forms = (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1 :],
    )
    return random.choice([form for form in forms if form != word])


def misspelt(sort: str, *, nested: bool, flow: bool) -> Make:
    def make(project: Project, random: Random) -> Iterator[Fault]:
        for spot in _keys(project):
            here = ("." in spot.way) is nested and spot.in_flow is flow
            if here and len(spot.name) > 3:
                new = MARK + _misspell(spot.name, random)
                change = Change(spot.key_start, spot.key_start + len(spot.name), new)
                yield fault_of(project, sort, spot.path, "B111", change)

    return make


def unknown(project: Project, random: Random) -> Iterator[Fault]:
    for spot in _keys(project):
        name = random.choice(("zz_internal", "x-remark", "werkzeug", "9lives"))
        new = f"{MARK}{name}: some text"
        new += ", " if spot.in_flow else "\n" + " " * spot.column
        change = Change(spot.key_start, spot.key_start, new)
        yield fault_of(project, "key that nobody knows", spot.path, "B111", change)


def _named(spot: Spot) -> str:
    """Return the way of a spot in the terms of REQUIRED: the author's own keys are `*`."""
    parts = spot.way.split(".")
    if spot.thing.family == "settings" and parts[0] in ("audiences", "editions"):
        parts[1:2] = ["*"]
    return ".".join(parts)


def missing(sort: str, *, nested: bool) -> Make:
    def make(project: Project, _random: Random) -> Iterator[Fault]:
        for spot in spots(project):
            wanted = REQUIRED.get(spot.thing.kind, ())
            here = ("." in spot.way) is nested
            if spot.key is not None and here and _named(spot) in wanted and _has_others(spot):
                yield _without(project, sort, spot)

    return make


def _has_others(spot: Spot) -> bool:
    return len(spot.above.value) > 1


def _without(project: Project, sort: str, spot: Spot) -> Fault:
    """Leave a field out; what lacks it is the mapping, which begins with its first key."""
    shift = spot.thing.shift
    first = spot.above.start_mark.index + shift
    after = spot.following()
    if after is not None:
        gone = Change(spot.key_start, after.start_mark.index + shift, "")
    else:
        before = spot.above.value[spot.position - 1][1]
        gone = Change(end_of(before) + shift, spot.end, "")
    if gone.start == first:
        return fault_of(project, sort, spot.path, "B110", gone._replace(new=MARK))
    return fault_of(project, sort, spot.path, "B110", gone, Change(first, first, MARK))


_FORMS = (
    ("misspelt key of an object", False, False),
    ("misspelt key in a flow object", False, True),
    ("misspelt key in a block below", True, False),
    ("misspelt key in flow style below", True, True),
)
SORTS = (
    *(Sort(name, misspelt(name, nested=n, flow=f), 8) for name, n, f in _FORMS),
    Sort("key that nobody knows", unknown, 6),
    Sort("missing field", missing("missing field", nested=False), 10),
    Sort("missing field below", missing("missing field below", nested=True), 10),
)
