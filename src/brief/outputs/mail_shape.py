"""The tree of a page made fit for mail: few elements, whole addresses, no anchors, no folds.

Both parts of a mail are written from what comes out here, so that they say the same. What the
templates fold, mail shows; what they lay out by style stands in words one after the other.
"""

from brief.outputs.mail_model import BLOCKS, Node, Place, Shaped, Walk
from brief.outputs.mail_rules import RULES, address_of, words_of
from brief.outputs.mail_tree import Element

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
    """Return nodes with no white space beside a block."""
    if not any(isinstance(each, Element) and each.tag in BLOCKS for each in nodes):
        return nodes
    return [each for each in nodes if isinstance(each, Element) or each.strip()]


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
    walk = Walk(place, done, lambda inner: _flow(inner, place, done))
    for of, rule in RULES:
        if of(tag, classes):
            return rule(element, walk)
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


def _link(element: Element, inside: list[Node], place: Place) -> list[Node]:
    href = address_of(element.attrs.get("href", ""), place)
    if href is None or not inside:
        return inside
    return [Element("a", {"href": href, **words_of(element)}, inside)]


def _picture(element: Element, place: Place) -> list[Node]:
    """Return a picture, or its words where mail programs would not show it."""
    alt = element.attrs.get("alt", "")
    if element.attrs.get("src"):
        names = ("src", "width", "height")
        shown = {name: element.attrs[name] for name in names if name in element.attrs}
        return [Element("img", {**shown, "alt": alt})]
    said = f"[Figure: {alt}]"
    return [Element("a", {"href": place.page}, [said])] if place.page else [said]
