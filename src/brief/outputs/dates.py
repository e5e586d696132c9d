"""Days and date expressions in words, from fixed locale data, never the machine's locale."""

from datetime import date
from functools import cache

from babel import Locale
from babel.dates import format_date, format_skeleton

from brief.schema.when import When


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language, sep="-")


@cache
def language_name(language: str) -> str:
    """Return what a language is called in English, which is what the theme speaks."""
    return str(_locale(language).english_name or language)


@cache
def day_words(day: date, language: str) -> str:
    """Return a day in words: "22 November 2026" in the order of the language."""
    locale = _locale(language)
    if locale.language == "en" and locale.territory in (None, "GB"):
        return f"{day.day} {format_date(day, 'MMMM y', locale=locale)}"
    return str(format_date(day, "long", locale=locale))


@cache
def short_day(day: date, language: str) -> str:
    """Return a day within a year, for lists under a year: "22 Nov"."""
    locale = _locale(language)
    if locale.language == "en" and locale.territory in (None, "GB"):
        return f"{day.day} {format_date(day, 'MMM', locale=locale)}"
    return str(format_skeleton("MMMd", day, locale=locale))


@cache
def compact_day(day: date, language: str) -> str:
    """Return a day for a table: "7 Feb 2025"."""
    locale = _locale(language)
    if locale.language == "en" and locale.territory in (None, "GB"):
        return f"{short_day(day, language)} {day.year}"
    return str(format_date(day, "medium", locale=locale))


@cache
def month_words(day: date, language: str) -> str:
    """Return the month of a day for an axis: "Nov 2026"."""
    return str(format_skeleton("yMMM", day, locale=_locale(language)))


@cache
def long_month(day: date, language: str) -> str:
    """Return the month of a day for a sentence: "November 2026"."""
    return str(format_skeleton("yMMMM", day, locale=_locale(language)))


@cache
def d3_locale(language: str) -> dict[str, object]:
    """Return the names of months and days as the axes of charts need them.

    Source: the fields of a locale of d3-time-format 4; formats that no axis of ours uses are
    those of ISO 8601.
    """
    locale = _locale(language)
    alone = {width: locale.months["stand-alone"][width] for width in ("wide", "abbreviated")}
    days = {width: locale.days["stand-alone"][width] for width in ("wide", "abbreviated")}
    sunday_first = (6, *range(6))
    return {
        "dateTime": "%Y-%m-%d %H:%M",
        "date": "%Y-%m-%d",
        "time": "%H:%M",
        "periods": ["AM", "PM"],
        "days": [days["wide"][number] for number in sunday_first],
        "shortDays": [days["abbreviated"][number] for number in sunday_first],
        "months": [alone["wide"][number] for number in range(1, 13)],
        "shortMonths": [alone["abbreviated"][number] for number in range(1, 13)],
    }


def compact_when(when: When, language: str) -> str:
    """Return a date expression for a table: short where it gives a day."""
    return compact_day(when.day, language) if when.day else when_words(when, language)


def when_words(when: When, language: str) -> str:
    """Return a date expression in words: "about the third quarter of 2026"."""
    if not when.known:
        return "date not known"
    if when.start or when.end:
        if when.start is None and when.end:
            return f"until {when_words(when.end, language)}"
        if when.end is None and when.start:
            return f"from {when_words(when.start, language)}"
        assert when.start is not None  # one of the three holds
        assert when.end is not None
        return f"{when_words(when.start, language)} to {when_words(when.end, language)}"
    words = _single(when, language)
    return {"": "{}", "?": "{} (uncertain)", "~": "about {}", "%": "about {} (uncertain)"}[
        when.qualifier
    ].format(words)


def _single(when: When, language: str) -> str:
    first, last = when.earliest, when.latest
    assert first is not None  # a single expression has bounds
    assert last is not None
    locale = _locale(language)
    if first == last:
        return day_words(first, language)
    months = last.month - first.month + 1
    if months == 1:
        return str(format_skeleton("yMMMM", first, locale=locale))
    if months == 3:  # noqa: PLR2004 - months of a quarter
        return f"Q{(last.month - 1) // 3 + 1} {first.year}"
    if months == 6:  # noqa: PLR2004 - months of a half
        return f"{'first' if first.month == 1 else 'second'} half of {first.year}"
    return str(first.year)


def machine(when: When) -> str | None:
    """Return the value of a `datetime` attribute, where HTML has one for the expression."""
    if not when.known or when.start or when.end or when.earliest is None or when.latest is None:
        return None
    if when.earliest == when.latest:
        return when.earliest.isoformat()
    months = when.latest.month - when.earliest.month + 1
    if months == 1:
        return f"{when.earliest:%Y-%m}"
    return f"{when.earliest:%Y}" if months == 12 else None  # noqa: PLR2004 - months of a year
