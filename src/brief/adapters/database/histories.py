"""Every row about one person; and erasure, which leaves counts and a keyed digest alone."""

from sqlalchemy import ColumnElement, Connection, Table, delete, func, or_, select, update

from brief.adapters.database.people import People, found_by, instant
from brief.adapters.database.suppressions import suppress_in, suppression_of
from brief.adapters.database.tables import (
    attempt,
    bounce,
    campaign,
    consent_event,
    decision,
    delivery,
    subscriber,
    suppression,
)
from brief.delivery.history import Consent, Erased, History, Letter, Return

# What stands for the domain of somebody who is forgotten: it can be as telling as the name.
FORGOTTEN = "erased.invalid"
# What stands for a text that must not be empty and named somebody.
_GONE = "erased with a person whom it named"
# What a campaign said once of why it stopped, with the words of a server.
_WORDS = ("the message itself was refused: %", "% refusals of us, not of an address: %")


def history(people: People, address_norm: str) -> History:
    """Return every row about the person of an address, each sort from the oldest."""
    with people.database.reading() as connection:
        person = found_by(connection, address_norm)
        mine = _letters_of(people, address_norm, person.id if person else None)
        letters = connection.execute(
            select(delivery, campaign.c.edition)
            .join(campaign, campaign.c.id == delivery.c.campaign)
            .where(mine)
            .order_by(delivery.c.id)
        ).all()
        digests = tuple(people.keys.digests(address_norm).values())
        returns = connection.execute(
            select(bounce, delivery.c.issue)
            .outerjoin(delivery, delivery.c.id == bounce.c.delivery)
            .where(or_(bounce.c.address_hmac.in_(digests), mine))
            .order_by(bounce.c.at, bounce.c.id)
        ).all()
        consents = connection.execute(
            select(consent_event)
            # No person has the empty id: events without a name are nobody's.
            .where(consent_event.c.subscriber == (person.id if person else ""))
            .order_by(consent_event.c.at, consent_event.c.id)
        ).all()
        return History(
            subscriber=person,
            suppression=suppression_of(people, connection, address_norm),
            consents=tuple(
                Consent(
                    instant(row.at),
                    row.event,
                    row.source,
                    row.note,
                    row.text_version,
                    row.network,
                )
                for row in consents
            ),
            letters=tuple(
                Letter(
                    row.issue,
                    row.edition,
                    row.kind,
                    row.state,
                    instant(row.settled_at) if row.settled_at else None,
                    row.reply,
                )
                for row in letters
            ),
            returns=tuple(
                Return(instant(row.at), row.sort, row.how, row.issue, row.status, row.text)
                for row in returns
            ),
        )


def _letters_of(people: People, address_norm: str, person: str | None) -> ColumnElement[bool]:
    """Return what tells the letters to a person: by row, by address, by digest of it."""
    digests = tuple(people.keys.digests(address_norm).values())
    ways = [
        delivery.c.address_norm == address_norm,
        delivery.c.address_hmac.in_(digests),
    ]
    if person is not None:
        ways.append(delivery.c.subscriber == person)
    return or_(*ways)


def erase(people: People, address_norm: str, source: str) -> Erased:
    """Forget a person: their row, their address in the ledger, and the texts of servers.

    What stays are counts, hashes of tokens, so that links in old mails still answer, events of
    consent without a name, and a keyed digest of the address, so that nobody adds it again. A
    letter that is still queued is not sent.
    """
    database = people.database
    with database.writing() as connection:
        if database.is_sqlite:
            # What is deleted is overwritten, not only forgotten.
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
        person = found_by(connection, address_norm)
        suppress_in(people, connection, address_norm, "erased", source)
        done = _emptied(people, connection, address_norm, person.id if person else None)
        _unnamed(people, connection, address_norm)
        if person is not None:
            connection.execute(
                update(consent_event)
                .where(consent_event.c.subscriber == person.id)
                .values(network=None, note=None)
            )
            connection.execute(delete(subscriber).where(subscriber.c.id == person.id))
    if database.is_sqlite:
        _written_through(people)
    return Erased(1 if person else 0, *done)


def _emptied(
    people: People, connection: Connection, address_norm: str, person: str | None
) -> tuple[int, int]:
    """Empty the rows of letters and returns; return how many of each."""
    mine = _letters_of(people, address_norm, person)
    letters = tuple(connection.execute(select(delivery.c.id).where(mine)).scalars())
    theirs = select(delivery.c.campaign).where(delivery.c.id.in_(letters))
    connection.execute(
        update(campaign)
        .where(campaign.c.id.in_(theirs))
        .where(or_(*(campaign.c.paused_because.like(each) for each in _WORDS)))
        .values(paused_because="a reply, whose words were erased with a person")
    )
    if not letters:
        connection.execute(
            update(bounce)
            .where(bounce.c.address_hmac.in_(people.keys.digests(address_norm).values()))
            .values(text=None)
        )
        return 0, 0
    connection.execute(
        update(delivery)
        .where(delivery.c.id.in_(letters), delivery.c.state == "queued")
        .values(state="suppressed", settled_at=people.database.now())
    )
    nothing = {"subscriber": None, "address": None, "address_norm": None, "name": None}
    connection.execute(
        update(delivery)
        .where(delivery.c.id.in_(letters))
        .values(**nothing, reply=None, domain=FORGOTTEN)
    )
    connection.execute(update(attempt).where(attempt.c.delivery.in_(letters)).values(text=None))
    digests = people.keys.digests(address_norm).values()
    returns = connection.execute(
        update(bounce)
        .where(or_(bounce.c.delivery.in_(letters), bounce.c.address_hmac.in_(digests)))
        .values(text=None)
    )
    return len(letters), returns.rowcount


def _unnamed(people: People, connection: Connection, address_norm: str) -> None:
    """Empty every text that stays and names an address: notes, reasons, words of servers."""
    digests = people.keys.digests(address_norm).values()
    mine = suppression.c.address_hmac.in_(digests)
    connection.execute(update(suppression).where(mine).values(note=None))
    texts: tuple[tuple[Table, str, str | None], ...] = (
        (suppression, "note", None),
        (consent_event, "note", None),
        (attempt, "text", None),
        (bounce, "text", None),
        (delivery, "reply", None),
        (campaign, "paused_because", _GONE),
        (decision, "reason", _GONE),
    )
    for table, name, instead in texts:
        column = table.c[name]
        names = func.lower(column).contains(address_norm, autoescape=True)
        connection.execute(update(table).where(names).values({column: instead}))


def _written_through(people: People) -> None:
    """Let nothing of what was erased stay in SQLite's log."""
    raw = people.database.engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()
