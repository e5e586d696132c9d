"""What people decide of campaigns and rows: pause, cancel, resolve, retry. Each is recorded."""

import getpass
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

from brief.adapters.database import statements
from brief.adapters.database.engine import Database
from brief.adapters.database.ledger import GRACE_S, finish
from brief.adapters.database.tables import campaign, decision, delivery
from brief.adapters.database.writer import transaction
from brief.delivery.states import State
from brief.diagnostics.world import BriefError


class Moving(NamedTuple):
    """A decision on rows: which move, to which state, why, and how long they may be sent."""

    campaign_id: int
    move: str
    state: State
    reason: str
    window_s: float


@dataclass(frozen=True, slots=True)
class Outbox:
    """The campaigns of a database, in the hands of a person. `who` is written down."""

    database: Database
    who: str

    def pause(self, campaign_id: int, reason: str) -> bool:
        """Hand nothing over from now on; return whether it was sending."""
        return self._set(campaign_id, ("sending",), "paused", "pause", reason)

    def go_on(self, campaign_id: int, reason: str, window_s: float) -> bool:
        """Send on after a pause; what was too late by then may still go for `window_s`."""

        def work(connection: Connection, now: float) -> bool:
            done = connection.execute(
                update(campaign)
                .where(campaign.c.id == campaign_id, campaign.c.state == "paused")
                .values(state="sending", paused_because=None, resumed_at=now)
            )
            if done.rowcount != 1:
                return False
            _extend(connection, campaign_id, now, window_s)
            self._note(connection, now, campaign_id, None, "go on", reason)
            return True

        return bool(transaction(self.database, [work])[0])

    def cancel(self, campaign_id: int, reason: str) -> int:
        """Call off all that was not handed over; return how many mails."""

        def work(connection: Connection, now: float) -> int:
            called_off = connection.execute(
                update(campaign)
                .where(
                    campaign.c.id == campaign_id,
                    campaign.c.state.in_(("sending", "paused")),
                )
                .values(state="cancelled", paused_because=None)
            )
            if called_off.rowcount != 1:
                return 0
            done = connection.execute(
                statements.ended_queue("cancelled"), {"b_campaign": campaign_id, "b_now": now}
            )
            self._note(connection, now, campaign_id, None, "cancel", reason)
            return done.rowcount

        return int(transaction(self.database, [work])[0])

    def take_over(self, campaign_id: int, fence: str, reason: str) -> None:
        """Tie a campaign to this machine and database."""

        def work(connection: Connection, now: float) -> None:
            connection.execute(
                update(campaign).where(campaign.c.id == campaign_id).values(fence=fence)
            )
            self._note(connection, now, campaign_id, None, "take over", reason)

        transaction(self.database, [work])

    def note(self, campaign_id: int, action: str, reason: str) -> None:
        """Write down a decision that changes no row."""

        def work(connection: Connection, now: float) -> None:
            self._note(connection, now, campaign_id, None, action, reason)

        transaction(self.database, [work])

    def resolve(
        self, campaign_id: int, rows: Iterable[int], state: State, reason: str, window_s: float
    ) -> int:
        """Settle what is unknown (T10): `sent`, or `queued` to send it again.

        Raises:
            BriefError: A reply may still come for one of them, or they were to be sent again
                and the campaign was called off. Nothing was settled.
        """
        chosen = sorted(rows)

        def work(connection: Connection, now: float) -> int:
            if state == "queued":
                _check_open(connection, campaign_id)
            young = connection.execute(
                select(delivery.c.id).where(
                    delivery.c.id.in_(chosen),
                    delivery.c.state == "unknown",
                    delivery.c.settled_at > now - GRACE_S,
                )
            ).all()
            if young and state == "queued":
                message = f"{len(young)} of them may still get a reply"
                raise BriefError(
                    message, f"wait {GRACE_S:.0f} seconds after they became unknown"
                )
            how = Moving(campaign_id, "T10", state, reason, window_s)
            return self._move(connection, now, chosen, how)

        return int(transaction(self.database, [work])[0])

    def retry(self, campaign_id: int, rows: Iterable[int], reason: str, window_s: float) -> int:
        """Try again at once: what was refused for good or was too late (T11), and what waits.

        Raises:
            BriefError: The campaign was called off.
        """
        chosen = sorted(rows)

        def work(connection: Connection, now: float) -> int:
            _check_open(connection, campaign_id)
            waiting = connection.execute(
                update(delivery)
                .where(delivery.c.id.in_(chosen), delivery.c.state == "queued")
                .values(next_at=now)
            ).rowcount
            if waiting:
                _extend(connection, campaign_id, now, window_s)
            how = Moving(campaign_id, "T11", "queued", reason, window_s)
            return int(waiting) + self._move(connection, now, chosen, how)

        return int(transaction(self.database, [work])[0])

    def _move(
        self,
        connection: Connection,
        now: float,
        rows: list[int],
        how: Moving,
    ) -> int:
        campaign_id, move, state, reason, window_s = how
        moved = 0
        for each in rows:
            done = connection.execute(
                update(delivery)
                .where(delivery.c.id == each, statements.leaves(move))
                .values(
                    state=statements.reaches(move, state),
                    claim=None,
                    lease_until=None,
                    next_at=now,
                    settled_at=None if state == "queued" else now,
                )
            ).rowcount
            if done:
                moved += 1
                self._note(connection, now, campaign_id, each, f"{move}: {state}", reason)
        if state == "queued" and moved:
            connection.execute(
                update(campaign)
                .where(
                    campaign.c.id == campaign_id,
                    campaign.c.state.in_(("finished", "finished-with-unknowns")),
                )
                .values(state="sending", finished_at=None, resumed_at=now)
            )
            _extend(connection, campaign_id, now, window_s)
        finish(connection, now, campaign_id)
        return moved

    def _set(
        self, campaign_id: int, leaves: tuple[str, ...], state: str, action: str, reason: str
    ) -> bool:
        def work(connection: Connection, now: float) -> bool:
            done = connection.execute(
                update(campaign)
                .where(campaign.c.id == campaign_id, campaign.c.state.in_(leaves))
                .values(state=state, paused_because=reason)
            )
            if done.rowcount != 1:
                return False
            self._note(connection, now, campaign_id, None, action, reason)
            return True

        return bool(transaction(self.database, [work])[0])

    def _note(
        self,
        connection: Connection,
        now: float,
        campaign_id: int,
        row: int | None,
        action: str,
        reason: str,
    ) -> None:
        """Write a decision down, in the transaction that carries it out."""
        connection.execute(
            insert(decision).values(
                campaign=campaign_id,
                delivery=row,
                at=now,
                who=self.who,
                action=action,
                reason=reason,
            )
        )


def somebody() -> str:
    """Return who runs this command, for the record."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"


def _check_open(connection: Connection, campaign_id: int) -> None:
    """Refuse to send on what somebody called off."""
    state = connection.execute(
        select(campaign.c.state).where(campaign.c.id == campaign_id)
    ).scalar()
    if state == "cancelled":
        message = "it was called off, and nothing of it is sent any more"
        raise BriefError(message, "`brief outbox decisions` says who called it off, and why")


def _extend(connection: Connection, campaign_id: int, now: float, window_s: float) -> None:
    """Let a campaign send for some time from now, where it could not. A hold stays."""
    connection.execute(
        update(campaign)
        .where(campaign.c.id == campaign_id, campaign.c.not_after < now + window_s)
        .values(not_after=now + window_s)
    )
