"""The statements that move a delivery from state to state, each made once.

Every one names the state it leaves, by the table of moves; what it then does not find is not
its own any more. `T6` carries all that must hold at the last moment before the dot.
"""

from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Double,
    Insert,
    Integer,
    Select,
    String,
    Text,
    Update,
    and_,
    bindparam,
    case,
    exists,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    update,
)

from brief.adapters.database.engine import Database
from brief.adapters.database.tables import (
    attempt,
    bucket,
    campaign,
    delivery,
    subscriber,
    suppression,
)
from brief.delivery.states import MOVES, State

NOW: BindParameter[float] = bindparam("b_now", type_=Double())
ID: BindParameter[int] = bindparam("b_id")
DOMAIN = "domain:"
"""What the key of the bucket of a domain begins with."""

CLAIM: BindParameter[str] = bindparam("b_claim")
UNTIL: BindParameter[float] = bindparam("b_until")
FENCE: BindParameter[str] = bindparam("b_fence")


def leaves(move: str) -> ColumnElement[bool]:
    """Return that a row is in a state that a move leaves.

    The names are ours and stand in the text, where partial indexes are found by them.
    """
    names = (literal_column(f"'{state}'", String) for state in sorted(MOVES[move].leaves))
    return delivery.c.state.in_(list(names))


def reaches(move: str, state: State) -> State:
    """Return a state that a move reaches."""
    assert state in MOVES[move].reaches, f"{move} does not reach {state}"
    return state


def has_left() -> ColumnElement[bool]:
    """Return that the person of a row has left, was suppressed, or was erased."""
    return or_(
        delivery.c.address.is_(None),
        exists().where(suppression.c.address_hmac == delivery.c.address_hmac),
        exists().where(
            subscriber.c.id == delivery.c.subscriber,
            or_(subscriber.c.status == "left", subscriber.c.status == "erased"),
        ),
    )


def may_send() -> ColumnElement[bool]:
    """Return that the campaign of a row sends now, on the machine it was frozen on."""
    return exists().where(
        campaign.c.id == delivery.c.campaign,
        campaign.c.state == "sending",
        campaign.c.fence == FENCE,
        campaign.c.not_before <= NOW,
        campaign.c.not_after > NOW,
    )


def due(database: Database) -> Select[Any]:
    """Return the statement that picks rows to claim, whose domains may have mail now.

    On PostgreSQL rows that another sender is looking at are passed over; in SQLite nobody else
    looks, since the transaction has the write lock.
    """
    rate: BindParameter[float] = bindparam("b_per_domain", type_=Double())
    earned = (NOW - bucket.c.updated_at) * rate
    dry = and_(rate > 0, bucket.c.tokens + earned < 1)
    throttled = exists().where(
        bucket.c.key == literal(DOMAIN, String) + delivery.c.domain,
        or_(bucket.c.closed_until > NOW, dry),
    )
    found = (
        select(delivery)
        .where(
            delivery.c.campaign == bindparam("b_campaign"),
            leaves("T2"),
            delivery.c.next_at <= NOW,
            ~throttled,
        )
        .order_by(delivery.c.next_at, delivery.c.id)
        .limit(bindparam("b_most", type_=Integer()))
    )
    return found if database.is_sqlite else found.with_for_update(skip_locked=True)


def t6_conditions() -> tuple[ColumnElement[bool], ...]:
    """Return what must hold in the statement that exposes a row: the point of no return."""
    return (
        delivery.c.id == ID,
        leaves("T6"),
        delivery.c.claim == CLAIM,
        delivery.c.lease_until > NOW,
        may_send(),
        ~has_left(),
    )


def t2() -> Update:
    """Return the statement that claims rows picked in the same transaction."""
    return (
        update(delivery)
        .where(delivery.c.id.in_(bindparam("b_ids", expanding=True)), leaves("T2"))
        .values(
            state=reaches("T2", "claimed"),
            claim=CLAIM,
            owner=bindparam("b_owner"),
            lease_until=UNTIL,
            first_claimed_at=func.coalesce(delivery.c.first_claimed_at, NOW),
        )
    )


def t6() -> Update:
    """Return the statement that exposes a row."""
    return (
        update(delivery)
        .where(*t6_conditions())
        .values(state=reaches("T6", "exposed"), lease_until=UNTIL)
    )


def renewal() -> Update:
    """Return the statement that keeps the rest of a batch."""
    return (
        update(delivery)
        .where(delivery.c.claim == CLAIM, delivery.c.state == "claimed")
        .values(lease_until=UNTIL)
    )


def _kept_text() -> ColumnElement[str | None]:
    """Return the words of a server, unless their person was erased: they may name them."""
    return case((delivery.c.address.is_not(None), bindparam("b_text", type_=Text)), else_=None)


def settled(move: str, state: State) -> Update:
    """Return the statement that settles a row by a reply: T4, T5, T7 or T8.

    A row that is queued again is nobody's; any other may hear a late reply, and keeps its claim
    untouched, which spares the disk an index.
    """
    statement = (
        update(delivery)
        .where(delivery.c.id == ID, delivery.c.claim == CLAIM, leaves(move))
        .values(
            state=reaches(move, state),
            next_at=bindparam("b_next_at"),
            attempt=delivery.c.attempt + bindparam("b_charged"),
            sort=bindparam("b_sort"),
            code=bindparam("b_code"),
            enhanced=bindparam("b_enhanced"),
            reply=_kept_text(),
            relay_id=func.coalesce(bindparam("b_relay_id"), delivery.c.relay_id),
            settled_at=bindparam("b_settled_at"),
            lease_until=None,
        )
    )
    return statement.values(claim=None) if state == "queued" else statement


def set_aside() -> Update:
    """Return the statement that ends a row in hand for a reason that T6 found (T6b)."""
    return (
        update(delivery)
        .where(delivery.c.id == ID, delivery.c.claim == CLAIM, leaves("T6b"))
        .values(
            state=bindparam("b_state"),
            claim=None,
            lease_until=None,
            settled_at=bindparam("b_settled_at"),
        )
    )


def released() -> Update:
    """Return the statement that gives back what a sender has in hand, charging nobody (T4)."""
    return (
        update(delivery)
        .where(delivery.c.claim == CLAIM, leaves("T4"))
        .values(state=reaches("T4", "queued"), claim=None, lease_until=None)
    )


def lapsed_claims() -> Update:
    """Return the statement that gives back what a sender had in hand that has gone (T9)."""
    return (
        update(delivery)
        .where(leaves("T9"), delivery.c.lease_until <= NOW)
        .values(state=reaches("T9", "queued"), claim=None, lease_until=None)
    )


def lapsed_exposures() -> Update:
    """Return the statement that gives up waiting for replies (T9). A late one finds its row."""
    return (
        update(delivery)
        .where(leaves("T9b"), delivery.c.lease_until <= NOW)
        .values(
            state=reaches("T9b", "unknown"),
            sort="unanswered",
            reply="the sender went away before the reply came",
            lease_until=None,
            settled_at=NOW,
        )
    )


def ended_queue(state: State) -> Update:
    """Return the statement that ends all that waits in a campaign (T3)."""
    return (
        update(delivery)
        .where(delivery.c.campaign == bindparam("b_campaign"), leaves("T3"))
        .values(state=reaches("T3", state), settled_at=NOW)
    )


def ended_after_cancel() -> Update:
    """Return the statement that ends what came back into campaigns called off (T3)."""
    called_off = select(campaign.c.id).where(campaign.c.state == "cancelled")
    return (
        update(delivery)
        .where(delivery.c.campaign.in_(called_off), leaves("T3"))
        .values(state=reaches("T3", "cancelled"), settled_at=NOW)
    )


def left_rows() -> Update:
    """Return the statement that ends picked rows whose people have left (T3)."""
    return (
        update(delivery)
        .where(delivery.c.id.in_(bindparam("b_ids", expanding=True)), leaves("T3"), has_left())
        .values(state=reaches("T3", "suppressed"), settled_at=NOW)
        .returning(delivery.c.id)
    )


def noted() -> Insert:
    """Return the statement that adds an attempt."""
    return insert(attempt).values(
        delivery=ID,
        number=bindparam("b_number"),
        at=NOW,
        phase=bindparam("b_phase"),
        outcome=bindparam("b_sort"),
        code=bindparam("b_code"),
        enhanced=bindparam("b_enhanced"),
        text=select(_kept_text()).where(delivery.c.id == ID).scalar_subquery(),
    )
