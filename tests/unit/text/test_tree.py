"""Places: from a way down an object to a stretch of the file, in every style of YAML."""

import json

import pytest

from brief.diagnostics.model import KEY, Loc, Span, Within
from brief.text.tree import Fields, find, from_json, place, plain, to_json
from brief.text.yaml import read_yaml

TEXT = """\
kind: x
tags: [a, "b c"]
claims:
  - text: one
    id: c1
  - text: |
      two

      lines
one: alone
"""


def tree(text: str = TEXT) -> Fields:
    found = read_yaml("n.yaml", text.encode()).tree
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ((), (1, 1, 11, 1)),
        (("kind",), (1, 7, 1, 8)),
        (("kind", KEY), (1, 1, 1, 5)),
        (("tags",), (2, 7, 2, 17)),
        (("tags", 1), (2, 11, 2, 16)),
        (("tags", 7), (2, 7, 2, 17)),
        (("claims", 0, "text"), (4, 11, 4, 14)),
        (("claims", 0, "id", KEY), (5, 5, 5, 7)),
        (("claims", 0, "missing"), (4, 5, 6, 3)),
        (("claims", 1), (6, 5, 10, 1)),
        (("missing",), (1, 1, 11, 1)),
        (("missing", KEY), (1, 1, 11, 1)),
        (("one", 0), (10, 6, 10, 11)),
        (("one", 0, "deeper"), (10, 6, 10, 11)),
    ],
)
def test_a_way_leads_to_a_value_a_key_or_the_mapping_that_lacks_it(
    at: Loc, expected: tuple[int, int, int, int]
) -> None:
    assert place("n.yaml", tree(), at) == Span("n.yaml", *expected)


def test_what_is_left_of_a_way_is_told() -> None:
    node, left = find(tree(), ("claims", 0, "by", "name"))
    assert isinstance(node, Fields)
    assert left == ("by", "name")


@pytest.mark.parametrize(
    ("text", "within", "expected"),
    [
        # In a literal block every line keeps its place.
        ("b: |\n  one\n\n  two [[x]]\n", Within(2, 4, 9), (4, 7, 4, 12)),
        ("b: |2\n    one\n  two\n", Within(1, 0, 3), (3, 3, 3, 6)),
        ("b: |-\n      one\n", Within(0, 1, 2), (2, 8, 2, 9)),
        # On one line, with or without quotes.
        ("b: one [[x]]\n", Within(0, 4, 9), (1, 8, 1, 13)),
        ('b: "one [[x]]"\n', Within(0, 4, 9), (1, 9, 1, 14)),
        ("b: '深圳 [[x]]'\n", Within(0, 3, 8), (1, 8, 1, 13)),
        # Escapes and folding lose columns: the field is the place.
        ('b: "o\\u006ee [[x]]"\n', Within(0, 4, 9), (1, 4, 1, 20)),
        ("b: 'it''s [[x]]'\n", Within(0, 5, 10), (1, 4, 1, 17)),
        ("b: >\n  one\n  two [[x]]\n", Within(0, 8, 13), (1, 4, 4, 1)),
        ("b: one\n  two [[x]]\n", Within(0, 8, 13), (1, 4, 2, 12)),
    ],
)
def test_a_stretch_inside_a_text_is_placed_where_its_style_allows(
    text: str, within: Within, expected: tuple[int, int, int, int]
) -> None:
    assert place("n.yaml", tree(text), ("b",), within) == Span("n.yaml", *expected)


def test_a_tree_survives_being_written_as_json() -> None:
    before = tree()
    assert from_json(json.loads(to_json(before))) == before


def test_keys_that_could_not_be_kept_survive_json_too() -> None:
    before = tree("a:\nb: {c: d, c: e}\n")
    assert before.spoilt == ("a",)
    assert from_json(json.loads(to_json(before))) == before


def test_the_plain_form_keeps_order_and_nothing_of_places() -> None:
    assert plain(tree("b: [1, {c: d}]\na: 'e'\n")) == {"b": ["1", {"c": "d"}], "a": "e"}
    assert list(plain(tree("b: x\na: y\n"))) == ["b", "a"]
