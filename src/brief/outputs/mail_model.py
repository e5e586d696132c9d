"""What a mail is shaped from and into: places, parts with their footnotes, the walk between."""

from collections.abc import Callable
from dataclasses import dataclass, field

from brief.outputs.mail_tree import Element

Node = Element | str

BLOCKS = frozenset(
    (
        *("div", "p", "ul", "ol", "li", "blockquote", "pre", "hr", "img"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    )
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part of a mail is found on the site.

    `page` is the address of the page that shows it, nothing where none does. `prefix` is what
    the part's anchors begin with here, and not there. `level` is that of its headings.
    """

    page: str | None
    prefix: str = ""
    level: int = 4


@dataclass(slots=True)
class Shaped:
    """A part of a mail, with the footnotes that it calls, by the end of their address."""

    body: Element
    notes: dict[str, Element] = field(default_factory=dict)

    def sources(self) -> set[int]:
        """Return the numbers of the sources that the part and its footnotes cite."""
        return {
            int(each.attrs["source"])
            for top in (self.body, *self.notes.values())
            for each in top.walk()
            if "source" in each.attrs
        }


@dataclass(frozen=True, slots=True)
class Walk:
    """One part being shaped: where it stands, what it calls, how what is inside is shaped."""

    place: Place
    done: Shaped
    flow: Callable[[Element], list[Node]]
