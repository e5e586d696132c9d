"""The HTML of our templates as a tree, which both parts of a mail are written from.

It is not a browser's parser: templates close what they open, and authors write no HTML.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"))


@dataclass(slots=True)
class Element:
    """An element with its attributes and what is in it: elements and texts."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        """The classes of the element."""
        return frozenset(self.attrs.get("class", "").split())

    def elements(self) -> Iterator["Element"]:
        """Yield the elements directly inside."""
        return (each for each in self.children if isinstance(each, Element))

    def walk(self) -> Iterator["Element"]:
        """Yield the element and all inside it, in the order of the text."""
        yield self
        for each in self.elements():
            yield from each.walk()

    def find(self, of: Callable[["Element"], bool]) -> Iterator["Element"]:
        """Yield the outermost elements inside for which something holds."""
        for each in self.elements():
            if of(each):
                yield each
            else:
                yield from each.find(of)

    def text(self) -> str:
        """Return the text inside, without what only eyes are meant for, in one line."""
        return " ".join("".join(_texts(self)).split())


def _texts(element: Element) -> Iterator[str]:
    for each in element.children:
        if isinstance(each, str):
            yield each
        elif not is_unsaid(each):
            yield " " if each.tag == "br" else ""
            yield from _texts(each)


def is_unsaid(element: Element) -> bool:
    """Tell whether an element repeats for the eye what words say beside it."""
    return element.tag == "svg" or element.attrs.get("aria-hidden") == "true"


class _Reader(HTMLParser):
    """Reads well-formed HTML into one tree."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("div")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(made)

    def handle_endtag(self, tag: str) -> None:
        if any(each.tag == tag for each in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def tree_of(html: str) -> Element:
    """Return HTML as a tree, below one `div`."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.open[0]
