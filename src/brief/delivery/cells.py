"""What a cell of a list means, by its column; or why it cannot mean anything there."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Literal

from babel import Locale, UnknownLocaleError

from brief.delivery.addresses import Address, NoAddress, address_of
from brief.delivery.columns import Field
from brief.delivery.subscriber import CADENCES, PDFS
from brief.diagnostics.nearest import did_you_mean, one_of

# Characters. A name stands in one line of a letter's head, which may have 998 (RFC 5322).
LONGEST_NAME = 200
LONGEST_ATTRIBUTES = 10_000

# They turn the direction of the text behind them. Source: Unicode Standard Annex 9.
STEERING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

Roles = Literal["allow", "warn", "refuse"]


@dataclass(frozen=True, slots=True)
class Words:
    """What the columns of a list may say in this project.

    `paid` is the tier of those whom another system calls paying. `roles` says what becomes of
    boxes such as `info@`, `refused` are domains that are not taken.
    """

    tiers: tuple[str, ...]
    audiences: tuple[str, ...]
    paid: str
    roles: Roles = "warn"
    refused: frozenset[str] = frozenset()


class Refused(Exception):  # noqa: N818 - it is caught a few lines from where it is raised
    """A cell that cannot be taken."""

    def __init__(self, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"  # noqa: PLR2004 - a line holds it


def name_of(text: str, what: str = "name") -> str:
    """Return a name in one line.

    Raises:
        Refused: It holds line breaks or characters that steer, or is longer than 200.
    """
    for each in text:
        # Line breaks would begin another header; the others turn the direction of what follows.
        if unicodedata.category(each) in ("Cc", "Zl", "Zp") or each in STEERING:
            hint = "write it in one line, of letters"
            message = f"the {what} holds a character that steers: U+{ord(each):04X}"
            raise Refused("B546", message, hint)
    if len(text) > LONGEST_NAME:
        message = f"the {what} has {len(text):,} characters; {LONGEST_NAME} are the most"
        raise Refused("B546", message, "shorten it")
    return text


@lru_cache(maxsize=1000)
def language_of(text: str) -> str:
    """Return a language as BCP 47.

    Raises:
        Refused: It is none.
    """
    try:
        Locale.parse(text, sep="-" if "-" in text else "_")
    except (ValueError, UnknownLocaleError):
        hint = "write a BCP 47 tag, such as `en` or `pt-BR`"
        raise Refused("B547", f"`{_short(text)}` is not a language", hint) from None
    return text.replace("_", "-")


def _word(text: str, known: Sequence[str], what: str) -> Any:
    if text not in known:
        hint = did_you_mean(text, known) or f"write {one_of(known)}"
        raise Refused("B547", f"`{_short(text)}` is not {what}", hint)
    return text


def _listed(text: str) -> tuple[str, ...]:
    """Return the members of a cell that lists: separated by semicolons or commas, each once."""
    return tuple(dict.fromkeys(each for each in re.split(r"\s*[;,]\s*", text) if each))


_STATUS: Mapping[str, str] = {
    "confirmed": "confirmed",
    "subscribed": "confirmed",
    "active": "confirmed",
    "enabled": "confirmed",
    "pending": "pending",
    "unconfirmed": "pending",
    **dict.fromkeys(
        (
            "left",
            "unsubscribed",
            "bounced",
            "cleaned",
            "complained",
            "blocked",
            "blocklisted",
            "disabled",
            "inactive",
        ),
        "left",
    ),
}


def _status(text: str) -> str:
    found = _STATUS.get(text.lower())
    if found is None:
        hint = "write `confirmed`, `pending` or `left`"
        raise Refused("B547", f"`{_short(text)}` is not a status", hint)
    return found


def instant_of(text: str) -> datetime:
    """Return an instant; a day is its beginning, and a time without an offset is UTC.

    Raises:
        Refused: It is none of ISO 8601, or lies before 1970.
    """
    hint = "write 2026-11-22 or 2026-11-22T09:00:00+01:00"
    try:
        found = datetime.fromisoformat(text)
        found = found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refused("B547", f"`{_short(text)}` is not an instant", hint) from None
    if found.year < 1970:  # noqa: PLR2004 - the clock begins there
        raise Refused("B547", f"`{_short(text)}` lies before 1970", hint)
    return found


def _attributes(text: str) -> dict[str, str]:
    hint = 'write a JSON object, such as `{"company": "Example"}`'
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Refused("B547", f"`{_short(text)}` is not a JSON object", hint)
    if len(text) > LONGEST_ATTRIBUTES:
        message = (
            f"the attributes have {len(text):,} characters; {LONGEST_ATTRIBUTES:,} at most"
        )
        raise Refused("B547", message, "leave some out")
    return {
        str(key): value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for key, value in found.items()
        if value is not None
    }


def _address(text: str, _words: Words) -> Address:
    found = address_of(text)
    if isinstance(found, NoAddress):
        raise Refused("B544", f"`{_short(text)}`: {found.says}", found.hint)
    return found


_READERS: Mapping[Field, Callable[[str, Words], Any]] = {
    "address": _address,
    "name": lambda text, _words: name_of(text),
    "first name": lambda text, _words: name_of(text),
    "last name": lambda text, _words: name_of(text),
    "source": lambda text, _words: name_of(text, "source"),
    "language": lambda text, _words: language_of(text),
    "tier": lambda text, words: _word(text.lower(), words.tiers, "a tier"),
    "audiences": lambda text, words: tuple(
        _word(each, words.audiences, "an audience") for each in _listed(text.lower())
    ),
    "topics": lambda text, _words: _listed(text.lower()),
    "cadence": lambda text, _words: _word(text.lower(), CADENCES, "a cadence"),
    "pdf": lambda text, _words: _word(text.lower(), PDFS, "a way to get the PDF"),
    "status": lambda text, _words: _status(text),
    "created_at": lambda text, _words: instant_of(text),
    "attributes": lambda text, _words: _attributes(text),
}


def value_of(name: Field, text: str, words: Words) -> Any:
    """Return what a cell means.

    Raises:
        Refused: It cannot mean anything in this column.
    """
    return _READERS[name](text, words)
