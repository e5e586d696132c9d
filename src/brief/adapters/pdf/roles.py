"""What an element of the print HTML is in a PDF: its role, and the words that stand for it.

Roles are those of ISO 32000-1, 14.8.4; no role map is needed.
"""

from typing import Any

SVG = "{http://www.w3.org/2000/svg}"

_ROLES = {
    "aside": "Sect",
    "article": "Art",
    "blockquote": "BlockQuote",
    "caption": "Caption",
    "code": "Code",
    "dd": "LBody",
    "dl": "L",
    "dt": "Lbl",
    "figcaption": "Caption",
    # What replaces a Figure replaces all that is in it, so a caption inside would not be read.
    # The two stand side by side in a group of their own.
    "figure": "Div",
    "img": "Figure",
    "li": "LI",
    "nav": "Sect",
    "ol": "L",
    "p": "P",
    "pre": "P",
    "q": "Quote",
    "section": "Sect",
    "summary": "P",
    SVG + "svg": "Figure",
    "table": "Table",
    "tbody": "TBody",
    "td": "TD",
    "tfoot": "TFoot",
    "th": "TH",
    "thead": "THead",
    "tr": "TR",
    "ul": "L",
} | {f"h{level}": f"H{level}" for level in range(1, 7)}

_BLOCKS = frozenset(
    ("address", "details", "div", "fieldset", "footer", "header", "hgroup", "main")
)

INLINE = frozenset(("Code", "Figure", "Link", "Note", "Quote", "Reference", "Span"))
"""Roles that stand in a line of text; a group holds them in a paragraph."""


def role_of(element: Any) -> str:
    """Return the role of an element by its name, or nothing: then it leaves no trace."""
    if element.tag == "a":
        return "Link" if element.get("href") else ""
    return _ROLES.get(element.tag, "")


def is_block(element: Any) -> bool:
    """Say whether an element without a role breaks the text it stands in."""
    return element.tag in _BLOCKS


def is_hidden(element: Any) -> bool:
    """Say whether an element is there for the eye alone."""
    if element.get("aria-hidden") == "true" or element.get("role") in ("none", "presentation"):
        return True
    return bool(element.tag == "img" and element.get("alt") == "")


def is_contents(element: Any) -> bool:
    """Say whether an element holds the table of contents."""
    classes = str(element.get("class", "")).split()
    return bool(element.tag == "nav" and ("toc" in classes or element.get("role") == "doc-toc"))


def is_notes(element: Any) -> bool:
    """Say whether a list holds the notes to a text."""
    classes = str(element.get("class", "")).split()
    return bool("footnotes" in classes or element.get("role") == "doc-endnotes")


def words_of(element: Any) -> str:
    """Return the text of an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def alternative_of(element: Any) -> str | None:
    """Return the words that stand for a picture, if it has some."""
    if element.tag == SVG + "svg":
        title = element.find(SVG + "title")
        said = element.get("aria-label") or (words_of(title) if title is not None else "")
    else:
        said = element.get("alt") or element.get("aria-label") or ""
    return " ".join(said.split()) or None


def destination_of(element: Any) -> str:
    """Return what a link says of where it leads."""
    title = element.get("title")
    words = element.get("aria-label") or words_of(element)
    if title and title not in words:
        return f"{words} ({title})" if words else str(title)
    return words or str(element.get("href"))


def numbering_of(element: Any) -> str:
    """Return how the items of a list are marked, by its element alone.

    Source: ISO 32000-1, table 347.
    """
    if element.tag == "ol":
        by_type = {"a": "LowerAlpha", "A": "UpperAlpha", "i": "LowerRoman", "I": "UpperRoman"}
        return by_type.get(element.get("type", ""), "Decimal")
    return "Disc" if element.tag == "ul" else "None"


def scope_of(element: Any, *, in_head: bool) -> str:
    """Return whether a header cell stands for its column or its row."""
    said = element.get("scope", "")
    if said in ("col", "colgroup"):
        return "Column"
    if said in ("row", "rowgroup"):
        return "Row"
    return "Column" if in_head else "Row"
