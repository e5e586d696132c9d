"""The accent: contrast as WCAG counts it, and a colour moved until it can be read."""

import pytest

from brief.outputs.theme import LEAST_CONTRAST, PAPER, contrast, readable
from support.compiling import builtin_theme, compiled

COLOURS = [
    "#000000",
    "#ffffff",
    "#0b4f8a",
    "#ff0000",
    "#ffff00",
    "#808080",
    "#123456",
    "#fefefe",
]


# Source: values of the contrast checker of WebAIM.
@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#ffffff", "#ffffff", 1),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("ground", PAPER.values(), ids=PAPER)
def test_every_colour_becomes_readable_on_both_papers(colour: str, ground: str) -> None:
    assert contrast(readable(colour, ground), ground) >= LEAST_CONTRAST


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert readable("#0b4f8a", PAPER["light"]) == "#0b4f8a"
    assert readable("#9ecbff", PAPER["dark"]) == "#9ecbff"


def css(theme: str) -> bytes:
    done = compiled(
        {"briefs/newsletter.yaml": f"title: T\nurl: https://letter.example\n{theme}"}
    )
    return next(file.content for path, file in done.site.items() if path.endswith(".css"))


def test_an_accent_is_set_for_both_schemes_and_none_changes_nothing() -> None:
    own = css('theme: {accent: "#0b4f8a"}\n')
    assert b"--accent:#0b4f8a" in own
    assert f"--accent:{readable('#0b4f8a', PAPER['dark'])}".encode() in own
    assert css("") in own[: len(css(""))]
    assert b"url(fonts/" not in own  # fonts stand under names with their digests


def test_the_papers_are_those_of_the_style_sheet() -> None:
    sheet = builtin_theme()["site.css"].decode()
    assert all(paper in sheet for paper in PAPER.values())
