"""Who gets an issue: everybody is sorted once, each gets the highest edition they may have."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.delivery.recipients import SAYS, Occasion, choose, is_due
from brief.delivery.subscriber import (
    CADENCES,
    STATUSES,
    Cadence,
    Preferences,
    Status,
    Subscriber,
)
from brief.schema.settings import Edition

AT = datetime(2026, 11, 26, tzinfo=UTC)
TIERS = ("free", "paid", "desk")
ALL = TIERS
OCCASION = Occasion("first", date(2026, 11, 10), date(2026, 11, 3), TIERS, "en")


def edition(name: str, tier: str, audience: str | None = None) -> Edition:
    shown = TIERS[: TIERS.index(tier) + 1]
    return Edition(name, name, shown, audience, "CLEAR", "A4", ("html",))


PUBLIC = edition("public", "free")
PAID = edition("paid", "paid")
INVESTOR = edition("investor", "paid", "investor")
BUYER = edition("buyer", "paid", "buyer")
DESK = edition("desk", "desk")
EDITIONS = (BUYER, DESK, INVESTOR, PAID, PUBLIC)


def person(
    name: str = "ann",
    *,
    status: Status = "confirmed",
    address_norm: str | None = None,
    **wants: Any,
) -> Subscriber:
    address = f"{name}@example.org"
    norm = address_norm or address
    return Subscriber(f"s-{name}", address, norm, status, AT, "form", Preferences(**wants))


def sorted_out(each: Subscriber, *editions: Edition) -> str:
    """Return the edition that somebody gets, or the reason in brackets."""
    chosen, excluded = choose([each], editions or EDITIONS, OCCASION, set())
    return chosen[0].edition if chosen else f"({excluded[0].reason})"


@pytest.mark.parametrize(
    ("wants", "gets"),
    [
        ({}, "public"),
        ({"tier": "paid"}, "paid"),
        ({"tier": "paid", "audiences": ("investor",)}, "investor"),
        ({"tier": "paid", "audiences": ("buyer", "investor")}, "buyer"),
        ({"tier": "paid", "audiences": ("investor", "buyer")}, "investor"),
        ({"tier": "desk", "audiences": ("investor",)}, "desk"),
        ({"tier": "free", "audiences": ("investor",)}, "public"),
        ({"tier": "gone"}, "(tier)"),
        ({"cadence": "paused"}, "(paused)"),
        ({"cadence": "monthly"}, "(cadence)"),
        ({"cadence": "weekly"}, "public"),
        ({"status": "pending"}, "(unconfirmed)"),
        ({"status": "left"}, "(left)"),
    ],
)
def test_each_gets_the_highest_edition_they_may_have(wants: dict[str, Any], gets: str) -> None:
    assert sorted_out(person(**wants)) == gets


def test_nobody_gets_an_edition_above_their_tier_or_for_others() -> None:
    assert sorted_out(person(), PAID) == "(tier)"
    assert sorted_out(person(tier="paid"), INVESTOR) == "(audience)"
    assert sorted_out(person(tier="free", audiences=("investor",)), INVESTOR) == "(tier)"
    assert choose([person()], (), OCCASION, set())[1][0].reason == "no edition"


def test_whoever_is_suppressed_gets_nothing_whatever_else_holds() -> None:
    for status in STATUSES:
        one = person(status=status, tier="desk")
        chosen, excluded = choose([one], EDITIONS, OCCASION, {one.address_norm})
        assert chosen == ()
        assert excluded[0].reason == "suppressed"


def test_one_address_gets_one_letter_however_often_it_is_listed() -> None:
    again = person("bob", address_norm="ann@example.org")
    chosen, excluded = choose([person(), again], EDITIONS, OCCASION, set())
    assert [each.subscriber for each in chosen] == ["s-ann"]
    assert [(each.subscriber, each.reason) for each in excluded] == [("s-bob", "duplicate")]


def test_topics_keep_out_issues_that_are_about_something_else() -> None:
    chips = person(topics=("chips",))
    about = Occasion("x", OCCASION.on, None, TIERS, "en", frozenset({"models"}))
    assert choose([chips], EDITIONS, about, set())[1][0].reason == "topic"
    about = Occasion("x", OCCASION.on, None, TIERS, "en", frozenset({"models", "chips"}))
    assert len(choose([chips], EDITIONS, about, set())[0]) == 1
    assert len(choose([chips], EDITIONS, OCCASION, set())[0]) == 1


def test_a_segment_narrows_and_never_widens() -> None:
    people = [person("ann"), person("bob", language="de"), person("cy", status="left")]
    chosen, excluded = choose(
        people, EDITIONS, OCCASION, set(), lambda each: each.wants.language == "de"
    )
    assert [each.subscriber for each in chosen] == ["s-bob"]
    assert [each.reason for each in excluded] == ["segment", "left"]
    assert chosen[0].language == "de"


def test_without_a_language_one_gets_that_of_the_newsletter() -> None:
    assert choose([person()], EDITIONS, OCCASION, set())[0][0].language == "en"


@pytest.mark.parametrize(
    ("cadence", "on", "before", "due"),
    [
        ("weekly", date(2026, 11, 9), date(2026, 11, 8), True),  # Monday after Sunday
        ("weekly", date(2026, 11, 15), date(2026, 11, 9), False),  # Sunday of that week
        ("weekly", date(2027, 1, 1), date(2026, 12, 31), False),  # one ISO week
        ("monthly", date(2026, 11, 30), date(2026, 11, 1), False),
        ("monthly", date(2026, 12, 1), date(2026, 11, 30), True),
        ("monthly", date(2027, 11, 1), date(2026, 11, 1), True),
        ("monthly", date(2026, 11, 1), None, True),
        ("every", date(2026, 11, 1), date(2026, 11, 1), True),
        ("paused", date(2026, 11, 1), None, False),
    ],
)
def test_a_cadence_takes_the_first_issue_of_its_time(
    cadence: Cadence, on: date, before: date | None, *, due: bool
) -> None:
    assert is_due(cadence, on, before) is due


NAMES = st.sampled_from(["ann", "bob", "cy", "dee"])
PEOPLE = st.builds(
    lambda name, status, tier, audiences, cadence: person(
        name, status=status, tier=tier, audiences=tuple(audiences), cadence=cadence
    ),
    NAMES,
    st.sampled_from(STATUSES),
    st.sampled_from([*TIERS, "gone"]),
    st.lists(st.sampled_from(["buyer", "investor"]), unique=True),
    st.sampled_from(CADENCES),
)


@given(
    st.lists(PEOPLE),
    st.lists(st.sampled_from(EDITIONS), unique=True),
    st.frozensets(NAMES),
)
def test_everybody_is_sorted_once_and_nobody_above_what_they_may_have(
    people: list[Subscriber], shown: list[Edition], names: frozenset[str]
) -> None:
    suppressed = {f"{name}@example.org" for name in names}
    chosen, excluded = choose(people, shown, OCCASION, suppressed)
    assert len(chosen) + len(excluded) == len(people)
    addresses = [each.address_norm for each in chosen]
    assert len(set(addresses)) == len(addresses)
    assert suppressed.isdisjoint(addresses)
    by_id = {each.id: each for each in reversed(people)}
    named = {each.id: each for each in EDITIONS}
    for each in chosen:
        one, edition_ = by_id[each.subscriber], named[each.edition]
        assert TIERS.index(edition_.tiers[-1]) <= TIERS.index(one.wants.tier)
        assert edition_.audience is None or edition_.audience in one.wants.audiences
    assert {each.reason for each in excluded} <= set(SAYS)
