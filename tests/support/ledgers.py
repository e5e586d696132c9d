"""Campaigns for tests of the ledger: recipients by number, frozen and ready to be sent."""

import hashlib
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import func, insert, select

from brief.adapters.database.engine import Database
from brief.adapters.database.freezing import freeze
from brief.adapters.database.ledger import Ledger, Seat
from brief.adapters.database.tables import campaign, delivery, suppression
from brief.adapters.database.writer import Writer
from brief.delivery.campaign import Claimed, Frozen, Limits, Plan, Rendering, settlement
from brief.delivery.replies import Reply

FENCE = "this machine"
NONE = Limits()
ACCEPTED = Reply("dot", 250, "2.0.0", "2.0.0 Ok: queued as 4F1")


class Clock:
    """The clock of a database, moved by hand."""

    def __init__(self) -> None:
        self.at = 1_800_000_000.0

    def __call__(self) -> float:
        return self.at


def digest(text: str) -> str:
    """Return a hash, as tokens and addresses have one."""
    return hashlib.sha256(text.encode()).hexdigest()


def recipient(number: int, domain: str = "example.org") -> Frozen:
    """Return a recipient by number."""
    address = f"reader{number}@{domain}"
    return Frozen(
        subscriber=f"s{number}",
        address=address,
        address_norm=address,
        address_hmac=digest(address),
        domain=domain,
        name=None,
        variant="public-en-link",
        message_id=f"{number}@letter.example",
        key_no=1,
        unsub_hash=digest(f"unsub {number}"),
        verp_hash=digest(f"verp {number}"),
    )


def plan(count: int, **changes: object) -> Plan:
    """Return a campaign to so many recipients, to be sent at once and for ever."""
    made = Plan(
        issue="1",
        edition="public",
        kind="issue",
        manifest_sha256="0" * 64,
        planned_at=0.0,
        not_before=0.0,
        not_after=1e12,
        on_unknown="hold",
        renderings=(Rendering("public-en-link", "1" * 64, 1000),),
        recipients=tuple(recipient(number) for number in range(count)),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def frozen(database: Database, count: int, **changes: object) -> int:
    """Freeze a campaign and return its id."""
    return freeze(database, plan(count, **changes), fence=FENCE, who="test")


def ledger(
    writer: Writer,
    *,
    limits: Limits = NONE,
    fence: str = FENCE,
    stop: Callable[[str], None] = lambda _: None,
) -> Ledger:
    """Return the ledger as a sender of this machine sees it."""
    return Ledger(writer, Seat("test", fence), limits, stop)


def states(database: Database) -> dict[str, int]:
    """Return the number of rows in each state."""
    with database.reading() as connection:
        rows = connection.execute(
            select(delivery.c.state, func.count()).group_by(delivery.c.state)
        ).all()
    return {state: count for state, count in rows}  # noqa: C416 - rows are no pairs to mypy


def state_of(database: Database, campaign_id: int) -> str:
    """Return the state of a campaign."""
    with database.reading() as connection:
        found = select(campaign.c.state).where(campaign.c.id == campaign_id)
        return str(connection.execute(found).scalar_one())


def one(sender: Ledger, campaign_id: int) -> tuple[Claimed, str]:
    """Claim one row and return it with its claim."""
    batch = sender.claim(campaign_id, 1)
    assert len(batch.rows) == 1
    return batch.rows[0], batch.claim


def hand_over(sender: Ledger, campaign_id: int, reply: Reply) -> None:
    """Claim a row, expose it, and settle it by a reply to the dot."""
    row, claim = one(sender, campaign_id)
    assert sender.expose(row, claim) is None
    assert sender.settle(row, claim, settlement(reply, row.attempt)).result()


def suppress(database: Database, number: int) -> None:
    """Suppress the address of a recipient."""
    with database.writing() as connection:
        connection.execute(
            insert(suppression).values(
                address_hmac=recipient(number).address_hmac,
                key_no=1,
                scope="all",
                reason="left",
                at=0.0,
            )
        )
