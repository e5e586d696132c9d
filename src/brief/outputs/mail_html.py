"""The HTML part of a mail, written from its tree: as little as says it."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from markupsafe import Markup

from brief.outputs.mail_model import Node
from brief.outputs.mail_tree import VOID, Element

MOST_WIDTH = 552
"""Pixels that a picture may take: the column without its margins."""

# Attributes that the tree keeps for itself.
_OURS = frozenset(("note", "source"))


def html_of(nodes: Iterable[Node]) -> Markup:
    """Return nodes as HTML."""
    return Markup("".join(_written(each) for each in nodes))  # noqa: S704 - escaped below


def _written(node: Node) -> str:
    if isinstance(node, str):
        return re.sub(r"[ \t\n]+", " ", escape(node, quote=False))
    if node.tag == "pre":
        return f"<pre>{escape(_verbatim(node), quote=False)}</pre>"
    attrs = "".join(
        f' {name}="{escape(value)}"'
        for name, value in _attributes(node).items()
        if name not in _OURS
    )
    if node.tag in VOID:
        return f"<{node.tag}{attrs}>"
    inside = "".join(_written(each) for each in node.children)
    return f"<{node.tag}{attrs}>{inside}</{node.tag}>"


def _attributes(node: Element) -> dict[str, str]:
    if node.tag != "img" or not node.attrs.get("width", "").isdigit():
        return node.attrs
    width, height = int(node.attrs["width"]), int(node.attrs["height"] or 0)
    if width <= MOST_WIDTH:
        return node.attrs
    fitted = {"width": str(MOST_WIDTH), "height": str(round(height * MOST_WIDTH / width))}
    return {**node.attrs, **fitted}


def _verbatim(node: Element) -> str:
    return "".join(_texts(node))


def _texts(node: Element) -> Iterator[str]:
    for each in node.children:
        if isinstance(each, str):
            yield each
        else:
            yield from _texts(each)
