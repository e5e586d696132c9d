"""Senders are killed at every state and frozen past their lease, and replies are lost."""

from collections.abc import Callable

import pytest

from support.mail_crashes import SENDING, fire

Url = Callable[[], str]


@pytest.mark.parametrize("seed", range(5))
def test_nobody_is_lost_and_nobody_is_mailed_twice(new_url: Url, seed: int) -> None:
    fired = fire(new_url(), seed)
    assert fired.wrong() == []
    assert set(fired.killed) == set(SENDING)
    assert fired.polls > 50


def test_it_is_t6_that_keeps_a_mail_from_going_twice(new_url: Url) -> None:
    """Without its conditions, a sender that was frozen past its lease sends once more."""
    wrong: list[str] = []
    for seed in range(10):
        fired = fire(new_url(), seed, mutant=True, kills=False, lost=0.0, count=400)
        wrong = fired.wrong()
        if wrong:
            break
    assert any(text.startswith("mailed twice") for text in wrong)
