"""What a sender does to the ledger: claim, expose, settle, give back, and tidy up after others.

Each is one transaction of the writer, and returns after it is committed. `stop` is called at
named places, by tests that end the process there; else it does nothing.
"""

import secrets
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from sqlalchemy import Connection, Row, func, insert, select, update

from brief.adapters.database import statements
from brief.adapters.database.consequences import consequences
from brief.adapters.database.people import People
from brief.adapters.database.prepared import Prepared
from brief.adapters.database.rates import draw
from brief.adapters.database.reading import counts_of
from brief.adapters.database.tables import campaign, decision, delivery
from brief.adapters.database.writer import Writer
from brief.delivery.campaign import Batch, Claimed, Limits, Settlement
from brief.delivery.keyed import Keys
from brief.delivery.states import MOVES, State, outcome

Stop = Callable[[str], None]

# A sender shows that it lives at least so often. Source: delivery rules, section 3.2.
LEASE_S = 120.0
# How long the reply to the dot is awaited, and how long after that others wait for the sender.
REPLY_S, GRACE_S = 600.0, 60.0


@dataclass(frozen=True, slots=True)
class Seat:
    """A sender: its name for people, the machine it may send on, and how long it is waited for.

    `lease_s` without a sign of life gives back what it has in hand. The reply to the dot is
    awaited for `reply_s`, and another `grace_s` pass before others give it up.
    """

    owner: str
    fence: str
    lease_s: float = LEASE_S
    reply_s: float = REPLY_S
    grace_s: float = GRACE_S


class Ledger:
    """The ledger as one sender sees it."""

    def __init__(
        self,
        writer: Writer,
        seat: Seat,
        limits: Limits,
        stop: Stop = lambda _: None,
        keys: Keys | None = None,
    ) -> None:
        self._writer = writer
        self._people = People(writer.database, keys or Keys({}))
        self._seat = seat
        self._limits = limits
        self._stop = stop
        self._renewed: dict[str, float] = {}
        self._due = statements.due(writer.database)
        self._t2 = statements.t2()
        self._left = statements.left_rows()
        self._renewal = statements.renewal()
        # What every mail needs.
        self._t6 = Prepared(writer.database, statements.t6())
        self._settled = {
            (move, state): Prepared(writer.database, statements.settled(move, state))
            for move in ("T4", "T5", "T7", "T8")
            for state in MOVES[move].reaches
        }
        self._noted = Prepared(writer.database, statements.noted())

    def claim(self, campaign_id: int, most: int) -> Batch:
        """Take up to so many rows that are due (T2), and draw a token for each."""
        claim = secrets.token_hex(16)

        def work(connection: Connection, now: float) -> Batch:
            return self._claim(connection, now, campaign_id, most, claim)

        batch = self._writer.run(work)
        if batch.rows:
            self._stop("claimed")
        return batch

    def _claim(
        self, connection: Connection, now: float, campaign_id: int, most: int, claim: str
    ) -> Batch:
        known = connection.execute(select(campaign).where(campaign.c.id == campaign_id)).one()
        if known.state == "sending" and now >= known.not_after:
            _end_queue(connection, now, campaign_id, "expired")
        if known.state == "cancelled":
            _end_queue(connection, now, campaign_id, "cancelled")
        if known.state != "sending" or known.fence != self._seat.fence:
            return Batch(claim, over=True)
        if now < known.not_before:
            return Batch(claim, wait_s=known.not_before - now)
        drawn = draw(connection, now, self._limits, most)
        if not drawn.allowed:
            return self._nothing(connection, now, campaign_id, claim, drawn.wait_s)
        found = connection.execute(
            self._due,
            {
                "b_campaign": campaign_id,
                "b_now": now,
                "b_per_domain": self._limits.per_domain or 0.0,
                "b_most": drawn.allowed,
            },
        ).all()
        picked = self._without_left(connection, now, drawn.within_domains(connection, found))
        if not picked:
            wait = 0.0 if found else None
            return self._nothing(connection, now, campaign_id, claim, wait)
        connection.execute(
            self._t2,
            {
                "b_ids": [row.id for row in picked],
                "b_claim": claim,
                "b_owner": self._seat.owner,
                "b_until": now + self._seat.lease_s,
                "b_now": now,
            },
        )
        self._renewed[claim] = now
        drawn.spend(connection, [row.domain for row in picked])
        return Batch(claim, tuple(_claimed(row, now) for row in picked))

    def _without_left(
        self, connection: Connection, now: float, rows: list[Row[tuple[object, ...]]]
    ) -> list[Row[tuple[object, ...]]]:
        if not rows:
            return rows
        ids = [row.id for row in rows]
        gone = connection.execute(self._left, {"b_ids": ids, "b_now": now}).scalars().all()
        return [row for row in rows if row.id not in set(gone)]

    def _nothing(
        self,
        connection: Connection,
        now: float,
        campaign_id: int,
        claim: str,
        wait_s: float | None,
    ) -> Batch:
        """Say how long to wait, or that there is nothing left to wait for."""
        counts = counts_of(connection, campaign_id)
        if outcome(counts) is not None:
            return Batch(claim, over=True)
        if wait_s is not None:
            return Batch(claim, wait_s=wait_s)
        due, lapses = connection.execute(
            select(
                func.min(delivery.c.next_at).filter(delivery.c.state == "queued"),
                func.min(delivery.c.lease_until),
            ).where(delivery.c.campaign == campaign_id)
        ).one()
        next_at = min(at for at in (due, lapses, now + self._seat.lease_s) if at is not None)
        return Batch(claim, wait_s=max(0.0, next_at - now))

    def expose(self, row: Claimed, claim: str) -> State | None:
        """Make sure, at the last moment, that a row may be handed over (T6).

        Return nothing where it is exposed, else what has become of it: where that is
        `claimed`, it is another sender's.
        """

        def work(connection: Connection, now: float) -> State | None:
            values = {
                "b_id": row.id,
                "b_claim": claim,
                "b_now": now,
                "b_until": now + self._seat.reply_s + self._seat.grace_s,
                "b_fence": self._seat.fence,
            }
            if self._t6.changed(connection, values) != 1:
                return self._set_aside(connection, now, row.id, claim)
            self._stop("t6-before-commit")
            if now - self._renewed.get(claim, 0.0) > self._seat.lease_s / 4:
                # The rest of the batch is kept in the same commit.
                self._renew(connection, now, claim)
            return None

        found = self._writer.run(work)
        self._stop("t6-after-commit")
        return found

    def _renew(self, connection: Connection, now: float, claim: str) -> None:
        until = now + self._seat.lease_s
        connection.execute(self._renewal, {"b_claim": claim, "b_until": until})
        # What has not shown a sign of life for a lease is over.
        fresh = now - self._seat.lease_s
        self._renewed = {name: at for name, at in self._renewed.items() if at > fresh}
        self._renewed[claim] = now

    def _set_aside(self, connection: Connection, now: float, id_: int, claim: str) -> State:
        """Find out why a row may not be handed over, and put it where it belongs (T6b)."""
        row = connection.execute(
            select(delivery.c.state, delivery.c.claim, campaign.c.state, campaign.c.not_after)
            .join(campaign, campaign.c.id == delivery.c.campaign)
            .where(delivery.c.id == id_)
            .add_columns(statements.has_left())
        ).one()
        state, held, sending, not_after, left = row
        if state != "claimed" or held != claim:
            return "claimed"
        reached: State = "queued"
        if left:
            reached = "suppressed"
        elif sending == "cancelled":
            reached = "cancelled"
        elif not_after <= now:
            reached = "expired"
        connection.execute(
            statements.set_aside(),
            {
                "b_id": id_,
                "b_claim": claim,
                "b_state": statements.reaches("T6b", reached),
                "b_settled_at": None if reached == "queued" else now,
            },
        )
        return reached

    def settle(
        self, row: Claimed, claim: str, said: Settlement, relay_id: str | None = None
    ) -> Future[bool]:
        """Write down what came of a row (T4, T5, T7, T8): whether it was still ours.

        It is committed before or with whatever this sender writes next, so that the sender need
        not wait for it: at most one mail of a thread is handed over and not written down.
        """
        move = _move_of(said)

        def work(connection: Connection, now: float) -> bool:
            values = {
                "b_id": row.id,
                "b_claim": claim,
                "b_next_at": now + said.wait_s,
                "b_charged": int(said.charged),
                "b_sort": said.sort,
                "b_code": said.reply.code,
                "b_enhanced": said.reply.enhanced,
                "b_text": said.reply.text,
                "b_relay_id": relay_id,
                "b_settled_at": None if said.state == "queued" else now,
            }
            if self._settled[move, said.state].changed(connection, values) != 1:
                return False
            self._noted.changed(
                connection,
                {
                    "b_number": row.attempt + 1,
                    "b_phase": said.reply.phase,
                    "b_now": now,
                    **{name: values[name] for name in _NOTED},
                },
            )
            if said.state != "sent":
                consequences(self._people, connection, now, row.id, said)
            if said.state == "queued":
                connection.execute(statements.ended_after_cancel(), {"b_now": now})
            self._stop("t7-before-commit" if move == "T7" else "settled-before-commit")
            return True

        done = self._writer.post(work)
        name = "t7-after-commit" if move == "T7" else "settled-after-commit"
        done.add_done_callback(lambda _: self._stop(name))
        return done

    def release(self, claim: str) -> None:
        """Give back what is in hand and was not handed over (T4), charging nobody."""

        def work(connection: Connection, now: float) -> None:
            connection.execute(statements.released(), {"b_claim": claim})
            connection.execute(statements.ended_after_cancel(), {"b_now": now})

        self._writer.run(work)

    def reap(self) -> int:
        """Take from senders that have gone (T9); return of how many rows."""

        def work(connection: Connection, now: float) -> int:
            back = connection.execute(statements.lapsed_claims(), {"b_now": now}).rowcount
            lost = connection.execute(statements.lapsed_exposures(), {"b_now": now}).rowcount
            _send_again(connection, now)
            connection.execute(statements.ended_after_cancel(), {"b_now": now})
            self._stop("reap")
            return int(back + lost)

        return self._writer.run(work)

    def finish(self, campaign_id: int) -> bool:
        """End a campaign of which nothing is left to do; return whether it has ended."""

        def work(connection: Connection, now: float) -> bool:
            return finish(connection, now, campaign_id)

        return self._writer.run(work)


_NOTED = ("b_id", "b_sort", "b_code", "b_enhanced", "b_text")


def finish(connection: Connection, now: float, campaign_id: int) -> bool:
    """Set how a campaign ended, by its rows; return whether it has."""
    ended = outcome(counts_of(connection, campaign_id))
    if ended is None:
        return False
    connection.execute(
        update(campaign)
        .where(
            campaign.c.id == campaign_id,
            campaign.c.state.in_(("sending", "finished-with-unknowns")),
        )
        .values(state=ended, finished_at=now)
    )
    return True


def _move_of(said: Settlement) -> str:
    if said.reply.phase == "dot":
        return "T8" if said.state == "unknown" else "T7"
    return "T5" if said.state == "failed" else "T4"


def _claimed(row: Row[tuple[object, ...]], now: float) -> Claimed:
    return Claimed(
        row.id,
        row.subscriber,
        row.address,
        row.name,
        row.variant,
        row.attempt,
        row.key_no,
        now if row.first_claimed_at is None else row.first_claimed_at,
    )


def _end_queue(connection: Connection, now: float, campaign_id: int, state: State) -> None:
    connection.execute(statements.ended_queue(state), {"b_campaign": campaign_id, "b_now": now})


def _send_again(connection: Connection, now: float) -> None:
    """Queue again what is unknown, in campaigns that were frozen so (T10); list each."""
    rows = connection.execute(
        select(delivery.c.id, delivery.c.campaign)
        .join(campaign, campaign.c.id == delivery.c.campaign)
        .where(campaign.c.on_unknown == "resend", campaign.c.state == "sending")
        .where(statements.leaves("T10"))
    ).all()
    for row in rows:
        connection.execute(
            update(delivery)
            .where(delivery.c.id == row.id, statements.leaves("T10"))
            .values(
                state=statements.reaches("T10", "queued"),
                claim=None,
                next_at=now,
                settled_at=None,
            )
        )
        connection.execute(
            insert(decision).values(
                campaign=row.campaign,
                delivery=row.id,
                at=now,
                who="brief",
                action="send again",
                reason="frozen with on_unknown: resend",
            )
        )
