"""A policy: something that a government, legislature, agency or court did, plans or may do.

Its history leads through stages; targets and reach say whom it would touch, and on what basis.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from brief.diagnostics.model import Problem
from brief.diagnostics.nearest import did_you_mean, one_of
from brief.schema.base import Part
from brief.schema.codes import Jurisdiction, place_name
from brief.schema.edges import CARRIES_NOTHING, DERIVATIONS, RELATIONS, EdgeType
from brief.schema.instruments import Instrument, Lever
from brief.schema.kind import Fact, Html, Kind, Link, Mark, Surroundings, fact
from brief.schema.note import Note, note_rules
from brief.schema.note_view import NoteHead, head, links, person
from brief.schema.parts import cut_corrections
from brief.schema.refs import ClassRef, NoteRef, SourceRef
from brief.schema.shapes import one_or_many, shorthand
from brief.schema.stages import (
    ENDS,
    LABELS,
    NO_TEXT,
    RUNNING,
    Course,
    Stage,
    Step,
    action_stage,
    congress,
    course,
    lapse_day,
)
from brief.schema.types import Line, ProseText, Text
from brief.schema.when import Order, When, WhenText, order

Basis = Literal["text", "assumed"]


class HistoryEntry(Part):
    """One dated step."""

    stage: Stage | None = None
    when: WhenText
    source: SourceRef | None = None
    text: Annotated[
        Text | None, Field(description="the action, in the words of the record")
    ] = None


class Target(Part):
    """A class of entities that the policy names, or that we assume it means."""

    class_: Annotated[ClassRef, Field(alias="class")]
    basis: Basis = "assumed"


class Reach(Part):
    """A type of edge along which the policy carries."""

    edge: EdgeType
    relations: tuple[Line, ...] = ()
    basis: Basis = "assumed"


class Effective(Part):
    """When it is in force."""

    start: WhenText | None = None
    end: WhenText | None = None


class Milestone(Part):
    """A date that matters."""

    when: WhenText
    what: ProseText


class Policy(Note):
    """Something that a government, legislature, agency or court did, plans or may do."""

    kind: Literal["policy"]
    jurisdiction: Annotated[Jurisdiction, Field(description="ISO 3166-1 or -2, or EU")]
    instrument: Instrument
    stage: Annotated[Stage | None, Field(description="required unless history gives it")] = None
    issuer: Annotated[Line | None, Field(description="an entity's id, or a name")] = None
    official_id: Annotated[
        Line | None, Field(description="such as 119-hr-1121, or a docket number")
    ] = None
    history: Annotated[tuple[HistoryEntry, ...], Field(description="its dated steps")] = ()
    levers: Annotated[tuple[Lever, ...], Field(description="how it would work")] = ()
    targets: Annotated[
        tuple[Annotated[Target, shorthand("class")], ...],
        Field(description="ids of classes it names, or would"),
    ] = ()
    reach: Annotated[
        tuple[Annotated[Reach, shorthand("edge")], ...],
        Field(description="empty: nothing is exposed by association"),
    ] = ()
    effective: Annotated[Effective | None, Field(description="when it is in force")] = None
    milestones: Annotated[tuple[Milestone, ...], Field(description="dates to come")] = ()
    companions: Annotated[
        tuple[NoteRef, ...],
        one_or_many(),
        Field(description="the same measure elsewhere: ids of notes"),
    ] = ()
    implements: Annotated[
        tuple[NoteRef, ...], one_or_many(), Field(description="ids of notes")
    ] = ()
    amends: Annotated[
        tuple[NoteRef, ...], one_or_many(), Field(description="ids of notes")
    ] = ()
    supersedes: Annotated[
        tuple[NoteRef, ...], one_or_many(), Field(description="ids of notes")
    ] = ()


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of the stage line."""

    label: str
    state: Literal["past", "now", "ahead", "end"]
    when: When | None


@dataclass(frozen=True, slots=True)
class HistoryView:
    """One row of the history."""

    when: When
    stage: str | None
    text: str | None
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class ScopeView:
    """A target or an edge of reach, and on what it rests."""

    link: Link
    detail: str | None
    basis: str


@dataclass(frozen=True, slots=True)
class PolicyView:
    """What the template of a policy sees."""

    head: NoteHead
    facts: tuple[Fact, ...]
    instrument: str
    stage: str
    official_text: bool
    line: tuple[StepView, ...]
    history: tuple[HistoryView, ...]
    targets: tuple[ScopeView, ...]
    reach: tuple[ScopeView, ...]
    milestones: tuple[tuple[When, Html], ...]


def policy_steps(policy: Policy) -> tuple[Step, ...]:
    """Return the history as steps; a US bill's stages come from the record's words."""
    measure = congress(policy.official_id)
    reads = policy.jurisdiction == "US" and policy.instrument in ("bill", "joint-resolution")
    chamber = measure.chamber if measure else "House"
    steps = []
    for entry in policy.history:
        stage = entry.stage
        if stage is None and reads and entry.text:
            stage = action_stage(entry.text, chamber)
        steps.append(Step(entry.when, stage, entry.stage is not None))
    return tuple(steps)


def policy_course(policy: Policy) -> Course:
    """Follow a policy through its history."""
    return course(policy_steps(policy))


def stage_of(policy: Policy) -> Stage | None:
    """Return the stage as written, else as the history gives it."""
    return policy.stage or policy_course(policy).stage


def rules(policy: Policy) -> Iterator[Problem]:
    """Yield what is wrong with a policy whose fields are sound."""
    yield from note_rules(policy)
    yield from _stage_rules(policy)
    for number, reach in enumerate(policy.reach):
        if reach.edge in CARRIES_NOTHING:
            hint = "leave it out: no exposure runs along it"
            message = f"`{reach.edge}` carries nothing"
            yield Problem("B174", message, ("reach", number, "edge"), hint)
        for position, relation in enumerate(reach.relations):
            if reach.edge in DERIVATIONS and relation not in RELATIONS:
                hint = did_you_mean(relation, RELATIONS) or f"write {one_of(RELATIONS)}"
                where = ("reach", number, "relations", position)
                message = f"no edge `{reach.edge}` has the relation `{relation}`"
                yield Problem("B115", message, where, hint)
    grounded = policy.official_id or policy.sources
    ungrounded = [
        (name, number, "basis")
        for name in ("targets", "reach")
        for number, each in enumerate(getattr(policy, name))
        if each.basis == "text" and not grounded
    ]
    if ungrounded:
        hint = "name the text under `official_id` or `sources`"
        message = "`basis: text` needs `official_id` or a source"
        yield Problem("B175", message, ungrounded[0], hint)
    span = policy.effective
    if span and span.start and span.end and order(span.end, span.start) is Order.BEFORE:
        hint = "move `end` after `start`"
        yield Problem("B176", "`end` is before `start`", ("effective", "end"), hint)


def _stage_rules(policy: Policy) -> Iterator[Problem]:
    followed = policy_course(policy)
    stage = policy.stage or followed.stage
    if stage is None:
        hint = "add `stage:`, or a stage to an entry of `history`"
        yield Problem("B170", "the policy has no `stage`", hint=hint)
        return
    if policy.instrument == "none-yet" and stage not in (*NO_TEXT, *ENDS):
        hint = "name the instrument, or write a stage up to `signalled`"
        message = f"`instrument: none-yet` cannot be at stage `{stage}`"
        yield Problem("B171", message, ("stage",) if policy.stage else ("instrument",), hint)
    if policy.stage and followed.stage and policy.stage != followed.stage:
        hint = (
            "leave `stage` out, or add the missing step to `history`:"
            f" it gives `{followed.stage}`"
        )
        message = f"`stage: {policy.stage}` differs from the history"
        yield Problem("B172", message, ("stage",), hint)
    for number in followed.regresses:
        message = f"the stage goes back: `{policy.history[number].stage}`"
        hint = "correct the stage or its `when`; if it did go back, nothing is to be done"
        yield Problem("B173", message, ("history", number, "stage"), hint)
    if followed.stage in ENDS and followed.since:
        for number, milestone in enumerate(policy.milestones):
            if order(followed.since, milestone.when) is Order.BEFORE:
                at = ("milestones", number, "when")
                message = f"a milestone lies after the end: `{followed.stage}`"
                yield Problem(
                    "B177", message, at, "delete the milestone, or correct its `when`"
                )


def cut(policy: Policy, on: date) -> Policy:
    """Return a policy as it stood at the end of a day, lapsed where its Congress had ended."""
    cut_one = cut_corrections(policy, on)
    kept = tuple(
        entry
        for entry in cut_one.history
        if entry.when.earliest is None or entry.when.earliest <= on
    )
    if len(kept) < len(cut_one.history):
        # At an earlier day the note's own stage is not yet true; the history says what was.
        cut_one = cut_one.model_copy(update={"history": kept, "stage": None})
    measure = congress(policy.official_id)
    lapsing = policy.instrument in ("bill", "joint-resolution") and measure is not None
    stage = stage_of(cut_one)
    if lapsing and measure and on >= lapse_day(measure) and stage not in _SAFE:
        cut_one = cut_one.model_copy(update={"stage": "lapsed"})
    return cut_one


_SAFE: tuple[Stage | None, ...] = ("adopted", "in-force", "enforced", *ENDS)


def view(policy: Policy, around: Surroundings) -> PolicyView:
    """Return what the template sees."""
    followed = policy_course(policy)
    stage = stage_of(policy)
    ties = (
        ("Companion of", policy.companions),
        ("Implements", policy.implements),
        ("Amends", policy.amends),
        ("Supersedes", policy.supersedes),
    )
    span = policy.effective
    facts = [
        *fact("Jurisdiction", place_name(policy.jurisdiction)),
        *fact("Instrument", _words(policy.instrument)),
        *fact("Official id", policy.official_id),
        *fact("Issuer", person(policy.issuer, around)),
        *fact("Stage", LABELS[stage] if stage else "not known at that date"),
        *fact("Since", followed.since if followed.stage == stage else None),
        *fact("Takes effect", span.start if span else None),
        *fact("Ends", span.end if span else None),
        *fact("Levers", ", ".join(_words(lever) for lever in policy.levers) or None),
    ]
    for name, refs in ties:
        facts += fact(name, *links(refs, around))
    return PolicyView(
        head=head(policy, "policy", around),
        facts=tuple(facts),
        instrument=_words(policy.instrument),
        stage=LABELS[stage] if stage else "stage at that date unknown",
        official_text=policy.instrument != "none-yet" and stage not in NO_TEXT,
        line=_line(stage, followed, has_text=policy.instrument != "none-yet"),
        history=_history(policy, around),
        targets=tuple(
            ScopeView(link, None, _BASIS[each.basis])
            for each in policy.targets
            if (link := around.link(each.class_))
        ),
        reach=tuple(
            ScopeView(
                Link(_words(each.edge), None, "edge"),
                ", ".join(each.relations) or None,
                _BASIS[each.basis],
            )
            for each in policy.reach
        ),
        milestones=tuple((each.when, around.inline(each.what)) for each in policy.milestones),
    )


_BASIS = {"text": "in the text", "assumed": "assumed"}


def _words(name: str) -> str:
    shown = {
        "none-yet": "none yet",
        "anprm": "advance notice of proposed rulemaking",
        "soc-reporting": "SOC reporting",
        "fascsa-order": "FASCSA order",
        "icts-determination": "ICTS determination",
        "eu-regulation": "EU regulation",
        "eu-directive": "EU directive",
    }
    return shown.get(name, name.replace("-", " "))


def _history(policy: Policy, around: Surroundings) -> tuple[HistoryView, ...]:
    rows = []
    for entry in policy.history:
        mark = around.mark(entry.source) if entry.source else None
        stage = LABELS[entry.stage] if entry.stage else None
        rows.append(HistoryView(entry.when, stage, entry.text, mark))
    return tuple(rows)


def _line(stage: Stage | None, followed: Course, *, has_text: bool) -> tuple[StepView, ...]:
    """Draw the stages from the first reached to adoption, with the present one marked."""
    since = dict(followed.reached)
    if stage is None:
        return ()
    if stage in ENDS:
        past = [each for each, _ in followed.reached if each not in ENDS]
        steps = [StepView(LABELS[each], "past", since.get(each)) for each in past]
        return (*steps, StepView(LABELS[stage], "end", since.get(stage)))
    known = [each for each in RUNNING if each in since or each == stage]
    first = RUNNING.index(known[0])
    # Where there is no text, nobody can say which stages it would pass after its proposal.
    end = RUNNING.index("adopted" if has_text else "proposed")
    last = max(RUNNING.index(stage), end)
    steps = []
    for number in range(first, last + 1):
        each = RUNNING[number]
        here = RUNNING.index(stage)
        state: Literal["past", "now", "ahead"] = (
            "past" if number < here else "now" if number == here else "ahead"
        )
        if state == "past" and each not in since:
            continue
        if state == "ahead" and each == "pre-rule":
            continue
        steps.append(StepView(LABELS[each], state, since.get(each)))
    return tuple(steps)


KIND = Kind(
    name="policy",
    family="note",
    model=Policy,
    view=view,
    template="policy.html",
    plural="Policy",
    rules=rules,
    cut=cut,
    path="policy",
    sample={
        "jurisdiction": "US",
        "instrument": "none-yet",
        "stage": "anticipated",
        "sources": "none",
        "body": "What is known, and what is not.\n",
    },
)
