"""What can be said about an author's text: spans, problems and diagnostics, as plain values."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

Loc = tuple[str | int, ...]
"""A way down an object, by keys and positions as written: `("claims", 0, "text")`."""

KEY = "\0key"
"""Last in a `Loc`: the key before it, and not its value. No author can write the word."""


class Severity(StrEnum):
    """How much a diagnostic matters."""

    ERROR = "error"
    WARN = "warn"
    OFF = "off"


class Span(NamedTuple):
    """A stretch of one file.

    Lines and columns count from 1; columns count code points; the end is the first place after
    the stretch.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class Within(NamedTuple):
    """A stretch of one text field: its line in the field, from 0, and columns in that line."""

    line: int
    column: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with an object, not yet placed in a file.

    `at` leads from the object to the field; `within` narrows it to a place in the field's text.
    """

    code: str
    message: str
    at: Loc = ()
    hint: str | None = None
    within: Within | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something wrong, with its place, as it is printed."""

    span: Span
    code: str
    message: str
    hint: str | None = None
    severity: Severity = Severity.ERROR


def in_order(diagnostics: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by place and code, and drop repeats."""
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=lambda each: (each.span, each.code, each.message)))
