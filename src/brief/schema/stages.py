"""Stages of a policy: their order, what an action of Congress stands for, the lapse day."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from brief.schema.when import When, sort_key

Stage = Literal[
    "hypothetical",
    "anticipated",
    "signalled",
    "pre-rule",
    "proposed",
    "in-committee-or-comment",
    "passed-one-chamber",
    "passed-final-text",
    "adopted",
    "in-force",
    "enforced",
    "failed",
    "vetoed",
    "withdrawn",
    "lapsed",
    "enjoined",
    "repealed",
    "superseded",
]

RUNNING: tuple[Stage, ...] = (
    "hypothetical",
    "anticipated",
    "signalled",
    "pre-rule",
    "proposed",
    "in-committee-or-comment",
    "passed-one-chamber",
    "passed-final-text",
    "adopted",
    "in-force",
    "enforced",
)
ENDS: tuple[Stage, ...] = (
    "failed",
    "vetoed",
    "withdrawn",
    "lapsed",
    "enjoined",
    "repealed",
    "superseded",
)
NO_TEXT: tuple[Stage, ...] = ("hypothetical", "anticipated", "signalled")

LABELS: dict[Stage, str] = {
    "hypothetical": "named as possible",
    "anticipated": "expected",
    "signalled": "signalled",
    "pre-rule": "pre-rule",
    "proposed": "proposed",
    "in-committee-or-comment": "in committee or comment",
    "passed-one-chamber": "passed one chamber",
    "passed-final-text": "final text passed",
    "adopted": "adopted",
    "in-force": "in force",
    "enforced": "enforced",
    "failed": "failed",
    "vetoed": "vetoed",
    "withdrawn": "withdrawn",
    "lapsed": "lapsed",
    "enjoined": "enjoined",
    "repealed": "repealed",
    "superseded": "superseded",
}


def rank(stage: Stage) -> int:
    """Return the place of a stage in the order; ends come after all running stages."""
    return (*RUNNING, *ENDS).index(stage)


class Congress(NamedTuple):
    """A measure of the US Congress, as its official id names it: `119-hr-1121`."""

    number: int
    chamber: Literal["House", "Senate"]


def congress(official_id: str | None) -> Congress | None:
    """Read an official id of a bill or joint resolution; nothing where it is none."""
    found = re.fullmatch(r"([0-9]{2,3})-(hr|hjres|s|sjres)-[0-9]+", (official_id or "").lower())
    if found is None:
        return None
    return Congress(int(found[1]), "House" if found[2].startswith("h") else "Senate")


def lapse_day(measure: Congress) -> date:
    """Return the day on which a Congress ends and its unfinished measures lapse.

    Source: US Constitution, Amendment XX, section 1: the third of January of odd years.
    """
    return date(1789 + 2 * measure.number, 1, 3)


# The first row that matches wins. Source: action texts of congress.gov, 119th Congress.
_ACTIONS: tuple[tuple[str, Stage], ...] = (
    (r"^Became Public Law|^Signed by President", "adopted"),
    (r"^Vetoed by President|^Pocket Vetoed", "vetoed"),
    (r"^Presented to President", "passed-final-text"),
    (r"^Passed/agreed to in (House|Senate)", "passed-one-chamber"),
    (
        (
            r"^Referred to|referred to the .*Committee|ordered to be reported|Reported by"
            r"|^Placed on .*Calendar|^Committee Consideration"
        ),
        "in-committee-or-comment",
    ),
    (r"^Introduced in", "proposed"),
)
_AMENDED = re.compile(r"\bas amended\b|\bwith (an )?amendments?\b", re.IGNORECASE)


def action_stage(text: str, chamber: str) -> Stage | None:
    """Return the stage that an action of Congress stands for, by its text.

    `chamber` is where the measure began: passage of the same text in the other one is final.
    """
    for pattern, stage in _ACTIONS:
        found = re.search(pattern, text, re.IGNORECASE)
        if found is None:
            continue
        if stage == "passed-one-chamber":
            second = found[1].lower() != chamber.lower()
            if second and not _AMENDED.search(text):
                return "passed-final-text"
        return stage
    return None


class Step(NamedTuple):
    """One dated step of a policy: its stage, and whether the author wrote that stage."""

    when: When
    stage: Stage | None
    written: bool


@dataclass(frozen=True, slots=True)
class Course:
    """Where a policy stands after its steps, since when, and what looked odd on the way."""

    stage: Stage | None
    since: When | None
    reached: tuple[tuple[Stage, When], ...]
    regresses: tuple[int, ...]


def course(steps: Sequence[Step]) -> Course:
    """Follow a policy through its steps, in order of date, ties by rank.

    A higher rank moves on and an end closes. A written lower stage is taken and noted as a
    regress; a lower stage read from an action's text (a referral in the second chamber) is not.
    """
    order = sorted(
        range(len(steps)), key=lambda n: (*sort_key(steps[n].when), _rank(steps[n]), n)
    )
    stage: Stage | None = None
    since: When | None = None
    reached: list[tuple[Stage, When]] = []
    regresses: list[int] = []
    for number in order:
        step = steps[number]
        if step.stage is None or step.stage == stage:
            continue
        lower = stage is not None and rank(step.stage) < rank(stage)
        if lower and not step.written:
            continue
        if lower:
            regresses.append(number)
        stage, since = step.stage, step.when
        reached.append((stage, since))
    return Course(stage, since, tuple(reached), tuple(regresses))


def _rank(step: Step) -> int:
    return rank(step.stage) if step.stage else -1


def last_when(whens: Iterable[When]) -> When | None:
    """Return the latest of some date expressions."""
    known = sorted((when for when in whens if when.known), key=sort_key)
    return known[-1] if known else None
