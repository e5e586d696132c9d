"""Senders are killed at every state and frozen past their lease, and replies are lost."""

from collections import Counter
from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from brief.adapters.database.engine import Database, open_database
from brief.adapters.database.ledger import GRACE_S
from brief.adapters.database.outbox import Outbox
from brief.adapters.database.tables import delivery
from support.mail_crashes import SENDING, Fired, fire, once_more

Url = Callable[[], str]


@pytest.mark.parametrize("seed", range(5))
def test_nobody_is_lost_and_nobody_is_mailed_twice(new_url: Url, seed: int) -> None:
    url = new_url()
    fired = fire(url, seed)
    assert fired.wrong() == []
    assert set(fired.killed) == set(SENDING)
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


def test_it_is_t6_that_keeps_a_mail_from_going_twice(new_url: Url) -> None:
    """Without its conditions, a sender that was frozen past its lease sends once more."""
    wrong: list[str] = []
    for seed in range(10):
        fired = fire(new_url(), seed, mutant=True, kills=False, lost=0.0, count=400)
        wrong = fired.wrong()
        if wrong:
            break
    assert any(text.startswith("mailed twice") for text in wrong)
