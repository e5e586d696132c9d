"""What replies do besides, and rates: breakers, suppression, rest, and tokens of the ledger."""

from dataclasses import replace
from itertools import pairwise

import pytest
from sqlalchemy import select

from brief.adapters.database.engine import Database
from brief.adapters.database.reading import attempts_of, campaigns
from brief.adapters.database.tables import (
    suppression,
)
from brief.adapters.database.writer import Writer
from brief.delivery.campaign import Limits, settlement
from brief.delivery.replies import Reply, no_reply
from support.ledgers import (
    Clock,
    frozen,
    hand_over,
    ledger,
    one,
    recipient,
    state_of,
    states,
)


@pytest.fixture
def database(ticking: Database) -> Database:
    return ticking


def test_patience_is_kept_over_restarts_and_ends(
    database: Database, writer: Writer, clock: Clock
) -> None:
    campaign_id = frozen(database, 1)
    sender = ledger(writer)
    waits = []
    while not (batch := sender.claim(campaign_id, 1)).over:
        if not batch.rows:
            clock.at += batch.wait_s
            continue
        waits.append(round(clock.at - 1_800_000_000))
        said = settlement(Reply("rcpt", 450, "4.2.0", "greylisted"), batch.rows[0].attempt)
        assert sender.settle(batch.rows[0], batch.claim, said).result()
    assert [b - a for a, b in pairwise(waits)] == [
        300,
        900,
        3600,
        14400,
        43200,
        43200,
        43200,
    ]
    assert states(database) == {"failed": 1}
    with database.reading() as connection:
        rows = attempts_of(connection, 1)
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_relay_trouble_is_charged_to_nobody(database: Database, writer: Writer) -> None:
    campaign_id = frozen(database, 2)
    sender = ledger(writer)
    for _ in range(3):
        row, claim = one(sender, campaign_id)
        assert row.attempt == 0
        assert sender.settle(row, claim, settlement(no_reply("connect", "refused"), 0)).result()


def test_a_mailbox_that_is_not_there_is_never_written_to_again(
    database: Database, writer: Writer
) -> None:
    campaign_id = frozen(database, 1)
    sender = ledger(writer)
    row, claim = one(sender, campaign_id)
    said = settlement(Reply("rcpt", 550, "5.1.1", "no such user"), 0)
    assert sender.settle(row, claim, said).result()
    with database.reading() as connection:
        found = connection.execute(select(suppression)).one()
    assert (found.address_hmac, found.reason) == (recipient(0).address_hmac, "no such mailbox")
    assert states(database) == {"failed": 1}


def test_a_full_mailbox_is_given_up_after_three_issues(
    database: Database, writer: Writer
) -> None:
    full = Reply("rcpt", 552, "5.2.2", "mailbox full")
    for issue in ("1", "2", "3"):
        with database.reading() as connection:
            assert connection.execute(select(suppression)).first() is None
        person = recipient(0)
        person = replace(person, message_id=f"{issue} {person.message_id}")
        person = replace(person, unsub_hash=f"{issue} {person.unsub_hash}")
        people = (replace(person, verp_hash=f"{issue} {person.verp_hash}"),)
        campaign_id = frozen(database, 1, issue=issue, recipients=people)
        sender = ledger(writer)
        row, claim = one(sender, campaign_id)
        assert sender.settle(row, claim, settlement(full, 0)).result()
    with database.reading() as connection:
        assert "in a row" in connection.execute(select(suppression.c.reason)).scalar_one()


def test_a_mail_that_is_taken_ends_the_row_of_full_mailboxes(
    database: Database, writer: Writer
) -> None:
    full = Reply("rcpt", 552, "5.2.2", "mailbox full")
    taken = Reply("dot", 250, "2.0.0", "taken")
    for issue, reply in enumerate((full, full, taken, full)):
        person = recipient(0)
        person = replace(person, message_id=f"{issue} {person.message_id}")
        person = replace(person, unsub_hash=f"{issue} {person.unsub_hash}")
        people = (replace(person, verp_hash=f"{issue} {person.verp_hash}"),)
        campaign_id = frozen(database, 1, issue=str(issue), recipients=people)
        sender = ledger(writer)
        row, claim = one(sender, campaign_id)
        if reply is taken:
            assert sender.expose(row, claim) is None
        assert sender.settle(row, claim, settlement(reply, 0)).result()
    with database.reading() as connection:
        assert connection.execute(select(suppression)).first() is None


def test_five_refusals_of_us_pause_the_campaign_and_suppress_nobody(
    database: Database, writer: Writer
) -> None:
    campaign_id = frozen(database, 10)
    sender = ledger(writer)
    for count in range(5):
        assert state_of(database, campaign_id) == "sending", count
        hand_over(sender, campaign_id, Reply("dot", 550, "5.7.515", "Access denied"))
    assert state_of(database, campaign_id) == "paused"
    assert sender.claim(campaign_id, 1).over
    assert states(database) == {"failed": 5, "queued": 5}
    with database.reading() as connection:
        assert connection.execute(select(suppression)).all() == []
        why = campaigns(connection)[0].paused_because or ""
    assert "(550 5.7.515)" in why
    assert "Access denied" not in why


def test_a_refusal_of_the_message_stops_at_once(database: Database, writer: Writer) -> None:
    campaign_id = frozen(database, 3)
    hand_over(ledger(writer), campaign_id, Reply("dot", 552, "5.3.4", "too big"))
    assert state_of(database, campaign_id) == "paused"


def test_a_list_of_addresses_that_do_not_exist_is_stopped(
    database: Database, writer: Writer
) -> None:
    campaign_id = frozen(database, 30)
    sender = ledger(writer)
    for _ in range(11):
        assert state_of(database, campaign_id) == "sending"
        row, claim = one(sender, campaign_id)
        said = settlement(Reply("rcpt", 550, "5.1.1", "no such user"), 0)
        sender.settle(row, claim, said).result()
    assert state_of(database, campaign_id) == "paused"


def test_a_domain_that_is_slow_rests_and_others_do_not(
    database: Database, writer: Writer, clock: Clock
) -> None:
    people = (recipient(0, "slow.example"), recipient(1, "slow.example"), recipient(2))
    campaign_id = frozen(database, 3, recipients=people)
    sender = ledger(writer)
    row, claim = one(sender, campaign_id)
    said = settlement(Reply("rcpt", 450, "4.7.28", "rate"), 0)
    sender.settle(row, claim, said).result()
    assert [each.id for each in sender.claim(campaign_id, 5).rows] == [3]
    clock.at += 61
    assert [each.id for each in sender.claim(campaign_id, 5).rows] == [2]


@pytest.mark.parametrize("limit", [40.0, 400.0])
def test_a_rate_is_kept_within_two_percent_over_two_senders(
    limit: float, database: Database, writer: Writer, clock: Clock
) -> None:
    count = 1000
    campaign_id = frozen(database, count)
    senders = [ledger(writer, limits=Limits(per_second=limit)) for _ in range(2)]
    started = clock.at
    left = count
    while left:
        waits = []
        for sender in senders:
            batch = sender.claim(campaign_id, 20)
            left -= len(batch.rows)
            waits.append(batch.wait_s)
        if left:
            clock.at += max(min(waits), 0.001)
    assert (clock.at - started) * limit == pytest.approx(count, rel=0.02)


def test_a_rate_of_a_domain_does_not_slow_the_others(
    database: Database, writer: Writer, clock: Clock
) -> None:
    people = tuple(
        recipient(n, "big.example" if n < 40 else "small.example") for n in range(50)
    )
    campaign_id = frozen(database, 50, recipients=people)
    sender = ledger(writer, limits=Limits(per_domain=10.0))
    seen: dict[str, list[float]] = {"big.example": [], "small.example": []}
    started = clock.at
    while clock.at - started < 10 and sum(map(len, seen.values())) < 50:
        for row in sender.claim(campaign_id, 10).rows:
            seen[row.address.split("@")[1]].append(clock.at - started)
        clock.at += 0.05
    assert max(seen["small.example"]) < 1.2
    assert max(seen["big.example"]) == pytest.approx(4.0, abs=0.3)


def test_a_limit_of_a_day_holds_in_any_24_hours(
    database: Database, writer: Writer, clock: Clock
) -> None:
    campaign_id = frozen(database, 25)
    sender = ledger(writer, limits=Limits(per_day=10))
    times: list[float] = []
    while len(times) < 25:
        batch = sender.claim(campaign_id, 4)
        times.extend(clock.at for _ in batch.rows)
        clock.at += batch.wait_s if not batch.rows else 600
    for index in range(len(times) - 10):
        assert times[index + 10] - times[index] >= 86400
