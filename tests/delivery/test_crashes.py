"""Senders are killed at every state and frozen past their lease, and replies are lost."""

from collections import Counter
from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from brief.adapters.database.engine import Database, open_database
from brief.adapters.database.ledger import GRACE_S
from brief.adapters.database.outbox import Outbox
from brief.adapters.database.tables import delivery
from support.ledgers import states
from support.mail_crashes import SENDING, Fired, beside, fire, once_more, overslept

Url = Callable[[], str]

# Of fifteen places.
MISSED = 3


@pytest.mark.parametrize("seed", range(5))
def test_nobody_is_lost_and_nobody_is_mailed_twice(new_url: Url, seed: int) -> None:
    url = new_url()
    fired = fire(url, seed)
    assert fired.wrong() == []
    # On a busy machine the list may be at its end before some place is reached again.
    assert len(set(SENDING) - set(fired.killed)) <= MISSED
    assert set(fired.killed) <= set(SENDING)
    assert fired.polls > 50
    database = open_database(url)
    settle_by_what_arrived(database, fired)
    database.close()
    again = once_more(url, fired.count)
    assert Counter(fired.taken) + Counter(again) == Counter(list(fired.states))


def settle_by_what_arrived(database: Database, fired: Fired) -> None:
    """Settle each unknown as somebody does who has asked."""
    with database.writing() as connection:
        # As if it were later: a reply may still come to what has just become unknown.
        earlier = delivery.c.settled_at - 2 * GRACE_S
        connection.execute(update(delivery).values(settled_at=earlier))
        rows = connection.execute(select(delivery).where(delivery.c.state == "unknown")).all()
    if not rows:
        return
    campaign = rows[0].campaign
    outbox = Outbox(database, "test")
    there = [row.id for row in rows if row.address in fired.taken]
    gone = [row.id for row in rows if row.address not in fired.taken]
    assert outbox.resolve(campaign, there, "sent", "it is there", 1e9) == len(there)
    assert outbox.resolve(campaign, gone, "queued", "it is not", 1e9) == len(gone)


@pytest.mark.parametrize("new_url", ["postgres"], indirect=True)
def test_senders_on_machines_whose_clocks_are_apart_send_each_once(new_url: Url) -> None:
    """Four processes, ten minutes apart. Only the clock of the database is asked."""
    url = new_url()
    assert set(beside(url, 200, (-600.0, 0.0, 300.0, 600.0)).values()) == {1}
    database = open_database(url)
    assert states(database) == {"sent": 200}
    database.close()


@pytest.mark.parametrize("new_url", ["sqlite"], indirect=True)
def test_several_processes_write_to_one_file_and_none_is_turned_away(new_url: Url) -> None:
    url = new_url()
    assert set(beside(url, 200, (0.0, 0.0, 0.0)).values()) == {1}
    database = open_database(url)
    assert states(database) == {"sent": 200}
    database.close()


def test_a_sender_that_overslept_hands_nothing_over(new_url: Url) -> None:
    assert overslept(new_url(), mutant=False).wrong() == []


def test_it_is_t6_that_keeps_a_mail_from_going_twice(new_url: Url) -> None:
    """Without its conditions, the same sender sends once more what another has sent."""
    wrong = overslept(new_url(), mutant=True).wrong()
    assert any(text.startswith("mailed twice") for text in wrong)
