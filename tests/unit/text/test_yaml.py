"""Bytes to a tree: what is read, what is refused, and where. Positions count from 1."""

import re

import pytest

from brief.text.tree import MOST_BYTES, Fields, Items, Scalar, plain
from brief.text.yaml import Reading, read_yaml


def read(text: str | bytes) -> Reading:
    return read_yaml("note.yaml", text.encode() if isinstance(text, str) else text)


def told(text: str | bytes) -> list[tuple[str, int, int]]:
    return [(each.code, each.span.line, each.span.column) for each in read(text).problems]


def values(text: str | bytes) -> object:
    reading = read(text)
    assert reading.problems == ()
    assert reading.tree is not None
    return plain(reading.tree)


@pytest.mark.parametrize(
    "written",
    [
        "no",
        "NO",
        "on",
        "~",
        "null",
        "1.10",
        "12:30",
        "0x1F",
        "1e3",
        "2026-11-22",
        ".inf",
        "010",
    ],
)
def test_every_scalar_stays_the_text_that_was_written(written: str) -> None:
    assert values(f"a: {written}\n{written}: b\n") == {"a": written, written: "b"}


def test_a_byte_order_mark_at_the_start_is_no_part_of_the_text() -> None:
    reading = read(b"\xef\xbb\xbfkind: x\n")
    assert reading.tree is not None
    assert reading.tree.pairs[0][0] == Scalar("kind", "", (1, 1, 1, 5))


def test_windows_line_ends_change_neither_values_nor_places() -> None:
    text = "kind: x\nbody: |\n  one\n\n  two\ntags: [a, b]\n"
    assert read(text.replace("\n", "\r\n")) == read(text)


def test_places_count_code_points_also_of_wide_characters() -> None:
    reading = read("标题: 深圳🚀\ntags: [é, 🚀, x]\n")
    assert reading.tree is not None
    (title, text), (_, tags) = reading.tree.pairs
    assert title.place == (1, 1, 1, 3)
    assert text.place == (1, 5, 1, 8)
    assert isinstance(tags, Items)
    assert [item.place[1] for item in tags.items] == [8, 11, 14]


@pytest.mark.parametrize(
    ("text", "margin"),
    [
        ("body: |\n  one\n  two\n", 3),
        ("body: |2\n    one\n  two\n", 3),
        ("body: |4-\n      one\n    two\n", 5),
        ("body: |+1\n  one\n two\n", 2),
        ("body: |\n\n\n    one\n", 5),
        ("body: | # a comment\n  one\n", 3),
        ("a:\n  - body: |\n      one\n", 7),
    ],
)
def test_a_literal_block_knows_where_its_lines_begin(text: str, margin: int) -> None:
    node: object = read(text).tree
    while not isinstance(node, Scalar):
        node = node.pairs[0][1] if isinstance(node, Fields) else node.items[0]  # type: ignore[attr-defined]
    assert node.style == "|"
    assert node.margin == margin


def test_a_file_may_begin_with_one_document_mark_and_end_with_another() -> None:
    assert values("# head\n---\nkind: x\n...\n") == {"kind": "x"}


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "---\n", "   \n"])
def test_a_file_without_content_is_empty(text: str) -> None:
    reading = read(text)
    assert reading.tree is None
    assert [each.code for each in reading.problems] == ["B019"]


@pytest.mark.parametrize("text", ["just text\n", "- a\n- b\n", '"quoted"\n', "[a, b]\n"])
def test_a_file_whose_top_is_no_mapping_is_refused(text: str) -> None:
    assert read(text).tree is None
    assert told(text) == [("B019", 1, 1)]


def test_a_mebibyte_is_read_and_one_byte_more_is_not() -> None:
    text = b"a: " + b"x" * (MOST_BYTES - 3)
    assert len(text) == MOST_BYTES
    assert told(text) == []
    assert told(text + b"x") == [("B001", 1, 1)]


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (b"title: Z\xfcrich\n", 1, 9),
        (b"kind: x\r\ntitle: \xc3\xa9\xff\n", 2, 9),
        (b"\xef\xbb\xbf\xff", 1, 1),
        (b"kind: \xf0\x9f\x9a", 1, 7),
        (b"\xff\xfek\x00", 1, 1),
    ],
)
def test_what_is_no_utf_8_is_reported_at_its_first_byte(
    content: bytes, line: int, column: int
) -> None:
    assert told(content) == [("B002", line, column)]


@pytest.mark.parametrize(
    "control",
    [
        "\x00",
        "\x07",
        "\x0b",
        "\r",
        "\x1b",
        "\x7f",
        "\x85",
        "\u2028",
        "\u2029",
        "\ufeff",
        "\uffff",
    ],
)
def test_a_control_character_is_reported_where_it_stands(control: str) -> None:
    assert told(f"kind: x\nbody: |\n  one\n  tw{control}o\n") == [("B003", 4, 5)]


@pytest.mark.parametrize("escape", [r"\0", r"\a", r"\e", r"\x07", r"\u2028", r"\N", r"\r"])
def test_an_escape_cannot_smuggle_a_control_character_in(escape: str) -> None:
    reading = read(f'kind: "a{escape}b"\n"{escape}": x\n')
    assert [each.code for each in reading.problems] == ["B003", "B003"]
    assert reading.tree is not None
    assert reading.tree.pairs == ()


def test_an_escape_of_an_ordinary_character_is_read() -> None:
    assert values(r'a: "\u00e9\t\n\"\\"') == {"a": 'é\t\n"\\'}


def test_a_tab_inside_a_value_is_text() -> None:
    assert values("a: b\tc\nd: |\n  e\n  \tf\n") == {"a": "b\tc", "d": "e\n\tf\n"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x [b]\n", [("B005", 1, 4)]),
        ("a: &x b\nc: *x\n", [("B005", 1, 4)]),
        ("a:\n  &x b: c\n", [("B005", 2, 3)]),
        ("a: *x\n", [("B006", 1, 4)]),
        ("a: !!str b\n", [("B007", 1, 4)]),
        ("a: ! b\n", [("B007", 1, 4)]),
        ("a: [!t b]\n", [("B007", 1, 5)]),
        ("<<: {a: b}\n", [("B008", 1, 1)]),
        ("a: {<<: b}\n", [("B008", 1, 5)]),
        ('"<<": b\n', []),
        ("a: b\nc: {d: e, d: f}\n", [("B009", 2, 11)]),
        ("a:\nb: c\n", [("B010", 1, 1)]),
        ('a: ""\n', []),
        ("a: [b, ]\n", []),
        ("a: {b, c: d}\n", [("B010", 1, 5)]),
        ("a: {b: }\n", [("B010", 1, 5)]),
        ("a: b\n--- \nc: d\n", [("B011", 2, 1)]),
        ("? [a]\n: b\n", [("B020", 1, 3)]),
        ("{a: b}: c\n", [("B020", 1, 1)]),
    ],
)
def test_what_the_rules_refuse_is_reported_once_at_its_place(
    text: str, expected: list[tuple[str, int, int]]
) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a: "b\nc: d\n', ("B013", 1, 4)),
        ("a: 'b\nc: d's\n", ("B013", 1, 4)),
        ("a: 'b\n", ("B013", 1, 4)),
        ("a: [b\nc: d\n", ("B014", 1, 4)),
        ("a: {b: c\n", ("B014", 1, 4)),
        ("a: ]\n", ("B014", 1, 4)),
        ("a: [b: c d: e]\n", ("B016", 1, 11)),
        ("a:\n\tb: c\n", ("B004", 2, 1)),
        ("a:\n  b: c\n \td: e\n", ("B004", 3, 2)),
        ("a: b\n  c: d\n", ("B015", 2, 3)),
        ("a:\n  - b\n c\n", ("B015", 3, 2)),
        ("a: b: c\n", ("B016", 1, 5)),
        ("a: @b\n", ("B017", 1, 4)),
        ("a: `b`\n", ("B017", 1, 4)),
        ("a: - b\n", ("B017", 1, 4)),
        ("a: b\nc\n", ("B018", 2, 1)),
        ("a: | b\n", ("B018", 1, 6)),
        ('a: "b" c\n', ("B018", 1, 8)),
        (r'a: "\q"', ("B021", 1, 5)),
    ],
)
def test_broken_syntax_is_one_problem_where_the_author_can_mend_it(
    text: str, expected: tuple[str, int, int]
) -> None:
    reading = read(text)
    assert reading.tree is None
    assert told(text) == [expected]


def test_all_refusals_of_a_file_are_reported_in_one_run() -> None:
    text = "a: &x b\nc: !t d\ne:\ne: f\na: g\n"
    assert [code for code, _, _ in told(text)] == ["B005", "B007", "B010", "B009"]


@pytest.mark.parametrize(
    "text",
    [
        'a: "one\nb: two"\n',
        "a:\n  b: 'one\n  c: two'\n",
        "a: x\nb:\n- 'one\n- two'\nc: d\n",
        'a:\n  - b: "one\n    c: two"\n',
    ],
)
def test_a_quote_that_takes_in_its_neighbours_is_not_closed(text: str) -> None:
    before = re.split("[\"']", text)[0]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert told(text) == [("B013", line, column)]
    assert read(text).tree is None


@pytest.mark.parametrize(
    "text",
    [
        'a: "one\n  b: two"\n',
        "a: 'one\n\n  - two'\n",
        'a: "one\ntwo"\n',
        'a: {b: "one\n  c: two"}\n',
    ],
)
def test_a_quoted_text_may_look_like_fields_where_it_is_indented(text: str) -> None:
    assert told(text) == []
