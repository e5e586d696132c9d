"""Draw the ties of an entity as SVG: in three columns, or in one for small screens."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from markupsafe import escape

from brief.outputs.figure_style import MEASURED, NARROW_PX, SIZE_PX, WIDE_PX, light
from brief.outputs.scene import Scene

Side = Literal["left", "right"]

ROW_PX = 22
GAP_PX = 12
# The middle column, and the air between columns in which the lines run.
BOX_PX = 168
AIR_PX = 36
INDENT_PX = 24


class Tie(NamedTuple):
    """The other end of an edge, and whether a source states it."""

    name: str
    stated: bool


class Group(NamedTuple):
    """Ties of one relation."""

    side: Side
    relation: str
    ties: tuple[Tie, ...]


Cut = Mapping[Side, tuple[tuple[Group, ...], int]]
"""The groups of a side, and how many of its ties are left out."""


class _Row(NamedTuple):
    text: str
    tie: Tie | None
    y: float


def beside(scene: Scene, name: str, sides: Cut) -> str:
    """Return three columns: the left one leads to the entity, and it leads to the right one."""
    column = (WIDE_PX - BOX_PX) / 2 - AIR_PX
    rows = {side: _rows(*cut) for side, cut in sides.items()}
    tall = max((each[-1].y + ROW_PX / 2 for each in rows.values() if each), default=ROW_PX)
    pen = _Pen(scene)
    lines = pen.broken(name, BOX_PX - 24)
    box = len(lines) * ROW_PX + 16
    height = max(tall, box) + 4
    middle = height / 2
    for side, held in rows.items():
        left = side == "left"
        anchor, x = ("end", column) if left else ("start", WIDE_PX - column)
        near = x + 6 if left else x - 6
        edge = (WIDE_PX - BOX_PX) / 2 if left else (WIDE_PX + BOX_PX) / 2
        offset = (height - held[-1].y - ROW_PX / 2) / 2 if held else 0
        for text, tie, at in held:
            y = at + offset
            pen.text(text, x, y, anchor=anchor, strong=tie is not None, most=column)
            if tie is not None:
                pen.curve((near, y), (edge, middle), dotted=not tie.stated)
    pen.box((WIDE_PX - BOX_PX) / 2, middle - box / 2, BOX_PX, box)
    for number, line in enumerate(lines):
        y = middle + (number - (len(lines) - 1) / 2) * ROW_PX
        pen.text(line, WIDE_PX / 2, y, anchor="middle", bold=True)
    return pen.svg(WIDE_PX, height)


def stacked(scene: Scene, name: str, sides: Cut) -> str:
    """Return one column: what it stands on, the entity, what stands on it; a line joins all."""
    pen = _Pen(scene)
    lines = pen.broken(name, NARROW_PX - 24)
    box = len(lines) * ROW_PX + 12
    top = _column(pen, sides.get("left", ((), 0)), 0)
    start = top + (GAP_PX if top else 1)
    pen.box(1, start, NARROW_PX - 2, box)
    for number, line in enumerate(lines):
        pen.text(line, NARROW_PX / 2, start + 6 + ROW_PX * (number + 0.5), "middle", bold=True)
    if top:
        # From the first name, which stands below its relation.
        pen.line((8, ROW_PX * 1.5), (8, start))
    below = sides.get("right", ((), 0))
    end = start + box
    if below[0]:
        last = _column(pen, below, end + GAP_PX)
        pen.line((8, end), (8, last - ROW_PX / 2))
        end = last
    return pen.svg(NARROW_PX, end + 2)


def _column(pen: "_Pen", cut: tuple[tuple[Group, ...], int], top: float) -> float:
    """Draw the rows of a side below a height; return where they end."""
    rows = _rows(*cut)
    for text, tie, at in rows:
        y = top + at
        pen.text(text, INDENT_PX, y, strong=tie is not None, most=NARROW_PX - INDENT_PX)
        if tie is not None:
            pen.line((8, y), (INDENT_PX - 5, y), dotted=not tie.stated)
    return top + rows[-1].y + ROW_PX / 2 if rows else top


def _rows(groups: tuple[Group, ...], more: int) -> list[_Row]:
    """Return the rows of a side with their middles: a relation, its names, what is left out."""
    rows: list[_Row] = []
    y = ROW_PX / 2
    for group in groups:
        if rows:
            y += GAP_PX
        rows.append(_Row(group.relation, None, y))
        for tie in group.ties:
            y += ROW_PX
            rows.append(_Row(tie.name, tie, y))
        y += ROW_PX
    if more:
        rows.append(_Row(f"and {more:,} more", None, y))
    return rows


class _Pen:
    """Collects marks in the order in which they are drawn."""

    def __init__(self, scene: Scene) -> None:
        self._face = scene.faces.sans
        self._ink = light(scene.settings)
        self._marks: list[str] = []

    def broken(self, name: str, most: float) -> tuple[str, ...]:
        """Return a name in at most three lines."""
        lines = self._face.lines(name, SIZE_PX * 1.08, most)
        if len(lines) > 3:  # noqa: PLR2004 - what the box holds
            last = self._face.shortened(" ".join(lines[2:]), SIZE_PX * 1.08, most)
            return (*lines[:2], last)
        return lines

    def text(
        self,
        text: str,
        x: float,
        y: float,
        anchor: str = "start",
        *,
        strong: bool = False,
        bold: bool = False,
        most: float = 0,
    ) -> None:
        shown = self._face.shortened(text, SIZE_PX, most) if most else text
        colour = self._ink["ink" if strong or bold else "muted"]
        weight = ' font-weight="600"' if bold else ""
        self._marks.append(
            f'<text x="{_n(x)}" y="{_n(y + SIZE_PX * 0.36)}" text-anchor="{anchor}"'
            f' font-family="{MEASURED}" font-size="{SIZE_PX}"{weight}'
            f' fill="{colour}">{escape(shown)}</text>'
        )

    def curve(
        self, start: tuple[float, float], end: tuple[float, float], *, dotted: bool
    ) -> None:
        bend = _n((start[0] + end[0]) / 2)
        path = (
            f"M{_n(start[0])},{_n(start[1])}C{bend},{_n(start[1])},{bend},{_n(end[1])},"
            f"{_n(end[0])},{_n(end[1])}"
        )
        self._path(path, dotted=dotted)

    def line(
        self, start: tuple[float, float], end: tuple[float, float], *, dotted: bool = False
    ) -> None:
        self._path(f"M{_n(start[0])},{_n(start[1])}L{_n(end[0])},{_n(end[1])}", dotted=dotted)

    def _path(self, path: str, *, dotted: bool) -> None:
        dash = ' stroke-dasharray="2,3"' if dotted else ""
        self._marks.append(
            f'<path d="{path}" fill="none" stroke="{self._ink["muted"]}"{dash}/>'
        )

    def box(self, x: float, y: float, width: float, height: float) -> None:
        self._marks.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
            f' fill="{self._ink["paper"]}" stroke="{self._ink["ink"]}" stroke-width="1.5"/>'
        )

    def svg(self, width: float, height: float) -> str:
        size = f'width="{_n(width)}" height="{_n(height)}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size}'
            f' viewBox="0 0 {_n(width)} {_n(height)}">{"".join(self._marks)}</svg>'
        )


def _n(value: float) -> str:
    """Return a length with one decimal at most: the same on every machine."""
    return f"{round(value, 1):g}"
