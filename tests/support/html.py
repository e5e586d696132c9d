"""Pages as tests read them: elements with their attributes, links, ids, and their texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

# Elements without an end tag. Source: HTML Living Standard, section 13.1.2.
VOID = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()  # noqa: SIM905
)


@dataclass
class Element:
    """One element: its name, its attributes, and the text that stands in no element of it."""

    name: str
    attributes: Mapping[str, str]
    text: str = ""

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.attributes.get("class", "").split())


@dataclass
class Page:
    """All elements of a page, in order."""

    elements: list[Element] = field(default_factory=list)

    def all(self, *names: str) -> list[Element]:
        """Return the elements with one of some names."""
        return [each for each in self.elements if each.name in names]

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(each.attributes.get("id", "") for each in self.elements) - {""}

    @property
    def indexed(self) -> bool:
        """Tell whether search engines may list it."""
        return not any(
            each.attributes.get("name") == "robots"
            and "noindex" in each.attributes.get("content", "")
            for each in self.all("meta")
        )

    @property
    def canonical(self) -> str:
        found = (
            each.attributes["href"]
            for each in self.all("link")
            if each.attributes.get("rel") == "canonical"
        )
        return next(found, "")

    def data(self) -> list[str]:
        """Return the blocks of JSON-LD."""
        return [
            each.text
            for each in self.all("script")
            if each.attributes.get("type") == "application/ld+json"
        ]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.page.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.open and self.open[-1] is self.page.elements[-1]:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self.open) - 1, -1, -1):
            if self.open[at].name == tag:
                del self.open[at:]
                return

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1].text += data


def page(text: str) -> Page:
    """Read a page. Whether it is good HTML is not asked here."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.page


def target(here: str, href: str, base: str) -> tuple[str, str] | None:
    """Return the file of a site and the fragment that a link leads to; none if it leads off.

    `here` is the file that holds the link, `base` the path below which the site stands.
    """
    address = urljoin(f"//site{base}{here}", href)
    split = urlsplit(address)
    if split.netloc != "site" or split.scheme not in ("", "http", "https"):
        return None
    path = unquote(split.path)
    if not path.startswith(base):
        return None
    file = path.removeprefix(base)
    if not file or file.endswith("/"):
        file += "index.html"
    return file, unquote(split.fragment)
