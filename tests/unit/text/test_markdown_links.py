"""Links and footnotes: which schemes pass, how notes are numbered, what is complained of."""

import pytest

from brief.text.markdown import Markdown, render_markdown


def render(text: str) -> Markdown:
    return render_markdown(text, "en", inline=False)


def shown(text: str) -> str:
    return "".join(
        piece if isinstance(piece, str) else f"{{{piece.sort}:{'|'.join(piece.values)}}}"
        for piece in render(text).html
    )


def told(text: str) -> list[tuple[str, int, int, int]]:
    return [(each.code, *(each.within or (0, 0, 0))) for each in render(text).problems]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("[a](https://x.example/b?c=1&d=2)", "https://x.example/b?c=1&amp;d=2"),
        ("[a](HTTP://x.example)", "HTTP://x.example"),
        ("<https://x.example/b>", "https://x.example/b"),
        ("[a][b]\n\n[b]: https://x.example", "https://x.example"),
        ("[a][]\n\n[a]: https://x.example", "https://x.example"),
        ("[a]\n\n[a]: https://x.example", "https://x.example"),
    ],
)
def test_a_link_to_another_host_gives_nothing_away(text: str, address: str) -> None:
    made = shown(text)
    assert f'<a href="{address}" rel="noopener">' in made
    assert told(text) == []


def test_mail_addresses_are_links() -> None:
    assert shown("<a@x.example> [b](mailto:c@x.example)") == (
        '<p><a href="mailto:a@x.example">a@x.example</a>'
        ' <a href="mailto:c@x.example">b</a></p>\n'
    )


def test_an_address_inside_the_site_and_an_anchor_are_holes() -> None:
    assert shown("[a](/notes/b/) [c](#One-Two)") == (
        '<p><a href="{href:/notes/b/}">a</a> <a href="#{target:one-two}">c</a></p>\n'
    )


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "&#106;avascript:alert(1)",
        "javascript&colon;alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://x.example",
        "blob:x",
        "//x.example/a",
    ],
)
def test_a_forbidden_scheme_is_reported_once_and_only_its_text_is_shown(address: str) -> None:
    forms = (
        f"[text]({address})",
        f"[text]({address} 'title')",
        f"[text][l]\n\n[l]: {address}",
        f"[text][]\n\n[text]: {address}",
        f"[text]\n\n[text]: {address}",
    )
    for form in forms:
        assert [each[0] for each in told(form)] == ["B401"], form
        assert shown(form) == "<p>text</p>\n"


def test_a_forbidden_autolink_is_reported_and_shown_as_text() -> None:
    assert told("a <irc://x.example/b>") == [("B401", 0, 2, 21)]
    assert shown("a <irc://x.example/b>") == "<p>a irc://x.example/b</p>\n"


def test_a_title_cannot_break_out_of_its_attribute() -> None:
    made = shown("""[a](https://x.example 'b" onclick="c<d>')""")
    assert 'title="b&quot; onclick=&quot;c&lt;d&gt;"' in made


def test_footnotes_are_numbered_in_the_order_of_their_calls() -> None:
    made = shown("a[^z] b[^a] c[^z]\n\n[^a]: Second.\n[^z]: First.\n")
    calls = '<sup class="call"><a href="#{{target:{0}}}" id="{{name:{1}}}">{2}</a></sup>'
    assert made.startswith(
        f"<p>a{calls.format('fn-z', 'fn-z-call', 1)}"
        f" b{calls.format('fn-a', 'fn-a-call', 2)}"
        f" c{calls.format('fn-z', 'fn-z-call-2', 1)}</p>\n"
    )
    assert made.index("First.") < made.index("Second.")


def test_each_call_of_a_footnote_has_its_way_back() -> None:
    made = shown("a[^n] b[^n]\n\n[^n]: Note.\n")
    assert made.count('class="back"') == 2
    assert '"#{target:fn-n-call}"' in made
    assert '"#{target:fn-n-call-2}"' in made


def test_footnotes_whose_names_give_one_anchor_are_told_apart() -> None:
    made = shown("a[^A!] b[^a]\n\n[^A!]: One.\n[^a]: Two.\n")
    assert '<li id="{name:fn-a}">' in made
    assert '<li id="{name:fn-a-2}">' in made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a[^b]", [("B030", 0, 1, 5)]),
        ("a\n\nb[^c] d[^c]", [("B030", 2, 1, 5), ("B030", 2, 7, 11)]),
        ("a\n\n[^b]: c", [("B031", 2, 0, 4)]),
        ("a[^b]\n\n[^b]: c\n[^b]: d", [("B032", 3, 0, 4)]),
        ("a[^bc]\n\n[^bd]: c", [("B030", 0, 1, 6)]),
        ("[a][b]", [("B034", 0, 0, 6)]),
        ("> x\n> [a][b]", [("B034", 1, 2, 8)]),
        ("![](a.png)", [("B405", 0, 0, 10)]),
        ("![ ](a.png)", [("B405", 0, 0, 11)]),
        ("`[^b]` and `[a][b]`", []),
        ("[a] [b]", []),
        ("- [ ] a\n- [x] b", []),
    ],
)
def test_what_leads_nowhere_is_reported_at_its_place(
    text: str, expected: list[tuple[str, int, int, int]]
) -> None:
    assert told(text) == expected


def test_an_undefined_footnote_stays_in_the_text_as_it_was_written() -> None:
    assert shown("a[^b] [c][d]") == "<p>a[^b] [c][d]</p>\n"
