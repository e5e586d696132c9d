"""The tree of a mail and its two writers: shaped alike, saying the same."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.outputs.fill import Filler, Image, html
from brief.outputs.mail_html import html_of
from brief.outputs.mail_lines import columns
from brief.outputs.mail_model import Place, Shaped
from brief.outputs.mail_notes import numbered
from brief.outputs.mail_shape import shaped
from brief.outputs.mail_text import Links, text_of
from brief.outputs.mail_tree import tree_of
from brief.schema.kind import Link
from brief.text.markdown import render_markdown

PAGE = "https://letter.example/notes/base/"
FILLER = Filler(
    link=lambda name: Link(name, f"https://letter.example/notes/{name}/", "note"),
    href=lambda path: f"https://letter.example{path}",
    image=lambda _: Image("https://letter.example/assets/a.png", 900, 450),
    prefix="base-",
    level=4,
)


def of(markdown: str) -> Shaped:
    """Return a text as a mail shapes it."""
    pieces = render_markdown(markdown, "en", inline=False).html
    made = shaped(tree_of(str(html(pieces, FILLER))), Place(PAGE, "base-"))
    numbered([made])
    return made


def both(markdown: str) -> tuple[str, str]:
    """Return a text as HTML and as text, without its footnotes."""
    made = of(markdown)
    return str(html_of(made.body.children)), text_of(made.body.children, Links())


def from_html(written: str) -> tuple[str, str]:
    made = shaped(tree_of(written), Place(PAGE))
    return str(html_of(made.body.children)), text_of(made.body.children, Links())


def test_a_call_stands_behind_a_space_and_leads_to_the_note_on_the_site() -> None:
    html_, text = both("It costs 12 in Q3[^a] or more.\n\n[^a]: The note.\n")
    assert text == "It costs 12 in Q3 [1] or more."
    assert f'<sup><a href="{PAGE}#fn-a">1</a></sup>' in html_


def test_a_footnote_is_put_aside_without_its_way_back() -> None:
    made = of("A.[^a]\n\n[^a]: The *note*.\n")
    (note,) = made.notes.values()
    assert text_of(note.children, Links()) == "The note."


def test_footnotes_are_counted_by_their_calls_through_all_parts() -> None:
    one, other = of("A.[^x] B.[^y]\n\n[^x]: X.[^y]\n[^y]: Y.\n"), of("C.[^x]\n\n[^x]: Z.\n")
    found = [text_of(each.children, Links()) for each in numbered([one, other])]
    assert found == ["X. [2]", "Y.", "Z."]
    assert text_of(other.body.children, Links()) == "C. [3]"


def test_a_wide_table_becomes_lines_with_the_names_of_columns() -> None:
    head = "|" + "|".join("abcdef") + "|\n" + "|---" * 6 + "|\n"
    html_, text = both(head + "| 1 | 2 | 3 | 4 | 5 | 6 |\n")
    assert "<table" not in html_
    assert "- 1. b: 2; c: 3; d: 4; e: 5; f: 6" in text
    assert f'<a href="{PAGE}">The table on the site</a>' in html_


def test_a_table_stands_in_columns_numbers_to_the_right() -> None:
    _, text = both(
        "| what | sum |\n|---|--:|\n| one | 1,200 |\n| [two](https://a.example) | 3 |\n"
    )
    assert text.split("\n") == [
        "what        sum",
        "--------  -----",
        "one       1,200",
        "two [L1]      3",
    ]


def test_a_long_last_column_wraps_in_its_place() -> None:
    _, text = both("| day | what |\n|---|---|\n| 1 May | " + "word " * 30 + "|\n")
    assert all(len(line) <= 72 for line in text.split("\n"))
    assert text.split("\n")[-1].startswith(" " * 7 + "word")


def test_a_table_that_does_not_fit_is_row_column_value() -> None:
    wide = "x" * 40
    _, text = both(f"| {wide} | b |\n|---|---|\n| {wide}1 | " + "word " * 20 + "|\n")
    assert f"- {wide}1 - b: word word" in " ".join(text.split())


def test_lines_of_chinese_end_where_a_terminal_does() -> None:
    _, text = both("人工智能实验室发布模型权重，" * 12 + "见 [[lease]] 和 17% 的记录。\n")
    lines = text.split("\n")
    assert all(columns(line) <= 72 for line in lines)
    assert max(columns(line) for line in lines) > 66
    assert not [line for line in lines if line.startswith(("，", "。"))]
    assert "lease [L1]" in " ".join(lines)


def test_columns_of_a_table_are_those_of_a_terminal() -> None:
    _, text = both("| 名 | n |\n|---|--:|\n| 人工智能 | 1 |\n| مختبر | 22 |\n| é | 3 |\n")
    assert {columns(line) for line in text.split("\n")} == {12}


def test_a_picture_is_its_words_in_text_and_fits_the_column_in_html() -> None:
    html_, text = both("![A wide one](a.png)\n")
    assert text == "[Figure: A wide one]"
    assert 'width="552" height="276" alt="A wide one"' in html_


def test_lists_headings_and_quotations() -> None:
    _, text = both("## Head\n\n- one\n- two\n  1. deep\n\n> said\n\n***\n\n    code  x\n")
    assert text.split("\n\n") == [
        "Head\n....",
        "- one\n- two\n  1. deep",
        "> said",
        "* * *",
        "    code  x",
    ]


def test_what_is_folded_on_the_site_is_shown() -> None:
    html_, text = from_html(
        "<details><summary>What they say</summary><ul><li>A claim.</li></ul></details>"
    )
    assert "<h4>What they say</h4>" in html_
    assert text == "What they say\n.............\n\n- A claim."


def test_a_fold_over_a_table_becomes_its_caption() -> None:
    html_, _ = from_html(
        "<details><summary>History (2)</summary><div class='table'><table>"
        "<caption class='unseen'>History</caption><tr><td>a</td></tr></table></div></details>"
    )
    assert "<caption>History (2)</caption>" in html_
    assert "<h4" not in html_


def test_points_are_for_eyes_and_the_word_beside_them_for_all() -> None:
    html_, text = from_html(
        '<p>Our confidence is <span class="dots" aria-hidden="true">●●○</span> <b>low</b>.</p>'
    )
    assert '<span aria-hidden="true">●●○</span>' in html_
    assert text == "Our confidence is low."


def test_an_anchor_leads_to_the_page_and_where_there_is_none_is_text() -> None:
    tree = tree_of('<p><a href="#base-part">here</a> <a href="#source-3">3</a></p>')
    assert f'href="{PAGE}#part"' in html_of(shaped(tree, Place(PAGE, "base-")).body.children)
    assert "<a" not in html_of(shaped(tree, Place(None, "base-")).body.children)


@pytest.mark.parametrize("tag", ["script", "style", "form", "svg", "template"])
def test_what_no_mail_may_hold_goes_with_all_that_is_in_it(tag: str) -> None:
    html_, text = from_html(f"<p>kept</p><{tag}>gone</{tag}>")
    assert (html_, text) == ("<p>kept</p>", "kept")


WORDS = st.sampled_from(["say", "the", "record", "Q3", "17%", "1,200", "3.5", "2026", "of"])
SPAN = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
BLOCKS = st.one_of(
    SPAN,
    SPAN.map(lambda text: f"{text}[^n] more"),
    SPAN.map(lambda text: f"**{text}** and [{text}](https://host.example/{len(text)})"),
    SPAN.map(lambda text: f"- {text}\n- *{text}*"),
    SPAN.map(lambda text: f"> {text}"),
    SPAN.map(lambda text: f"### {text}"),
    SPAN.map(lambda text: f"| a | b |\n|---|--:|\n| {text} | {text} |"),
    SPAN.map(lambda text: f"![{text}](a.png)"),
    SPAN.map(lambda text: f"see [[{'x' * len(text)}]] and `{text}`"),
)


@given(st.lists(BLOCKS, min_size=1, max_size=6))
def test_both_writers_say_the_same_words(blocks: list[str]) -> None:
    made = of("\n\n".join(blocks) + "\n\n[^n]: A note of 99.\n")
    links = Links()
    text = text_of(made.body.children, links)
    html_ = str(html_of(made.body.children))
    alts = " ".join(re.findall(r'alt="([^"]*)"', html_))
    bare = re.sub(r"<sup>.*?</sup>", " ", html_)
    shown = unescape(re.sub(r"<[^>]*>", " ", bare)) + " " + alts
    said = re.sub(r"\[L?\d+\]|\[Figure:", " ", text)
    words = r"[\w%]+(?:[.,]\d+)*"
    assert {*re.findall(words, said)} - {"a", "b"} == {*re.findall(words, shown)} - {"a", "b"}
    assert {*re.findall(r'href="(https://host[^"]*)"', html_)} == {
        each for each in links.numbers if "host" in each
    }
