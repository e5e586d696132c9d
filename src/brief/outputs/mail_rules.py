"""What parts of a page become in mail, where that is not what they are on the site."""

from collections.abc import Callable

from brief.outputs.mail_model import Node, Place, Walk
from brief.outputs.mail_tables import table
from brief.outputs.mail_tree import Element


def address_of(href: str, place: Place) -> str | None:
    """Return where a link of a part leads, from anywhere; nothing where it leads nowhere."""
    if href.startswith(("https://", "http://", "mailto:", "cid:")):
        return href
    if not href.startswith("#") or href.startswith("#source-") or place.page is None:
        return None
    return f"{place.page}#{href[1:].removeprefix(place.prefix)}"


def words_of(element: Element) -> dict[str, str]:
    """Return what an element says of the language of its words."""
    return {name: value for name, value in element.attrs.items() if name in ("lang", "dir")}


def _no_mark(element: Element, _walk: Walk) -> list[Node]:
    """Return the number of a source in brackets: the list of sources stands in the mail."""
    number = element.text()
    attrs = {"class": "mark", "source": number}
    return [Element("sup", attrs, [f"[{number}]"])]


def _call(element: Element, walk: Walk) -> list[Node]:
    """Return the call of a footnote; its number is given when all parts are chosen."""
    link = next(element.elements())
    target = link.attrs["href"].removeprefix("#")
    href = address_of(link.attrs["href"], walk.place)
    inner = Element("a", {"href": href}, ["*"]) if href else Element("span", {}, ["*"])
    return [Element("sup", {"note": target}, [inner])]


def _footnotes(element: Element, walk: Walk) -> list[Node]:
    """Put footnotes aside: they stand at the end of the mail."""
    for item in element.elements():
        back = Element("li", {}, [each for each in item.children if not _is_back(each)])
        for each in back.elements():
            each.children = [inner for inner in each.children if not _is_back(inner)]
        walk.done.notes[item.attrs["id"]] = Element("div", {}, walk.flow(back))
    return []


def _is_back(node: Node) -> bool:
    return isinstance(node, Element) and "back" in node.classes


def _facts(element: Element, walk: Walk) -> list[Node]:
    """Return a list of terms as lines: what is said, then what is said of it."""
    lines: list[Node] = []
    is_short = bool(element.classes & {"facts", "scope"})
    for group in element.elements():
        pairs = group.elements() if group.tag == "div" else iter((group,))
        inside: list[Node] = []
        for each in pairs:
            held = walk.flow(each)
            inside += [Element("strong", {}, held), ": "] if each.tag == "dt" else held
        if not inside:
            continue
        if not is_short:
            lines.append(Element("p", {}, inside))
        else:
            lines += [Element("br"), *inside] if lines else inside
    return [Element("p", {"class": "facts"}, lines)] if is_short and lines else lines


def _summary(element: Element, walk: Walk) -> list[Node]:
    """Return what stands on a fold as a heading: mail shows what is behind it."""
    return [Element(f"h{walk.place.level}", {}, walk.flow(element))]


def _fold(element: Element, walk: Walk) -> list[Node]:
    """Return what is folded on the site; over a table, what stands on the fold names it."""
    inside = walk.flow(element)
    tables = [each for each in inside if isinstance(each, Element) and each.tag == "table"]
    if len(inside) != 2 or len(tables) != 1:  # noqa: PLR2004 - what stands on it, and a table
        return inside
    summary = next(element.find(lambda each: each.tag == "summary"))
    rest = [each for each in tables[0].elements() if each.tag != "caption"]
    tables[0].children = [Element("caption", {}, [summary.text()]), *rest]
    return list(tables)


def _day(element: Element, _walk: Walk) -> list[Node]:
    """Return a short day, which no line breaks."""
    return [element.text().replace(" ", "\u00a0")]


def _stages(element: Element, walk: Walk) -> list[Node]:
    """Return the stages of a policy in a row of words, the present one marked."""
    inside: list[Node] = []
    for item in element.elements():
        label: list[Node] = []
        for each in item.elements():
            if "label" in each.classes:
                label += walk.flow(each)
            elif "when" in each.classes:
                label += [" (", *walk.flow(each), ")"]
        if "now" in item.classes:
            label = [Element("strong", {}, label), " (now)"]
        inside += [" → ", *label] if inside else label
    return [Element("p", {"class": "stages"}, inside)] if inside else []


def _item(element: Element, walk: Walk) -> list[Node]:
    """Return an entry of a list in one line: when or how, what, and of whom."""
    inside: list[Node] = []
    for part in (each for each in element.walk() if each is not element):
        if part.tag in ("span", "time") and part in element.children:
            inside += [*walk.flow(part), ": "]
        elif "title" in part.classes:
            inside += walk.flow(part)
        elif "about" in part.classes and part.text():
            inside += [" (", *walk.flow(part), ")"]
    return [Element("li", {}, inside)]


def _unwrapped(element: Element, walk: Walk) -> list[Node]:
    return walk.flow(element)


def _apart(element: Element, walk: Walk) -> list[Node]:
    """Return a name of any direction, so that it does not turn the text around it."""
    inside = walk.flow(element)
    turned = any("\u0590" <= each <= "\u08ff" for each in element.text())
    return [Element("span", {"dir": "auto"}, inside)] if turned else inside


def _at(element: Element, walk: Walk) -> list[Node]:
    """Return what is said in passing, in small type."""
    inside = walk.flow(element)
    return [Element("small", words_of(element), inside)] if inside else []


def _basis(element: Element, walk: Walk) -> list[Node]:
    """Return what a sentence rests on, on a line of its own."""
    return [Element("div", {"class": "basis"}, walk.flow(element))]


def _label(element: Element, walk: Walk) -> list[Node]:
    return [Element("strong", {}, [*walk.flow(element), ":"])]


def _figure(element: Element, walk: Walk) -> list[Node]:
    return [Element("div", {"class": "figure"}, walk.flow(element))]


def _caption(element: Element, walk: Walk) -> list[Node]:
    return [Element("caption", {}, walk.flow(element))]


def _message(element: Element, walk: Walk) -> list[Node]:
    return [Element("p", {"class": "caption"}, walk.flow(element))]


Rule = Callable[[Element, Walk], list[Node]]

RULES: tuple[tuple[Callable[[str, frozenset[str]], bool], Rule], ...] = (
    (lambda tag, classes: tag == "sup" and "mark" in classes, _no_mark),
    (lambda tag, classes: tag == "sup" and "call" in classes, _call),
    (lambda tag, classes: tag == "ol" and "footnotes" in classes, _footnotes),
    (lambda tag, classes: tag == "ol" and "stages" in classes, _stages),
    (lambda tag, classes: tag == "li" and "item" in classes, _item),
    (lambda tag, _classes: tag == "dl", _facts),
    (lambda tag, _classes: tag == "summary", _summary),
    (lambda tag, _classes: tag == "table", table),
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
