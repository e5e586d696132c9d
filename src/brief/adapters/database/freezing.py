"""Freezes a campaign (T1): the campaign, its renderings and every recipient, or nothing.

One that is known gets the recipients it lacks. One that was called off before anything was
handed over makes room for another.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, insert, literal, select, update

from brief.adapters.database.engine import Database
from brief.adapters.database.tables import attempt, campaign, decision, delivery, variant
from brief.adapters.database.writer import transaction
from brief.delivery.campaign import SUPERSEDED, Frozen, Plan, Rendering
from brief.diagnostics.world import BriefError

# The lock of PostgreSQL that freezing takes: any number. SQLite has one for all writing.
_TURN = 0x6272696566

# Rows in one statement: SQLite takes 32,766 values in one, and a row has 17.
_ROWS = 1000


def freeze_together(
    database: Database,
    plans: Sequence[Plan],
    *,
    fence: str,
    who: str,
    instead_of: Sequence[int] = (),
    stop: Callable[[str], None] = lambda _: None,
) -> tuple[int, ...]:
    """Write down who will get what, before anything is sent; return the ids of the campaigns.

    All are written, or none. A person of whom another campaign of this issue and kind has a row
    is a breach of a constraint. A campaign that was frozen before gets the recipients that it
    lacks, and is reopened; one in `instead_of` was called off and makes room for another.

    Raises:
        BriefError: Somebody was to be added to a campaign that was called off.
    """

    def work(connection: Connection, now: float) -> tuple[int, ...]:
        if not database.is_sqlite:
            # Of two who freeze the same at one time, the second finds what the first wrote.
            connection.execute(select(func.pg_advisory_xact_lock(_TURN)))
        found = []
        for each in instead_of:
            _supersede(connection, now, each, who)
        for plan in plans:
            known = connection.execute(
                select(campaign).where(
                    campaign.c.issue == plan.issue,
                    campaign.c.edition == plan.edition,
                    campaign.c.kind == plan.kind,
                )
            ).first()
            if known is None:
                id_ = _write(connection, now, plan, fence=fence, who=who, stop=stop)
            else:
                id_ = int(known.id)
                _extend(connection, now, known, plan, who=who, stop=stop)
            found.append(id_)
        stop("freeze-before-commit")
        return tuple(found)

    found: tuple[int, ...] = transaction(database, [work])[0]
    stop("frozen")
    return found


def freeze(
    database: Database,
    plan: Plan,
    *,
    fence: str,
    who: str,
    stop: Callable[[str], None] = lambda _: None,
) -> int:
    """Write down one campaign; return its id."""
    return freeze_together(database, (plan,), fence=fence, who=who, stop=stop)[0]


def _write(
    connection: Connection,
    now: float,
    plan: Plan,
    *,
    fence: str,
    who: str,
    stop: Callable[[str], None],
) -> int:
    made = connection.execute(
        insert(campaign).values(
            issue=plan.issue,
            edition=plan.edition,
            kind=plan.kind,
            manifest_sha256=plan.manifest_sha256,
            state="sending",
            expected=len(plan.recipients),
            planned_at=plan.planned_at,
            not_before=plan.not_before,
            not_after=plan.not_after,
            fence=fence,
            on_unknown=plan.on_unknown,
            frozen_at=now,
            frozen_by=who,
            resumed_at=now,
        )
    )
    assert made.inserted_primary_key is not None
    campaign_id = int(made.inserted_primary_key[0])
    stop("freeze-campaign")
    _renderings(connection, campaign_id, plan.renderings)
    _rows(connection, campaign_id, plan, plan.recipients, stop)
    return campaign_id


def _renderings(
    connection: Connection, campaign_id: int, renderings: Sequence[Rendering]
) -> None:
    for each in renderings:
        connection.execute(
            insert(variant).values(
                campaign=campaign_id,
                key=each.key,
                content_sha256=each.content_sha256,
                bytes=each.size,
            )
        )


def _rows(
    connection: Connection,
    campaign_id: int,
    plan: Plan,
    recipients: Sequence[Frozen],
    stop: Callable[[str], None],
) -> None:
    rows = [
        {
            "campaign": campaign_id,
            "issue": plan.issue,
            "kind": plan.kind,
            "subscriber": each.subscriber,
            "address": each.address,
            "address_norm": each.address_norm,
            "address_hmac": each.address_hmac,
            "name": each.name,
            "variant": each.variant,
            "domain": each.domain,
            "message_id": each.message_id,
            "key_no": each.key_no,
            "unsub_hash": each.unsub_hash,
            "verp_hash": each.verp_hash,
            "state": "queued",
            "next_at": plan.not_before,
            "attempt": 0,
        }
        for each in recipients
    ]
    for start in range(0, len(rows), _ROWS):
        connection.execute(insert(delivery), rows[start : start + _ROWS])
        stop("freeze-rows")


def _extend(
    connection: Connection,
    now: float,
    known: Row[Any],
    plan: Plan,
    *,
    who: str,
    stop: Callable[[str], None],
) -> None:
    """Add to a campaign whom it lacks, and reopen it: a decision, as freezing it was."""
    rows = select(delivery.c.subscriber).where(delivery.c.campaign == known.id)
    there = set(connection.execute(rows).scalars())
    more = [each for each in plan.recipients if each.subscriber not in there]
    if not more:
        return
    if known.state == "cancelled":
        message = (
            f"`{plan.edition}` was called off, and {len(more)} people would be added to it"
        )
        raise BriefError(message, "`brief outbox decisions` says who called it off, and why")
    keys = select(variant.c.key).where(variant.c.campaign == known.id)
    made = set(connection.execute(keys).scalars())
    fresh = [each for each in plan.renderings if each.key not in made]
    _renderings(connection, known.id, fresh)
    _rows(connection, known.id, plan, more, stop)
    ended = known.state in ("finished", "finished-with-unknowns")
    connection.execute(
        update(campaign)
        .where(campaign.c.id == known.id)
        .values(
            state="sending" if ended else known.state,
            expected=campaign.c.expected + len(more),
            not_after=max(known.not_after, plan.not_after),
            finished_at=None,
            resumed_at=now if ended else known.resumed_at,
        )
    )
    reason = f"{len(more)} more, by the manifest {plan.manifest_sha256[:12]}"
    _note(connection, now, known.id, who, "add", reason)


# A row in one of these may have arrived, or may yet.
_IN_OR_OUT_OF_HAND = ("exposed", "unknown", "sent")


def is_untouched(connection: Connection, campaign_id: int) -> bool:
    """Tell whether of a campaign that has ended nothing was taken, nor may have been.

    What was unknown once and is not now was settled by a person, who may have erred.
    """
    known = connection.execute(select(campaign).where(campaign.c.id == campaign_id)).one()
    rows = delivery.c.campaign == campaign_id
    waits = () if known.state == "cancelled" else ("queued", "claimed")
    touched = select(literal(1)).where(
        rows, delivery.c.state.in_((*_IN_OR_OUT_OF_HAND, *waits))
    )
    called_off = select(literal(1)).where(rows, delivery.c.state.in_(("cancelled", "expired")))
    tried = (
        select(literal(1))
        .join(delivery, delivery.c.id == attempt.c.delivery)
        .where(rows, attempt.c.outcome.in_(("accepted", "unanswered")))
        .select_from(attempt)
    )
    settled = select(literal(1)).where(
        decision.c.campaign == campaign_id,
        decision.c.action.like("T10%") | (decision.c.action == "send again"),
    )
    return connection.execute(called_off).first() is not None and not any(
        connection.execute(each.limit(1)).first() for each in (touched, tried, settled)
    )


def _supersede(connection: Connection, now: float, campaign_id: int, who: str) -> None:
    """Let a campaign of which nothing was handed over make room for another.

    It stays in the ledger, under a kind of its own: a sender that still knows it by its id
    finds that it was called off. Nobody has its tokens, and the new rows have the same.
    """
    if not is_untouched(connection, campaign_id):
        message = "of what was called off something has been handed over meanwhile"
        raise BriefError(message, "look at `brief outbox status`")
    kind = f"{SUPERSEDED}{campaign_id}"
    connection.execute(
        update(campaign)
        .where(campaign.c.id == campaign_id)
        .values(kind=kind, state="cancelled", paused_because=None)
    )
    mark = literal(f"{kind} ")
    connection.execute(
        update(delivery)
        .where(delivery.c.campaign == campaign_id)
        .values(
            kind=kind,
            message_id=mark + delivery.c.message_id,
            unsub_hash=mark + delivery.c.unsub_hash,
            verp_hash=mark + delivery.c.verp_hash,
        )
    )
    reason = "nothing of it was handed over; it is frozen anew"
    _note(connection, now, campaign_id, who, "supersede", reason)


def _note(
    connection: Connection, now: float, campaign_id: int, who: str, action: str, reason: str
) -> None:
    connection.execute(
        insert(decision).values(
            campaign=campaign_id, at=now, who=who, action=action, reason=reason
        )
    )
