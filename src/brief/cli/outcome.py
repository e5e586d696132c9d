"""How a send goes, while it does, and how it went: for people, and as JSON."""

import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from brief.adapters.database.engine import Database
from brief.adapters.database.reading import campaigns, reasons
from brief.cli.table import count
from brief.delivery.campaign import Campaign
from brief.delivery.replies import SAYS as SORTS
from brief.delivery.states import SAYS as STATES
from brief.delivery.states import STATES as ALL
from brief.delivery.states import State

# Looking at the counts costs a walk over an index; people do not read faster than this.
EVERY_S = 1.0


class Watch:
    """Shows how campaigns go, on standard error, where that is a terminal."""

    def __init__(self, database: Database, ids: Sequence[int], *, quiet: bool) -> None:
        self._database = database
        self._ids = frozenset(ids)
        self._on = not quiet and sys.stderr.isatty()
        self._looked_at = 0.0
        self._began = time.monotonic()
        self._first: int | None = None
        self._width = 0

    def look(self) -> None:
        """Look at the counts, once a second at most."""
        now = time.monotonic()
        if not self._on or now - self._looked_at < EVERY_S:
            return
        self._looked_at = now
        with self._database.reading() as connection:
            found = [each for each in campaigns(connection) if each.id in self._ids]
        expected = sum(each.expected for each in found)
        counts = {state: sum(each.counts.get(state, 0) for each in found) for state in ALL}
        done = expected - counts["queued"] - counts["claimed"] - counts["exposed"]
        if self._first is None:
            self._first, self._began = done, now
        rate = (done - self._first) / max(now - self._began, 0.001)
        text = " · ".join(_progress(expected, counts, done, rate))
        sys.stderr.write("\r" + text.ljust(self._width))
        sys.stderr.flush()
        self._width = len(text)

    def clear(self) -> None:
        """Wipe the line."""
        if self._on and self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()


def _progress(
    expected: int, counts: Mapping[State, int], done: int, rate: float
) -> Iterator[str]:
    yield f"{done:,} of {expected:,}"
    shown: tuple[State, ...] = ("failed", "unknown", "suppressed")
    for state in shown:
        if counts[state]:
            yield f"{counts[state]:,} {state}"
    if rate:
        left = (expected - done) / rate
        yield f"{rate:,.0f}/s"
        yield f"{left / 60:,.0f} min left" if left >= 90 else f"{left:,.0f} s left"  # noqa: PLR2004 - a minute and a half


def told(database: Database, found: Campaign) -> Iterator[str]:
    """Yield how a campaign stands, in lines."""
    yield f"{found.issue} in {found.edition}, {found.kind}: {found.state}"
    if found.paused_because:
        yield f"  because: {found.paused_because}"
    with database.reading() as connection:
        why = reasons(connection, found.id)
    for state in ALL:
        number = found.counts.get(state, 0)
        if not number:
            continue
        yield f"  {number:,} {state}: {STATES[state]}"
        for of, sort, many in why:
            if of == state and sort != "accepted":
                yield f"    {many:,}: {SORTS.get(sort, sort)}"  # type: ignore[call-overload]
    yield f"  {count(found.expected, 'recipient')} in all" + (
        "" if found.balances else ": the counts do not add up, which is a bug in brief"
    )


def as_value(database: Database, found: Campaign) -> dict[str, Any]:
    """Return how a campaign stands, for JSON."""
    with database.reading() as connection:
        why = reasons(connection, found.id)
    return {
        "id": found.id,
        "issue": found.issue,
        "edition": found.edition,
        "kind": found.kind,
        "state": found.state,
        "because": found.paused_because,
        "manifest": found.manifest_sha256,
        "expected": found.expected,
        "counts": {state: found.counts.get(state, 0) for state in ALL},
        "reasons": [{"state": s, "class": c, "count": n} for s, c, n in why],
        "not_before": found.not_before,
        "not_after": found.not_after,
        "balances": found.balances,
    }


def as_json(database: Database, found: list[Campaign]) -> str:
    """Return campaigns as a JSON list."""
    return json.dumps(
        [as_value(database, each) for each in found], ensure_ascii=False, indent=2
    )
