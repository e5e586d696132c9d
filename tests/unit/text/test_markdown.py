"""Markdown to HTML in pieces: what becomes a tag, what becomes a hole, what stays text."""

import json

import pytest

from brief.text.markdown import Hole, Markdown, from_json, render_markdown, to_json


def render(text: str, language: str = "en") -> Markdown:
    return render_markdown(text, language, inline=False)


def shown(done: Markdown) -> str:
    """Return the HTML with each hole as `{sort:values}`."""
    return "".join(
        piece if isinstance(piece, str) else f"{{{piece.sort}:{'|'.join(piece.values)}}}"
        for piece in done.html
    )


def html(text: str, language: str = "en") -> str:
    return shown(render(text, language))


def inline(text: str) -> str:
    return shown(render_markdown(text, "en", inline=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "*a* **b** `c <d>`",
            "<p><em>a</em> <strong>b</strong> <code>c &lt;d&gt;</code></p>\n",
        ),
        ("a  \nb\nc", "<p>a<br>\nb\nc</p>\n"),
        ("> a", "<blockquote><p>a</p>\n</blockquote>\n"),
        ("- a\n- b", "<ul><li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>\n'),
        ("1. a", "<ol>\n<li>a</li>\n</ol>\n"),
        ("---", "<hr>\n"),
        ("    a <b>\n", "<pre><code>a &lt;b&gt;\n</code></pre>\n"),
        ("```py x\na <b>\n```", '<pre><code class="language-py">a &lt;b&gt;\n</code></pre>\n'),
        ('```"><b>\na\n```', '<pre><code class="language-b">a\n</code></pre>\n'),
    ],
)
def test_common_marks_become_their_tags(text: str, expected: str) -> None:
    assert html(text) == expected


def test_a_table_scrolls_in_a_region_and_names_its_columns() -> None:
    assert html("| a | b |\n|---|--:|\n| c | *d* |\n") == (
        '<div class="table" role="group" aria-label="Table" tabindex="0"><table>\n'
        '<thead><tr><th scope="col">a</th><th scope="col" class="right">b</th></tr>\n</thead>\n'
        '<tbody><tr><td>c</td><td class="right"><em>d</em></td></tr>\n'
        "</tbody>\n</table>\n</div>\n"
    )


@pytest.mark.parametrize(
    "raw",
    ["<script>x</script>", "<b>bold</b>", "<!-- x -->", "<img src=x onerror=y>", "</i>"],
)
def test_raw_html_is_shown_as_text(raw: str) -> None:
    for text in (raw, f"a {raw} b", f"> {raw}", f"| {raw} |\n|---|\n"):
        made = html(text)
        assert raw not in made
        assert raw.replace("<", "&lt;").replace(">", "&gt;") in made


@pytest.mark.parametrize("sign", ["(c)", "(tm)", "...", "--", "+-", "(R)"])
def test_signs_stay_as_they_were_typed(sign: str) -> None:
    assert html(f"a {sign} b") == f"<p>a {sign} b</p>\n"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "“a ‘b’ c” it’s"),
        ("en-GB", "“a ‘b’ c” it’s"),
        ("de", "„a ‚b‘ c“ it’s"),
        ("de-AT", "„a ‚b‘ c“ it’s"),
        ("fr", "«\u00a0a ‹\u00a0b\u00a0› c\u00a0» it’s"),
        ("nl", "‘a “b” c’ it’s"),
        ("sv", "”a ’b’ c” it’s"),
        ("ru", "«a „b“ c» it’s"),
        ("ja", "“a ‘b’ c” it’s"),
    ],
)
def test_quotes_take_the_form_of_the_language(language: str, expected: str) -> None:
    assert html("\"a 'b' c\" it's", language) == f"<p>{expected}</p>\n"


def test_quotes_inside_code_stay_straight() -> None:
    assert html('`"a"`') == "<p><code>&quot;a&quot;</code></p>\n"


def test_headings_count_from_the_topmost_of_the_text_without_gaps() -> None:
    depths = [
        piece.values[0]
        for piece in render("### a\n\n##### b\n\n#### c\n\n### d\n\n## e\n\n### f\n").html
        if isinstance(piece, Hole) and piece.sort == "level"
    ]
    assert depths[::2] == depths[1::2]  # each closes as it opens
    assert depths[::2] == ["0", "1", "1", "0", "0", "1"]


def test_anchors_of_headings_are_told_apart() -> None:
    names = [
        piece.values[0]
        for piece in render("# One *two*\n\n# One two\n\n# One two 2\n\n# 题\n\n# !\n").html
        if isinstance(piece, Hole) and piece.sort == "name"
    ]
    assert names == ["one-two", "one-two-2", "one-two-2-2", "section", "section-2"]


def test_a_reference_is_a_hole_with_target_and_text() -> None:
    assert html("[[a]] [[entity:b#c|the *text*]] [[ d ]]") == (
        "<p>{ref:a|} {ref:entity:b#c|the *text*} {ref:d|}</p>\n"
    )


@pytest.mark.parametrize(
    "text", ["`[[a]]`", r"\[[a]]", "[[a]](b)", "[[a\nb]]", "`[[]]`", r"\[[]]"]
)
def test_what_only_looks_like_a_reference_is_none(text: str) -> None:
    done = render(text)
    assert done.references == ()
    assert "{ref" not in shown(done)


@pytest.mark.parametrize("text", ["[[]]", "[[|a]]", "[[ ]]"])
def test_an_empty_reference_is_one_without_a_target(text: str) -> None:
    assert [use.target for use in render(text).references] == [""]


def test_an_image_alone_in_its_paragraph_is_a_figure_with_its_title_as_caption() -> None:
    assert html('![Alt *text*](a.png "A <title>")') == (
        "<figure>{image:a.png|Alt text|A <title>}"
        "<figcaption>A &lt;title&gt;</figcaption></figure>\n"
    )
    assert html("a ![b](c.png)") == "<p>a {image:c.png|b|}</p>\n"


def test_images_are_listed_with_their_places() -> None:
    uses = [(use.target, tuple(use.within)) for use in render("a\n\n- b ![c](d.png)\n").images]
    assert uses == [("d.png", (2, 4, 15))]


def test_an_inline_text_has_no_blocks() -> None:
    assert inline("# a\n\n- *b*") == "# a\n\n- <em>b</em>"
    assert inline("  a [[b]]") == "a {ref:b|}"


def test_control_characters_cannot_pose_as_holes() -> None:
    assert inline("a\x00b\x01c\x1fd") == "a\ufffdb\ufffdc\ufffdd"


def test_words_are_counted_without_marks() -> None:
    assert render("# One two\n\n*three* `four`\n").words == 4
    assert render("").words == 0


@pytest.mark.parametrize(
    "text",
    [
        "# a [[b|c]]\n\n![d](e.png) [f](g) [^h] [i][j]\n\n[^k]: l\n",
        "a[^1]\n\n[^1]: b\n",
        "",
    ],
)
def test_a_rendering_survives_being_written_as_json(text: str) -> None:
    done = render(text)
    assert from_json(json.loads(to_json(done))) == done


@pytest.mark.parametrize(
    "text",
    [
        "> " * 5000 + "a",
        "[" * 5000,
        "![" * 3000 + "](a)" * 3000,
        "*a " * 3000,
        "- " * 5000 + "a",
    ],
    ids=["quotations", "brackets", "images", "stars", "lists"],
)
def test_a_text_made_to_break_a_parser_is_rendered_or_is_one_problem(text: str) -> None:
    done = render(text)
    assert done.html or [problem.code for problem in done.problems] == ["B036"]
