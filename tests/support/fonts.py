"""Fonts of a few characters, made for a test."""

import io
from functools import cache

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen


@cache
def font_with(characters: str) -> bytes:
    """Return a TrueType font that has these characters, each an empty box."""
    names = [".notdef", *(f"u{ord(each):04x}" for each in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(dict(zip(map(ord, characters), names[1:], strict=True)))
    pen = TTGlyphPen(None)
    builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2(usWeightClass=400)
    builder.setupNameTable({"familyName": "Made", "styleName": "Regular"})
    builder.setupPost()
    builder.setupHead(unitsPerEm=1000, created=0, modified=0)
    stream = io.BytesIO()
    builder.font.recalcTimestamp = False
    builder.save(stream)
    return stream.getvalue()
