"""Holes filled: links, images, anchors and levels of one page, with everything escaped."""

import pytest

from brief.outputs.fill import Filler, Image, html, plain, reference
from brief.schema.kind import Link
from brief.text.markdown import render_markdown

LINKS = {
    "etched": Link("Etched & Co", "/entities/etched/", "entity"),
    "note:secret": Link('"Quoted" <b>', None, "note"),
}
FILLER = Filler(
    link=LINKS.get,
    href=lambda path: f"/base/{path.lstrip('/')}",
    image=lambda source: Image(f"/a/{source}", 10, 20) if source == "chart.png" else None,
    prefix="n1-",
    level=3,
)


def shown(text: str, filler: Filler = FILLER) -> str:
    return str(html(render_markdown(text, "en", inline=True).html, filler))


def block(text: str) -> str:
    return str(html(render_markdown(text, "en", inline=False).html, FILLER))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[etched]]", '<a class="ref entity" href="/entities/etched/">Etched &amp; Co</a>'),
        (
            "[[etched|the <firm>]]",
            '<a class="ref entity" href="/entities/etched/">the &lt;firm&gt;</a>',
        ),
        ("[[note:secret]]", "&#34;Quoted&#34; &lt;b&gt;"),
        ("[[nobody|they]]", "they"),
        ("[[nobody]]", ""),
        ("[a](b?c=1&d)", '<a href="/base/b?c=1&amp;d">a</a>'),
        ("[a](#Part-2)", '<a href="#n1-part-2">a</a>'),
        (
            '![A "b"](chart.png)',
            (
                '<img src="/a/chart.png" alt="A &#34;b&#34;"'
                ' width="10" height="20" loading="lazy">'
            ),
        ),
        ("![A <b>](none.png)", "A &lt;b&gt;"),
        ("<b>a</b>", "&lt;b&gt;a&lt;/b&gt;"),
    ],
)
def test_a_hole_is_filled_and_escaped(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_anchors_belong_to_their_object_on_the_page() -> None:
    made = block("# Part\n\na[^1]\n\n[^1]: b\n")
    assert '<h3 id="n1-part">Part</h3>' in made
    assert '<a href="#n1-fn-1" id="n1-fn-1-call">1</a>' in made
    assert '<li id="n1-fn-1">' in made


def test_levels_count_from_that_of_the_page_and_end_at_six() -> None:
    made = block("# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n")
    levels = [made[at + 2] for at in range(len(made) - 2) if made.startswith("<h", at)]
    assert levels == ["3", "4", "5", "6", "6"]


def test_a_reference_without_an_address_is_its_text() -> None:
    assert reference(None, "") == ""
    assert reference(Link("A", None, "note"), "") == "A"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[etched]] & [[etched|the firm]]", "Etched & Co & the firm"),
        ("[[nobody]]", "nobody"),
        ("[a](b)", "a (/base/b)"),
    ],
)
def test_plain_text_is_filled_too(text: str, expected: str) -> None:
    assert plain(render_markdown(text, "en", inline=True), FILLER) == expected
