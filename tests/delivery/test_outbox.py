"""What people decide of campaigns: it is carried out and written down, or changes nothing."""

import pytest
from sqlalchemy import select

from brief.adapters.database.engine import Database
from brief.adapters.database.freezing import freeze, freeze_together
from brief.adapters.database.outbox import Outbox
from brief.adapters.database.reading import campaigns
from brief.adapters.database.tables import decision, delivery
from brief.adapters.database.writer import Writer
from brief.delivery.campaign import settlement
from brief.delivery.replies import Reply
from brief.diagnostics.world import BriefError
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
)


@pytest.fixture
def database(ticking: Database) -> Database:
    return ticking


@pytest.fixture
def outbox(database: Database) -> Outbox:
    return Outbox(database, "test")


def decided(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.execute(select(decision.c.action)).scalars())


def rows(database: Database) -> list[int]:
    with database.reading() as connection:
        return list(connection.execute(select(delivery.c.id)).scalars())


def test_to_go_on_without_a_pause_changes_nothing(
    database: Database, writer: Writer, clock: Clock, outbox: Outbox
) -> None:
    campaign_id = frozen(database, 1, not_before=clock.at + 300, not_after=clock.at + 600)
    assert not outbox.go_on(campaign_id, "by mistake", 7200.0)
    with database.reading() as connection:
        found = campaigns(connection)[0]
    assert (found.not_before, found.not_after) == (clock.at + 300, clock.at + 600)
    assert decided(database) == []
    assert outbox.pause(campaign_id, "a doubt")
    assert outbox.go_on(campaign_id, "no doubt", 7200.0)
    assert ledger(writer).claim(campaign_id, 1).wait_s == 300.0, "the hold stays"


def test_what_changes_nothing_is_no_decision(
    database: Database, writer: Writer, outbox: Outbox
) -> None:
    campaign_id = frozen(database, 1)
    hand_over(ledger(writer), campaign_id, ACCEPTED)
    ledger(writer).finish(campaign_id)
    assert not outbox.pause(campaign_id, "too late")
    assert outbox.cancel(campaign_id, "too late") == 0
    assert decided(database) == []


def test_what_was_too_late_is_sent_after_a_decision(
    database: Database, writer: Writer, clock: Clock, outbox: Outbox
) -> None:
    campaign_id = frozen(database, 2, not_after=clock.at + 10)
    sender = ledger(writer)
    clock.at += 20
    assert sender.claim(campaign_id, 5).over
    sender.finish(campaign_id)
    assert states(database) == {"expired": 2}
    assert outbox.retry(campaign_id, rows(database), "late, and still worth it", 7200.0) == 2
    assert state_of(database, campaign_id) == "sending"
    for _ in range(2):
        hand_over(sender, campaign_id, ACCEPTED)
    assert states(database) == {"sent": 2}
    assert decided(database) == ["T11: queued"] * 2


def test_what_waits_and_is_retried_has_time_for_it(
    database: Database, writer: Writer, clock: Clock, outbox: Outbox
) -> None:
    campaign_id = frozen(database, 1, not_after=clock.at + 10)
    clock.at += 20
    assert outbox.retry(campaign_id, rows(database), "nobody ran it", 7200.0) == 1
    hand_over(ledger(writer), campaign_id, ACCEPTED)


@pytest.mark.parametrize("how", ["released", "lapsed", "refused", "claimed again"])
def test_nothing_stays_queued_in_what_was_called_off(
    how: str, database: Database, writer: Writer, clock: Clock, outbox: Outbox
) -> None:
    campaign_id = frozen(database, 1)
    sender = ledger(writer)
    row, claim = one(sender, campaign_id)
    outbox.cancel(campaign_id, "wrong")
    assert states(database) == {"claimed": 1}
    if how == "released":
        sender.release(claim)
    elif how == "lapsed":
        clock.at += 121
        assert sender.reap() == 1
    elif how == "refused":
        later = Reply("rcpt", 450, "4.2.0", "4.2.0 greylisted")
        assert sender.settle(row, claim, settlement(later, 0)).result()
    else:
        with database.writing() as connection:
            connection.execute(delivery.update().values(state="queued", claim=None))
        assert sender.claim(campaign_id, 1).over
    assert states(database) == {"cancelled": 1}


def test_nothing_is_sent_again_of_what_was_called_off(
    database: Database, writer: Writer, clock: Clock, outbox: Outbox
) -> None:
    campaign_id = frozen(database, 1)
    sender = ledger(writer)
    row, claim = one(sender, campaign_id)
    assert sender.expose(row, claim) is None
    outbox.cancel(campaign_id, "wrong")
    clock.at += 700
    sender.reap()
    clock.at += 100
    with pytest.raises(BriefError, match="called off"):
        outbox.resolve(campaign_id, [row.id], "queued", "she has nothing", 7200.0)
    with pytest.raises(BriefError, match="called off"):
        outbox.retry(campaign_id, [row.id], "once more", 7200.0)
    assert states(database) == {"unknown": 1}
    assert outbox.resolve(campaign_id, [row.id], "sent", "she has it", 7200.0) == 1


@pytest.mark.parametrize("was", ["sent", "settled"])
def test_only_what_was_never_handed_over_makes_room(
    was: str, database: Database, writer: Writer, clock: Clock, outbox: Outbox
) -> None:
    """Not even what a person settled as not arrived: it may have."""
    campaign_id = frozen(database, 2)
    sender = ledger(writer)
    if was == "sent":
        hand_over(sender, campaign_id, ACCEPTED)
    else:
        row, claim = one(sender, campaign_id)
        assert sender.expose(row, claim) is None
        clock.at += 700
        sender.reap()
        clock.at += 100
        outbox.resolve(campaign_id, [row.id], "queued", "no trace", 7200.0)
    outbox.cancel(campaign_id, "wrong")
    with pytest.raises(BriefError, match="handed over meanwhile"):
        freeze_together(database, (plan(2),), fence="f", who="t", instead_of=(campaign_id,))
    with pytest.raises(BriefError, match="was called off, and 1 people"):
        freeze(database, plan(3), fence="f", who="t")


def test_what_was_called_off_makes_room_and_its_sender_finds_nothing(
    database: Database, writer: Writer, outbox: Outbox
) -> None:
    first = frozen(database, 2)
    sender = ledger(writer)
    row, claim = one(sender, first)
    outbox.cancel(first, "wrong")
    ids = freeze_together(database, (plan(3),), fence=FENCE, who="t", instead_of=(first,))
    assert sender.expose(row, claim) == "cancelled"
    assert sender.claim(first, 5).over
    for _ in range(3):
        hand_over(sender, ids[0], ACCEPTED)
    assert states(database) == {"cancelled": 2, "sent": 3}
    with database.reading() as connection:
        kinds = [each.kind for each in campaigns(connection)]
    assert kinds == [f"called-off-{first}", "issue"]
