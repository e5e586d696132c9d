"""Likelihood in words and numbers: ICD 203's bins, half-open, the upper range at an edge."""

from decimal import Decimal

import pytest
from pydantic_core import PydanticCustomError

from brief.schema.likelihood import SECOND_ROW, TERMS, parse_likelihood, percent, term_of


@pytest.mark.parametrize(
    ("p", "words"),
    [
        ("0.01", "almost no chance (1–5%)"),
        ("0.0499", "almost no chance (1–5%)"),
        ("0.05", "very unlikely (5–20%)"),
        ("0.1999", "very unlikely (5–20%)"),
        ("0.20", "unlikely (20–45%)"),
        ("0.45", "roughly even chance (45–55%)"),
        ("0.50", "roughly even chance (45–55%)"),
        ("0.55", "likely (55–80%)"),
        ("0.80", "very likely (80–95%)"),
        ("0.95", "almost certain (95–99%)"),
        ("0.99", "almost certain (95–99%)"),
    ],
)
def test_a_number_is_printed_with_its_term_and_range(p: str, words: str) -> None:
    assert parse_likelihood(p).phrase == f"{percent(Decimal(p))}: {words}"


def test_a_number_prints_with_the_decimals_it_was_given() -> None:
    assert parse_likelihood("0.85").phrase == "85%: very likely (80–95%)"
    assert parse_likelihood("0.855").phrase == "85.5%: very likely (80–95%)"
    assert parse_likelihood("0.1").phrase == "10%: very unlikely (5–20%)"


@pytest.mark.parametrize("term", TERMS)
def test_a_term_is_printed_with_its_range_and_no_number_is_made_of_it(
    term: tuple[str, int, int],
) -> None:
    read = parse_likelihood(term[0])
    assert read.p is None
    assert read.phrase == f"{term[0]} ({term[1]}–{term[2]}%)"
    assert parse_likelihood(term[0].upper()) == read


def test_the_bins_touch_and_cover_everything() -> None:
    assert [term.high for term in TERMS[:-1]] == [term.low for term in TERMS[1:]]
    for hundredths in range(1, 100):
        term = term_of(Decimal(hundredths) / 100)
        assert term.low <= hundredths <= term.high
        assert hundredths < term.high or term is TERMS[-1]


@pytest.mark.parametrize(
    ("other", "first"),
    [
        ("remote", "almost no chance"),
        ("highly improbable", "very unlikely"),
        ("improbable", "unlikely"),
        ("roughly even odds", "roughly even chance"),
        ("probable", "likely"),
        ("highly probable", "very likely"),
        ("nearly certain", "almost certain"),
    ],
)
def test_the_second_row_is_refused_with_the_term_of_the_first(other: str, first: str) -> None:
    assert other in SECOND_ROW
    with pytest.raises(PydanticCustomError) as caught:
        parse_likelihood(other)
    assert caught.value.type == "B129"
    assert caught.value.context is not None
    assert caught.value.context["hint"] == f"write `{first}`"


@pytest.mark.parametrize(
    "text", ["perhaps", "likly", "70", "-0.5", "0", "1", "0.5 or so", "²", "likely?"]
)
def test_what_is_neither_number_nor_term_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        parse_likelihood(text)
    assert caught.value.type == "B117"
