"""Widths of text: those of the font's own tables; lines that never are too wide."""

from io import BytesIO

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from brief.outputs.typeface import DISPLAY, SANS, SLACK, faces, font
from support.compiling import builtin_theme

FACES = faces({n: c for n, c in builtin_theme().items() if n.endswith(".ttf")})


@pytest.mark.parametrize("name", [SANS, DISPLAY])
def test_widths_are_those_of_the_tables_as_another_reader_finds_them(name: str) -> None:
    content = builtin_theme()[name]
    other = TTFont(BytesIO(content))
    glyphs, metrics = other.getBestCmap(), other["hmtx"]
    read = font(content)
    assert read is not None
    for code in range(0x20, 0x2200):
        width = metrics[glyphs[code]][0] / other["head"].unitsPerEm if code in glyphs else None
        assert read.advance(chr(code)) == width, hex(code)


def small_font(codes: list[int]) -> bytes:
    """Return a font that maps the first planes by segments alone, with widths of its own."""
    names = [".notdef", *(f"g{code}" for code in codes)]
    builder = FontBuilder(1000)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({code: f"g{code}" for code in codes})
    builder.setupGlyf({name: TTGlyphPen(None).glyph() for name in names})
    builder.setupHorizontalMetrics({name: (100 + 7 * n, 0) for n, name in enumerate(names)})
    builder.setupHorizontalHeader()
    builder.setupOS2()
    builder.setupPost()
    builder.font["cmap"].tables = [t for t in builder.font["cmap"].tables if t.format == 4]
    written = BytesIO()
    builder.save(written)
    return written.getvalue()


def test_a_font_that_maps_by_segments_is_read_too() -> None:
    codes = [0x41, 0x42, 0x43, 0x61, 0x5D0, 0x6DF1, 0x6DF2]
    read = font(small_font(codes))
    assert read is not None
    assert not read.long
    found = {code: read.advance(chr(code)) for code in (*codes, 0x40, 0x44, 0x5D1, 0xFFFF)}
    widths = {code: (107 + 7 * n) / 1000 for n, code in enumerate(codes)}
    assert found == widths | dict.fromkeys((0x40, 0x44, 0x5D1, 0xFFFF))


NO_FONTS = [b"", b"no font", b"\0\1\0\0\0\x10", builtin_theme()["site.css"]]


@pytest.mark.parametrize("content", NO_FONTS)
def test_what_is_no_font_is_none(content: bytes) -> None:
    assert font(content) is None


def test_a_font_of_the_project_stands_in_where_the_theme_has_no_glyph() -> None:
    fonts = {SANS: builtin_theme()[SANS]}
    assert not faces(fonts).sans.covers("深")
    more = faces({**fonts, "fonts/own.ttf": small_font([0x6DF1])}).sans
    assert more.covers("深 a")
    assert more.width("深", 1000) == pytest.approx(107 * SLACK)


def test_text_breaks_after_spaces_and_hyphens() -> None:
    width = FACES.sans.width("controls of", 20)
    found = FACES.sans.lines("supply-chain controls of sorts", 20, width)
    assert found == ("supply-", "chain", "controls of", "sorts")


def test_wide_characters_break_anywhere_but_before_their_full_stop() -> None:
    face = faces({"fonts/own.ttf": small_font([0x6DF1, 0x6DF2, 0x3002])}).sans
    width = face.width("淲。", 100)
    assert face.lines("深深深淲。", 100, width) == ("深深", "深", "淲。")


TEXTS = st.text(st.sampled_from("abcdefgMW iij-—.,äß’ \u200b\u0301"), max_size=90)


@given(TEXTS, st.sampled_from([30, 50, 84]), st.integers(120, 1040))
def test_no_line_is_too_wide_and_no_letter_is_lost(text: str, size: int, most: int) -> None:
    lines = FACES.display.lines(text, size, most)
    assert all(FACES.display.width(line, size) <= most for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(TEXTS, st.integers(40, 400))
def test_a_shortened_text_fits(text: str, most: int) -> None:
    short = FACES.sans.shortened(text, 13, most)
    assert FACES.sans.width(short, 13) <= most or short == "…"
