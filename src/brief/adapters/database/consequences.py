"""What follows from a reply: an address is suppressed, a domain rests, a campaign stops."""

from sqlalchemy import Connection, Select, func, select, update

from brief.adapters.database.people import People, ignoring_known
from brief.adapters.database.rates import rest
from brief.adapters.database.suppressions import in_a_row, suppress_in
from brief.adapters.database.tables import attempt, campaign, delivery, suppression
from brief.delivery.bouncing import MOST_SOFT
from brief.delivery.campaign import SLOW_S, Settlement

# Breakers. Source: delivery rules, sections 5 and 7.
MOST_POLICY = 5
FIRST, MOST_HARD = 200, 10


def consequences(
    people: People, connection: Connection, now: float, id_: int, said: Settlement
) -> None:
    """Suppress an address, give a domain a rest, or stop the campaign, as a reply asks."""
    row = connection.execute(select(delivery).where(delivery.c.id == id_)).one()
    reason = "no such mailbox" if said.suppress else None
    if said.sort == "soft-permanent" and in_a_row(connection, row.subscriber, row.address_hmac):
        reason = f"full or switched off in {MOST_SOFT} issues in a row"
    if reason and not _is_suppressed(connection, row.address_hmac):
        # Of what the server said only the codes: what stays after erasure names nobody.
        note = said.reply.codes
        if row.address_norm is not None and people.keys.by_number:
            suppress_in(people, connection, row.address_norm, reason, "a server's reply", note)
        known = {"address_hmac": row.address_hmac, "key_no": row.key_no, "scope": "all"}
        connection.execute(
            ignoring_known(people.database, suppression).values(
                reason=reason, at=now, note=note, **known
            )
        )
    if said.slow:
        rest(connection, row.domain, now, now + SLOW_S)
    why = _broken(connection, row.campaign, said)
    if why:
        connection.execute(
            update(campaign)
            .where(campaign.c.id == row.campaign, campaign.c.state == "sending")
            .values(state="paused", paused_because=why)
        )


def _is_suppressed(connection: Connection, address_hmac: str) -> bool:
    found = select(suppression.c.scope).where(suppression.c.address_hmac == address_hmac)
    return connection.execute(found).first() is not None


def _broken(connection: Connection, campaign_id: int, said: Settlement) -> str | None:
    """Return why a campaign must stop, if a reply is one too many."""
    if said.sort == "content":
        return f"the message itself was refused ({said.reply.codes})"
    if said.sort not in ("policy", "hard"):
        return None
    resumed = select(campaign.c.resumed_at).where(campaign.c.id == campaign_id)
    since = (
        select(attempt.c.outcome)
        .join(delivery, delivery.c.id == attempt.c.delivery)
        .where(
            delivery.c.campaign == campaign_id,
            attempt.c.at >= resumed.scalar_subquery(),
            attempt.c.outcome != "relay",
        )
    )
    if said.sort == "policy":
        count = _count(connection, since.where(attempt.c.outcome == "policy"))
        if count >= MOST_POLICY:
            return f"{count} refusals of us, not of an address ({said.reply.codes})"
        return None
    hard = _count(connection, since.where(attempt.c.outcome == "hard"))
    if hard > MOST_HARD and _count(connection, since.limit(FIRST + 1)) <= FIRST:
        return f"{hard} of the first {FIRST} addresses do not exist: is this the right list?"
    return None


def _count(connection: Connection, rows: Select[tuple[str]]) -> int:
    found = connection.execute(select(func.count()).select_from(rows.subquery()))
    return int(found.scalar_one())
