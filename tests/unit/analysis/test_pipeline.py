"""The policy pipeline: golden values of the project's page on analysis, section 6.

They are computed from the 23 bills that this repository's own newsletter follows.
"""

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from brief.analysis.pipeline import Measure, days_between, measures, wilson
from brief.kinds.policy import Policy, cut, policy_course, stage_of
from brief.library.model import Library
from brief.schema.stages import congress, lapse_day, last_when
from brief.schema.when import parse_when
from support.compiling import compiled

BILLS = Path(__file__).parents[3] / "briefs" / "notes" / "congress"
DAY = date(2026, 8, 20)
SETTINGS = "title: Example Letter\nurl: https://letter.example\n"


@cache
def library() -> Library:
    files: dict[str, str | bytes] = {"briefs/newsletter.yaml": SETTINGS}
    for path in sorted(BILLS.glob("*.yaml")):
        files[f"briefs/notes/congress/{path.name}"] = path.read_bytes()
    return compiled(files).library


def policies() -> dict[str, Policy]:
    return {entry.id: cut(entry.object, DAY) for entry in library().family("note")}


def rows() -> dict[str, Measure]:
    return {row.id: row for row in measures(library(), as_of=DAY)}


def test_the_set_is_23_bills_with_100_actions() -> None:
    assert len(policies()) == 23
    assert sum(len(policy.history) for policy in policies().values()) == 100


def test_the_bills_stand_at_the_stages_of_the_page() -> None:
    stages = Counter(stage_of(policy) for policy in policies().values())
    assert stages == {"in-committee-or-comment": 19, "passed-one-chamber": 3, "adopted": 1}


def test_the_stages_come_from_the_actions_alone() -> None:
    for name, policy in policies().items():
        assert policy.stage is None, name
        assert all(entry.stage is None for entry in policy.history), name


def test_seven_bills_were_ordered_reported() -> None:
    said = {
        name
        for name, policy in policies().items()
        if any(
            "ordered to be reported" in (entry.text or "").lower() for entry in policy.history
        )
    }
    assert len(said) == 7


def test_companions_make_17_measures_of_23_bills() -> None:
    assert len(rows()) == 17
    assert Counter(row.stage for row in rows().values()) == {
        "in-committee-or-comment": 14,
        "passed-one-chamber": 2,
        "adopted": 1,
    }
    assert sum(len(row.members) for row in rows().values()) == 23


def test_every_running_bill_lapses_136_days_on() -> None:
    for row in rows().values():
        if row.stage == "adopted":
            assert row.lapses is None
        else:
            assert row.lapses == date(2027, 1, 3)
            assert (row.lapses - DAY).days == 136


@pytest.mark.parametrize(
    ("name", "members", "stage", "since", "in_stage", "since_last"),
    [
        ("hr-1121", {"hr-1121", "s-765"}, "in-committee-or-comment", "2025-02-07", 559, 559),
        ("hr-3447", {"hr-3447", "s-1705"}, "in-committee-or-comment", "2025-05-15", 462, 147),
        ("hr-2683", {"hr-2683", "s-3519"}, "passed-one-chamber", "2026-01-12", 220, 219),
        ("hr-2480", {"hr-2480", "s-97"}, "passed-one-chamber", "2025-04-28", 479, 478),
        ("s-97", {"hr-2480", "s-97"}, "passed-one-chamber", "2025-05-20", 457, 451),
        ("hr-1316", {"hr-1316"}, "adopted", "2025-08-19", 366, 366),
    ],
)
def test_a_bill_has_the_days_of_the_page(
    name: str, members: set[str], stage: str, since: str, in_stage: int, since_last: int
) -> None:
    policy = policies()[name]
    followed = policy_course(policy)
    assert followed.stage == stage
    assert followed.since == parse_when(since)
    assert days_between(parse_when(since), DAY) == (in_stage, in_stage)
    last = last_when(entry.when for entry in policy.history)
    assert last is not None
    assert days_between(last, DAY) == (since_last, since_last)
    row = rows()[min(members)]
    assert {member.id for member in row.members} == members
    assert row.stage == stage


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        ("2025-02-12", None),
        ("2025-02-13", "in-committee-or-comment"),
        ("2025-05-06", "passed-one-chamber"),
        ("2025-07-22", "passed-final-text"),
        ("2025-08-19", "adopted"),
        ("2027-01-03", "adopted"),
    ],
)
def test_hr_1316_stood_at_its_stage_of_the_day(day: str, stage: str | None) -> None:
    entry = library().get("note", "hr-1316")
    assert entry is not None
    assert stage_of(cut(entry.object, date.fromisoformat(day))) == stage


def test_a_bill_that_is_neither_adopted_nor_ended_lapses_with_its_congress() -> None:
    entry = library().get("note", "hr-1121")
    assert entry is not None
    assert stage_of(cut(entry.object, date(2027, 1, 2))) == "in-committee-or-comment"
    assert stage_of(cut(entry.object, date(2027, 1, 3))) == "lapsed"
    measure = congress(entry.object.official_id)
    assert measure is not None
    assert lapse_day(measure) == date(2027, 1, 3)


def test_a_vague_date_gives_a_range_of_days() -> None:
    assert days_between(parse_when("2026-Q3"), date(2026, 11, 22)) == (53, 144)
    assert days_between(parse_when("unknown"), DAY) is None
    assert days_between(parse_when("2026-01-01/.."), DAY) is None


# Golden values of section 1: k of n, and the Wilson interval of 90 %.
@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (3, 4, "0.3562", "0.9421"),
        (0, 3, "0.0000", "0.4742"),
        (4, 6, "0.3470", "0.8827"),
        (9, 12, "0.5127", "0.8953"),
        (5, 5, "0.6489", "1.0000"),
        (0, 175, "0.0000", "0.0152"),
        (4, 5, "0.4353", None),
    ],
)
def test_a_rate_has_the_interval_of_the_page(
    k: int, n: int, low: str, high: str | None
) -> None:
    found = wilson(k, n)
    assert f"{found[0]:.4f}" == low
    assert high is None or f"{found[1]:.4f}" == high


def test_of_nothing_there_is_no_rate() -> None:
    with pytest.raises(ValueError, match="no rate"):
        wilson(0, 0)
