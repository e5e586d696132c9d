"""Who speaks of itself: a vendor is an interested party in what it announces about itself."""

from brief.kinds.entity import Entity
from brief.library.model import Entry, Library
from brief.library.sources import Sources, items, key_of
from brief.schema.entity_types import EntityType
from brief.schema.note import Note
from brief.schema.parts import Source
from brief.schema.refs import EntityRef

# Who reports, rules or judges has no product to sell by it.
NO_VENDORS: frozenset[EntityType] = frozenset(
    ("media", "regulator", "legislature", "court", "standards-body", "event-series", "person")
)


def interested_parties(
    entry: Entry, library: Library, sources: Sources
) -> tuple[EntityRef, ...]:
    """Return the entities a note is about that published or wrote one of its sources."""
    note = entry.object
    if not isinstance(note, Note):
        return ()
    names: set[str] = set()
    for item in items(note.sources):
        cited = sources.get(key_of(item, f"{entry.family}/{entry.id}"))
        if cited:
            names |= _said_by(cited.source)
    return tuple(ref for ref in note.about if names & _called(ref, library))


def _said_by(source: Source) -> set[str]:
    return {name.casefold() for name in (source.publisher, source.author) if name}


def _called(ref: EntityRef, library: Library) -> set[str]:
    entry = library.get("entity", ref)
    entity = entry.object if entry else None
    if not isinstance(entity, Entity) or set(entity.type) <= NO_VENDORS:
        return set()
    return {name.casefold() for name in (ref, entity.name, *entity.aliases)}
