"""Where what a page shows was written: file, line and column of its objects and their texts."""

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from brief.diagnostics.model import Diagnostic
from brief.library.model import Entry, Library
from brief.outputs.urls import anchor, file_of, page_path
from brief.text.tree import Fields, Items, Node, Scalar

EDITORS = {
    "vscode": "vscode://file/{path}:{line}:{column}",
    "vscodium": "vscodium://file/{path}:{line}:{column}",
    "cursor": "cursor://file/{path}:{line}:{column}",
    "zed": "zed://file/{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "sublime": "subl://open?url=file://{path}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{path}&line={line}&column={column}",
    "emacs": "org-protocol://open-source?url=file://{path}&line={line}&col={column}",
}
"""Addresses that editors listen to, by name."""

Link = Callable[[str, int, int], str]
"""File, line and column to the address that opens an editor there."""

_QUOTED = re.compile(r"[^A-Za-z0-9/._~:-]")

# Enough to know a text by, and little to send.
_SHOWN = 80


class Line(NamedTuple):
    """The beginning of a text, and where it stands."""

    text: str
    line: int
    column: int


class Place(NamedTuple):
    """An object on a page: the `id` of its element (none for the page's own) and its texts."""

    id: str
    path: str
    line: int
    column: int
    lines: tuple[Line, ...]


def editor_link(template: str, root: str, path: str, line: int, column: int) -> str:
    """Return the address that opens a file at a place."""
    whole = str(PurePosixPath(root) / path)
    quoted = _QUOTED.sub(lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), whole)
    return (
        template.replace("{path}", quoted.lstrip("/") if "file/{path}" in template else quoted)
        .replace("{line}", str(line))
        .replace("{column}", str(column))
    )


def places(library: Library, page: str) -> tuple[Place, ...]:
    """Return the objects that a page of the site may show; the one it is about comes first."""
    own = [entry for entry in library.entries.values() if file_of(page_path(entry.key)) == page]
    found = [_place(entry, "") for entry in own if "#" not in page_path(entry.key)]
    found += [_place(e, anchor(e.family, e.id)) for e in own if "#" in page_path(e.key)]
    if page.startswith("issues/") or page == "index.html":
        found += [_place(entry, entry.id) for entry in library.family("note")]
    return tuple(found)


def _place(entry: Entry, ident: str) -> Place:
    line, column = _start(entry)
    return Place(ident, entry.path, line, column, tuple(_lines(entry.tree)))


def _start(entry: Entry) -> tuple[int, int]:
    """Return where an object begins: at its first field, not at comments above it."""
    if isinstance(entry.tree, Fields) and entry.tree.pairs:
        return entry.tree.pairs[0][0].place[:2]
    return entry.tree.place[:2]


def _lines(node: Node) -> Iterator[Line]:
    """Yield every text of a tree, those of many lines by line."""
    if isinstance(node, Fields):
        for _, value in node.pairs:
            yield from _lines(value)
    elif isinstance(node, Items):
        for item in node.items:
            yield from _lines(item)
    else:
        yield from _scalar(node)


def _scalar(node: Scalar) -> Iterator[Line]:
    line, column = node.place[:2]
    if node.style not in ("|", ">"):
        if len(node.text) > 2:  # noqa: PLR2004 - less is no text to be known by
            yield Line(node.text[:_SHOWN], line, column)
        return
    # A block begins below its mark, the text of a page below its head.
    for number, text in enumerate(node.text.split("\n")):
        if text.strip():
            yield Line(text.strip()[:_SHOWN], line + 1 + number, max(1, node.margin))


def linked(diagnostic: Diagnostic, link: Link) -> dict[str, object]:
    """Return a diagnostic as plain values, with the address that opens its place."""
    span = diagnostic.span
    return {
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "href": link(span.path, span.line, span.column),
    }
