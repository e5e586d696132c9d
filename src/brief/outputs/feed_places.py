"""Where the site has feeds: at its root, for every kind, topic and entity, for corrections."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from brief.kinds import KINDS
from brief.library.model import Entry, Library
from brief.library.query import Index, newest_first
from brief.outputs.artefact import ATOM, JSON_FEED, RSS
from brief.outputs.urls import page_path, topic_path
from brief.schema.settings import Settings

CORRECTIONS = "corrections/"

# The forms that every feed has: what each is called, its file, its media type.
FORMS = (
    ("Atom", "feed.atom", ATOM),
    ("RSS", "feed.xml", RSS),
    ("JSON Feed", "feed.json", JSON_FEED),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A path with feeds of its own: what is followed there, and the entries it holds."""

    path: str
    group: str
    title: str
    entries: tuple[Entry, ...]


Places = Mapping[str, Place]


def feed_places(settings: Settings, library: Library, index: Index) -> Places:
    """Return the places by path. The root is always there; others where they hold something."""
    found = (*index.notes, *index.issues)
    root = Place("", "Everything", settings.title, tuple(sorted(found, key=newest_first)))
    others = (*_kinds(index), *_corrections(library, index), *_topics(index))
    places = (root, *others, *_entities(library, index))
    return {place.path: place for place in places if place is root or place.entries}


def _kinds(index: Index) -> Iterator[Place]:
    yield Place("issues/", "Kinds", "Issues", index.issues)
    for kind in KINDS:
        if kind.family == "note" and kind.path:
            held = tuple(entry for entry in index.notes if entry.kind is kind)
            yield Place(f"{kind.path}/", "Kinds", kind.plural, held)


def corrected(library: Library, index: Index) -> tuple[Entry, ...]:
    """Return what has been corrected since it was published."""
    held = (*index.notes, *index.issues, *library.family("scenario"))
    return tuple(entry for entry in held if entry.object.corrections)


def _corrections(library: Library, index: Index) -> Iterator[Place]:
    yield Place(CORRECTIONS, "Everything", "Corrections", corrected(library, index))


def _topics(index: Index) -> Iterator[Place]:
    for tag, held in index.by_tag.items():
        yield Place(topic_path(tag), "Topics", tag.replace("-", " ").capitalize(), held)


def _entities(library: Library, index: Index) -> Iterator[Place]:
    named = sorted(library.family("entity"), key=lambda each: each.object.name.casefold())
    for entry in named:
        mentions = index.mentions.get(entry.key, ())
        # An issue is long and speaks of many: it is followed as a whole, or not.
        held = (each for each in mentions if each.family == "note")
        in_order = tuple(sorted(held, key=newest_first))
        yield Place(page_path(entry.key), "Entities", entry.object.name, in_order)
