"""What a kind of object is: a record of its model, rules, view and template."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from brief.diagnostics.model import Problem
from brief.schema.base import Object
from brief.schema.parts import Source
from brief.schema.refs import Ref, SourceRef
from brief.schema.types import MarkdownText, Prose
from brief.schema.when import When

Html = str
"""HTML that is safe as it is: only `Surroundings` makes it."""


@dataclass(frozen=True, slots=True)
class Link:
    """A way to an object that the edition may show; without `href` it has no address."""

    text: str
    href: str | None
    family: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """The number of a source in the list of the page, as claims print it."""

    number: int
    href: str
    title: str
    at: str | None = None
    grade: str | None = None
    grade_words: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of an object's fact box: what, and its values in order."""

    label: str
    values: tuple[Link | When | date, ...]


def fact(label: str, *values: Link | When | date | str | None) -> tuple[Fact, ...]:
    """Return a fact, or nothing where it has no value; to be unpacked into a list of facts."""
    kept = tuple(
        Link(v, None, "") if isinstance(v, str) else v for v in values if v is not None
    )
    return (Fact(label, kept),) if kept else ()


class Surroundings(Protocol):
    """What a view may ask about the world around its object."""

    def link(self, ref: Ref | str, family: str | None = None) -> Link | None:
        """Return the link for a reference, if the edition may show its object."""

    def block(self, text: MarkdownText) -> Html:
        """Return the HTML of a Markdown text."""

    def inline(self, text: Prose) -> Html:
        """Return the HTML of a paragraph of inline Markdown."""

    def mark(self, source: SourceRef | Source) -> Mark | None:
        """Return the number of a source, if the edition may show it."""

    def anchor(self, name: str) -> str:
        """Return an `id` that is the object's own on the page."""

    def audience(self, name: str) -> str:
        """Return what an audience is called."""


def as_it_is(value: Object, _on: date) -> Object:
    """Cut nothing: the object has no dated parts."""
    return value


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of object. `rules` runs once the fields are sound and yields what is wrong.

    `cut` returns the object as it stood at the end of a day: later updates, history and
    corrections are gone. `template` renders the object's own part of a page.
    """

    name: str
    family: str
    model: type[Object]
    view: Callable[[Any, Surroundings], object]
    template: str
    plural: str
    rules: Callable[[Any], Iterator[Problem]] = field(default=lambda _object: iter(()))
    cut: Callable[[Any, date], Any] = as_it_is
    starts_on: Callable[[Any], date | None] = field(
        default=lambda value: getattr(value, "date", None)
    )
    path: str | None = None
    """Folder of its pages, where it has pages of its own."""
    sample: Mapping[str, str] = field(default_factory=dict)
    """Values for the fields that `brief new` fills in, as YAML."""
