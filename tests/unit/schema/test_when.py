"""Date expressions: bounds, order, EDTF. Golden values of the project's page on analysis."""

from datetime import date
from itertools import pairwise

import pytest
from pydantic_core import PydanticCustomError

from brief.schema.when import UNKNOWN, Order, edtf, order, parse_when, sort_key


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-11-22", "2026-11-22", "2026-11-22"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026-H1", "2026-01-01", "2026-06-30"),
        ("2026-H2~", "2026-07-01", "2026-12-31"),
        ("2026-Q3?", "2026-07-01", "2026-09-30"),
        ("2026-11%", "2026-11-01", "2026-11-30"),
        ("2026-01/2026-03", "2026-01-01", "2026-03-31"),
        ("2026-Q1?/2026-11-22~", "2026-01-01", "2026-11-22"),
        ("2026/2026", "2026-01-01", "2026-12-31"),
    ],
)
def test_an_expression_has_its_bounds(text: str, earliest: str, latest: str) -> None:
    when = parse_when(text)
    assert when.earliest == date.fromisoformat(earliest)
    assert when.latest == date.fromisoformat(latest)
    assert when.known


def test_an_open_interval_has_one_bound() -> None:
    assert parse_when("2026-05/..").earliest == date(2026, 5, 1)
    assert parse_when("2026-05/..").latest is None
    assert parse_when("../2026-05").earliest is None
    assert parse_when("../2026-05").latest == date(2026, 5, 31)


@pytest.mark.parametrize("qualifier", ["?", "~", "%"])
def test_a_qualifier_never_widens_the_bounds(qualifier: str) -> None:
    plain, qualified = parse_when("2026-Q3"), parse_when(f"2026-Q3{qualifier}")
    assert (qualified.earliest, qualified.latest) == (plain.earliest, plain.latest)
    assert qualified.qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-13", "B113"),
        ("2026-00", "B113"),
        ("Q3 2026", "B113"),
        ("2026-02-30", "B112"),
        ("2026-07/2026-01", "B113"),
        ("2026-Q5", "B113"),
        ("2026-Q0", "B113"),
        ("2026-H3", "B113"),
        ("0000", "B113"),
        ("../..", "B113"),
        ("2026/", "B113"),
        ("/2026", "B113"),
        ("2026/2027/2028", "B113"),
        ("2026??", "B113"),
        ("2026-1", "B113"),
        ("26", "B113"),
        ("2026-11-22T10:00", "B113"),
        ("unknown?", "B113"),
        ("unknown/2026", "B113"),
        ("Unknown", "B113"),
        ("٢٠٢٦", "B113"),
        ("", "B113"),
    ],
)
def test_what_is_no_date_expression_is_refused(text: str, code: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        parse_when(text)
    assert caught.value.type == code


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2026-Q3", "2026-10", Order.BEFORE),
        ("2026-Q3", "2026-09-15", Order.OVERLAP),
        ("2026-Q3", "unknown", Order.UNKNOWN),
        ("2026-Q4", "2026-Q3?", Order.AFTER),
        ("2026-Q3", "2026-Q3", Order.OVERLAP),
        ("2026", "2027", Order.BEFORE),
        ("../2026-05", "2026-06", Order.BEFORE),
        ("2026-05/..", "2026-04-30", Order.AFTER),
        ("2026-05/..", "2027", Order.OVERLAP),
        ("2026-05/..", "../2026-01", Order.AFTER),
        ("unknown", "unknown", Order.UNKNOWN),
    ],
)
def test_two_expressions_stand_in_one_order(first: str, second: str, expected: Order) -> None:
    mirrored = {Order.BEFORE: Order.AFTER, Order.AFTER: Order.BEFORE}.get(expected, expected)
    assert order(parse_when(first), parse_when(second)) is expected
    assert order(parse_when(second), parse_when(first)) is mirrored


def test_expressions_sort_by_earliest_then_latest_with_unknown_last() -> None:
    texts = ["../2026", "2025", "2026-01", "2026-01/2026-02", "2026", "2026/..", "2026-02"]
    keys = [sort_key(parse_when(text)) for text in [*texts, "unknown"]]
    assert all(a < b for a, b in pairwise(keys))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-Q3?", "2026-07?/2026-09?"),
        ("2026-H2~", "2026-07~/2026-12~"),
        ("2026-Q1", "2026-01/2026-03"),
        ("2026", "2026"),
        ("2026-11%", "2026-11%"),
        ("2026-11-22", "2026-11-22"),
        ("2026-05/..", "2026-05/.."),
        ("../2026-05?", "../2026-05?"),
        ("2026-Q1/2026-Q2~", "2026-01/2026-06~"),
        ("unknown", ""),
    ],
)
def test_an_expression_is_exported_as_edtf(text: str, expected: str) -> None:
    assert edtf(parse_when(text)) == expected


def test_only_a_known_single_day_is_a_day() -> None:
    assert parse_when("2026-11-22").day == date(2026, 11, 22)
    assert parse_when("2026-11-22/2026-11-22").day == date(2026, 11, 22)
    assert parse_when("2026-11").day is None
    assert parse_when("2026-11-22/..").day is None
    assert UNKNOWN.day is None
