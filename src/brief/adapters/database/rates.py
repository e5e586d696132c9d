"""Tokens of the rates, in the database: they outlast restarts, and all senders share them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Row, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from brief.adapters.database.statements import DOMAIN
from brief.adapters.database.tables import bucket
from brief.delivery.campaign import Limits
from brief.delivery.pace import HOUR, Bucket, Rate, filled, fresh, taken, wait_for, whole

ALL = "all"
_HOUR = "hour:"
# The present hour and those before it: never more than the limit in any 24 hours.
_HOURS = 25


@dataclass(frozen=True, slots=True)
class Drawn:
    """What may be claimed now, and where it is noted how much was."""

    now: float
    limits: Limits
    all: Bucket | None
    allowed: int
    wait_s: float = 0.0

    def within_domains(
        self, connection: Connection, rows: Sequence[Row[tuple[object, ...]]]
    ) -> list[Row[tuple[object, ...]]]:
        """Return the rows whose domains may have so many at once, in their order."""
        if self.limits.per_domain is None:
            return list(rows)
        rate = Rate(self.limits.per_domain)
        left: dict[str, int] = {}
        kept = []
        for row in rows:
            if row.domain not in left:
                left[row.domain] = whole(
                    _bucket(connection, DOMAIN + row.domain, rate, self.now)
                )
            if left[row.domain] > 0:
                left[row.domain] -= 1
                kept.append(row)
        return kept

    def spend(self, connection: Connection, domains: Sequence[str]) -> None:
        """Take a token for each mail to each of the domains."""
        if self.all is not None:
            _keep(connection, ALL, taken(self.all, len(domains)))
        if self.limits.per_domain is not None:
            rate = Rate(self.limits.per_domain)
            for domain, count in sorted(Counter(domains).items()):
                found = _bucket(connection, DOMAIN + domain, rate, self.now)
                _keep(connection, DOMAIN + domain, taken(found, count))
        if self.limits.per_day is not None:
            key = _hour(self.now)
            _make(connection, key, Bucket(0.0, self.now))
            connection.execute(
                update(bucket)
                .where(bucket.c.key == key)
                .values(tokens=bucket.c.tokens + len(domains))
            )


def draw(connection: Connection, now: float, limits: Limits, most: int) -> Drawn:
    """Return how many may be claimed now; where none, how long to wait."""
    allowed, wait = most, 0.0
    shared: Bucket | None = None
    if limits.per_second is not None:
        rate = Rate(limits.per_second)
        shared = _bucket(connection, ALL, rate, now)
        allowed = min(allowed, whole(shared))
        wait = wait_for(shared, rate, most)
    if limits.per_day is not None:
        hours = [_hour(now - HOUR * back) for back in range(_HOURS)]
        used = connection.execute(
            select(func.coalesce(func.sum(bucket.c.tokens), 0)).where(bucket.c.key.in_(hours))
        ).scalar_one()
        left = max(0, limits.per_day - int(used))
        if not left:
            # The oldest hour leaves the sum when the present one ends.
            wait = max(wait, HOUR - now % HOUR)
        allowed = min(allowed, left)
    return Drawn(now, limits, shared, allowed, wait)


def rest(connection: Connection, domain: str, now: float, until: float) -> None:
    """Send nothing to a domain until an instant."""
    _make(connection, DOMAIN + domain, Bucket(0.0, now))
    connection.execute(
        update(bucket).where(bucket.c.key == DOMAIN + domain).values(closed_until=until)
    )


def _hour(at: float) -> str:
    return f"{_HOUR}{int(at // HOUR)}"


def _bucket(connection: Connection, key: str, rate: Rate, now: float) -> Bucket:
    """Return a bucket as of now, held against other senders until the transaction ends."""
    found = select(bucket.c.tokens, bucket.c.updated_at).where(bucket.c.key == key)
    row = connection.execute(found.with_for_update()).first()
    if row is None:
        _make(connection, key, fresh(now))
        row = connection.execute(found.with_for_update()).one()
    return filled(Bucket(row.tokens, row.updated_at), rate, now)


def _keep(connection: Connection, key: str, value: Bucket) -> None:
    connection.execute(
        update(bucket)
        .where(bucket.c.key == key)
        .values(tokens=value.tokens, updated_at=value.at)
    )


def _make(connection: Connection, key: str, value: Bucket) -> None:
    """Make a bucket, unless another sender was faster."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    connection.execute(
        dialect.insert(bucket)
        .values(key=key, tokens=value.tokens, updated_at=value.at)
        .on_conflict_do_nothing()
    )
