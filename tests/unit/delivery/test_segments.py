"""Segments: all that one says must be true, and of a list one is enough."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from brief.delivery.segments import predicate
from brief.delivery.subscriber import Preferences, Subscriber
from brief.schema.people import Segment

ANN = Subscriber(
    "s1",
    "ann@example.org",
    "ann@example.org",
    "confirmed",
    datetime(2026, 3, 1, 12, tzinfo=UTC),
    "form",
    Preferences(
        language="de-AT",
        tier="paid",
        audiences=("buyer",),
        cadence="weekly",
        topics=("chips",),
        attributes={"company": "Example"},
    ),
)


@pytest.mark.parametrize(
    ("says", "holds"),
    [
        ({}, True),
        ({"languages": ("de",)}, True),
        ({"languages": ("fr", "de-AT")}, True),
        ({"languages": ("en",)}, False),
        ({"tiers": ("paid",), "audiences": ("buyer", "investor")}, True),
        ({"tiers": ("paid",), "audiences": ("investor",)}, False),
        ({"cadences": ("weekly",)}, True),
        ({"cadences": ("every",)}, False),
        ({"topics": ("chips", "models")}, True),
        ({"topics": ("models",)}, False),
        ({"since": date(2026, 3, 1)}, True),
        ({"since": date(2026, 3, 2)}, False),
        ({"before": date(2026, 3, 1)}, False),
        ({"before": date(2026, 3, 2)}, True),
        ({"attributes": {"company": "Example"}}, True),
        ({"attributes": {"company": "Other"}}, False),
        ({"attributes": {"city": "Bern"}}, False),
    ],
)
def test_a_segment_holds_where_all_that_it_says_is_true(
    says: dict[str, Any], *, holds: bool
) -> None:
    assert predicate(Segment.model_construct(**says), "en")(ANN) is holds


def test_without_a_language_somebody_reads_that_of_the_newsletter() -> None:
    plain = Subscriber("s", "a@b.org", "a@b.org", "confirmed", ANN.created_at, "form")
    english = Segment.model_construct(languages=("en",))
    assert predicate(english, "en")(plain)
    assert not predicate(english, "de")(plain)
    # Whoever names no topics reads all of them.
    assert predicate(Segment.model_construct(topics=("chips",)), "en")(plain)
