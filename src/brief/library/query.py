"""Indexes over one library, made once: who mentions whom, notes by day, tag and entity."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from brief.kinds.entity import Entity, edge_ends
from brief.kinds.issue import Issue, Query
from brief.library.assemble import target
from brief.library.model import Entry, Key, Library
from brief.schema.edges import EdgeType
from brief.schema.note import Note
from brief.schema.refs import FAMILIES, Ref
from brief.schema.types import MarkdownText


class Incoming(NamedTuple):
    """An edge seen from its other end."""

    type: EdgeType
    owner: Entry
    basis: str


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """What pages ask a library. Notes and issues run newest first, then by id."""

    notes: tuple[Entry, ...]
    issues: tuple[Entry, ...]
    by_tag: Mapping[str, tuple[Entry, ...]]
    mentions: Mapping[Key, tuple[Entry, ...]]
    sections: Mapping[Key, tuple[tuple[Entry, ...], ...]]
    """The notes of each section of an issue, by the issue."""
    places: Mapping[Key, tuple[Entry, ...]]
    """Issues in which a note stands."""
    incoming: Mapping[str, tuple[Incoming, ...]]
    """Edges that lead to an entity, by its id."""


def newest_first(entry: Entry) -> tuple[int, str]:
    """Sort by day, newest first, then by id."""
    day = entry.object.date
    return (-(day.toordinal() if isinstance(day, date) else 0), entry.id)


def index(library: Library) -> Index:
    """Make the indexes of a library, in one pass over its objects and their references."""
    notes = tuple(sorted(library.family("note"), key=newest_first))
    issues = tuple(sorted(library.family("issue"), key=newest_first))
    by_tag: dict[str, list[Entry]] = {}
    for entry in notes:
        for tag in dict.fromkeys(entry.object.tags):
            by_tag.setdefault(tag, []).append(entry)
    mentions: dict[Key, list[Entry]] = {}
    for entry in (*notes, *issues, *library.family("scenario"), *library.family("forecast")):
        for key in dict.fromkeys(_mentioned(entry, library)):
            if key != entry.key:
                mentions.setdefault(key, []).append(entry)
    by_id = {entry.id: entry for entry in notes}
    held = {entry.key: sections(entry.object, notes, by_id) for entry in issues}
    places: dict[Key, list[Entry]] = {}
    for entry in issues:
        for note in (each for section in held[entry.key] for each in section):
            places.setdefault(note.key, []).append(entry)
    return Index(
        notes=notes,
        issues=issues,
        by_tag={tag: tuple(by_tag[tag]) for tag in sorted(by_tag)},
        sections=held,
        mentions={key: tuple(mentions[key]) for key in sorted(mentions)},
        places={key: tuple(places[key]) for key in sorted(places)},
        incoming=_incoming(library),
    )


def _incoming(library: Library) -> Mapping[str, tuple[Incoming, ...]]:
    found: dict[str, list[Incoming]] = {}
    for entry in library.family("entity"):
        if not isinstance(entry.object, Entity):
            continue
        for edge in entry.object.edges:
            ends = edge_ends(edge)
            for name in ends[1] if ends else ():
                assert ends is not None  # the loop has run
                found.setdefault(name, []).append(Incoming(ends[0], entry, edge.basis))
    return {name: tuple(found[name]) for name in sorted(found)}


def _mentioned(entry: Entry, library: Library) -> list[Key]:
    keys = []
    for _, word in entry.words:
        if isinstance(word, Ref):
            name = word.partition("#")[0]
            keys += [key for f in word.families if (key := (f, name)) in library.entries]
            continue
        rendered = library.texts.get((not isinstance(word, MarkdownText), word))
        for use in rendered.references if rendered else ():
            to = target(use.target)
            families = (to.family,) if to.family else FAMILIES
            keys += [key for f in families if (key := (f, to.id)) in library.entries]
    return keys


def sections(
    issue: Issue, notes: tuple[Entry, ...], by_id: Mapping[str, Entry]
) -> tuple[tuple[Entry, ...], ...]:
    """Return the notes of each section: as listed, or as its query finds them.

    A query takes what no section lists by name, so that nothing stands twice.
    """
    listed = {name for section in issue.sections for name in section.notes}
    taken: set[str] = set()
    result = []
    for section in issue.sections:
        if section.query is None:
            result.append(tuple(by_id[name] for name in section.notes if name in by_id))
            continue
        last = issue.as_of or issue.date
        found = tuple(
            entry
            for entry in notes
            if entry.id not in listed
            and entry.id not in taken
            and matches(section.query, entry.object)
            and (last is None or entry.object.date <= last)
        )
        taken |= {entry.id for entry in found}
        result.append(found)
    return tuple(result)


def matches(query: Query, note: Note) -> bool:
    """Tell whether a note meets every condition of a query."""
    kind = getattr(note, "kind", None)
    return (
        (query.kind is None or query.kind == kind)
        and (not query.tags or bool(set(query.tags) & set(note.tags)))
        and (not query.about or bool(set(query.about) & set(note.about)))
        and (query.since is None or (note.date is not None and note.date >= query.since))
    )
