"""The scalar types one by one: what they take, and what pydantic alone would have taken."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from brief.schema import codes, types
from brief.schema.types import Absence, Instant


def refused(kind: Any, written: object) -> tuple[str, str | None]:
    """Return the code and the hint with which a type refuses a value."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(written)
    (error,) = caught.value.errors()
    return error["type"], error["ctx"].get("hint")


def read(kind: Any, written: object) -> Any:
    return TypeAdapter(kind).validate_python(written)


EVERY = (
    types.Text,
    types.Line,
    types.ProseText,
    types.MarkdownBody,
    types.Day,
    types.Moment,
    types.YesNo,
    types.Switch,
    types.Whole,
    types.Number,
    types.Probability,
    types.Url,
    types.Id,
    types.Tag,
    types.Colour,
    types.KnownLine,
    codes.Country,
    codes.Jurisdiction,
    codes.Currency,
    codes.Language,
    codes.Licence,
)


@pytest.mark.parametrize("kind", EVERY)
@pytest.mark.parametrize("value", [["a"], {"a": "b"}, [], {}])
def test_no_scalar_type_takes_a_list_or_a_mapping(kind: Any, value: object) -> None:
    assert refused(kind, value)[0] == "B119"


@pytest.mark.parametrize("kind", EVERY)
@pytest.mark.parametrize("value", ["", "  ", "\n"])
def test_no_scalar_type_takes_an_empty_text(kind: Any, value: str) -> None:
    assert refused(kind, value)[0] == "B127"


@pytest.mark.parametrize(
    "written",
    [
        "86400",  # pydantic: 2 January 1970
        "2026",
        "2026-11",
        "2026-11-22T00:00:00",
        "2026-1-2",
        "20261122",
        "22.11.2026",
        "٢٠٢٦-١١-٠١",
        "2026-11-22 ?",
        "+2026-11-22",
        "unknown",
    ],
)
def test_a_day_has_one_form(written: str) -> None:
    assert refused(types.Day, written)[0] == "B112"


def test_a_day_is_read() -> None:
    assert read(types.Day, " 2026-11-22 ") == date(2026, 11, 22)
    assert read(types.Day, "2024-02-29") == date(2024, 2, 29)
    assert read(types.Day, "9999-12-31") == date.max


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("2026-02-29", "February has 28 days in 2026"),
        ("2024-02-30", "February has 29 days in 2024"),
        ("2026-11-31", "November has 30 days"),
        ("2026-12-32", "December has 31 days"),
        ("9999-12-32", "December has 31 days"),
        ("2026-13-01", "months run from 01 to 12"),
        ("2026-00-01", "months run from 01 to 12"),
        ("2026-01-00", "January has 31 days"),
        ("0000-01-01", "years run from 0001"),
    ],
)
def test_a_day_that_does_not_exist_says_why(written: str, hint: str) -> None:
    assert refused(types.Day, written) == ("B112", hint)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-11-22", Instant(datetime(2026, 11, 22, tzinfo=UTC))),
        ("2026-11-22T09:00:00+01:00", Instant(datetime(2026, 11, 22, 8, tzinfo=UTC))),
        ("2026-11-22T09:00Z", Instant(datetime(2026, 11, 22, 9, tzinfo=UTC))),
        ("2026-11-22 09:00:30-05:30", Instant(datetime(2026, 11, 22, 14, 30, 30, tzinfo=UTC))),
        ("2026-11-22T09:00", Instant(datetime(2026, 11, 22, 9, tzinfo=UTC), zoned=False)),
    ],
)
def test_an_instant_is_kept_in_utc(written: str, expected: Instant) -> None:
    assert read(types.Moment, written) == expected


@pytest.mark.parametrize(
    "written",
    [
        "2026",  # pydantic: half past midnight on 1 January 1970
        "1700000000",
        "2026-11-22T25:00:00Z",
        "2026-11-22T09:00:00+1",
        "2026-11-22T09",
        "2026-11-22T09:00:00.5Z",
        "2026-11-22T09:00:00 UTC",
        "0001-01-01T00:00:00+10:00",
        "9999-12-31T23:59:59-10:00",
        "tomorrow",
    ],
)
def test_an_instant_is_a_day_and_a_time_with_its_offset(written: str) -> None:
    assert refused(types.Moment, written)[0] == "B114"


def test_an_instant_of_a_day_that_does_not_exist_is_no_day() -> None:
    assert refused(types.Moment, "2026-02-30")[0] == "B112"


@pytest.mark.parametrize("written", ["y", "n", "1", "0", "on", "off", "True", "YES", "t", "ja"])
def test_yes_and_no_are_two_words_each(written: str) -> None:
    assert refused(types.YesNo, written)[0] == "B116"


def test_yes_and_no_are_read() -> None:
    assert [read(types.YesNo, word) for word in ("true", "yes", "false", "no")] == [
        True,
        True,
        False,
        False,
    ]


def test_a_switch_also_takes_on_and_off() -> None:
    assert read(types.Switch, "on") is True
    assert read(types.Switch, "off") is False
    assert read(types.Switch, "no") is False
    assert refused(types.Switch, "1")[0] == "B116"


@pytest.mark.parametrize(
    "written", ["1_0", "1e3", "-1", "+1", "1.0", "٣", "0x1F", "1234567890", "nan"]
)
def test_a_whole_number_is_digits(written: str) -> None:
    assert refused(types.Whole, written)[0] == "B118"


@pytest.mark.parametrize(
    "written", ["nan", "inf", "1e3", "1_0", "1,5", ".5", "5.", "٣", "1" * 31]
)
def test_a_number_is_digits_with_a_point(written: str) -> None:
    assert refused(types.Number, written)[0] == "B118"


def test_numbers_are_exact() -> None:
    assert read(types.Whole, "007") == 7
    assert str(read(types.Number, "-0.10")) == "-0.10"
    assert read(types.Probability, "0.35") - read(types.Probability, "0.30") == Decimal("0.05")


@pytest.mark.parametrize("written", ["0.01", "0.99", ".5", "0.5"])
def test_a_probability_runs_from_0_01_to_0_99(written: str) -> None:
    assert read(types.Probability, written) == Decimal(written)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("70", "write 0.7"),
        ("99", "write 0.99"),
        ("2.5", "write 0.025"),
        ("1", "nothing is certain: the ends are 0.01 and 0.99"),
        ("0", "nothing is certain: the ends are 0.01 and 0.99"),
        ("0.009", "nothing is certain: the ends are 0.01 and 0.99"),
        ("0.991", "nothing is certain: the ends are 0.01 and 0.99"),
        ("100", "nothing is certain: the ends are 0.01 and 0.99"),
        ("nan", "write it as 0.70"),
        ("70%", "write 0.7"),
        ("-0.5", "write it as 0.70"),
        ("5e-1", "write it as 0.70"),
        ("٠.٥", "write it as 0.70"),
    ],
)
def test_what_is_no_probability_says_what_to_write(written: str, hint: str) -> None:
    assert refused(types.Probability, written) == ("B117", hint)


@pytest.mark.parametrize(
    "written",
    ["https://x.example", "http://x.example:8080/a?b=c#d", "https://x.example/é", "https://x"],
)
def test_a_web_address_is_read(written: str) -> None:
    assert read(types.Url, written) == written


@pytest.mark.parametrize(
    "written",
    [
        "www.x.example",
        "ftp://x.example",
        "javascript:alert(1)",
        "https://",
        "https:// x.example",
        "https://x.example/a b",
        'https://x.example/"',
        "https://x.example/<b>",
        "https://user@x.example/",
        "https:///path",
        "//x.example",
    ],
)
def test_what_is_no_web_address_is_refused(written: str) -> None:
    assert refused(types.Url, written)[0] == "B120"


@pytest.mark.parametrize("written", ["a", "a-1", "2026", "a" * 80, "no", "true"])
def test_an_id_is_read(written: str) -> None:
    assert read(types.Id, written) == written


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("Etched", "etched"),
        ("a b", "a-b"),
        ("a--b", "a-b"),
        ("-a", "a"),
        ("a_b", "a-b"),
        ("a/../b", "a-b"),
        ("a.b", "a-b"),
        ("é", "e"),
        ("Größe", "grosse"),
        ("深圳", None),
        ("x深圳", None),
        ("a\nb", "a-b"),
        ("a" * 81, "a" * 80),
    ],
)
def test_what_is_no_id_is_refused_with_the_id_it_suggests(
    written: str, slug: str | None
) -> None:
    code, hint = refused(types.Id, written)
    assert code == "B121"
    assert (hint or "").endswith(f"`{slug}`" if slug else "80 at most")


def test_a_tag_joins_its_words() -> None:
    assert read(types.Tag, "advanced packaging") == "advanced-packaging"
    for written in ("#a", "A", "a_b", "a  b", "é", "a" * 81):
        assert refused(types.Tag, written)[0] == "B126"


def test_a_line_has_no_line_break_and_a_text_may() -> None:
    assert refused(types.Line, "a\nb")[0] == "B127"
    assert read(types.Line, " a \n") == "a"
    assert read(types.Text, " a\nb ") == "a\nb"


def test_a_block_keeps_its_first_lines_so_that_places_stay_true() -> None:
    assert read(types.MarkdownBody, "\n  a\n\n") == "\n  a"
    assert read(types.ProseText, "\n  a\n\n") == "\n  a"


def test_a_colour_is_six_hexadecimal_digits() -> None:
    assert read(types.Colour, "#0B4f8A") == "#0b4f8a"
    for written in ("navy", "#fff", "0b4f8a", "#0b4f8a80", "#0b4f8g"):
        assert refused(types.Colour, written)[0] == "B128"


def test_absence_is_said_in_three_words() -> None:
    for word in ("unknown", "none", "withheld"):
        assert read(types.KnownLine, word) is Absence(word)
    assert read(types.KnownLine, "Unknown") == "Unknown"
    assert read(codes.KnownJurisdiction, "unknown") is Absence.UNKNOWN
    assert refused(codes.Jurisdiction, "unknown")[0] == "B122"
