"""The text part of a mail, written from the tree of its HTML: nothing lost, nothing joined.

Calls of footnotes stand as `[1]` behind a space, sources as `[S1]`, addresses as `[L1]`: three
counts, so that no number of the text can be taken for one. Their lists stand at the end.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from brief.outputs.mail_lines import columns, wrapped
from brief.outputs.mail_model import BLOCKS, Node
from brief.outputs.mail_tree import Element, is_unsaid

WIDTH = 72
"""Columns of a paragraph. Source: RFC 3676, 4, asks for 78 at most; quoting needs room."""

MOST_TABLE = 76
"""Columns of a table; a wider one becomes lines."""

# Columns before the last one of a table that is wrapped: what is left is a column of text.
_MOST_MARGIN = 34


@dataclass(slots=True)
class Links:
    """The addresses of a mail in the order in which its text first names them."""

    numbers: dict[str, int] = field(default_factory=dict)

    def label(self, href: str) -> str:
        """Return the mark of an address, giving it the next number where it has none."""
        return f"[L{self.numbers.setdefault(href, len(self.numbers) + 1)}]"

    def lines(self) -> list[str]:
        """Return the list of addresses, one a line and never broken."""
        return [f"[L{number}] {href}" for href, number in self.numbers.items()]


def text_of(nodes: Sequence[Node], links: Links, *, width: int = WIDTH) -> str:
    """Return nodes as paragraphs of text with a blank line between."""
    return "\n\n".join(_blocks(nodes, links, width))


def heading(text: str, line: str) -> str:
    """Return a heading, underlined as far as it goes."""
    lines = wrapped(text, WIDTH) or [""]
    return "\n".join((*lines, line * min(max(map(columns, lines)), WIDTH)))


def _blocks(nodes: Sequence[Node], links: Links, width: int) -> Iterator[str]:
    """Yield the blocks of a text; what stands between blocks is one of them."""
    run: list[Node] = []
    for each in nodes:
        if isinstance(each, Element) and each.tag in BLOCKS and not _is_run(each):
            yield from _paragraph(run, links, width)
            run = []
            yield from _block(each, links, width)
        else:
            run.append(each)
    yield from _paragraph(run, links, width)


def _is_run(element: Element) -> bool:
    """Tell whether a block goes on from what stands before it."""
    return element.tag == "img" or "basis" in element.classes


def _paragraph(run: Iterable[Node], links: Links, width: int) -> Iterator[str]:
    said = inline(run, links)
    if said.strip():
        yield "\n".join(
            line
            for part in said.strip().split("\n")
            for line in wrapped(" ".join(part.split()), width)
        )


def _block(element: Element, links: Links, width: int) -> Iterator[str]:
    tag = element.tag
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        said = inline(element.children, links).strip()
        yield heading(said, {"1": "=", "2": "=", "3": "-"}.get(tag[1], "."))
    elif tag in ("ul", "ol"):
        yield _list(element, links, width)
    elif tag == "blockquote":
        inside = text_of(element.children, links, width=width - 2)
        yield "\n".join(f"> {line}".rstrip() for line in inside.split("\n"))
    elif tag == "pre":
        yield "\n".join(f"    {line}".rstrip() for line in _verbatim(element).split("\n"))
    elif tag == "hr":
        yield "* * *"
    elif tag == "table":
        yield table(element, links, width)
    elif "facts" in element.classes:
        terms = inline(element.children, links).strip().split("\n")
        yield "\n".join(line for each in terms for line in wrapped(each.strip(), width, "  "))
    else:
        yield from _blocks(element.children, links, width)


def _list(element: Element, links: Links, width: int) -> str:
    number = int(element.attrs.get("start", "1"))
    lines: list[str] = []
    loose = False
    for item in element.elements():
        mark = "- "
        if element.tag == "ol":
            number = int(item.attrs.get("value", number))
            mark = f"{number}. "
            number += 1
        has_paragraphs = any(each.tag == "p" for each in item.elements())
        between = "\n\n" if has_paragraphs else "\n"
        inside = between.join(_blocks(item.children, links, width - len(mark)))
        first, *rest = inside.split("\n")
        margin = " " * len(mark)
        loose = loose or has_paragraphs
        lines.append("\n".join((mark + first, *((margin + each).rstrip() for each in rest))))
    return ("\n\n" if loose else "\n").join(lines)


def inline(nodes: Iterable[Node], links: Links) -> str:
    """Return words and marks in one line; a line break of the text stays one."""
    return "".join(_words(nodes, links))


def _words(nodes: Iterable[Node], links: Links) -> Iterator[str]:
    for each in nodes:
        if isinstance(each, str):
            yield re.sub(r"[ \t\n]+", " ", each)
        elif each.tag == "sup":
            yield _raised(each, links)
        elif each.tag == "br":
            yield "\n"
        elif each.tag == "img":
            yield f"[Figure: {each.attrs.get('alt', '')}]"
        elif each.tag == "a":
            yield _named(inline(each.children, links), each.attrs["href"], links)
        elif not is_unsaid(each):
            line = "\n" if "basis" in each.classes else ""
            yield line + inline(each.children, links)


def _raised(element: Element, links: Links) -> str:
    """Return a mark behind a space, so that it cannot join a number of the text."""
    if "source" in element.attrs:
        return f" [S{element.attrs['source']}]"
    if "note" in element.attrs:
        # Its address is that of the note on the site; here the note stands at the end.
        return f" [{element.text()}]"
    return f"^{inline(element.children, links)}"


def _named(said: str, href: str, links: Links) -> str:
    """Return the text of a link with the mark of its address, or the address alone."""
    bare = href.removeprefix("mailto:")
    return said if said.strip() in (href, bare) else f"{said} {links.label(href)}"


def _verbatim(element: Element) -> str:
    return "".join(
        each if isinstance(each, str) else _verbatim(each) for each in element.children
    ).rstrip("\n")


def table(element: Element, links: Links, width: int) -> str:
    """Return a table in aligned columns, or in lines where it would be too wide."""
    caption = next(element.find(lambda each: each.tag == "caption"), None)
    head = [inline(caption.children, links).strip()] if caption is not None else []
    rows = [
        [(each, " ".join(inline(each.children, links).split())) for each in row.elements()]
        for row in element.find(lambda each: each.tag == "tr")
    ]
    texts = [[text for _, text in row] for row in rows]
    count = max((len(row) for row in texts), default=0)
    widths = [
        max(columns(row[n]) if n < len(row) else 0 for row in texts) for n in range(count)
    ]
    names = texts[0] if rows and all(e.attrs.get("scope") == "col" for e, _ in rows[0]) else []
    if sum(widths) + 2 * (count - 1) <= MOST_TABLE - (WIDTH - width):
        right = [
            any("right" in row[n][0].classes for row in rows if n < len(row))
            for n in range(count)
        ]
        lines = [_aligned(row, widths, right) for row in texts]
        if names:
            lines.insert(1, "  ".join("-" * each for each in widths))
        return "\n".join((*head, *lines))
    margin = sum(widths[:-1]) + 2 * (count - 1)
    if count > 1 and margin <= _MOST_MARGIN:
        shown = [
            _aligned([*row[:-1], line], widths, [False] * count)
            if number == 0
            else " " * margin + line
            for row in texts
            if len(row) == count
            for number, line in enumerate(wrapped(row[-1], width - margin) or [""])
        ]
        return "\n".join((*head, *shown))
    body = texts[1:] if names else texts
    return "\n".join((*head, *(line for row in body for line in _line(row, names, width))))


def _aligned(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    cells = (_padded(text, widths[n], right=right[n]) for n, text in enumerate(row))
    return "  ".join(cells).rstrip()


def _padded(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - columns(text))
    return space + text if right else text + space


def _line(row: Sequence[str], names: Sequence[str], width: int) -> list[str]:
    """Return a row as `row - column: value; column: value`."""
    said = "; ".join(
        f"{names[n]}: {text}" if n < len(names) and names[n] else text
        for n, text in enumerate(row)
        if n and text
    )
    return wrapped(f"- {row[0]} - {said}" if said else f"- {row[0]}", width, "  ")


def entry_of(mark: str, nodes: Sequence[Node], links: Links) -> str:
    """Return an entry of a list: its mark, and a margin as wide as that."""
    first, *rest = text_of(nodes, links, width=WIDTH - len(mark)).split("\n")
    margin = " " * len(mark)
    return "\n".join((mark + first, *((margin + each).rstrip() for each in rest)))


def spaced(text: str) -> str:
    """Return a text with at most two blank lines together, and none at its ends."""
    return re.sub(r"\n{4,}", "\n\n\n", text.strip("\n")) + "\n"
