"""Keys of steps: complete, injective, and the same for the same ingredients."""

import hashlib
from collections.abc import Mapping

import pytest

from brief.build.step import VERSIONS, Step, fonts_digest
from brief.build.steps import (
    do_markdown,
    do_read,
    figure_step,
    in_place,
    markdown_step,
    pdf_step,
    read_step,
    reading,
    rendered,
    search_step,
)
from brief.library.read import read_text
from brief.text.markdown import render_markdown

ASSETS: Mapping[str, tuple[str, bytes]] = {
    "print.css": ("text/css", b"p{}"),
    "a.png": ("image/png", b"1"),
}
DRAWN = {"from": "vega-lite", "to": "svg"}
OPTIONS = {"paper": "A4", "date": "2026-11-20"}
TOOLS = {"weasyprint": "70", "pango": "1.56"}

# The first of each list is the base; each other step differs from it in exactly one ingredient.
VARIANTS: dict[str, list[Step]] = {
    "read": [
        read_step("briefs/notes/a.yaml", b"kind: x\n"),
        read_step("briefs/notes/b.yaml", b"kind: x\n"),
        read_step("briefs/notes/a.yaml", b"kind: x\n\n"),
        read_step("briefs/notes/a.yaml", b""),
    ],
    "markdown": [
        markdown_step("a", "en", inline=False),
        markdown_step("b", "en", inline=False),
        markdown_step("a", "en-GB", inline=False),
        markdown_step("a", "en", inline=True),
    ],
    "figure": [
        figure_step("{}", DRAWN, "f0", TOOLS),
        figure_step("{ }", DRAWN, "f0", TOOLS),
        figure_step("{}", {**DRAWN, "to": "png"}, "f0", TOOLS),
        figure_step("{}", {**DRAWN, "locale": "{}"}, "f0", TOOLS),
        figure_step("{}", DRAWN, "f1", TOOLS),
        figure_step("{}", DRAWN, "f0", {**TOOLS, "vl-convert": "2"}),
    ],
    "search": [
        search_step({"a": b"1", "b": b"2"}, "1.5.2"),
        search_step({"a": b"1", "b": b"3"}, "1.5.2"),
        search_step({"a": b"1", "c": b"2"}, "1.5.2"),
        search_step({"a": b"12", "b": b""}, "1.5.2"),
        search_step({"a": b"1"}, "1.5.2"),
        search_step({"a": b"1", "b": b"2"}, "1.5.2 extended"),
    ],
    "pdf": [
        pdf_step("<p>a", ASSETS, OPTIONS, TOOLS),
        pdf_step("<p>b", ASSETS, OPTIONS, TOOLS),
        pdf_step("<p>a", {**ASSETS, "a.png": ("image/png", b"2")}, OPTIONS, TOOLS),
        pdf_step("<p>a", {**ASSETS, "a.png": ("image/webp", b"1")}, OPTIONS, TOOLS),
        pdf_step("<p>a", {**ASSETS, "b.png": ("image/png", b"1")}, OPTIONS, TOOLS),
        pdf_step(
            "<p>a", {"print.css": ASSETS["print.css"], "b.png": ASSETS["a.png"]}, OPTIONS, TOOLS
        ),
        pdf_step("<p>a", {"print.css": ASSETS["print.css"]}, OPTIONS, TOOLS),
        pdf_step("<p>a", ASSETS, {**OPTIONS, "paper": "Letter"}, TOOLS),
        pdf_step("<p>a", ASSETS, {**OPTIONS, "date": "2026-11-21"}, TOOLS),
        pdf_step("<p>a", ASSETS, {**OPTIONS, "more": ""}, TOOLS),
        pdf_step("<p>a", ASSETS, OPTIONS, {**TOOLS, "pango": "1.57"}),
        pdf_step("<p>a", ASSETS, OPTIONS, {"weasyprint": "70"}),
        pdf_step("<p>a", ASSETS, OPTIONS, {"weasyprint": "70", "harfbuzz": "1.56"}),
    ],
}


@pytest.mark.parametrize("name", VARIANTS)
def test_exactly_one_changed_ingredient_gives_another_key(name: str) -> None:
    keys = [step.key() for step in VARIANTS[name]]
    assert len(set(keys)) == len(keys)
    assert all(len(key) == 64 for key in keys)


@pytest.mark.parametrize("name", VERSIONS)
def test_another_version_of_a_step_has_other_keys(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert set(VARIANTS) == set(VERSIONS)
    before = VARIANTS[name][0].key()
    monkeypatch.setitem(VERSIONS, name, "another")
    assert VARIANTS[name][0].key() != before


def test_steps_of_other_names_have_other_keys() -> None:
    ingredients = (("text", b"a"),)
    assert len({Step(name, ingredients).key() for name in VERSIONS}) == len(VERSIONS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((("ab", b"c"),), (("a", b"bc"),)),
        ((("a", b""), ("b", b"")), (("a", b"b"),)),
        ((("a", b"b"), ("c", b"d")), (("a", b"d"), ("c", b"b"))),
        ((("a", b"bc"), ("d", b"")), (("a", b"b"), ("d", b"c"))),
        ((("", b"a"),), (("a", b""),)),
        ((), (("", b""),)),
    ],
)
def test_ingredients_do_not_run_together(
    one: tuple[tuple[str, bytes], ...], other: tuple[tuple[str, bytes], ...]
) -> None:
    assert Step("read", one).key() != Step("read", other).key()


def test_the_order_of_ingredients_changes_nothing() -> None:
    one = Step("pdf", (("a", b"1"), ("b", b"2")))
    assert one.key() == Step("pdf", (("b", b"2"), ("a", b"1"))).key()
    assert one["b"] == b"2"


def test_a_step_has_the_same_key_in_every_process() -> None:
    step = Step("read", (("path", b"a"), ("content", b"b")))
    parts = [b"read", VERSIONS["read"].encode(), b"content", b"b", b"path", b"a"]
    whole = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    assert step.key() == hashlib.sha256(whole).hexdigest()


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("briefs/notes/a.yaml", b"kind: x\nbody: |\n  text\n"),
        ("briefs/notes/a.yaml", b"kind: [\n"),
        ("briefs/notes/a.yaml", b"a: &x b\na: c\n"),
        ("briefs/notes/a.yaml", b"\xff"),
        ("briefs/pages/a.md", "---\ntitle: é\n---\n\nText.\n".encode()),
        ("briefs/pages/a.md", b"no head"),
        ("briefs/newsletter.yaml", b"title: T\n"),
    ],
)
def test_a_reading_survives_the_memo(path: str, content: bytes) -> None:
    family = "page" if path.endswith(".md") else "note"
    assert reading(path, do_read(read_step(path, content))) == read_text(path, content, family)


@pytest.mark.parametrize("inline", [True, False])
def test_a_rendering_survives_the_memo(inline: bool) -> None:  # noqa: FBT001 - a parameter of the test
    text = "# A *b*\n\n[[c]] ![d](e.png) [f](javascript:g) [^h]\n"
    step = markdown_step(text, "de", inline=inline)
    assert rendered(do_markdown(step)) == render_markdown(text, "de", inline=inline)


def test_the_digest_of_fonts_knows_their_names_and_their_bytes() -> None:
    fonts = {"fonts/a.ttf": b"1", "fonts/b.ttf": b"2"}
    assert fonts_digest(fonts) == fonts_digest(dict(reversed(fonts.items())))
    assert fonts_digest(fonts) != fonts_digest({"fonts/a.ttf": b"2", "fonts/b.ttf": b"1"})
    assert fonts_digest(fonts) != fonts_digest({"fonts/a.ttf": b"1"})


def test_results_come_in_the_order_of_the_steps() -> None:
    given = [markdown_step(text, "en", inline=True) for text in ("a", "b", "a")]
    found = in_place({"markdown": do_markdown})(given)
    assert [rendered(each).html for each in found] == [("a",), ("b",), ("a",)]


# What each version of a step gives for one input. When this fails and the change is meant,
# raise the version in `step.py`, so that no stored result of the old one is taken for a new
# one.
GIVES = {
    ("read", "3"): "9169ff881f413451",
    ("markdown", "3"): "24cea7bcf1887367",
}
NOTE = b"""\
kind: commentary
title: "A \\u00e9 title"
tags: [a, 'b', "c"]
a: &x b
a: c
e:
body: |2
    code

  text [[ref]]
folded: >
  one
  two
"""
TEXT = """\
# A "heading"

One[^1] [[a]] [[b:c#d|e]] [f](https://x.example "g") [h](/i) <j@k.example> `l` *m* **n**\\
o ![p](q.png "r")

- s
- t

| u | v |
|---|--:|
| w | x |

> y <b>z</b>

[^1]: Note[^2].
[^2]: Other.
"""


def test_the_bytes_of_a_step_change_only_with_its_version() -> None:
    made = {
        "read": do_read(read_step("briefs/notes/a.yaml", NOTE)),
        "markdown": do_markdown(markdown_step(TEXT, "en", inline=False)),
    }
    found = {
        (name, VERSIONS[name]): hashlib.sha256(made[name]).hexdigest()[:16] for name in made
    }
    assert found == GIVES
