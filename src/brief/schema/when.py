"""Date expressions: when something happened, as exactly as known. Their order and EDTF."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from brief.schema.fault import refuse, shown
from brief.schema.types import day_of, text_of, typed

FORMS = "YYYY, YYYY-MM, YYYY-MM-DD, YYYY-Q1, YYYY-H1, each with `?`, `~` or `%`, or `a/b`"

_SINGLE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?|-Q([0-9])|-H([0-9]))?([?~%])?")


class Order(StrEnum):
    """How two date expressions stand to each other."""

    BEFORE = "before"
    AFTER = "after"
    OVERLAP = "overlap"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class When:
    """A moment somewhere from `earliest` to `latest`, both inclusive; nothing where open.

    `qualifier` is `?` for uncertain, `~` for approximate, `%` for both. It never widens the
    bounds. For an interval `a/b`, `start` and `end` hold the two sides.
    """

    text: str
    earliest: date | None
    latest: date | None
    known: bool = True
    qualifier: str = ""
    start: "When | None" = None
    end: "When | None" = None

    @property
    def day(self) -> date | None:
        """The day, where the expression gives exactly one."""
        exact = self.known and self.earliest == self.latest
        return self.earliest if exact else None


UNKNOWN = When("unknown", None, None, known=False)


def parse_when(text: str) -> When:
    """Read a date expression.

    Raises:
        PydanticCustomError: It is none.
    """
    if text == "unknown":
        return UNKNOWN
    if "/" not in text:
        return _single(text, text)
    left, _, right = text.partition("/")
    start = None if left == ".." else _single(left, text)
    end = None if right == ".." else _single(right, text)
    if start is None and end is None:
        raise _refused(text)
    earliest = start.earliest if start else None
    latest = end.latest if end else None
    if earliest and latest and latest < earliest:
        raise refuse("B113", f"ends before it begins: {shown(text)}", "put the earlier first")
    return When(text, earliest, latest, start=start, end=end)


def _refused(text: str) -> Exception:
    return refuse("B113", f"is not a date expression: {shown(text)}", f"write {FORMS}")


def _single(text: str, whole: str) -> When:
    found = _SINGLE.fullmatch(text)
    if found is None:
        raise _refused(whole)
    year, month, day, quarter, half, qualifier = found.groups()
    first, last = 1, 12
    if month:
        first = last = int(month)
    elif quarter:
        first, last = int(quarter) * 3 - 2, int(quarter) * 3
    elif half:
        first, last = int(half) * 6 - 5, int(half) * 6
    if not 1 <= first <= last <= 12 or int(year) < 1:  # noqa: PLR2004 - months
        raise _refused(whole)
    earliest = day_of(int(year), first, int(day or 1), shown(whole))
    latest = earliest if day else date(int(year), last, monthrange(int(year), last)[1])
    return When(text, earliest, latest, qualifier=qualifier or "")


def order(a: When, b: When) -> Order:
    """Say whether `a` is before or after `b`, may overlap it, or cannot be told."""
    if not (a.known and b.known):
        return Order.UNKNOWN
    if a.latest and b.earliest and a.latest < b.earliest:
        return Order.BEFORE
    if b.latest and a.earliest and b.latest < a.earliest:
        return Order.AFTER
    return Order.OVERLAP


def sort_key(when: When) -> tuple[bool, date, date]:
    """Sort by earliest, then latest; open ends at their side; unknown last. Add the id."""
    return (not when.known, when.earliest or date.min, when.latest or date.max)


def edtf(when: When) -> str:
    """Return the expression in EDTF, ISO 8601-2:2019; a quarter or half is its months."""
    if not when.known:
        return ""
    if when.start or when.end:
        left = edtf(when.start) if when.start else ".."
        right = edtf(when.end) if when.end else ".."
        return f"{left.split('/')[0]}/{right.split('/')[-1]}"
    bare = when.text.rstrip("?~%")
    if "Q" in bare or "H" in bare:
        assert when.earliest is not None  # a single expression has bounds
        assert when.latest is not None
        first, last = f"{when.earliest:%Y-%m}", f"{when.latest:%Y-%m}"
        return f"{first}{when.qualifier}/{last}{when.qualifier}"
    return bare + when.qualifier


def _when(value: Any) -> When:
    return parse_when(text_of(value))


WhenText = Annotated[When, *typed(_when, type=["string", "number"])]
