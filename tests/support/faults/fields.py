"""Faults of fields: misspelt, missing, of the wrong shape, and values that are none."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from support.faults.model import MARK, Change, Fault, Make, Project, Sort, fault_of
from support.faults.spots import Spot, Thing, end_of, set_field, spots, things

# The page cannot be made without these. Source: schema.md, the fields with a star.
REQUIRED = {
    "announcement": ("title", "event", "sources"),
    "observation": ("title", "setting", "sources"),
    "policy": ("title", "jurisdiction", "instrument", "sources"),
    "commentary": ("title",),
    "entity": ("type", "name"),
    "class": ("name", "match"),
    "base-rate": ("description", "k", "n", "source", "as_of"),
    "forecast": (
        *("question", "counts_as_yes", "resolution_sources", "closes", "resolves_by"),
        *("updates.*.date", "updates.*.p", "comparators.*.name"),
    ),
    "scenario": ("title", "narrative", "indicators.*.statement"),
    "issue": ("number", "title", "bottom_line.*.text", "sections.*.title"),
    "page": ("title",),
    "settings": ("title", "url", "publisher.name", "audiences.*.name", "authors.*.name"),
    "note": (
        *("kind", "claims.*.text", "assessments.*.text", "unknowns.*.what"),
        *("claims.*.sources.*.source", "amount.value", "amount.currency"),
        *("corrections.*.date", "corrections.*.type", "history.*.when"),
        *("milestones.*.when", "milestones.*.what", "reach.*.edge", "targets.*.class"),
    ),
}

# Lists that may be written as something else than a list.
LOOSE = ("type", "to", "in", "companions", "implements", "amends", "supersedes", "sources")
LISTS = (
    *("about", "claims", "assessments", "unknowns", "tags", "levers", "participants"),
    *("aliases", "edges", "counts_as_yes", "resolution_sources", "bottom_line", "sections"),
    *("products", "tiers", "indicators", "alternatives", "updates", "basis", "history"),
)
TEXTS = (
    *("title", "name", "text", "summary", "question", "statement", "event", "instrument"),
    *("setting", "currency", "country", "stage", "narrative", "body", "url", "closes", "p"),
)
MAPPINGS = ("place", "amount", "observer", "jurisdiction", "identifiers", "publisher", "theme")
TIMES = ("session", "at", "session", "name", "title", "of")


def _named(spot: Spot) -> str:
    """Return the way of a spot in the terms of REQUIRED: the author's own keys are `*`."""
    parts = spot.way.split(".")
    if spot.thing.family == "settings" and parts[0] in ("audiences", "editions"):
        parts[1:2] = ["*"]
    return ".".join(parts)


def _keys(project: Project) -> Iterator[Spot]:
    return (each for each in spots(project) if each.key is not None and not each.is_free)


def _misspell(word: str, random: Random) -> str:
    at = random.randrange(1, len(word) - 1)
    forms = (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1 :],
    )
    return random.choice([form for form in forms if form != word] or [word + word[-1]])


def misspelt(*, nested: bool, flow: bool) -> Make:
    def make(project: Project, random: Random) -> Iterator[Fault]:
        for spot in _keys(project):
            here = ("." in spot.way) is nested and spot.in_flow is flow
            if here and len(spot.name) > 3:
                where = "top level" if not nested else "flow" if flow else "block"
                new = MARK + _misspell(spot.name, random)
                change = Change(spot.key_start, spot.key_start + len(spot.name), new)
                yield fault_of(project, f"misspelt key, {where}", spot.path, "B111", change)

    return make


def unknown_key(project: Project, random: Random) -> Iterator[Fault]:
    for spot in _keys(project):
        name = random.choice(("zz_internal", "x-remark", "werkzeug", "9lives"))
        new = f"{MARK}{name}: some text"
        new += ", " if spot.in_flow else "\n" + " " * spot.column
        change = Change(spot.key_start, spot.key_start, new)
        yield fault_of(project, "key that nobody knows", spot.path, "B111", change)


def missing(project: Project, _random: Random) -> Iterator[Fault]:
    for spot in spots(project):
        family = spot.thing.kind if spot.thing.family == "note" else spot.thing.family
        wanted = REQUIRED.get(family, ())
        if spot.thing.family == "note":
            wanted += REQUIRED["note"]
        if spot.key is None or _named(spot) not in wanted or len(spot.above.value) < 2:
            continue
        yield _without(project, spot)


def _without(project: Project, spot: Spot) -> Fault:
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
        return fault_of(
            project, "missing field", spot.path, "B110", gone._replace(new=MARK)
        )
    mark = Change(first, first, MARK)
    return fault_of(project, "missing field", spot.path, "B110", gone, mark)


def _value(sort: str, code: str, names: Sequence[str], new: str, *, lists: bool = False) -> Make:
    """Replace the values of some fields, wherever they stand."""

    def make(project: Project, _random: Random) -> Iterator[Fault]:
        for spot in _keys(project):
            is_list = not spot.is_scalar and not hasattr(spot.value.value[0], "index")
            if spot.name in names and (is_list or not lists):
                tail = "" if spot.in_flow or not _needs_end(spot) else ""
                change = Change(spot.start, spot.end, MARK + new + tail)
                yield fault_of(project, sort, spot.path, code, change)

    return make


def _needs_end(spot: Spot) -> bool:
    return not spot.is_scalar
