"""A scenario: a path that could be taken, with the signs that would speak for and against it.

No probability is computed from indicators. What the author did not state is printed as not
stated.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from brief.diagnostics.model import Problem
from brief.schema.base import Dated, Part
from brief.schema.kind import Html, Kind, Mark, Surroundings
from brief.schema.likelihood import Likelihood, parse_likelihood
from brief.schema.note_view import (
    CorrectionView,
    LikelihoodView,
    correction,
    likelihood_view,
)
from brief.schema.parts import Corrections, SourceItem, cut_corrections
from brief.schema.types import Absence, Day, Line, MarkdownBody, ProseText, Text, text_of, typed


def _likelihood_or_none(value: Any) -> Likelihood | Absence:
    text = text_of(value)
    return Absence.NONE if text == "none" else parse_likelihood(text)


ScenarioLikelihood = Annotated[
    Likelihood | Absence, *typed(_likelihood_or_none, type=["string", "number"])
]


class Assumption(Part):
    """What the scenario takes for granted, and what follows if it is wrong."""

    text: ProseText
    if_wrong: ProseText | None = None


class Indicator(Part):
    """A sign to look for."""

    statement: ProseText
    direction: Literal["supports", "undermines"]
    status: Literal["not-observed", "partly", "observed", "unobservable"] = "not-observed"
    last_checked: Day | None = None
    sources: tuple[SourceItem, ...] = ()


class Scenario(Dated):
    """A path that could be taken."""

    title: Line
    narrative: Annotated[MarkdownBody, Field(description="Markdown")]
    attribution: Annotated[Text | None, Field(description="whose idea it is")] = None
    likelihood: Annotated[
        ScenarioLikelihood | None, Field(description="a number, a term, or `none`")
    ] = None
    assumptions: tuple[Assumption, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    alternatives: tuple[ProseText, ...] = ()
    sources: tuple[SourceItem, ...] = ()
    corrections: Corrections = ()


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator as it is shown."""

    statement: Html
    direction: str
    status: str
    last_checked: date | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class ScenarioView:
    """What the template of a scenario sees."""

    id: str
    title: str
    on: date | None
    narrative: Html
    attribution: str | None
    likelihood: LikelihoodView | None
    assumptions: tuple[tuple[Html, Html | None], ...]
    indicators: tuple[IndicatorView, ...]
    alternatives: tuple[Html, ...]
    marks: tuple[Mark, ...]
    corrections: tuple[CorrectionView, ...]


def rules(scenario: Scenario) -> Iterator[Problem]:
    """Yield what is wrong with a scenario whose fields are sound."""
    names = ("assumptions", "indicators", "alternatives")
    missing = [f"`{name}`" for name in names if not getattr(scenario, name)]
    if missing:
        message = f"the scenario has no {', no '.join(missing)}"
        yield Problem(
            "B190", message, hint="without them nobody can tell whether it comes true"
        )
    for number, indicator in enumerate(scenario.indicators):
        if indicator.last_checked is None and indicator.status != "unobservable":
            hint = "add `last_checked:` and the day on which you looked"
            message = "the indicator was never checked"
            yield Problem("B191", message, ("indicators", number), hint)


def view(scenario: Scenario, around: Surroundings) -> ScenarioView:
    """Return what the template sees."""
    stated = scenario.likelihood if isinstance(scenario.likelihood, Likelihood) else None
    return ScenarioView(
        id=scenario.id or "",
        title=scenario.title,
        on=scenario.date,
        narrative=around.block(scenario.narrative),
        attribution=scenario.attribution,
        likelihood=likelihood_view(stated),
        assumptions=tuple(
            (around.inline(each.text), around.inline(each.if_wrong) if each.if_wrong else None)
            for each in scenario.assumptions
        ),
        indicators=tuple(_indicator(each, around) for each in scenario.indicators),
        alternatives=tuple(around.inline(text) for text in scenario.alternatives),
        marks=tuple(mark for item in scenario.sources if (mark := around.mark(item))),
        corrections=tuple(correction(each, around) for each in scenario.corrections),
    )


def _indicator(each: Indicator, around: Surroundings) -> IndicatorView:
    return IndicatorView(
        statement=around.inline(each.statement),
        direction=each.direction,
        status=each.status.replace("-", " "),
        last_checked=each.last_checked,
        marks=tuple(mark for item in each.sources if (mark := around.mark(item))),
    )


KIND = Kind(
    name="scenario",
    family="scenario",
    model=Scenario,
    view=view,
    template="scenario.html",
    plural="Scenarios",
    rules=rules,
    cut=cut_corrections,
    path="scenarios",
    sample={"narrative": "How it would come about.\n"},
)
