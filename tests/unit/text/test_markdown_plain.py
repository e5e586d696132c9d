"""Markdown to plain text: what mail, feeds and descriptions read."""

import pytest

from brief.text.markdown import render_markdown


def plain(text: str) -> str:
    return "".join(
        piece if isinstance(piece, str) else f"{{{piece.sort}:{'|'.join(piece.values)}}}"
        for piece in render_markdown(text, "en", inline=False).plain
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# A *b*\n\nc\nd\n\n\ne", "A b\n\nc d\n\ne"),
        ("a  \nb", "a\nb"),
        ("- a\n- b\n\nc", "- a\n- b\n\nc"),
        ("- a\n  - b\n- c\n\n# D", "- a\n  - b\n- c\n\nD"),
        ("4. a\n5. b", "4. a\n5. b"),
        ("> a\n\nb", "a\n\nb"),
        ("a\n\n---\n\nb", "a\n\n* * *\n\nb"),
        ("```\na\n  b\n```\n\nc", "a\n  b\n\nc"),
        ('a <b> & "c"', "a <b> & “c”"),
        ("a[^x]\n\n[^x]: b", "a[1]\n\n[1] b"),
        ("a[^x]\n\n[^x]: - b\n    - c", "a[1]\n\n[1] - b\n- c"),
        ("![a *b*](c.png)", "[a b]"),
        ("[[a]] [[b|c]]", "{ref:a|} {ref:b|c}"),
    ],
)
def test_plain_text_keeps_the_shape_of_the_text(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](https://x.example)", "a (https://x.example)"),
        ("[a](HTTPS://x.example)", "a (HTTPS://x.example)"),
        ("[a](mailto:b@x.example)", "a (mailto:b@x.example)"),
        ("<https://x.example>", "https://x.example"),
        ("<b@x.example>", "b@x.example"),
        ("[a](/b/)", "a ({href:/b/})"),
        ("[a](#b)", "a"),
    ],
)
def test_an_address_stands_behind_its_text_unless_it_is_the_text(
    text: str, expected: str
) -> None:
    assert plain(text) == expected
