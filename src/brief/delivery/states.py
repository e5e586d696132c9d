"""What may become of one delivery: its states, and the ten moves between them.

A move that is not listed does not exist. Who makes one names the state it leaves, in the same
statement that reaches the other, so that of two who try only one succeeds.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias, get_args

State: TypeAlias = Literal[
    "queued",
    "claimed",
    "exposed",
    "unknown",
    "sent",
    "failed",
    "suppressed",
    "cancelled",
    "expired",
]
STATES: tuple[State, ...] = get_args(State)

CampaignState: TypeAlias = Literal[
    "sending", "paused", "cancelled", "finished", "finished-with-unknowns"
]

SAYS: Mapping[State, str] = {
    "queued": "waits to be sent",
    "claimed": "a sender has it in hand; nothing was handed over",
    "exposed": "handed over; the reply is awaited",
    "unknown": "handed over, and no reply came: it may have arrived or not",
    "sent": "the relay has taken it",
    "failed": "refused for good",
    "suppressed": "the person left before it was handed over",
    "cancelled": "called off before it was handed over",
    "expired": "too late: the time for it had passed",
}

# No machine leaves these; `failed` and `expired` are left by a decision alone (T11).
TERMINAL: frozenset[State] = frozenset(("sent", "failed", "suppressed", "cancelled", "expired"))

# Where the content may be with the recipient: never sent again by machine.
OUT_OF_HAND: frozenset[State] = frozenset(("exposed", "unknown"))


class Move(NamedTuple):
    """A move: the states it leaves, those it may reach, and when it is made."""

    leaves: frozenset[State]
    reaches: frozenset[State]
    when: str


def _move(leaves: str, reaches: str, when: str) -> Move:
    """Read a move from its words; a word that is no state is a bug of ours."""
    known = {str(state): state for state in STATES}
    return Move(
        frozenset(known[name] for name in leaves.split()),
        frozenset(known[name] for name in reaches.split()),
        when,
    )


# Source: delivery rules, section 3.2. T1 makes rows and leaves no state.
MOVES: Mapping[str, Move] = {
    "T1": _move("", "queued", "the list is frozen"),
    "T2": _move("queued", "claimed", "a sender takes a batch"),
    "T3": _move("queued", "suppressed cancelled expired", "left, called off, or too late"),
    "T4": _move("claimed", "queued", "the relay failed before the dot, or asks for patience"),
    "T5": _move("claimed", "failed", "refused for good before the dot"),
    "T6": _move("claimed", "exposed", "the body is written and the dot is not"),
    "T6b": _move("claimed", "suppressed cancelled expired queued", "T6 found a reason not to"),
    "T7": _move("exposed unknown", "sent queued failed", "the reply to the dot has come"),
    "T8": _move("exposed", "unknown", "no reply to the dot will come"),
    "T9": _move("claimed", "queued", "the lease is over before the dot"),
    "T9b": _move("exposed", "unknown", "the lease is over after the dot"),
    "T10": _move("unknown", "sent queued failed", "evidence, or somebody decided"),
    # Not in the first rules: a refusal of ours that was mended. What was plainly refused
    # or was never handed over has not arrived: to send it again makes no second copy.
    "T11": _move("failed expired", "queued", "somebody decided to try once more"),
}


def may(name: str, leaves: State, reaches: State) -> bool:
    """Tell whether a move goes from one state to another."""
    move = MOVES[name]
    return leaves in move.leaves and reaches in move.reaches


def outcome(counts: Mapping[State, int]) -> CampaignState | None:
    """Return how a campaign with so many rows in each state has ended; nothing before its end.

    One with rows of which nobody knows is never called finished.
    """
    if any(counts.get(state) for state in ("queued", "claimed", "exposed")):
        return None
    return "finished-with-unknowns" if counts.get("unknown") else "finished"
