"""Freezes a campaign (T1): the campaign, its renderings and every recipient, or nothing."""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, insert, select

from brief.adapters.database.engine import Database
from brief.adapters.database.tables import campaign, delivery, variant
from brief.adapters.database.writer import transaction
from brief.delivery.campaign import Plan

# Rows in one statement: SQLite takes 32,766 values in one, and a row has 17.
_ROWS = 1000


def freeze_together(
    database: Database,
    plans: Sequence[Plan],
    *,
    fence: str,
    who: str,
    stop: Callable[[str], None] = lambda _: None,
) -> tuple[int, ...]:
    """Write down who will get what, before anything is sent; return the ids of the campaigns.

    All are written, or none. A person of whom another campaign of this issue and kind has a row
    is a breach of a constraint. A campaign that was frozen before is left as it is.
    """

    def work(connection: Connection, now: float) -> tuple[int, ...]:
        found = []
        for plan in plans:
            known = connection.execute(
                select(campaign.c.id).where(
                    campaign.c.issue == plan.issue,
                    campaign.c.edition == plan.edition,
                    campaign.c.kind == plan.kind,
                )
            ).scalar()
            if known is None:
                known = _write(connection, now, plan, fence=fence, who=who, stop=stop)
            found.append(int(known))
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
    for each in plan.renderings:
        connection.execute(
            insert(variant).values(
                campaign=campaign_id,
                key=each.key,
                content_sha256=each.content_sha256,
                bytes=each.size,
            )
        )
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
        for each in plan.recipients
    ]
    for start in range(0, len(rows), _ROWS):
        connection.execute(insert(delivery), rows[start : start + _ROWS])
        stop("freeze-rows")
    return campaign_id
