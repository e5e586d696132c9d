"""Lay a document out and look at it, before it is written: what a reader would call broken."""

from collections.abc import Iterator, Mapping
from typing import Any

from weasyprint.formatting_structure import boxes

from brief.adapters.pdf.footnotes import drifted, every_note, place_footnotes
from brief.adapters.pdf.internals import Parsed, boxes_of, part_of
from brief.adapters.pdf.limits import check_pages
from brief.build.setting import AtEnd

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

# Room that rounding takes, in CSS pixels.
SLACK = 1.5

# A note that is moved moves others. After so many turns all of them stay at the end.
TURNS = 4


class LayoutError(Exception):
    """Something does not fit. Says what, and in which part of the document."""


def lay_out(
    html: str, base: str, fetcher: Any, options: Mapping[str, Any]
) -> tuple[Any, tuple[AtEnd, ...]]:
    """Return the document as laid out, and the footnotes that stay at the end of their texts.

    `options` are those of WeasyPrint's `HTML.render`.

    Raises:
        LayoutError: A footnote of the template's own stands on another page than its call.
    """
    at_end: frozenset[str] = frozenset()
    for turn in range(TURNS):
        source = Parsed(html, base, fetcher)
        if turn == TURNS - 1:
            at_end = every_note(source.root)
        stay = place_footnotes(source.root, at_end)
        document = source.render(options)
        away = drifted(document)
        if not away:
            return document, stay
        at_end |= away
    raise LayoutError("a footnote stands on another page than its call")


def check_layout(document: Any) -> None:
    """Refuse a document whose pages are broken.

    Raises:
        RefusedError: It has too many pages.
        LayoutError: Text leaves the page, a heading stands alone, or a page number is wrong.
    """
    check_pages(len(document.pages))
    anchors = {
        name: number for number, page in enumerate(document.pages, 1) for name in page.anchors
    }
    for number, page in enumerate(document.pages, 1):
        found = tuple(boxes_of(page))
        lines = [box for box in found if isinstance(box, boxes.LineBox)]
        fault = (
            _width(lines, page.width)
            or (number < len(document.pages) and _heading(lines))
            or _contents(found, anchors)
        )
        if fault:
            says, box = fault
            raise LayoutError(f"on page {number}{part_of(document, box)}, {says}")


Fault = tuple[str, Any]
"""What is wrong, and the box where it is."""


def _width(lines: list[Any], most: float) -> Fault | None:
    for line in lines:
        for text in _texts(line):
            if text.text.strip() and text.position_x + text.width > most + SLACK:
                return f"a word runs over the edge: `{text.text.strip()[:40]}`", text
    return None


def _heading(lines: list[Any]) -> Fault | None:
    """Find a heading that ends a page: what it heads is on the next."""
    within = [line for line in lines if line.element is not None and _shown(line)]
    within = [line for line in within if "@" not in (line.element_tag or "")]
    if all(line.element.tag in HEADINGS for line in within):
        return None  # a page that holds titles alone is meant to
    lowest = max(within, key=lambda line: (line.position_y, line.position_x))
    if lowest.element.tag not in HEADINGS:
        return None
    return f"a heading stands alone at the end: `{_shown(lowest)}`", lowest


def _contents(found: tuple[Any, ...], anchors: dict[str, int]) -> Fault | None:
    """Find an entry of the contents that prints another page than the one it leads to."""
    for box in found:
        if box.element_tag != "a::after" or not isinstance(box, boxes.ParentBox):
            continue
        target = (box.element.get("href") or "").removeprefix("#")
        printed = "".join(text.text for text in _texts(box)).strip()
        if printed.isdigit() and target in anchors and int(printed) != anchors[target]:
            says = f"the contents say page {printed} for what is on page {anchors[target]}"
            return says, box
    return None


def _texts(box: Any) -> Iterator[Any]:
    return (each for each in box.descendants() if isinstance(each, boxes.TextBox))


def _shown(line: Any) -> str:
    return "".join(text.text for text in _texts(line)).strip()[:60]
