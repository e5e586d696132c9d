"""Texts made to break a reader: deep nesting, alias bombs, long lines. Nothing is timed."""

import pytest

from brief.text.yaml import MOST_LEVELS, read_yaml


def codes(text: str) -> list[str]:
    return [each.code for each in read_yaml("note.yaml", text.encode()).problems]


def blocks(levels: int) -> str:
    return "".join(" " * n + "a:\n" for n in range(levels - 1)) + " " * levels + "a: b\n"


def brackets(levels: int) -> str:
    return "a: " + "[" * (levels - 1) + "b" + "]" * (levels - 1) + "\n"


def test_32_levels_are_read_and_33_are_not() -> None:
    assert codes(brackets(MOST_LEVELS)) == []
    assert codes(brackets(MOST_LEVELS + 1)) == ["B012"]
    assert codes(blocks(MOST_LEVELS)) == []
    assert codes(blocks(MOST_LEVELS + 1)) == ["B012"]


def test_the_first_level_too_many_is_marked() -> None:
    problem = read_yaml("note.yaml", brackets(40).encode()).problems[0]
    assert problem.span[1:] == (1, 4 + MOST_LEVELS - 1, 1, 5 + MOST_LEVELS - 1)


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 100_000,
        "a: " + "[" * 100_000 + "]" * 100_000,
        "a: " + "{b: " * 60_000,
        "a: " + "[{b: " * 40_000,
        "- " * 50_000 + "a",
        "? " * 50_000 + "a",
        "".join(" " * n + "a:\n" for n in range(1200)),
        "a: " + "[" * 999 + "\n" + "b: " + "[" * 999,
    ],
    ids=["open", "closed", "mappings", "mixed", "dashes", "keys", "indents", "two lines"],
)
def test_nesting_beyond_all_measure_is_one_problem_and_ends_no_process(text: str) -> None:
    assert codes(text) == ["B012"]


def test_brackets_in_texts_are_not_nesting() -> None:
    flat = ", ".join(["[x]"] * 999)
    assert codes(f"a: '{'[' * 3000}'\nb: |\n  {'{' * 3000}\nc: [{flat}]\n") == []


def test_a_syntax_error_in_a_file_that_may_be_deep_is_still_found() -> None:
    assert codes(f"a: '{'[' * 2000}'\nb: [c\nd: e\n") == ["B014"]


def test_an_alias_bomb_costs_no_more_than_its_text() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 25)]
    found = codes("\n".join(lines))
    assert set(found) <= {"B005", "B006"}
    assert len(found) == len(lines)


def test_an_alias_to_itself_ends() -> None:
    assert codes("a: &a [*a, &b {c: *a, d: *b}]\n") == ["B005", "B005"]


def test_twenty_thousand_keys_are_all_kept() -> None:
    reading = read_yaml("note.yaml", "".join(f"k{n}: v\n" for n in range(20_000)).encode())
    assert reading.tree is not None
    assert len(reading.tree.pairs) == 20_000
