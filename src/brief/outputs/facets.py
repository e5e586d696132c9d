"""Facets: the values by which a list is cut into pages of its own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from brief.kinds.announcement import EVENTS, Announcement
from brief.kinds.entity import Entity
from brief.kinds.observation import SETTINGS, Observation
from brief.kinds.policy import Policy, stage_of
from brief.library.model import Entry
from brief.schema.codes import place_name
from brief.schema.entity_types import type_words
from brief.schema.stages import ENDS, LABELS, RUNNING
from brief.schema.types import Absence

Value = tuple[str, str]
"""What stands in the address, and the words for it."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to cut a list. `order` gives the order of its values; without it, by their words.

    `values` returns those of one object: none, one or several.
    """

    name: str
    title: str
    values: Callable[[Entry], Iterable[Value]]
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """The objects of a list that share one value of a facet, in the order of the list."""

    facet: Facet
    value: str
    words: str
    entries: tuple[Entry, ...]


def cuts(facet: Facet, entries: Iterable[Entry]) -> tuple[Cut, ...]:
    """Cut a list by a facet. Where all its objects share one value, there is nothing to cut."""
    found: dict[str, list[Entry]] = {}
    words: dict[str, str] = {}
    for entry in entries:
        for value, text in dict(facet.values(entry)).items():
            found.setdefault(value, []).append(entry)
            words[value] = text[:1].upper() + text[1:]
    if len(found) < 2:  # noqa: PLR2004 - a cut leaves at least two parts
        return ()
    places = {value: place for place, value in enumerate(facet.order)}
    order = sorted(found, key=lambda each: (places.get(each, 0), words[each].casefold(), each))
    return tuple(Cut(facet, each, words[each], tuple(found[each])) for each in order)


def _stage(entry: Entry) -> Iterable[Value]:
    stage = stage_of(entry.object) if isinstance(entry.object, Policy) else None
    return ((stage, LABELS[stage]),) if stage else ()


def _jurisdiction(entry: Entry) -> Iterable[Value]:
    if not isinstance(entry.object, Policy):
        return ()
    code = str(entry.object.jurisdiction)
    return ((code, place_name(code)),)


def _event(entry: Entry) -> Iterable[Value]:
    if not isinstance(entry.object, Announcement):
        return ()
    return ((entry.object.event, EVENTS[entry.object.event]),)


def _setting(entry: Entry) -> Iterable[Value]:
    if not isinstance(entry.object, Observation):
        return ()
    return ((entry.object.setting, SETTINGS[entry.object.setting]),)


def _type(entry: Entry) -> Iterable[Value]:
    if not isinstance(entry.object, Entity):
        return ()
    return tuple((name, types_words(name)) for name in entry.object.type)


def _controlled_from(entry: Entry) -> Iterable[Value]:
    where = entry.object.jurisdiction if isinstance(entry.object, Entity) else None
    code = where.controlled_from if where else None
    return ((str(code), place_name(code)),) if code and not isinstance(code, Absence) else ()


def types_words(name: str) -> str:
    """Return a type of entity in the plural."""
    shown = {
        "person": "people",
        "facility": "facilities",
        "standards-body": "standards bodies",
        "model-family": "model families",
        "foundry": "foundries",
    }
    same = ("rl-as-a-service", "media", "hardware", "event-series", "other")
    plural = type_words(name) if name in same else f"{type_words(name)}s"
    return shown.get(name, plural)


BY_KIND: Mapping[str, tuple[Facet, ...]] = {
    "policy": (
        Facet("stage", "By stage", _stage, (*RUNNING, *ENDS)),
        Facet("jurisdiction", "By jurisdiction", _jurisdiction),
    ),
    "announcement": (Facet("event", "By event", _event),),
    "observation": (Facet("setting", "By setting", _setting),),
    "entity": (
        Facet("type", "By type", _type),
        Facet("controlled-from", "Controlled from", _controlled_from),
    ),
}
