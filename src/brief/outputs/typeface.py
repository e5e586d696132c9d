"""How wide text is in fonts held in memory, and lines that fit a width. Draws nothing."""

import struct
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from struct import unpack_from

from brief.outputs.font_tables import tables, unicode_maps

# Kerning is not counted; it narrows text more often than it widens it.
SLACK = 1.02

SANS = "fonts/Inter-Regular.ttf"
DISPLAY = "fonts/SourceSerif4Display-Semibold.ttf"


@dataclass(frozen=True, slots=True)
class Font:
    """The advance widths of one TrueType or OpenType font.

    Numbers are places in `content`.

    Source: OpenType specification 1.9.1, tables `head`, `hhea`, `hmtx` and `cmap` (formats 4
    and 12).
    """

    content: bytes
    units: int
    metrics: int
    widths: int
    cmap: int
    long: bool

    def advance(self, character: str) -> float | None:
        """Return the advance width as a share of the size; nothing where there is no glyph."""
        code = ord(character)
        glyph = self._long(code) if self.long else self._short(code)
        if not glyph:
            return None
        return self._word(self.metrics + 4 * min(glyph, self.widths - 1)) / self.units

    def _word(self, at: int) -> int:
        return int(unpack_from(">H", self.content, at)[0])

    def _long(self, code: int) -> int:
        """Look a character up in format 12: groups of first, last and first glyph."""
        low, high = 0, unpack_from(">I", self.content, self.cmap + 12)[0]
        while low < high:
            middle = (low + high) // 2
            first, last, glyph = unpack_from(">III", self.content, self.cmap + 16 + 12 * middle)
            if first <= code <= last:
                return int(glyph + code - first)
            low, high = (middle + 1, high) if code > last else (low, middle)
        return 0

    def _short(self, code: int) -> int:
        """Look a character up in format 4: four rows of segments, one behind the other."""
        row = self._word(self.cmap + 6)
        ends = self.cmap + 14
        starts, deltas, offsets = (ends + 2 + row * n for n in (1, 2, 3))
        for at in range(0, row, 2):
            if code > self._word(ends + at):
                continue
            start, delta = self._word(starts + at), self._word(deltas + at)
            if code < start:
                return 0
            offset = self._word(offsets + at)
            if offset == 0:
                return (code + delta) & 0xFFFF
            glyph = self._word(offsets + at + offset + 2 * (code - start))
            return (glyph + delta) & 0xFFFF if glyph else 0
        return 0


def font(content: bytes) -> Font | None:
    """Read a font; nothing where the bytes are none, or none that maps Unicode."""
    try:
        return _read(content)
    except (struct.error, KeyError):
        return None


def _read(content: bytes) -> Font | None:
    at = tables(content)
    found = dict(unicode_maps(content, at[b"cmap"]))
    long = found.get(12)
    known = long or found.get(4)
    units = unpack_from(">H", content, at[b"head"] + 18)[0]
    widths = unpack_from(">H", content, at[b"hhea"] + 34)[0]
    if known is None or not units or not widths:
        return None
    return Font(content, units, at[b"hmtx"], widths, known, long is not None)


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font, and the others that a renderer takes a missing character from."""

    fonts: tuple[Font, ...]
    known: dict[str, float | None] = field(default_factory=dict, repr=False, compare=False)
    """Widths looked up before: the same letters come again and again."""

    def covers(self, text: str) -> bool:
        """Tell whether every character of a text can be drawn."""
        return all(self._advance(each) is not None for each in text if not each.isspace())

    def width(self, text: str, size: float) -> float:
        """Return how wide a text is at most, in the unit of `size`."""
        return size * SLACK * sum(self._advance(each) or 0 for each in text)

    def _advance(self, character: str) -> float | None:
        if character not in self.known:
            self.known[character] = self._looked_up(character)
        return self.known[character]

    def _looked_up(self, character: str) -> float | None:
        if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
            return 0
        for each in self.fonts:
            found = each.advance(character)
            if found is not None:
                return found
        return None

    def shortened(self, text: str, size: float, most: float) -> str:
        """Cut a text until it is at most so wide, with an ellipsis in place of the rest."""
        if self.width(text, size) <= most:
            return text
        while text and self.width(f"{text}…", size) > most:
            text = text[:-1]
        return f"{text.rstrip(' ,;:.')}…"

    def lines(self, text: str, size: float, most: float) -> tuple[str, ...]:
        """Break a text into lines at most so wide; a word that is wider is broken too."""
        found: list[str] = []
        line = ""
        for piece in _pieces(text):
            if self.width((line + piece).rstrip(), size) <= most:
                line += piece
                continue
            if line.strip():
                found.append(line.rstrip())
            line = ""
            for character in piece:
                if line and self.width((line + character).rstrip(), size) > most:
                    found.append(line)
                    line = ""
                line += character
        return (*found, line.rstrip()) if line.strip() else tuple(found)


@dataclass(frozen=True, slots=True)
class Faces:
    """The typefaces of pictures: furniture, and titles."""

    sans: Typeface = field(default_factory=lambda: Typeface(()))
    display: Typeface = field(default_factory=lambda: Typeface(()))


def faces(fonts: Mapping[str, bytes]) -> Faces:
    """Return the typefaces of a theme, whose fonts are given by name.

    A project's own fonts stand in where the theme's have no glyph.
    """
    read = {name: found for name in sorted(fonts) if (found := font(fonts[name]))}

    def led(first: str) -> Typeface:
        return Typeface(tuple(read[name] for name in sorted(read, key=lambda n: n != first)))

    return Faces(sans=led(SANS), display=led(DISPLAY))


def _pieces(text: str) -> Sequence[str]:
    """Split a text where a line may end: after spaces, hyphens, and wide characters."""
    pieces = [""]
    for character in " ".join(text.split()):
        pieces[-1] += character
        wide = unicodedata.east_asian_width(character) in ("W", "F")
        if wide or character in " -–—/":
            pieces.append("")
    return _closed(pieces)


def _closed(pieces: Sequence[str]) -> Sequence[str]:
    """Keep closing punctuation with what it follows: no line begins with it.

    Source: Unicode Standard Annex 14, class CL.
    """
    kept: list[str] = []
    for piece in pieces:
        closes = piece and unicodedata.category(piece[0]) in ("Po", "Pe", "Pf")
        if kept and closes and not kept[-1].endswith(" "):
            kept[-1] += piece
        elif piece:
            kept.append(piece)
    return kept
