"""The scalar types that fields are made of: strings in, values out, each with its JSON Schema.

Bare `bool`, `int`, `float`, `date` and `datetime` are not used in models: pydantic reads
strings into them more generously than an author expects.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from brief.schema.fault import refuse, shown

# Editors type plain scalars themselves (`title: 1984` is a number there), so text allows all.
TEXT_SCHEMA: dict[str, Any] = {"type": ["string", "number", "boolean", "null"]}


class Prose(str):
    """One paragraph of inline Markdown: emphasis, links, `[[references]]`."""

    __slots__ = ()


class MarkdownText(str):
    """Markdown with block structure."""

    __slots__ = ()


class Absence(StrEnum):
    """Words that say a value is absent, and how."""

    UNKNOWN = "unknown"
    NONE = "none"
    WITHHELD = "withheld"


def text_of(value: Any) -> str:
    """Return a value that must be text with something in it."""
    if not isinstance(value, str):
        raise refuse("B119", f"is {shown(value)} where text is due")
    if not value.strip():
        raise refuse("B127", "is empty", "leave the field out, or write something")
    return value.strip()


def _line(value: Any) -> str:
    text = text_of(value)
    if "\n" in text:
        raise refuse("B127", "has a line break where one line is due", "join the lines")
    return text


def _day(value: Any) -> date:
    text = text_of(value)
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    if found is None:
        raise refuse("B112", f"is not a day: {shown(text)}", "write it as YYYY-MM-DD")
    return day_of(int(found[1]), int(found[2]), int(found[3]), shown(text))


def day_of(year: int, month: int, day: int, written: str) -> date:
    """Return a day of the calendar.

    Raises:
        PydanticCustomError: There is no such day.
    """
    try:
        return date(year, month, day)
    except ValueError:
        raise refuse("B112", f"is not a day: {written}", _why_no_day(year, month)) from None


def _why_no_day(year: int, month: int) -> str:
    if not 1 <= month <= 12:  # noqa: PLR2004 - months
        return "months run from 01 to 12"
    if year < 1:
        return "years run from 0001"
    last = monthrange(year, month)[1]
    return f"{MONTHS[month - 1]} has {last} days" + (f" in {year}" if month == 2 else "")  # noqa: PLR2004 - February


MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment in UTC. `zoned` is false where the text gave a time without an offset."""

    at: datetime
    zoned: bool = True


# Digits of ASCII, here and below: `\d` would take those of every script.
_INSTANT = re.compile(
    "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?"
)


def _instant(value: Any) -> Instant:
    text = text_of(value)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        day = _day(text)
        return Instant(datetime(day.year, day.month, day.day, tzinfo=UTC))
    hint = "write a day, or an instant such as 2026-11-22T09:00:00+01:00"
    if not _INSTANT.fullmatch(text):
        raise refuse("B114", f"is not an instant: {shown(text)}", hint)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise refuse("B114", f"is not an instant: {shown(text)}", hint) from None
    if at.tzinfo is None:
        return Instant(at.replace(tzinfo=UTC), zoned=False)
    try:
        return Instant(at.astimezone(UTC))
    except OverflowError:
        raise refuse("B114", f"is not an instant: {shown(text)}", hint) from None


def _yes_no(value: Any) -> bool:
    words = {"true": True, "yes": True, "false": False, "no": False}
    text = text_of(value)
    if text not in words:
        raise refuse("B116", f"is neither yes nor no: {shown(text)}", "write `yes` or `no`")
    return words[text]


def _switch(value: Any) -> bool:
    text = text_of(value)
    if text in ("on", "off"):
        return text == "on"
    return _yes_no(text)


def _whole(value: Any) -> int:
    text = text_of(value)
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise refuse("B118", f"is not a whole number: {shown(text)}", "write digits only")
    return int(text)


def _number(value: Any) -> Decimal:
    text = text_of(value)
    if not re.fullmatch(r"-?[0-9]{1,30}(\.[0-9]{1,30})?", text):
        hint = "write digits, with a point before decimals"
        raise refuse("B118", f"is not a number: {shown(text)}", hint)
    return Decimal(text)


def probability_of(text: str) -> Decimal:
    """Return a probability from 0.01 to 0.99.

    Raises:
        PydanticCustomError: It lies outside, or is no decimal number.
    """
    found = re.fullmatch(r"([0-9]?\.[0-9]{1,6}|[0-9]{1,3}(?:\.[0-9]{1,6})?)( ?%)?", text)
    hint = "write it as 0.70"
    if found:
        number, per_cent = Decimal(found[1]), found[2] is not None
        if not per_cent and Decimal("0.01") <= number <= Decimal("0.99"):
            return number
        hint = "nothing is certain: the ends are 0.01 and 0.99"
        if (per_cent or number > 1) and 1 <= number <= 99:  # noqa: PLR2004 - a percentage
            hint = f"write {(number / 100).normalize():f}"
    raise refuse("B117", f"is not from 0.01 to 0.99: {shown(text)}", hint)


def _probability(value: Any) -> Decimal:
    return probability_of(text_of(value))


URL = re.compile(r"https?://[^\s/?#<>\"{}|\\^`@]+(?:[/?#][^\s<>\"{}|\\^`]*)?")


def is_url(text: str) -> bool:
    """Tell a web address from an id."""
    return "://" in text or text.startswith("www.")


def url_of(text: str) -> str:
    """Return a web address.

    Raises:
        PydanticCustomError: It is not http or https, or holds what an address cannot.
    """
    if not URL.fullmatch(text):
        hint = "begin it with https://" if "://" not in text else "only http and https are read"
        raise refuse("B120", f"is not a web address: {shown(text)}", hint)
    return text


def _url(value: Any) -> str:
    return url_of(text_of(value))


ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_ID = 80


# Letters that do not come apart into a letter of ASCII and an accent.
_SPELT = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l"}
)


def _plain_letters(text: str) -> str:
    """Return a text in lower case without accents; letters of other scripts stay."""
    apart = unicodedata.normalize("NFKD", text.lower().translate(_SPELT))
    return "".join(character for character in apart if not unicodedata.combining(character))


def slug_of(text: str) -> str:
    """Return the id that a text suggests; empty where it holds no letter or digit of ASCII."""
    words: list[str] = re.findall(r"[a-z0-9]+", _plain_letters(text))
    return "-".join(words)[:MOST_ID].strip("-")


def suggested_id(text: str) -> str:
    """Return the id to propose for a text; empty where letters of it would be lost."""
    lost = any(c.isalnum() and not c.isascii() for c in _plain_letters(text))
    return "" if lost else slug_of(text)


def id_rule(text: str) -> str:
    """Return the rule for ids as a hint, with the id that a text suggests."""
    slug = suggested_id(text)
    rule = f"use lower-case letters, digits and single hyphens, {MOST_ID} at most"
    return f"{rule}: `{slug}`" if slug and slug != text else rule


def id_of(text: str, hint: str | None = None) -> str:
    """Return an id.

    Raises:
        PydanticCustomError: It breaks the rule for ids.
    """
    if not ID.fullmatch(text) or len(text) > MOST_ID:
        raise refuse("B121", f"is not an id: {shown(text)}", hint or id_rule(text))
    return text


def _id(value: Any) -> str:
    return id_of(text_of(value))


def _tag(value: Any) -> str:
    text = text_of(value)
    if not re.fullmatch(r"[a-z0-9]+([ -][a-z0-9]+)*", text) or len(text) > MOST_ID:
        slug = suggested_id(text)
        hint = f"write `{slug}`" if slug else "use lower-case words, in letters from a to z"
        raise refuse("B126", f"is not a tag: {shown(text)}", hint)
    return text.replace(" ", "-")


def _colour(value: Any) -> str:
    text = text_of(value)
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise refuse("B128", f"is not a colour: {shown(text)}", 'write it as "#0b4f8a"')
    return text.lower()


def typed(parse: Callable[[Any], Any], **schema: Any) -> tuple[PlainValidator, WithJsonSchema]:
    """Return the metadata of a type: how it is read and what editors are told."""
    return PlainValidator(parse), WithJsonSchema(schema)


_SCALAR = ["string", "number"]

Text = Annotated[str, *typed(text_of, **TEXT_SCHEMA)]
Line = Annotated[str, *typed(_line, **TEXT_SCHEMA)]
ProseText = Annotated[Prose, *typed(lambda value: Prose(_block(value)), **TEXT_SCHEMA)]
MarkdownBody = Annotated[
    MarkdownText, *typed(lambda value: MarkdownText(_block(value)), **TEXT_SCHEMA)
]
Day = Annotated[date, *typed(_day, type="string", pattern=r"^\d{4}-\d{2}-\d{2}$")]
Moment = Annotated[Instant, *typed(_instant, type="string", pattern=r"^\d{4}-\d{2}-\d{2}")]
YesNo = Annotated[bool, *typed(_yes_no, enum=[True, False, "yes", "no", "true", "false"])]
Switch = Annotated[
    bool, *typed(_switch, enum=[True, False, "yes", "no", "true", "false", "on", "off"])
]
Whole = Annotated[int, *typed(_whole, type=_SCALAR, pattern=r"^\d{1,9}$", minimum=0)]
Number = Annotated[Decimal, *typed(_number, type=_SCALAR)]
Probability = Annotated[Decimal, *typed(_probability, type=_SCALAR, minimum=0.01, maximum=0.99)]
Url = Annotated[str, *typed(_url, type="string", pattern=r"^https?://")]
Id = Annotated[str, *typed(_id, **TEXT_SCHEMA, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Tag = Annotated[str, *typed(_tag, **TEXT_SCHEMA)]
Colour = Annotated[str, *typed(_colour, type="string", pattern="^#[0-9a-fA-F]{6}$")]


def _block(value: Any) -> str:
    # The text keeps its first lines as they are, so that line numbers inside it stay true.
    text_of(value)
    return str(value).rstrip()


def or_absent(parse: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a reader that also takes the words `unknown`, `none` and `withheld`."""

    def read(value: Any) -> Any:
        if isinstance(value, str) and value.strip() in set(Absence):
            return Absence(value.strip())
        return parse(value)

    return read


KnownLine = Annotated[str | Absence, *typed(or_absent(_line), **TEXT_SCHEMA)]
