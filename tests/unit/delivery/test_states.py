"""The moves of a delivery: those of the table and no other, and what is terminal is so."""

from hypothesis import given
from hypothesis import strategies as st

from brief.delivery.states import (
    MOVES,
    OUT_OF_HAND,
    SAYS,
    STATES,
    TERMINAL,
    State,
    may,
    outcome,
)

BY_MACHINE = sorted(set(MOVES) - {"T10", "T11"})


def test_every_state_says_what_it_is() -> None:
    assert set(SAYS) == set(STATES)


def test_no_machine_leaves_a_terminal_state() -> None:
    for name in BY_MACHINE:
        assert not MOVES[name].leaves & TERMINAL, name


def test_no_machine_queues_again_what_may_have_arrived() -> None:
    """Only a reply that says so, which names the claim, queues an exposed row again."""
    leaving = {
        name for name in BY_MACHINE if MOVES[name].leaves & OUT_OF_HAND and may_queue(name)
    }
    assert leaving == {"T7"}


def may_queue(name: str) -> bool:
    return "queued" in MOVES[name].reaches


def test_what_was_sent_never_moves() -> None:
    assert not any("sent" in move.leaves for move in MOVES.values())


def test_every_state_is_reached() -> None:
    assert {state for move in MOVES.values() for state in move.reaches} == set(STATES)


def test_a_move_that_is_not_listed_does_not_exist() -> None:
    assert may("T6", "claimed", "exposed")
    assert not may("T6", "queued", "exposed")
    assert not may("T9", "exposed", "queued")


@given(st.dictionaries(st.sampled_from(STATES), st.integers(0, 3)))
def test_a_campaign_ends_when_nothing_can_move_by_itself(counts: dict[State, int]) -> None:
    ended = outcome(counts)
    busy = sum(counts.get(state, 0) for state in ("queued", "claimed", "exposed"))
    assert (ended is None) == bool(busy)
    if ended == "finished":
        assert not counts.get("unknown")
