"""Personal copies: a name and a serial on each page of a finished PDF, which is not set again.

The words are drawn as outlines, so the copy needs no font; they are an artifact, so no screen
reader speaks them. A stamp identifies and deters. It is no protection: whoever can edit a PDF
can remove it.
"""

import hashlib
import io
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pikepdf
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Stream, String

from brief.adapters.pdf.marks import BASE, NAME, SERIAL, marks_in, opened
from brief.diagnostics.world import BriefError

# Points. The line stands in the bottom margin, below the folio, clear of most printers' edges.
SIZE, LEFT, BOTTOM = 6.5, 79.4, 25.5
# Dark enough to be read on paper: 5.7 to 1 against white (WCAG 2.2, 1.4.3 asks for 4.5).
GREY = "0.4"

_MARK = Name("/BriefMark")


def stamp(pdf: bytes, name: str, serial: str, *, font: bytes) -> bytes:
    """Return a personal copy of a PDF. The same input gives the same bytes.

    `font` is a TrueType font that has every letter of the name and the serial.

    Raises:
        BriefError: The bytes are no PDF, a copy already, or hold no imprint of ours; or the
            font lacks a letter.
    """
    label = f"Personal copy of {name} · {serial}"
    with opened(pdf) as document:
        marks = marks_in(document)
        if marks.base is not None:
            already = f"this is a personal copy already, with serial {marks.serial}"
            raise BriefError(already, "stamp the file that `brief build` made")
        if marks.imprint is None:
            raise BriefError("this PDF was not made by brief", "stamp a PDF under editions/")
        form = document.make_indirect(_form(document, label, font))
        before = document.make_indirect(Stream(document, b"q\n"))
        scale = SIZE / _face(font).units
        drawn = (
            "Q\n/Artifact <</Type /Pagination /Subtype /Watermark>> BDC\n"
            f"q {GREY} g {scale:.6f} 0 0 {scale:.6f} {LEFT} {BOTTOM} cm /BriefMark Do Q\nEMC\n"
        )
        after = document.make_indirect(Stream(document, drawn.encode()))
        for page in document.pages:
            _add(page.obj, form, before, after)
        document.docinfo[NAME] = String(name)
        document.docinfo[SERIAL] = String(serial)
        document.docinfo[BASE] = String(hashlib.sha256(pdf).hexdigest())
        copy = io.BytesIO()
        document.save(copy, deterministic_id=True)
    return copy.getvalue()


def _add(page: Any, form: Any, before: Any, after: Any) -> None:
    """Draw a form on a page, after all that the page draws itself.

    The page's own content is fenced in: it begins with a change of coordinates that it never
    takes back.
    """
    resources = page.get(Name.Resources)
    if resources is None:
        resources = page[Name.Resources] = Dictionary()
    if Name.XObject not in resources:
        resources[Name.XObject] = Dictionary()
    resources[Name.XObject][_MARK] = form
    own = page.get(Name.Contents, Array())
    streams = list(own) if isinstance(own, Array) else [own]
    page[Name.Contents] = Array([before, *streams, after])


def _form(document: pikepdf.Pdf, label: str, font: bytes) -> Stream:
    face = _face(font)
    drawn, width = face.draw(label)
    form = Stream(document, drawn.encode())
    form[Name.Type] = Name.XObject
    form[Name.Subtype] = Name.Form
    form[Name.BBox] = Array([0, -face.units, width, face.units])
    form[Name.Resources] = Dictionary()
    return form


class _Face:
    """The outlines of one font."""

    def __init__(self, content: bytes) -> None:
        font = TTFont(io.BytesIO(content), lazy=True)
        self.units = int(font["head"].unitsPerEm)
        self._glyphs = font.getGlyphSet()
        self._names: Mapping[int, str] = font.getBestCmap()
        self._drawn: dict[str, tuple[str, float]] = {}

    def draw(self, text: str) -> tuple[str, int]:
        """Return operators that paint a line of text, and its width, both in font units."""
        parts = []
        x = 0.0
        for character in text:
            path, advance = self._glyph(character)
            if path:
                parts.append(f"q 1 0 0 1 {_number(x)} 0 cm\n{path}\nf Q")
            x += advance
        return "\n".join(parts), round(x)

    def _glyph(self, character: str) -> tuple[str, float]:
        """Return the path of a letter at the origin, written once for however many copies."""
        if character not in self._drawn:
            name = self._names.get(ord(character))
            if name is None:
                message = f"a stamp cannot show `{character}` (U+{ord(character):04X})"
                hint = "write the name in Latin, Greek or Cyrillic letters"
                raise BriefError(message, hint)
            glyph = self._glyphs[name]
            pen = _Operators(self._glyphs)
            glyph.draw(pen)
            self._drawn[character] = "\n".join(pen.steps), glyph.width
        return self._drawn[character]


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


class _Operators(BasePen):  # type: ignore[misc]
    """Takes an outline down as path operators of PDF."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.steps: list[str] = []

    def _step(self, operator: str, *points: Any) -> None:
        numbers = (_number(number) for point in points for number in point)
        self.steps.append(" ".join((*numbers, operator)))

    def _moveTo(self, point: Any) -> None:  # noqa: N802 - the name that fontTools calls
        self._step("m", point)

    def _lineTo(self, point: Any) -> None:  # noqa: N802
        self._step("l", point)

    def _curveToOne(self, first: Any, second: Any, point: Any) -> None:  # noqa: N802
        self._step("c", first, second, point)

    def _closePath(self) -> None:  # noqa: N802
        self._step("h")


@lru_cache(maxsize=4)
def _face(content: bytes) -> _Face:
    """Return a font, read once for however many copies."""
    return _Face(content)
