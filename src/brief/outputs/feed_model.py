"""What a feed is, before it is written as Atom, RSS or JSON Feed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from brief.outputs.bylines import Byline


@dataclass(frozen=True, slots=True)
class Category:
    """A kind or topic: the word that machines compare, and the words that people read."""

    term: str
    label: str


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that belongs to an item, with its true size."""

    url: str
    media_type: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed. `published` and `updated` are RFC 3339 with `Z`."""

    id: str
    url: str
    title: str
    summary: str
    html: str
    published: str
    updated: str
    corrected: bool
    author: Byline
    categories: tuple[Category, ...]
    enclosure: Enclosure | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed without its items. `home` is the page for people; `address` the feed's own."""

    title: str
    home: str
    address: str
    description: str
    language: str
    rights: str
    author: Byline
    updated: str


@dataclass(frozen=True, slots=True)
class Writer:
    """One form of feeds.

    `item` writes an item once, for all the feeds that hold it; `whole` writes a feed around
    items that are written; `between` stands between them.
    """

    name: str
    file: str
    media_type: str
    item: Callable[[Item], str]
    whole: Callable[[Feed, Sequence[str]], str]
    between: str = ""

    def pieces(self, feed: Feed, items: Sequence[bytes]) -> tuple[bytes, ...]:
        """Return the bytes of a feed in pieces, of which its items are some."""
        if not items:
            return (self.whole(feed, ()).encode(),)
        # No form of feed can hold this character: it is the place of the items.
        head, _, tail = self.whole(feed, ("\0",)).partition("\0")
        between = self.between.encode()
        rows = [piece for item in items for piece in (between, item)][1:]
        return (head.encode(), *rows, tail.encode())
