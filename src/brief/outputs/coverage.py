"""Which characters fonts can show, read from the fonts themselves; and those that none can."""

import html as markup
import re
import struct
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from struct import unpack_from

from brief.outputs.font_tables import tables, unicode_maps

# Controls, formats and separators of lines are never drawn.
UNDRAWN = ("Cc", "Cf", "Zl", "Zp")
_SELECTORS = range(0xFE00, 0xFE10)

_TAG = re.compile(r"<[^>]*>")

REGULAR = 400

# Formats of a character map: segments of 16 bits, and groups of 32.
SEGMENTS, GROUPS = 4, 12


@lru_cache(maxsize=64)
def characters(font: bytes) -> frozenset[int]:
    """Return the code points that a font has glyphs for: none where it cannot be read.

    Of a collection the first font counts.

    Source: OpenType specification 1.9.1, `cmap`, formats 4 and 12.
    """
    try:
        found: set[int] = set()
        for form, start in unicode_maps(font, tables(font)[b"cmap"]):
            found |= _subtable(font, form, start)
        return frozenset(found)
    except (struct.error, KeyError):
        return frozenset()


def weight(font: bytes) -> int:
    """Return the weight of a font, from 1 to 1000; 400 where it does not say.

    Source: OpenType specification 1.9.1, `OS/2`, usWeightClass.
    """
    try:
        return int(unpack_from(">H", font, tables(font)[b"OS/2"] + 4)[0]) or REGULAR
    except (struct.error, KeyError):
        return REGULAR


def _subtable(font: bytes, form: int, start: int) -> set[int]:
    if form == GROUPS:
        count = unpack_from(">I", font, start + 12)[0]
        groups = (unpack_from(">III", font, start + 16 + 12 * n) for n in range(count))
        return {code for first, last, _ in groups for code in range(first, last + 1)}
    if form != SEGMENTS:
        return set()
    size = unpack_from(">H", font, start + 6)[0]
    row = f">{size // 2}H"
    ends, starts, deltas, offsets = (
        unpack_from(row, font, start + 14 + at + (2 if at else 0))
        for at in (0, size, 2 * size, 3 * size)
    )
    found = set()
    for n, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            if offsets[n]:
                at = start + 16 + 3 * size + 2 * n + offsets[n] + 2 * (code - first)
                glyph = unpack_from(">H", font, at)[0]
            else:
                glyph = (code + deltas[n]) & 0xFFFF
            if glyph:
                found.add(code)
    return found


def shown_text(html: str) -> str:
    """Return the text of HTML that a reader sees."""
    return markup.unescape(_TAG.sub(" ", html))


def without_a_face(text: str, covered: Iterable[frozenset[int]]) -> tuple[str, ...]:
    """Return the characters of a text that none of some sets of code points holds, sorted."""
    left = {
        each
        for each in text
        if unicodedata.category(each) not in UNDRAWN and ord(each) not in _SELECTORS
    }
    for points in covered:
        left = {each for each in left if ord(each) not in points}
    return tuple(sorted(left))


def spelt(character: str) -> str:
    """Return a character as a message names it: itself, its number and its name."""
    name = unicodedata.name(character, "without a name")
    return f"`{character}` (U+{ord(character):04X}, {name.lower()})"
