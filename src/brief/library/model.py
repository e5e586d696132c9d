"""The library: objects by family and id, with what was found in their texts."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, NamedTuple

from brief.diagnostics.model import Diagnostic, Loc, Problem
from brief.schema.base import Object
from brief.schema.kind import Kind
from brief.schema.refs import Word, words
from brief.schema.types import MarkdownText
from brief.text.markdown import Markdown
from brief.text.tree import Node, place

Key = tuple[str, str]
"""Family and id."""

ANY = "*"
"""The id of an entry that stands for all that an unreadable file may have held."""

Texts = Mapping[tuple[bool, str], Markdown]
"""Rendered texts by (inline, text). The same text is rendered once, wherever it stands."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """An object and the tree it came from: the only link between meaning and place.

    `object` is nothing where the object is broken; its id still stands, and `words` holds what
    its sound fields say.
    """

    family: str
    id: str
    kind: Kind
    path: str
    tree: Node
    object: Any
    words: tuple[tuple[Loc, Word], ...] = ()

    @property
    def key(self) -> Key:
        """Family and id."""
        return self.family, self.id

    def with_object(self, changed: Object) -> "Entry":
        """Return the entry with a changed object."""
        if changed is self.object:
            return self
        return replace(self, object=changed, words=tuple(words(changed)))

    def with_words(self, part: Any) -> "Entry":
        """Return the entry of a broken object with what is sound of it."""
        return self if part is None else replace(self, words=tuple(words(part)))


class Complaint(NamedTuple):
    """A problem at an entry, not yet placed."""

    entry: Entry
    problem: Problem


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """All objects of a project, or those that one edition may show."""

    entries: Mapping[Key, Entry]
    texts: Texts
    tombstones: tuple[Entry, ...] = ()

    def get(self, family: str, name: str) -> Entry | None:
        """Return one entry, or nothing."""
        return self.entries.get((family, name))

    def may_hold(self, families: tuple[str, ...]) -> bool:
        """Tell whether a file that cannot be read may hold any object of some families."""
        return any((family, ANY) in self.entries for family in families)

    def family(self, family: str) -> Iterator[Entry]:
        """Yield the entries of a family, in order of id."""
        return (entry for entry in self.entries.values() if entry.family == family)

    def without(self, keys: Collection[Key]) -> "Library":
        """Return the library as if some objects were broken: their ids stay."""
        entries = dict(self.entries)
        entries |= {key: replace(entries[key], object=None) for key in keys if key in entries}
        return replace(self, entries=MappingProxyType(entries))

    def text(self, text: str) -> Markdown:
        """Return the rendering of a text of some object."""
        return self.texts[not isinstance(text, MarkdownText), text]


def diagnose(complaint: Complaint) -> Diagnostic:
    """Place a complaint in its file."""
    entry, problem = complaint
    span = place(entry.path, entry.tree, problem.at, problem.within)
    return Diagnostic(span, problem.code, problem.message, problem.hint)


def ordered(entries: Mapping[Key, Entry]) -> Mapping[Key, Entry]:
    """Return entries in order of family and id, unchangeable."""
    return MappingProxyType(dict(sorted(entries.items())))
