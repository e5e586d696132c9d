"""Addresses that no mail goes to: known by keyed digests alone, with the reason, reversible."""

from collections.abc import Container
from dataclasses import dataclass

from sqlalchemy import Connection, delete, or_, select, update

from brief.adapters.database.people import (
    People,
    found_by,
    ignoring_known,
    instant,
    note_consent,
)
from brief.adapters.database.tables import delivery, subscriber, suppression
from brief.delivery.bouncing import MOST_SOFT
from brief.delivery.history import Suppression
from brief.delivery.keyed import Keys


@dataclass(frozen=True, slots=True)
class Suppressed(Container[str]):
    """All suppressed addresses at one instant, to be asked with a normalised address."""

    digests: frozenset[str]
    keys: Keys

    def __contains__(self, address_norm: object) -> bool:
        """Tell whether a normalised address is suppressed."""
        if not self.digests or not isinstance(address_norm, str):
            return False
        return any(each in self.digests for each in self.keys.digests(address_norm).values())


def suppressed(people: People) -> Suppressed:
    """Return all suppressed addresses, as a container of normalised addresses."""
    with people.database.reading() as connection:
        found = connection.execute(select(suppression.c.address_hmac)).scalars()
        return Suppressed(frozenset(found), people.keys)


def suppression_of(
    people: People, connection: Connection, address_norm: str
) -> Suppression | None:
    """Return since when and why an address gets no mail; the oldest where there are several."""
    digests = people.keys.digests(address_norm).values()
    wanted = select(suppression).where(suppression.c.address_hmac.in_(digests))
    row = connection.execute(wanted.order_by(suppression.c.at)).first()
    if row is None:
        return None
    return Suppression(row.reason, instant(row.at), row.note, row.scope)


def suppress(
    people: People, address_norm: str, reason: str, source: str, note: str | None = None
) -> bool:
    """Let no mail go to an address from now on; return whether that is new.

    Whoever is on the list with it has left, where the reason is a wish of theirs.
    """
    with people.database.writing() as connection:
        return suppress_in(people, connection, address_norm, reason, source, note)


# Reasons that are somebody's own wish: their row says `left`, and what they wanted is kept.
WISHES = ("left", "complaint")


def suppress_in(
    people: People,
    connection: Connection,
    address_norm: str,
    reason: str,
    source: str,
    note: str | None = None,
) -> bool:
    """Suppress an address inside a transaction; by every key, so that one may be retired."""
    new = suppression_of(people, connection, address_norm) is None
    for number, digest in people.keys.digests(address_norm).items():
        row = {"address_hmac": digest, "key_no": number, "scope": "all", "reason": reason}
        statement = ignoring_known(people.database, suppression)
        connection.execute(statement.values(at=people.database.now(), note=note, **row))
    before = found_by(connection, address_norm)
    if before is not None and reason in WISHES and before.status != "left":
        connection.execute(
            update(subscriber)
            .where(subscriber.c.id == before.id)
            .values(status="left", updated_at=people.database.now())
        )
    elif not new:
        return False
    person = before.id if before else None
    event = "left" if reason in WISHES else "suppressed"
    note_consent(people, connection, person, event, source, note or reason)
    return True


def unsuppress(people: People, address_norm: str, reason: str, source: str) -> bool:
    """Let mail go to an address again; return whether it was suppressed.

    Whoever left stays so until they are added again.
    """
    with people.database.writing() as connection:
        digests = people.keys.digests(address_norm).values()
        gone = connection.execute(
            delete(suppression).where(suppression.c.address_hmac.in_(digests))
        )
        if not gone.rowcount:
            return False
        person = found_by(connection, address_norm)
        note_consent(
            people, connection, person.id if person else None, "unsuppressed", source, reason
        )
        return True


def in_a_row(connection: Connection, person: str | None, digest: str) -> bool:
    """Tell whether the last letters to somebody all came back in this way.

    One that was taken and did not come back ends the row: soft counts fade.
    """
    theirs = [delivery.c.address_hmac == digest]
    if person is not None:
        theirs.append(delivery.c.subscriber == person)
    last = (
        select(delivery.c.sort)
        .where(or_(*theirs), delivery.c.state.in_(("sent", "failed")))
        .order_by(delivery.c.id.desc())
        .limit(MOST_SOFT)
    )
    found = connection.execute(last).scalars().all()
    return len(found) == MOST_SOFT and set(found) == {"soft-permanent"}
