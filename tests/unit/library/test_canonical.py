"""Canonical JSON: one text for one value, whatever the order in which it was written."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType

import pytest

from brief.kinds.forecast import ReferenceClass, Resolution, Update
from brief.library.canonical import canonical, number, simple
from brief.schema.likelihood import parse_likelihood
from brief.schema.types import Instant, Prose
from brief.schema.when import parse_when


def test_keys_are_sorted_by_code_point_without_spaces() -> None:
    assert (
        canonical({"b": "1", "a": "2", "B": "3", "é": "4", "z": "5"})
        == '{"B":"3","a":"2","b":"1","z":"5","é":"4"}'
    )


def test_text_is_not_escaped_and_is_composed() -> None:
    assert canonical({"a": 'e\u0301 深 "'}) == '{"a":"é 深 \\""}'


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("0.30"), "0.3"),
        (Decimal("0.45"), "0.45"),
        (Decimal(100), "100"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.0"), "0"),
        (Decimal("1200000.50"), "1200000.5"),
        (Decimal("0.000001"), "0.000001"),
    ],
)
def test_a_number_is_its_shortest_decimal(value: Decimal, expected: str) -> None:
    assert number(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, "yes"),
        (False, "no"),
        (7, "7"),
        (date(2026, 1, 2), "2026-01-02"),
        (Instant(datetime(2026, 1, 2, 3, tzinfo=UTC)), "2026-01-02T03:00:00+00:00"),
        (parse_when("2026-Q3?"), "2026-Q3?"),
        (parse_likelihood("0.70"), "0.7"),
        (parse_likelihood("likely"), "likely"),
        (Prose("a"), "a"),
        (("a", ("b",)), ["a", ["b"]]),
        (MappingProxyType({"a": None, "b": (), "c": {}, "d": "e"}), {"d": "e"}),
    ],
)
def test_every_value_is_a_text_a_list_or_a_mapping(value: object, expected: object) -> None:
    assert simple(value) == expected


def test_a_model_is_written_by_the_names_that_authors_use() -> None:
    update = Update.model_validate({"date": "2026-02-01", "p": "0.45"})
    assert canonical(update) == '{"date":"2026-02-01","p":"0.45"}'
    reference = ReferenceClass.model_validate({"k": "2", "n": "10", "description": "example"})
    assert canonical(reference) == '{"description":"example","k":"2","n":"10"}'
    assert json.loads(canonical(Resolution.model_validate({"outcome": "yes"}))) == {
        "outcome": "yes"
    }
