"""What the ledger says: campaigns with their counts, and rows with all that befell them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select

from brief.adapters.database.tables import attempt, campaign, decision, delivery, variant
from brief.delivery.campaign import Campaign
from brief.delivery.states import State


def counts_of(connection: Connection, campaign_id: int) -> dict[State, int]:
    """Return the number of rows in each state that has any."""
    rows = connection.execute(
        select(delivery.c.state, func.count())
        .where(delivery.c.campaign == campaign_id)
        .group_by(delivery.c.state)
        .order_by(delivery.c.state)
    )
    return {state: count for state, count in rows}  # noqa: C416 - rows are no pairs to mypy


def campaigns(connection: Connection, issue: str | None = None) -> tuple[Campaign, ...]:
    """Return the campaigns, of one issue or of all, in the order in which they were frozen."""
    found = select(campaign).order_by(campaign.c.id)
    if issue is not None:
        found = found.where(campaign.c.issue == issue)
    return tuple(_campaign(connection, row) for row in connection.execute(found).all())


def _campaign(connection: Connection, row: Row[Any]) -> Campaign:
    renderings = connection.execute(
        select(variant.c.key, variant.c.content_sha256)
        .where(variant.c.campaign == row.id)
        .order_by(variant.c.key)
    )
    return Campaign(
        id=row.id,
        issue=row.issue,
        edition=row.edition,
        kind=row.kind,
        manifest_sha256=row.manifest_sha256,
        state=row.state,
        expected=row.expected,
        not_before=row.not_before,
        not_after=row.not_after,
        fence=row.fence,
        on_unknown=row.on_unknown,
        paused_because=row.paused_because,
        counts=counts_of(connection, row.id),
        renderings={each.key: each.content_sha256 for each in renderings},
    )


def had(
    connection: Connection, issue: str, kind: str, but: Sequence[int] = ()
) -> frozenset[str]:
    """Return the ids of those who have a row of an issue, but in some campaigns."""
    rows = connection.execute(
        select(delivery.c.subscriber).where(
            delivery.c.issue == issue,
            delivery.c.kind == kind,
            delivery.c.subscriber.is_not(None),
            delivery.c.campaign.not_in(but),
        )
    )
    return frozenset(rows.scalars())


def reached(connection: Connection, issue: str, kind: str) -> Sequence[Row[Any]]:
    """Return the rows of those to whom a correction goes, with the rendering of each.

    They have the issue, or may have it, or were to have it and it was called off or too late.
    """
    return connection.execute(
        select(delivery, campaign.c.edition, variant.c.content_sha256)
        .join(campaign, campaign.c.id == delivery.c.campaign)
        .join(
            variant,
            (variant.c.campaign == delivery.c.campaign) & (variant.c.key == delivery.c.variant),
        )
        .where(
            delivery.c.issue == issue,
            delivery.c.kind == kind,
            delivery.c.state.in_(("sent", "unknown", "cancelled", "expired")),
            delivery.c.address.is_not(None),
        )
        .order_by(delivery.c.id)
    ).all()


def corrected(connection: Connection, issue: str) -> frozenset[tuple[str, str]]:
    """Return who has a correction of an issue, may have it or will get it: ids and contents."""
    rows = connection.execute(
        select(delivery.c.subscriber, variant.c.content_sha256)
        .join(
            variant,
            (variant.c.campaign == delivery.c.campaign) & (variant.c.key == delivery.c.variant),
        )
        .where(
            delivery.c.issue == issue,
            delivery.c.kind.startswith("correction-"),
            delivery.c.state.in_(("queued", "claimed", "exposed", "unknown", "sent")),
            delivery.c.subscriber.is_not(None),
        )
    )
    return frozenset((row.subscriber, row.content_sha256) for row in rows)


def reasons(connection: Connection, campaign_id: int) -> tuple[tuple[State, str, int], ...]:
    """Return how many rows stand in each state with each class of last reply."""
    rows = connection.execute(
        select(delivery.c.state, delivery.c.sort, func.count())
        .where(delivery.c.campaign == campaign_id, delivery.c.sort.is_not(None))
        .group_by(delivery.c.state, delivery.c.sort)
        .order_by(delivery.c.state, delivery.c.sort)
    )
    return tuple((state, sort, count) for state, sort, count in rows)


def rows_of(
    connection: Connection, campaign_id: int, states: Sequence[State]
) -> Sequence[Row[Any]]:
    """Return the rows of a campaign in some states, in order."""
    return connection.execute(
        select(delivery)
        .where(delivery.c.campaign == campaign_id, delivery.c.state.in_(states))
        .order_by(delivery.c.id)
    ).all()


def rows_to(connection: Connection, address_norm: str) -> Sequence[Row[Any]]:
    """Return every row to an address, the newest first."""
    return connection.execute(
        select(delivery, campaign.c.edition)
        .join(campaign, campaign.c.id == delivery.c.campaign)
        .where(delivery.c.address_norm == address_norm)
        .order_by(delivery.c.id.desc())
    ).all()


def attempts_of(connection: Connection, delivery_id: int) -> Sequence[Row[Any]]:
    """Return every attempt of a row, the first one first."""
    return connection.execute(
        select(attempt).where(attempt.c.delivery == delivery_id).order_by(attempt.c.id)
    ).all()


def decisions_of(connection: Connection, campaign_id: int) -> Sequence[Row[Any]]:
    """Return every decision on a campaign and its rows, the first one first."""
    return connection.execute(
        select(decision).where(decision.c.campaign == campaign_id).order_by(decision.c.id)
    ).all()
