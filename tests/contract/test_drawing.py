"""The renderer of pictures: the same bytes on every call, in every process."""

from collections.abc import Mapping
from functools import partial
from io import BytesIO

import pytest
from PIL import Image

from brief.adapters.executors import Pool
from brief.adapters.figures import draw, figure_tools, prepare, tidied
from brief.build.step import Step, fonts_digest
from brief.build.steps import figure_step
from brief.diagnostics.world import BriefError
from support.compiling import builtin_theme

FONTS = {n: c for n, c in builtin_theme().items() if n.endswith(".ttf")}
DIGEST = fonts_digest(FONTS)
CHART = """{
  "$schema": "https://vega.github.io/schema/vega-lite/v6.json", "width": 200, "height": 90,
  "data": {"values": [{"d": "2026-01-01", "n": "a"}, {"d": "2026-03-31", "n": "b"}]},
  "mark": {"type": "point", "clip": true},
  "encoding": {
    "x": {
      "field": "d", "type": "temporal", "scale": {"type": "utc"}, "axis": {"format": "%d %b"}
    },
    "y": {"field": "n"}
  },
  "config": {"font": "Inter"}
}"""
LOCALE = """{"dateTime": "", "date": "", "time": "", "periods": ["AM", "PM"],
"days": ["s", "m", "t", "w", "t", "f", "s"], "shortDays": ["s", "m", "t", "w", "t", "f", "s"],
"months": ["J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D"],
"shortMonths": ["jan", "feb", "mars", "avr", "mai", "j", "j", "a", "s", "o", "n", "d"]}"""


def chart(source: str = CHART) -> Step:
    options = {"from": "vega-lite", "to": "svg", "locale": LOCALE}
    return figure_step(source, options, DIGEST, figure_tools())


def card(family: str, words: str = "A title") -> Step:
    source = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60"><text x="9" y="40"'
        f' font-size="30" font-family="{family}">{words}</text></svg>'
    )
    return figure_step(source, {"from": "svg", "to": "png"}, DIGEST, figure_tools())


def made(*steps: Step, fonts: Mapping[str, bytes] = FONTS) -> list[bytes]:
    """Draw in a fresh process, one after the other."""
    pool = Pool(draw, partial(prepare, fonts), most=1)
    return [result for _, result in sorted(pool.run(steps))]


@pytest.fixture(scope="module")
def first() -> list[bytes]:
    return made(chart(), card("Inter"))


def test_a_picture_drawn_again_has_the_same_bytes_though_the_renderer_counts(
    first: list[bytes],
) -> None:
    other = chart(CHART.replace("2026-03-31", "2026-04-30"))
    again = made(card("Inter"), other, chart(), chart())
    assert again[2] == again[3] == first[0]
    assert again[0] == first[1]
    assert b'clip-path="url(#f0)"' in first[0]
    assert b'<clipPath id="f0">' in first[0]


def test_hash_seed_zone_and_locale_leave_no_trace(
    first: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "77")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("LC_ALL", "tr_TR.UTF-8")
    assert made(chart(), card("Inter")) == first


def test_days_are_named_in_the_language_of_the_newsletter(first: list[bytes]) -> None:
    assert b"mars<" in first[0]


def test_a_picture_sees_the_fonts_of_the_theme_and_none_of_the_system(
    first: list[bytes],
) -> None:
    blank, unknown, serif = made(
        card("Inter", ""), card("DejaVu Sans"), card("'Source Serif 4 Display'")
    )
    assert unknown == blank
    assert len({blank, serif, first[1]}) == 3
    image = Image.open(BytesIO(first[1]))
    assert (image.format, image.size) == ("PNG", (300, 60))


def test_data_behind_an_address_is_refused() -> None:
    outside = CHART.replace('{"values": [', '{"url": "https://x.example/a.json", "x": [')
    assert b"x.example" in made(chart(outside))[0]
    assert not made(chart(outside))[0].startswith(b"<svg")


def test_what_cannot_be_drawn_is_said_and_ends_nothing() -> None:
    broken = figure_step("<svg", {"from": "svg", "to": "png"}, DIGEST, {})
    why, then = made(broken, card("Inter"))
    assert not why.startswith(b"\x89PNG")
    assert then.startswith(b"\x89PNG")


def test_a_worker_with_other_fonts_refuses_the_work() -> None:
    fewer = {name: FONTS[name] for name in sorted(FONTS)[:2]}
    with pytest.raises(BriefError, match="fonts of the theme changed"):
        made(card("Inter"), fonts=fewer)


RAW = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' version="1.1" class="marks" width="20" height="10"><path class="background"'
    ' aria-hidden="true" d="M0,0h0v0h0Z" pointer-events="none"/><text opacity="0">unseen</text>'
    '<g clip-path="url(#clip41)"><text transform="translate(15.254237288,-0.50001)"'
    ' opacity="1">role="x" 1.23456</text></g><path d="" display="none"/>'
    '<clipPath id="clip41"/></svg>'
)


def test_the_bytes_of_a_picture_change_only_with_the_version_of_its_step() -> None:
    assert tidied(RAW) == (
        '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10">'
        '<g clip-path="url(#f0)"><text transform="translate(15.25,-0.5)">role="x" 1.23456'
        '</text></g><clipPath id="f0"/></svg>'
    )
