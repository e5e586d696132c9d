"""Rates and waits: tokens come evenly, are not saved up, and patience has an end."""

from hypothesis import given
from hypothesis import strategies as st

from brief.delivery.pace import (
    Bucket,
    Rate,
    filled,
    fresh,
    next_wait_s,
    relay_wait_s,
    taken,
    wait_for,
    whole,
)


@given(
    st.floats(0.05, 5000),
    st.lists(st.tuples(st.floats(0, 30), st.integers(1, 50)), min_size=1, max_size=200),
)
def test_no_time_sees_more_than_its_rate_and_what_is_saved(
    per_second: float, asked: list[tuple[float, int]]
) -> None:
    rate, now, sent = Rate(per_second), 0.0, 0
    bucket = fresh(now)
    for pause, wanted in asked:
        now += pause
        bucket = filled(bucket, rate, now)
        count = min(wanted, whole(bucket))
        bucket = taken(bucket, count)
        sent += count
        assert sent <= rate.most + now * per_second + 1e-6


def test_after_the_wait_there_is_what_was_waited_for() -> None:
    rate = Rate(100)
    bucket = Bucket(0.0, 10.0)
    wait = wait_for(bucket, rate, 5)
    assert wait == 0.05
    assert whole(filled(bucket, rate, 10 + wait)) == 5
    # More than can be saved up is not waited for.
    assert wait_for(bucket, rate, 1000) == 0.2


def test_a_clock_that_went_back_gives_nothing() -> None:
    assert filled(Bucket(1.0, 100.0), Rate(10), 50.0) == Bucket(1.0, 100.0)


def test_patience_ends_after_48_hours() -> None:
    waits = [next_wait_s(attempt) for attempt in range(1, 9)]
    assert waits == [300, 900, 3600, 14400, 43200, 43200, 43200, None]
    assert sum(wait for wait in waits if wait) <= 48 * 3600


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_a_relay_is_waited_for_at_most_five_minutes(failures: int, chance: float) -> None:
    assert 1.0 <= relay_wait_s(failures, chance) <= 300
    assert relay_wait_s(1, 1.0) == 2.0
