"""The list of people in the database: who is on it, one by one and all, and the keys of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, get_args

from sqlalchemy import Connection, Row, insert, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from brief.adapters.database.engine import Database
from brief.adapters.database.tables import consent_event, mail_key, subscriber
from brief.delivery.keyed import Keys, check_of
from brief.delivery.subscriber import Preferences, Status, Subscriber
from brief.diagnostics.world import BriefError

# Rows that are fetched at once: enough to be quick, few enough to be nothing in memory.
PIECE = 1000


@dataclass(frozen=True, slots=True)
class People:
    """The list in a database, with the keys that suppressed addresses are known by."""

    database: Database
    keys: Keys


def open_people(database: Database, keys: Keys) -> People:
    """Return the list of a database, and remember keys that are new to it.

    Raises:
        BriefError: A key is another than before, or one is missing that addresses were
            suppressed by: they would be written to again.
    """
    given = {number: check_of(key) for number, key in keys.by_number.items()}
    with database.reading() as connection:
        rows = connection.execute(select(mail_key.c.number, mail_key.c.digest))
        known = {row.number: row.digest for row in rows}
    for number, digest in known.items():
        name = "BRIEF_MAIL_KEY" + (f"_{number}" if number > 1 else "")
        hint = "set it to the key that this list was begun with; without it, those who left "
        hint += "would be written to"
        if number not in given:
            raise BriefError(f"the mail key {number} of this list is missing: {name}", hint)
        if given[number] != digest:
            raise BriefError(f"{name} is not the mail key {number} of this list", hint)
    new = sorted(given.keys() - known.keys())
    if new:
        with database.writing() as connection:
            for number in new:
                row = {"number": number, "digest": given[number], "at": database.now()}
                connection.execute(ignoring_known(database, mail_key).values(row))
    return People(database, keys)


def ignoring_known(database: Database, table: Any) -> Any:
    """Return an INSERT that leaves out what is there already."""
    make = sqlite_insert if database.is_sqlite else postgres_insert
    return make(table).on_conflict_do_nothing()


def find(people: People, address_norm: str) -> Subscriber | None:
    """Return the person of an address."""
    with people.database.reading() as connection:
        return found_by(connection, address_norm)


def found_by(connection: Connection, address_norm: str) -> Subscriber | None:
    """Return the person of an address, inside a transaction."""
    wanted = select(subscriber).where(subscriber.c.address_norm == address_norm)
    row = connection.execute(wanted).one_or_none()
    return None if row is None else as_subscriber(row)


def as_subscriber(row: Row[Any]) -> Subscriber:
    """Return the value of a row of the table."""
    wants = Preferences(
        name=row.name,
        language=row.language,
        tier=row.tier or "",
        audiences=tuple(row.audiences),
        cadence=row.cadence,
        pdf=row.pdf,
        topics=tuple(row.topics),
        attributes=dict(sorted(row.attributes.items())),
    )
    at = instant(row.created_at)
    return Subscriber(
        row.id, row.address, row.address_norm, row.status, at, row.source or "", wants
    )


def instant(seconds: float) -> datetime:
    """Return an instant of the database."""
    return datetime.fromtimestamp(seconds, tz=UTC)


def everyone(
    people: People, statuses: Iterable[Status] = get_args(Status)
) -> Iterator[Subscriber]:
    """Yield all people of some statuses, by address; never all of them in memory."""
    wanted = (
        select(subscriber)
        .where(subscriber.c.status.in_(tuple(statuses)))
        .order_by(subscriber.c.address_norm)
    )
    with people.database.reading() as connection:
        rows = connection.execution_options(yield_per=PIECE).execute(wanted)
        for row in rows:
            yield as_subscriber(row)


def note_consent(
    people: People,
    connection: Connection,
    person: str | None,
    event: str,
    source: str,
    note: str | None = None,
) -> None:
    """Add an event of consent."""
    row = {"subscriber": person, "event": event, "source": source, "note": note}
    connection.execute(insert(consent_event).values(at=people.database.now(), **row))
