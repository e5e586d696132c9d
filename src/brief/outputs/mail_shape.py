"""The tree of a page made fit for mail: few elements, whole addresses, no anchors, no folds.

Both parts of a mail are written from what comes out here, so that they say the same. What the
templates fold, mail shows; what they lay out by style stands in words one after the other.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from brief.outputs.mail_tree import Element

Node = Element | str

MOST_COLUMNS = 5
"""Columns of a table in mail: a phone shows no more. A wider one becomes lines of text."""

BLOCKS = frozenset(
    (
        *("div", "p", "ul", "ol", "li", "blockquote", "pre", "hr", "img"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    )
)

# What stays in a mail by its class, since the style of mail knows it.
_CLASSES = frozenset(
    (
        *("because", "bottom-line", "caption", "corrections", "facts", "figure", "judgement"),
        *("kicker", "origin", "part", "provenance", "right", "see", "stages", "summary"),
        "unknowns",
    )
)
_DIVS = frozenset(
    (
        "section",
        "article",
        "aside",
        "header",
        "footer",
        "main",
        "nav",
        "figure",
        "details",
        "dl",
    )
)
_INLINE = frozenset(("a", "b", "br", "code", "em", "i", "strong", "sub", "sup", "span"))
_DROPPED = frozenset(("script", "style", "form", "svg", "template", "input", "button"))


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


def shaped(tree: Element, place: Place) -> Shaped:
    """Return a part fit for mail."""
    done = Shaped(Element("div"))
    done.body.children = _flow(tree, place, done)
    return done


def _flow(element: Element, place: Place, done: Shaped) -> list[Node]:
    """Return what an element holds, without white space around blocks."""
    made: list[Node] = []
    for each in element.children:
        if isinstance(each, str):
            made.append(each)
        else:
            made += _shape(each, place, done)
    return _joined(_trimmed(made))


def _trimmed(nodes: list[Node]) -> list[Node]:
    """Return nodes with lines joined, and no space beside a block."""
    kept: list[Node] = []
    blocks = any(isinstance(each, Element) and each.tag in BLOCKS for each in nodes)
    for each in nodes:
        if isinstance(each, Element) or not (blocks and not each.strip()):
            kept.append(each)
    return kept


def _joined(nodes: list[Node]) -> list[Node]:
    """Return nodes with small words that follow each other as one, with points between."""
    made: list[Node] = []
    for each in nodes:
        if not (isinstance(each, Element) and _is_small(each)):
            made.append(each)
            continue
        space = bool(made) and isinstance(made[-1], str) and not made[-1].strip()
        before = made[-2:-1] if space else made[-1:]
        words = _stripped(each.children)
        if before and isinstance(before[0], Element) and _is_small(before[0]):
            made = made[:-1] if space else made
            between = " " if before[0].text().endswith((".", ":", "?", "!")) else " · "
            before[0].children += [between, *words]
        else:
            made += [] if space or not made or _has_end(made[-1]) else [" "]
            made.append(Element("small", {}, words))
    return made


def _is_small(element: Element) -> bool:
    return element.tag == "small" and not element.attrs


def _has_end(node: Node) -> bool:
    """Tell whether a word after this one is apart from it already."""
    return node.endswith((" ", "\n", "(")) if isinstance(node, str) else node.tag == "br"


def _stripped(nodes: list[Node]) -> list[Node]:
    """Return nodes without the space before the first word."""
    first = nodes[0] if nodes else ""
    return [first.lstrip(), *nodes[1:]] if isinstance(first, str) else nodes


def _shape(element: Element, place: Place, done: Shaped) -> list[Node]:
    tag, classes = element.tag, element.classes
    if tag in _DROPPED:
        return []
    for of, rule in _RULES:
        if of(tag, classes):
            return rule(element, place, done)
    inside = _flow(element, place, done)
    if tag == "a":
        return _link(element, inside, place)
    if tag == "img":
        return _picture(element, place)
    if tag in _DIVS or tag in BLOCKS or tag in _INLINE:
        return _kept("div" if tag in _DIVS else tag, element, inside)
    return inside


def _kept(tag: str, element: Element, inside: list[Node]) -> list[Node]:
    """Return an element with what mail needs of it; nothing where nothing is in it."""
    attrs = {name: element.attrs[name] for name in _ATTRIBUTES if name in element.attrs}
    classes = " ".join(each for each in sorted(element.classes & _CLASSES))
    if classes:
        attrs["class"] = classes
    if tag == "span" and not attrs:
        return inside
    empty = all(isinstance(each, str) and not each.strip() for each in inside)
    if empty and tag not in ("br", "hr", "td", "th"):
        return []
    if tag == "div" and not attrs:
        return inside
    return [Element(tag, attrs, inside)]


_ATTRIBUTES = ("aria-hidden", "lang", "dir", "scope", "colspan", "rowspan", "start", "value")


def address_of(href: str, place: Place) -> str | None:
    """Return where a link of a part leads, from anywhere; nothing where it leads nowhere."""
    if href.startswith(("https://", "http://", "mailto:", "cid:")):
        return href
    if not href.startswith("#") or href.startswith("#source-") or place.page is None:
        return None
    return f"{place.page}#{href[1:].removeprefix(place.prefix)}"


def _link(element: Element, inside: list[Node], place: Place) -> list[Node]:
    href = address_of(element.attrs.get("href", ""), place)
    if href is None or not inside:
        return inside
    return [Element("a", {"href": href, **_words_of(element)}, inside)]


def _words_of(element: Element) -> dict[str, str]:
    """Return what an element says of the language of its words."""
    return {name: value for name, value in element.attrs.items() if name in ("lang", "dir")}


def _picture(element: Element, place: Place) -> list[Node]:
    """Return a picture, or its words where mail programs would not show it."""
    alt = element.attrs.get("alt", "")
    if element.attrs.get("src"):
        names = ("src", "width", "height")
        shown = {name: element.attrs[name] for name in names if name in element.attrs}
        return [Element("img", {**shown, "alt": alt})]
    said = f"[Figure: {alt}]"
    return [Element("a", {"href": place.page}, [said])] if place.page else [said]


def _no_mark(element: Element, _place: Place, _done: Shaped) -> list[Node]:
    """Return the number of a source in brackets: the list of sources stands in the mail."""
    number = element.text()
    attrs = {"class": "mark", "source": number}
    return [Element("sup", attrs, [f"[{number}]"])]


def _call(element: Element, place: Place, _done: Shaped) -> list[Node]:
    """Return the call of a footnote; its number is given when all parts are chosen."""
    link = next(element.elements())
    target = link.attrs["href"].removeprefix("#")
    href = address_of(link.attrs["href"], place)
    inner = Element("a", {"href": href}, ["*"]) if href else Element("span", {}, ["*"])
    return [Element("sup", {"note": target}, [inner])]


def _footnotes(element: Element, place: Place, done: Shaped) -> list[Node]:
    """Put footnotes aside: they stand at the end of the mail."""
    for item in element.elements():
        back = Element("li", {}, [each for each in item.children if not _is_back(each)])
        for each in back.elements():
            each.children = [inner for inner in each.children if not _is_back(inner)]
        done.notes[item.attrs["id"]] = Element("div", {}, _flow(back, place, done))
    return []


def _is_back(node: Node) -> bool:
    return isinstance(node, Element) and "back" in node.classes


def _facts(element: Element, place: Place, done: Shaped) -> list[Node]:
    """Return a list of terms as lines: what is said, then what is said of it."""
    lines: list[Node] = []
    is_short = bool(element.classes & {"facts", "scope"})
    for group in element.elements():
        pairs = group.elements() if group.tag == "div" else iter((group,))
        inside: list[Node] = []
        for each in pairs:
            held = _flow(each, place, done)
            inside += [Element("strong", {}, held), ": "] if each.tag == "dt" else held
        if not inside:
            continue
        if not is_short:
            lines.append(Element("p", {}, inside))
        else:
            lines += [Element("br"), *inside] if lines else inside
    return [Element("p", {"class": "facts"}, lines)] if is_short and lines else lines


def _summary(element: Element, place: Place, done: Shaped) -> list[Node]:
    """Return what stands on a fold as a heading: mail shows what is behind it."""
    return [Element(f"h{place.level}", {}, _flow(element, place, done))]


def _fold(element: Element, place: Place, done: Shaped) -> list[Node]:
    """Return what is folded on the site; over a table, what stands on the fold names it."""
    inside = _flow(element, place, done)
    tables = [each for each in inside if isinstance(each, Element) and each.tag == "table"]
    if len(inside) != 2 or len(tables) != 1:  # noqa: PLR2004 - what stands on it, and a table
        return inside
    summary = next(element.find(lambda each: each.tag == "summary"))
    rest = [each for each in tables[0].elements() if each.tag != "caption"]
    tables[0].children = [Element("caption", {}, [summary.text()]), *rest]
    return list(tables)


def _day(element: Element, _place: Place, _done: Shaped) -> list[Node]:
    """Return a short day, which no line breaks."""
    return [element.text().replace(" ", "\u00a0")]


def _stages(element: Element, place: Place, done: Shaped) -> list[Node]:
    """Return the stages of a policy in a row of words, the present one marked."""
    inside: list[Node] = []
    for item in element.elements():
        label: list[Node] = []
        for each in item.elements():
            if "label" in each.classes:
                label += _flow(each, place, done)
            elif "when" in each.classes:
                label += [" (", *_flow(each, place, done), ")"]
        if "now" in item.classes:
            label = [Element("strong", {}, label), " (now)"]
        inside += [" → ", *label] if inside else label
    return [Element("p", {"class": "stages"}, inside)] if inside else []


def _item(element: Element, place: Place, done: Shaped) -> list[Node]:
    """Return an entry of a list in one line: when or how, what, and of whom."""
    inside: list[Node] = []
    for part in (each for each in element.walk() if each is not element):
        if part.tag in ("span", "time") and part in element.children:
            inside += [*_flow(part, place, done), ": "]
        elif "title" in part.classes:
            inside += _flow(part, place, done)
        elif "about" in part.classes and part.text():
            inside += [" (", *_flow(part, place, done), ")"]
    return [Element("li", {}, inside)]


def _unwrapped(element: Element, place: Place, done: Shaped) -> list[Node]:
    return _flow(element, place, done)


def _apart(element: Element, place: Place, done: Shaped) -> list[Node]:
    """Return a name of any direction, so that it does not turn the text around it."""
    inside = _flow(element, place, done)
    turned = any("\u0590" <= each <= "\u08ff" for each in element.text())
    return [Element("span", {"dir": "auto"}, inside)] if turned else inside


def _at(element: Element, place: Place, done: Shaped) -> list[Node]:
    """Return what is said in passing, in small type."""
    inside = _flow(element, place, done)
    return [Element("small", _words_of(element), inside)] if inside else []


def _basis(element: Element, place: Place, done: Shaped) -> list[Node]:
    """Return what a sentence rests on, on a line of its own."""
    return [Element("div", {"class": "basis"}, _flow(element, place, done))]


def _label(element: Element, place: Place, done: Shaped) -> list[Node]:
    return [Element("strong", {}, [*_flow(element, place, done), ":"])]


def _table(element: Element, place: Place, done: Shaped) -> list[Node]:
    rows = [each for each in element.walk() if each.tag == "tr"]
    width = max((sum(1 for _ in row.elements()) for row in rows), default=0)
    inside = _flow(element, place, done)
    if width <= MOST_COLUMNS:
        return (
            [
                Element(
                    "table", {"class": "data", "cellpadding": "6", "cellspacing": "0"}, inside
                )
            ]
            if rows
            else []
        )
    return list(_in_lines(Element("table", {}, inside), place))


def _in_lines(table: Element, place: Place) -> Iterator[Node]:
    """Yield a wide table as text: a line for a row, each cell behind the name of its column."""
    names: list[str] = []
    caption = next(table.find(lambda each: each.tag == "caption"), None)
    if caption is not None:
        yield Element("p", {"class": "caption"}, caption.children)
    lines: list[Node] = []
    for row in table.find(lambda each: each.tag == "tr"):
        cells = list(row.elements())
        if all(each.attrs.get("scope") == "col" for each in cells):
            names = [each.text() for each in cells]
            continue
        inside: list[Node] = []
        for number, cell in enumerate(cells):
            if number == 0:
                inside += [Element("strong", {}, cell.children)]
            elif cell.text():
                said = f"{names[number]}: " if number < len(names) and names[number] else ""
                inside += [". " if number == 1 else "; ", said, *cell.children]
        lines.append(Element("li", {}, inside))
    yield Element("ul", {}, lines)
    if place.page is not None:
        link = Element("a", {"href": place.page}, ["The table on the site"])
        yield Element("p", {}, [Element("small", {}, [link])])


def _figure(element: Element, place: Place, done: Shaped) -> list[Node]:
    return [Element("div", {"class": "figure"}, _flow(element, place, done))]


def _caption(element: Element, place: Place, done: Shaped) -> list[Node]:
    return [Element("caption", {}, _flow(element, place, done))]


def _message(element: Element, place: Place, done: Shaped) -> list[Node]:
    return [Element("p", {"class": "caption"}, _flow(element, place, done))]


Rule = Callable[[Element, Place, Shaped], list[Node]]

_RULES: tuple[tuple[Callable[[str, frozenset[str]], bool], Rule], ...] = (
    (lambda tag, classes: tag == "sup" and "mark" in classes, _no_mark),
    (lambda tag, classes: tag == "sup" and "call" in classes, _call),
    (lambda tag, classes: tag == "ol" and "footnotes" in classes, _footnotes),
    (lambda tag, classes: tag == "ol" and "stages" in classes, _stages),
    (lambda tag, classes: tag == "li" and "item" in classes, _item),
    (lambda tag, _classes: tag == "dl", _facts),
    (lambda tag, _classes: tag == "summary", _summary),
    (lambda tag, _classes: tag == "table", _table),
    (lambda tag, _classes: tag == "caption", _caption),
    (lambda tag, _classes: tag == "bdi", _apart),
    (lambda tag, classes: tag == "abbr" or (tag == "span" and "at" in classes), _at),
    (lambda tag, classes: tag == "span" and "basis" in classes, _basis),
    (lambda tag, classes: tag == "span" and "label" in classes, _label),
    (lambda tag, classes: tag == "span" and "day" in classes, _day),
    (lambda tag, _classes: tag == "figure", _figure),
    (lambda tag, _classes: tag == "details", _fold),
    (lambda _tag, classes: "message" in classes, _message),
    (lambda tag, _classes: tag in ("time", "figcaption", "picture"), _unwrapped),
)
