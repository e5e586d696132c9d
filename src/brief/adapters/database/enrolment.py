"""People are added to the list or change what they want; and how many there are."""

import secrets
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from brief.adapters.database.people import People, found_by, note_consent
from brief.adapters.database.suppressions import suppression_of
from brief.adapters.database.tables import subscriber, suppression
from brief.delivery.addresses import Address
from brief.delivery.history import Counts
from brief.delivery.subscriber import Preferences, Status, Subscriber
from brief.diagnostics.world import BriefError


def columns_of(address: Address, wants: Preferences) -> dict[str, Any]:
    """Return what the table holds of an address and of preferences."""
    return {
        "address": address.text,
        "address_norm": address.norm,
        "name": wants.name,
        "language": wants.language,
        "tier": wants.tier,
        "audiences": list(wants.audiences),
        "cadence": wants.cadence,
        "pdf": wants.pdf,
        "topics": list(wants.topics),
        "attributes": dict(sorted(wants.attributes.items())),
    }


def new_id() -> str:
    """Return an id that names nobody: 80 bits of chance."""
    return secrets.token_hex(10)


def add(
    people: People, address: Address, wants: Preferences, status: Status, source: str
) -> tuple[str, Subscriber]:
    """Add a person or change what they want; return `added`, `changed` or `same`, and them.

    Raises:
        BriefError: The address is suppressed.
    """
    database = people.database
    with database.writing() as connection:
        gone = suppression_of(people, connection, address.norm)
        if gone is not None:
            message = f"{address.text} is suppressed since {gone.at:%Y-%m-%d}: {gone.reason}"
            hint = "where they have asked for it again: `brief subscribers unsuppress`"
            raise BriefError(message, hint)
        before = found_by(connection, address.norm)
        columns = columns_of(address, wants)
        if before is None:
            now = {"created_at": database.now(), "updated_at": database.now()}
            person = new_id()
            row = {"id": person, "status": status, "source": source, **now}
            connection.execute(insert(subscriber).values(**columns, **row))
            note_consent(people, connection, person, "added", source)
            how = "added"
        elif before.wants == wants and before.status == status:
            return "same", before
        else:
            again = {"status": status, "updated_at": database.now()}
            connection.execute(
                update(subscriber)
                .where(subscriber.c.id == before.id)
                .values(**columns, **again)
            )
            event = "confirmed" if before.status != status == "confirmed" else "changed"
            note_consent(people, connection, before.id, event, source)
            how = "changed"
        after = found_by(connection, address.norm)
    assert after is not None
    return how, after


def counts(people: People) -> Counts:
    """Count people and suppressed addresses."""

    def grouped(connection: Connection, column: Any, *where: Any) -> dict[str, int]:
        wanted = select(column, func.count()).where(*where).group_by(column).order_by(column)
        return {str(name): number for name, number in connection.execute(wanted)}

    # An address stands there once for every key; the newest has them all or they are older.
    each = func.count(func.distinct(suppression.c.address_hmac))
    with people.database.reading() as connection:
        reasons = connection.execute(
            select(suppression.c.reason, suppression.c.key_no, each).group_by(
                suppression.c.reason, suppression.c.key_no
            )
        )
        most: dict[str, int] = {}
        for reason, _, number in reasons:
            most[reason] = max(most.get(reason, 0), number)
        reading = subscriber.c.status == "confirmed"
        return Counts(
            grouped(connection, subscriber.c.status),
            grouped(connection, subscriber.c.tier, reading),
            dict(sorted(most.items())),
        )
