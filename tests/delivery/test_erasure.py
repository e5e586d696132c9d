"""What a server wrote of somebody does not outlive their erasure, whenever it wrote it."""

import itertools
from dataclasses import replace

import pytest
from sqlalchemy import insert, select, update

from brief.adapters.database.engine import Database
from brief.adapters.database.histories import erase
from brief.adapters.database.ledger import Ledger, Seat
from brief.adapters.database.people import open_people
from brief.adapters.database.tables import (
    METADATA,
    attempt,
    campaign,
    decision,
    delivery,
    suppression,
)
from brief.adapters.database.writer import Writer
from brief.delivery.campaign import Frozen, Limits, settlement
from brief.delivery.keyed import Keys
from brief.delivery.replies import Reply
from support.ledgers import FENCE, frozen, one, recipient

KEYS = Keys({1: b"k" * 32, 2: b"l" * 32})
ADDRESS = "reader0@example.org"


@pytest.fixture
def database(ticking: Database) -> Database:
    return ticking


def reader() -> Frozen:
    """Return a recipient whose digest is keyed, as that of real ones is."""
    return replace(recipient(0), address_hmac=KEYS.digests(ADDRESS)[1])


def sender(writer: Writer) -> Ledger:
    return Ledger(writer, Seat("test", FENCE), Limits(), keys=KEYS)


def written(database: Database) -> str:
    """Return all that all tables hold, as one text."""
    with database.reading() as connection:
        rows = (connection.execute(select(each)).all() for each in METADATA.sorted_tables)
        return "\n".join(map(str, itertools.chain.from_iterable(rows))).lower()


@pytest.mark.parametrize(
    "reply",
    [
        Reply("dot", 550, "5.1.1", f"<{ADDRESS}>: no such user"),
        Reply("dot", 552, "5.3.4", f"too much for {ADDRESS.upper()}"),
    ],
    ids=["hard", "content"],
)
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_reply_leaves_no_address_after_erasure(
    database: Database, writer: Writer, reply: Reply, when: str
) -> None:
    people = open_people(database, KEYS)
    campaign_id = frozen(database, 1, recipients=(reader(),))
    ledger = sender(writer)
    row, claim = one(ledger, campaign_id)
    assert ledger.expose(row, claim) is None
    if when == "after":
        erase(people, ADDRESS, "their letter")
    assert ledger.settle(row, claim, settlement(reply, 0)).result()
    if when == "before":
        assert ADDRESS in written(database)
        erase(people, ADDRESS, "their letter")
    assert ADDRESS not in written(database)
    assert reply.text.lower() not in written(database)


def test_erasure_empties_what_older_rows_and_people_wrote(database: Database) -> None:
    people = open_people(database, KEYS)
    campaign_id = frozen(database, 1, recipients=(reader(),))
    says = f"550 5.1.1 <{ADDRESS.upper()}> is not here"
    with database.writing() as connection:
        row = {"key_no": 1, "scope": "all", "reason": "no such mailbox", "at": 1.0}
        digest = KEYS.digests(ADDRESS)[1]
        connection.execute(insert(suppression).values(address_hmac=digest, note=says, **row))
        why = "the message itself was refused: Reader Nought is not here"
        connection.execute(update(campaign).values(state="paused", paused_because=why))
        connection.execute(
            insert(decision).values(
                campaign=campaign_id, at=1.0, who="x", action="retry", reason=f"for {ADDRESS}"
            )
        )
    erase(people, ADDRESS, "their letter")
    assert ADDRESS not in written(database)
    assert "reader nought" not in written(database)


def test_a_reply_suppresses_under_every_key(database: Database, writer: Writer) -> None:
    open_people(database, KEYS)
    campaign_id = frozen(database, 1, recipients=(reader(),))
    ledger = sender(writer)
    row, claim = one(ledger, campaign_id)
    said = settlement(Reply("rcpt", 550, "5.1.1", f"<{ADDRESS}> unknown"), 0)
    assert ledger.settle(row, claim, said).result()
    with database.reading() as connection:
        rows = connection.execute(select(suppression)).all()
        texts = connection.execute(select(delivery.c.reply, attempt.c.text).join(attempt)).all()
    assert {each.address_hmac for each in rows} == set(KEYS.digests(ADDRESS).values())
    assert {(each.reason, each.note) for each in rows} == {("no such mailbox", "550 5.1.1")}
    # While they are not erased, what the server wrote is there to be read.
    assert [tuple(each) for each in texts] == [(f"<{ADDRESS}> unknown",) * 2]
