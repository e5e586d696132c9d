"""Days and date expressions in words, from fixed data and never from the machine's locale."""

from datetime import date

import pytest

from brief.outputs.dates import day_words, machine, short_day, when_words
from brief.schema.when import parse_when

DAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("en", "2 November 2026", "2 Nov"),
        ("en-GB", "2 November 2026", "2 Nov"),
        ("en-US", "November 2, 2026", "Nov 2"),
        ("de", "2. November 2026", "2. Nov."),
        ("fr", "2 novembre 2026", "2 nov."),
        ("ja", "2026年11月2日", "11月2日"),
    ],
)
def test_a_day_is_written_in_the_order_of_the_language(
    language: str, long: str, short: str
) -> None:
    assert day_words(DAY, language) == long
    assert short_day(DAY, language) == short


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-11-02", "2 November 2026"),
        ("2026-11", "November 2026"),
        ("2026", "2026"),
        ("2026-Q3", "Q3 2026"),
        ("2026-H2", "second half of 2026"),
        ("2026-Q3?", "Q3 2026 (uncertain)"),
        ("2026-11~", "about November 2026"),
        ("2026%", "about 2026 (uncertain)"),
        ("2026-11/2027", "November 2026 to 2027"),
        ("2026-11-02/..", "from 2 November 2026"),
        ("../2026-H1~", "until about first half of 2026"),
        ("unknown", "date not known"),
    ],
)
def test_an_expression_is_said_in_words(text: str, words: str) -> None:
    assert when_words(parse_when(text), "en") == words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-11-02", "2026-11-02"),
        ("2026-11?", "2026-11"),
        ("2026~", "2026"),
        ("2026-Q3", None),
        ("2026-H1", None),
        ("2026-11/2026-12", None),
        ("unknown", None),
    ],
)
def test_a_machine_reads_what_html_has_a_form_for(text: str, value: str | None) -> None:
    assert machine(parse_when(text)) == value
