"""Where in a Markdown text its links, images, references and footnotes stand."""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from brief.diagnostics.model import Within

Seen = Literal["reference", "link", "image", "footnote_ref", "footnote", "label"]


class Sight(NamedTuple):
    """One thing seen in the text: what it points at, the text it shows, and where it stands."""

    sort: Seen
    target: str
    text: str
    within: Within


def sights(text: str, tokens: Sequence[Any]) -> tuple[Sight, ...]:
    """List what the inline tokens point at, in the order of the text."""
    lines = text.split("\n")
    found: list[Sight] = []
    # Cells of one table row share a line: each is looked for behind the one before.
    behind: tuple[int, int] = (-1, 0)
    for token in tokens:
        if token.type != "inline":
            continue
        first = token.map[0] if token.map else 0
        start = behind[1] if behind[0] == first else 0
        content = token.content.split("\n")
        # CommonMark strips the margins of the lines of a paragraph and so shifts columns.
        shifts, end = _shifts(lines, first, content, start)
        behind = (first, end)
        offsets = _offsets(content)
        for child in token.children or ():
            sight = _sight(child, first, content, offsets, shifts)
            if sight:
                found.append(sight)
    return tuple(sorted(found, key=lambda sight: sight.within))


def _shifts(
    lines: list[str], first: int, content: list[str], start: int
) -> tuple[list[int], int]:
    shifts, end = [], start
    for number, line in enumerate(content):
        source = lines[first + number] if first + number < len(lines) else ""
        core = line.strip()
        at = source.find(core, start if number == 0 else 0)
        if at < 0:
            # An escaped pipe in a table cell: the text differs from its source.
            at = source.find(core.replace("|", "\\|"))
        at = max(at, 0)
        shifts.append(at - (len(line) - len(line.lstrip())))
        end = at + len(core)
    return shifts, end


def _offsets(content: list[str]) -> list[int]:
    offsets, total = [], 0
    for line in content:
        offsets.append(total)
        total += len(line) + 1
    return offsets


def _sight(
    token: Any, first: int, content: list[str], offsets: list[int], shifts: list[int]
) -> Sight | None:
    start = token.meta.get("start")
    if start is None:
        return None
    number = max(n for n, offset in enumerate(offsets) if offset <= start)
    column = start - offsets[number] + shifts[number]
    end = min(token.meta["end"], offsets[number] + len(content[number]))
    within = Within(first + number, column, end - offsets[number] + shifts[number])
    if token.type == "brief_reference":
        return Sight("reference", token.meta["target"], token.content, within)
    if token.type == "link_open":
        return Sight("link", str(token.attrGet("href")), "", within)
    if token.type == "image":
        return Sight("image", str(token.attrGet("src")), token.content.strip(), within)
    if token.type == "footnote_ref":
        return Sight("footnote_ref", token.meta["label"], "", within)
    return Sight(token.meta["undefined"], token.meta["name"], "", within)
