"""Figures and social cards as values: what is to be drawn, and what was drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SVG = "image/svg+xml"
CSV = "text/csv; charset=utf-8"

Spec = Mapping[str, Any]
"""A chart in Vega-Lite, with its data inside."""


@dataclass(frozen=True, slots=True)
class Table:
    """The data of a figure, as readers may see and copy it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def csv(self) -> str:
        """Return the table as CSV.

        Source: RFC 4180. A cell that a spreadsheet would take for a formula keeps its text:
        it gets an apostrophe (OWASP, "CSV injection").
        """
        lines = (",".join(_cell(text) for text in row) for row in (self.columns, *self.rows))
        return "".join(f"{line}\r\n" for line in lines)


def _cell(text: str) -> str:
    if text.startswith(("=", "+", "-", "@", "\t")):
        text = f"'{text}"
    if any(each in text for each in ',"\r\n'):
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure to be drawn, twice: as wide as the text, and for small screens.

    A drawing is a chart in Vega-Lite, or finished SVG in the colours of the light scheme.
    `page` is the path of the page it stands on, `name` its own on that page.
    """

    page: str
    name: str
    caption: str
    alt: str
    source: str
    table: Table
    wide: Spec | str = field(repr=False)
    narrow: Spec | str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as a file of the site. Width and height are in pixels."""

    path: str
    content: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure with its pictures. `printed` has the light colours and the fonts of print.

    `mailed` is a PNG at double density on a ground of its own, for mail. Its path may be a
    content id, `cid:…`, where the picture goes with the mail.
    """

    figure: Figure
    wide: Picture
    narrow: Picture
    printed: Picture
    mailed: Picture | None = None


@dataclass(frozen=True, slots=True)
class SocialCard:
    """The picture that stands for a page where others link to it."""

    path: str
    content: bytes
    address: str
    alt: str
    width: int
    height: int
