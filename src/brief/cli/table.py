"""Aligned columns for terminals: as wide as they must be, and never wrapped."""

import shutil
import sys
from collections.abc import Sequence
from unicodedata import combining, east_asian_width

import click

GAP = "  "
# A column that is cut keeps so many characters: less tells nothing.
LEAST = 8


def width_of(text: str) -> int:
    """Return how many columns a text takes: East Asian wide characters take two."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text if not combining(c))


def cut(text: str, width: int) -> str:
    """Return a text that fits into some columns, with a sign where something is missing."""
    if width_of(text) <= width:
        return text
    kept = ""
    for character in text:
        if width_of(kept + character) > width - 1:
            break
        kept += character
    return kept + "…"


def padded(text: str, width: int) -> str:
    """Return a text with spaces behind it, up to some columns."""
    return text + " " * max(0, width - width_of(text))


def terminal_width() -> int | None:
    """Return how wide the terminal is; nothing where the output goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def table(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, within: int | None = None
) -> list[str]:
    """Return lines of a table. Where it is too wide, the widest columns are cut."""
    every = [header, *rows]
    widths = [max(width_of(row[n]) for row in every) for n in range(len(header))]
    if within is not None:
        room = within - len(GAP) * (len(header) - 1)
        while sum(widths) > room and max(widths) > LEAST:
            widest = widths.index(max(widths))
            widths[widest] -= 1

    def line(row: Sequence[str]) -> str:
        cells = (
            padded(cut(text, width), width) for text, width in zip(row, widths, strict=True)
        )
        return GAP.join(cells).rstrip()

    return [click.style(line(header), bold=True), *(line(row) for row in rows)]


def count(number: int, word: str, many: str | None = None) -> str:
    """Return a number with its noun: `1 row`, `2,000 rows`, `2 people`."""
    return f"{number:,} {word if number == 1 else many or word + 's'}"
