"""Stages of a policy: their order, what an action of Congress stands for, lapse days."""

from datetime import date
from typing import get_args

import pytest

from brief.schema.stages import (
    ENDS,
    LABELS,
    RUNNING,
    Congress,
    Stage,
    Step,
    action_stage,
    congress,
    course,
    lapse_day,
    last_when,
    rank,
)
from brief.schema.when import parse_when


def test_every_stage_is_running_or_an_end_and_has_a_label() -> None:
    assert (*RUNNING, *ENDS) == get_args(Stage)
    assert tuple(LABELS) == get_args(Stage)
    assert [rank(stage) for stage in get_args(Stage)] == list(range(len(get_args(Stage))))


# Texts of congress.gov, 119th Congress, as `measures.json` holds them, and their stages.
@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Introduced in House", "proposed"),
        ("Introduced in Senate", "proposed"),
        ("Referred to the House Committee on Oversight.", "in-committee-or-comment"),
        ("Read twice and referred to the Committee on Commerce.", "in-committee-or-comment"),
        (
            "Ordered to be Reported (Amended) by the Yeas and Nays: 42 - 0.",
            "in-committee-or-comment",
        ),
        ("Reported by the Committee on Science. H. Rept. 119-1.", "in-committee-or-comment"),
        ("Placed on the Union Calendar, Calendar No. 5.", "in-committee-or-comment"),
        ("Committee Consideration and Mark-up Session Held", "in-committee-or-comment"),
        ("Passed/agreed to in House: On passage Passed by voice vote.", "passed-one-chamber"),
        (
            "Passed/agreed to in Senate: Passed Senate by Unanimous Consent.",
            "passed-final-text",
        ),
        ("Passed/agreed to in Senate: Passed Senate with an amendment.", "passed-one-chamber"),
        (
            "Passed/agreed to in Senate: Passed with amendments by voice vote.",
            "passed-one-chamber",
        ),
        ("Passed/agreed to in Senate as amended by voice vote.", "passed-one-chamber"),
        ("Presented to President.", "passed-final-text"),
        ("Signed by President.", "adopted"),
        ("Became Public Law No: 119-33.", "adopted"),
        ("Vetoed by President.", "vetoed"),
        ("Pocket Vetoed by President.", "vetoed"),
        ("BECAME PUBLIC LAW", "adopted"),
        ("Motion to reconsider laid on the table Agreed to without objection.", None),
        ("Received in the Senate.", None),
        ("The bill was not signed by President", None),
        ("", None),
    ],
)
def test_an_action_of_a_house_bill_stands_for_a_stage(text: str, stage: str | None) -> None:
    assert action_stage(text, "House") == stage


def test_passage_is_final_in_the_second_chamber_alone() -> None:
    text = "Passed/agreed to in House: On passage Passed without objection."
    assert action_stage(text, "House") == "passed-one-chamber"
    assert action_stage(text, "Senate") == "passed-final-text"


@pytest.mark.parametrize(
    ("official_id", "expected"),
    [
        ("119-hr-1121", Congress(119, "House")),
        ("119-S-765", Congress(119, "Senate")),
        ("118-hjres-1", Congress(118, "House")),
        ("118-sjres-1", Congress(118, "Senate")),
        ("119-hres-1", None),
        ("119-sconres-1", None),
        ("119-hr-", None),
        ("9-hr-1", None),
        ("119-hr-1121 ", None),
        ("EU 2024/1689", None),
        (None, None),
    ],
)
def test_an_official_id_names_a_measure_of_congress(
    official_id: str | None, expected: Congress | None
) -> None:
    assert congress(official_id) == expected


@pytest.mark.parametrize(
    ("number", "day"), [(117, "2023-01-03"), (118, "2025-01-03"), (119, "2027-01-03")]
)
def test_a_congress_ends_on_the_third_of_january(number: int, day: str) -> None:
    assert lapse_day(Congress(number, "House")) == date.fromisoformat(day)


def steps(*entries: tuple[str, Stage | None, bool]) -> list[Step]:
    return [Step(parse_when(when), stage, written) for when, stage, written in entries]


def test_a_higher_rank_moves_on_and_remembers_when_it_was_first_reached() -> None:
    followed = course(
        steps(
            ("2026-03", "adopted", True),
            ("2026-01", "proposed", True),
            ("2026-02", "proposed", True),
        )
    )
    assert followed.stage == "adopted"
    assert followed.since == parse_when("2026-03")
    assert followed.reached == (
        ("proposed", parse_when("2026-01")),
        ("adopted", parse_when("2026-03")),
    )


def test_a_lower_stage_read_from_a_text_changes_nothing_and_a_written_one_is_a_regress() -> (
    None
):
    entries: tuple[tuple[str, Stage | None, bool], ...] = (
        ("2026-01", "passed-one-chamber", True),
        ("2026-02", "in-committee-or-comment", False),
    )
    assert course(steps(*entries)).stage == "passed-one-chamber"
    assert course(steps(*entries)).regresses == ()
    written = course(steps(entries[0], ("2026-02", "in-committee-or-comment", True)))
    assert written.stage == "in-committee-or-comment"
    assert written.regresses == (1,)


def test_steps_of_one_day_run_by_rank() -> None:
    followed = course(
        steps(("2026-01-05", "adopted", False), ("2026-01-05", "passed-final-text", False))
    )
    assert followed.stage == "adopted"
    assert [stage for stage, _ in followed.reached] == ["passed-final-text", "adopted"]


def test_an_end_closes_and_no_step_is_no_stage() -> None:
    assert (
        course(steps(("2026-01", "enforced", True), ("2026-02", "repealed", True))).stage
        == "repealed"
    )
    assert course(steps(("2026-01", None, False))).stage is None
    assert course([]).since is None


def test_the_last_of_some_expressions_leaves_out_the_unknown() -> None:
    whens = [parse_when(text) for text in ("2026-01", "unknown", "2026-Q1", "2025")]
    assert last_when(whens) == parse_when("2026-Q1")
    assert last_when([parse_when("unknown")]) is None
