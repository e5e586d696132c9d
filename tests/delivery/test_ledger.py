"""The ledger: each move names what it leaves, and T6 looks again at all that matters."""

import threading

import pytest
from sqlalchemy import delete, insert, select, update

from brief.adapters.database import statements
from brief.adapters.database.engine import Database
from brief.adapters.database.freezing import freeze
from brief.adapters.database.reading import campaigns
from brief.adapters.database.tables import (
    attempt,
    campaign,
    decision,
    delivery,
    subscriber,
)
from brief.adapters.database.writer import Writer
from brief.delivery.campaign import settlement
from support.ledgers import (
    ACCEPTED,
    FENCE,
    Clock,
    frozen,
    hand_over,
    ledger,
    one,
    plan,
    state_of,
    states,
    suppress,
)


@pytest.fixture
def database(ticking: Database) -> Database:
    return ticking


def test_a_whole_campaign_is_sent_and_balances_at_each_step(
    database: Database, writer: Writer
) -> None:
    campaign_id = frozen(database, 10)
    sender = ledger(writer)
    while not (batch := sender.claim(campaign_id, 3)).over:
        for row in batch.rows:
            assert sender.expose(row, batch.claim) is None
            assert sender.settle(row, batch.claim, settlement(ACCEPTED, 0), "4F1").result()
            with database.reading() as connection:
                assert campaigns(connection)[0].balances
    assert sender.finish(campaign_id)
    assert states(database) == {"sent": 10}
    assert state_of(database, campaign_id) == "finished"


def test_freezing_again_adds_those_who_are_not_in_it(
    database: Database, writer: Writer
) -> None:
    first = frozen(database, 3)
    assert frozen(database, 3) == first
    assert states(database) == {"queued": 3}
    for _ in range(3):
        hand_over(ledger(writer), first, ACCEPTED)
    assert ledger(writer).finish(first)
    assert frozen(database, 3) == first
    assert state_of(database, first) == "finished"
    assert frozen(database, 5) == first
    assert states(database) == {"queued": 2, "sent": 3}
    assert state_of(database, first) == "sending"
    with database.reading() as connection:
        assert campaigns(connection)[0].balances


def test_a_row_has_one_sender(database: Database, writer: Writer) -> None:
    campaign_id = frozen(database, 20)
    taken: list[int] = []
    gate = threading.Barrier(4)

    def take() -> None:
        sender = ledger(writer)
        gate.wait()
        for _ in range(5):
            taken.extend(row.id for row in sender.claim(campaign_id, 2).rows)

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 20


def test_the_instant_of_the_first_claim_stays(
    database: Database, writer: Writer, clock: Clock
) -> None:
    campaign_id = frozen(database, 1)
    sender = ledger(writer)
    row, claim = one(sender, campaign_id)
    first = clock.at
    sender.release(claim)
    clock.at += 100
    again, _ = one(sender, campaign_id)
    assert row.first_claimed_at == again.first_claimed_at == first


@pytest.mark.parametrize(
    ("what", "state"),
    [
        ("suppressed", "suppressed"),
        ("left", "suppressed"),
        ("erased", "suppressed"),
        ("paused", "queued"),
        ("cancelled", "cancelled"),
        ("too late", "expired"),
        ("too early", "queued"),
        ("lease over", "queued"),
        ("another machine", "queued"),
    ],
)
def test_nothing_is_handed_over_after(
    what: str, state: str, database: Database, writer: Writer, clock: Clock
) -> None:
    """Whatever happens between the claim and the dot, T6 sees it."""
    with database.writing() as connection:
        connection.execute(
            insert(subscriber).values(
                id="s0",
                address="reader0@example.org",
                address_norm="reader0@example.org",
                audiences=[],
                topics=[],
                attributes={},
                cadence="every",
                pdf="link",
                status="confirmed",
                created_at=0.0,
                updated_at=0.0,
            )
        )
    campaign_id = frozen(database, 1, not_after=clock.at + 1000)
    sender = ledger(writer)
    row, claim = one(sender, campaign_id)
    if what == "suppressed":
        suppress(database, 0)
    elif what == "lease over":
        clock.at += 121
    elif what == "too late":
        clock.at += 1001
    else:
        change = {
            "left": update(subscriber).values(status="left"),
            "erased": update(delivery).values(address=None, subscriber=None),
            "paused": update(campaign).values(state="paused"),
            "cancelled": update(campaign).values(state="cancelled"),
            "too early": update(campaign).values(not_before=clock.at + 5),
            "another machine": update(campaign).values(fence="another"),
        }[what]
        with database.writing() as connection:
            connection.execute(change)
    assert sender.expose(row, claim) == state
    assert states(database) == {state: 1}
    assert not sender.settle(row, claim, settlement(ACCEPTED, 0)).result()


def test_what_somebody_else_has_is_left_to_them(
    database: Database, writer: Writer, clock: Clock
) -> None:
    campaign_id = frozen(database, 1)
    slow, quick = ledger(writer), ledger(writer)
    row, old = one(slow, campaign_id)
    clock.at += 121
    assert quick.reap() == 1
    _, new = one(quick, campaign_id)
    assert slow.expose(row, old) == "claimed"
    assert quick.expose(row, new) is None
    assert not slow.settle(row, old, settlement(ACCEPTED, 0)).result()
    assert quick.settle(row, new, settlement(ACCEPTED, 0)).result()
    assert states(database) == {"sent": 1}


def test_an_exposed_row_of_a_sender_that_went_is_unknown_and_stays_so(
    database: Database, writer: Writer, clock: Clock
) -> None:
    campaign_id = frozen(database, 1)
    sender = ledger(writer)
    row, claim = one(sender, campaign_id)
    assert sender.expose(row, claim) is None
    clock.at += 659
    assert sender.reap() == 0
    clock.at += 2
    assert sender.reap() == 1
    assert states(database) == {"unknown": 1}
    assert sender.claim(campaign_id, 1).over
    assert sender.finish(campaign_id)
    assert state_of(database, campaign_id) == "finished-with-unknowns"


def test_a_late_reply_settles_what_was_given_up(
    database: Database, writer: Writer, clock: Clock
) -> None:
    campaign_id = frozen(database, 1)
    sender = ledger(writer)
    row, claim = one(sender, campaign_id)
    sender.expose(row, claim)
    clock.at += 700
    sender.reap()
    assert sender.finish(campaign_id)
    assert sender.settle(row, claim, settlement(ACCEPTED, 0)).result()
    assert states(database) == {"sent": 1}
    assert sender.finish(campaign_id)
    assert state_of(database, campaign_id) == "finished"


def test_resend_is_a_choice_made_when_frozen_and_each_one_is_listed(
    database: Database, writer: Writer, clock: Clock
) -> None:
    campaign_id = frozen(database, 1, on_unknown="resend")
    sender = ledger(writer)
    row, claim = one(sender, campaign_id)
    sender.expose(row, claim)
    clock.at += 700
    sender.reap()
    assert states(database) == {"queued": 1}
    with database.reading() as connection:
        listed = connection.execute(select(decision.c.action, decision.c.delivery)).all()
    assert [tuple(each) for each in listed] == [("send again", row.id)]
    hand_over(sender, campaign_id, ACCEPTED)


def test_what_is_late_expires(database: Database, writer: Writer, clock: Clock) -> None:
    campaign_id = frozen(database, 2, not_after=clock.at + 10)
    sender = ledger(writer)
    clock.at += 10
    assert sender.claim(campaign_id, 5).over
    assert states(database) == {"expired": 2}


def test_nothing_is_claimed_before_its_time(
    database: Database, writer: Writer, clock: Clock
) -> None:
    campaign_id = frozen(database, 1, not_before=clock.at + 300)
    batch = ledger(writer).claim(campaign_id, 5)
    assert (batch.rows, batch.wait_s, batch.over) == ((), 300.0, False)


def test_another_machine_claims_nothing(database: Database, writer: Writer) -> None:
    campaign_id = frozen(database, 1)
    assert ledger(writer, fence="another").claim(campaign_id, 1).over
    assert states(database) == {"queued": 1}


def test_those_who_left_since_are_passed_over_when_claimed(
    database: Database, writer: Writer
) -> None:
    campaign_id = frozen(database, 3)
    suppress(database, 1)
    batch = ledger(writer).claim(campaign_id, 5)
    assert [row.id for row in batch.rows] == [1, 3]
    assert states(database) == {"claimed": 2, "suppressed": 1}


def test_every_move_of_the_statements_is_one_of_the_table() -> None:
    with pytest.raises(AssertionError):
        statements.reaches("T6", "sent")


def test_the_writer_gives_a_failure_to_the_one_who_caused_it(
    database: Database, writer: Writer
) -> None:
    campaign_id = frozen(database, 50)
    sender = ledger(writer)
    failed: list[BaseException] = []
    taken: list[int] = []

    def good() -> None:
        taken.extend(row.id for row in sender.claim(campaign_id, 5).rows)

    def bad() -> None:
        try:
            writer.run(lambda connection, _: connection.execute(insert(attempt).values(at=1.0)))
        except BaseException as error:  # noqa: BLE001 - counted below
            failed.append(error)

    threads = [threading.Thread(target=each) for each in [good, bad] * 10]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(failed) == 10
    assert sorted(taken) == list(range(1, 51))


def test_a_campaign_is_frozen_whole_or_not_at_all(database: Database) -> None:
    def stop(name: str) -> None:
        if name == "freeze-before-commit":
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        freeze(database, plan(3), fence=FENCE, who="test", stop=stop)
    assert states(database) == {}
    with database.writing() as connection:
        assert connection.execute(select(campaign)).all() == []
        connection.execute(delete(campaign))
