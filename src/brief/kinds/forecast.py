"""A forecast: a question with an answer by a day, and our probabilities over time.

With no update it is a draft outside the ledger. Once published, the question and its updates
never change: annul it and open another.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from brief.diagnostics.model import Loc, Problem
from brief.schema.base import Dated, Part
from brief.schema.kind import Html, Kind, Mark, Surroundings
from brief.schema.likelihood import Likelihood, term_of
from brief.schema.note_view import LikelihoodView, graded, likelihood_view
from brief.schema.parts import SourceItem
from brief.schema.refs import BaseRateRef, ForecastRef
from brief.schema.shapes import AS_MAPPING, AS_WORD, BY_SHAPE
from brief.schema.types import (
    Day,
    Id,
    Line,
    MarkdownBody,
    Probability,
    ProseText,
    Text,
    Whole,
    YesNo,
)


class Update(Part):
    """A probability from a day on."""

    date: Day
    p: Probability
    by: Annotated[Line | None, Field(description="default: the house")] = None
    why: ProseText | None = None
    sources: tuple[SourceItem, ...] = ()


class ReferenceClass(Part):
    """How often such things happened: k of n. Or why there is no such class."""

    description: ProseText | None = None
    k: Whole | None = None
    n: Whole | None = None
    source: SourceItem | None = None
    as_of: Day | None = None
    none: Annotated[ProseText | None, Field(description="why there is none")] = None


class Comparator(Part):
    """Somebody or something else that gives probabilities, scored apart."""

    name: Line
    updates: tuple[Update, ...]


class Attributed(Part):
    """Somebody else's words. No number is made of them."""

    source: SourceItem
    at: Line | None = None
    wording: Text


class Resolution(Part):
    """How the question ended."""

    outcome: Literal["pending", "yes", "no", "ambiguous", "annulled"] = "pending"
    event_date: Annotated[Day | None, Field(description="day it happened, for yes")] = None
    resolved_on: Day | None = None
    by: Line | None = None
    sources: tuple[SourceItem, ...] = ()


class Forecast(Dated):
    """A question with an answer by a day, and our probabilities over time."""

    question: Annotated[Line, Field(description="ends with ?")]
    counts_as_yes: Annotated[tuple[ProseText, ...], Field(description="what makes it a yes")]
    does_not_count: tuple[ProseText, ...] = ()
    resolution_sources: Annotated[
        tuple[Line, ...], Field(description="where the answer will be looked up")
    ]
    opens: Day | None = None
    closes: Day
    resolves_by: Day
    reference_class: Annotated[
        Annotated[
            Annotated[BaseRateRef, AS_WORD] | Annotated[ReferenceClass, AS_MAPPING], BY_SHAPE
        ]
        | None,
        Field(description="an id of base-rates.yaml, or written out; {none: reason}"),
    ] = None
    background: MarkdownBody | None = None
    updates: tuple[Update, ...] = ()
    implies: tuple[ForecastRef, ...] = ()
    exclusive_group: Id | None = None
    comparators: tuple[Comparator, ...] = ()
    attributed: tuple[Attributed, ...] = ()
    endorsed_by_author: YesNo = False
    resolution: Resolution | None = None


@dataclass(frozen=True, slots=True)
class UpdateView:
    """One update as it is shown."""

    on: date
    likelihood: LikelihoodView
    by: str | None
    why: Html | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class ForecastView:
    """What the template of a forecast sees."""

    id: str
    question: str
    counts_as_yes: tuple[Html, ...]
    does_not_count: tuple[Html, ...]
    resolution_sources: tuple[str, ...]
    opens: date | None
    closes: date
    resolves_by: date
    base_rate: Html | None
    background: Html | None
    updates: tuple[UpdateView, ...]
    attributed: tuple[tuple[str, Mark | None], ...]
    outcome: str
    resolved_on: date | None
    event_date: date | None


def rules(forecast: Forecast) -> Iterator[Problem]:
    """Yield what is wrong with a forecast whose fields are sound."""
    if not forecast.question.endswith("?"):
        hint = "ask it so that it can be answered by yes or no, and end with `?`"
        yield Problem("B130", "the question does not end with `?`", ("question",), hint)
    if forecast.opens and forecast.closes <= forecast.opens:
        hint = "move `closes` after `opens`"
        yield Problem("B131", "`closes` is not after `opens`", ("closes",), hint)
    if forecast.resolves_by < forecast.closes:
        hint = f"move `resolves_by` to {forecast.closes} or later"
        yield Problem("B132", "`resolves_by` is before `closes`", ("resolves_by",), hint)
    yield from _series(forecast.updates, forecast, ("updates",))
    for number, each in enumerate(forecast.comparators):
        yield from _series(each.updates, forecast, ("comparators", number, "updates"))
    yield from _reference_class(forecast)
    yield from _resolution(forecast)


def _series(updates: tuple[Update, ...], forecast: Forecast, at: Loc) -> Iterator[Problem]:
    seen: set[tuple[str | None, date]] = set()
    for number, update in enumerate(updates):
        where = (*at, number, "date")
        if (update.by, update.date) in seen:
            hint = "one series has one probability a day"
            yield Problem("B133", f"a second update on {update.date}", where, hint)
        seen.add((update.by, update.date))
        if forecast.opens and forecast.closes <= forecast.opens:
            continue  # the life of the question is wrong, and said to be
        early = forecast.opens is not None and update.date < forecast.opens
        if early or update.date > forecast.closes:
            if early:
                side, hint = f"before `opens`, {forecast.opens}", "correct the day, or `opens`"
            else:
                side, hint = (
                    f"after `closes`, {forecast.closes}",
                    "correct the day, or take the update out",
                )
            yield Problem("B134", f"the update of {update.date} is {side}", where, hint)


def _reference_class(forecast: Forecast) -> Iterator[Problem]:
    reference = forecast.reference_class
    if reference is None and forecast.updates:
        hint = "name an id of base-rates.yaml, or write `{none: reason}`"
        yield Problem("B135", "the forecast has no `reference_class`", hint=hint)
    if not isinstance(reference, ReferenceClass):
        return
    counted = reference.k is not None and reference.n is not None
    if reference.none is None and not (counted and reference.description):
        hint = "write `description`, `k` and `n`, or `none:` and the reason"
        yield Problem("B136", "the reference class is not whole", ("reference_class",), hint)
    elif reference.n == 0:
        message = "`n` is 0: of nothing there is no rate"
        hint = "write `none:` and the reason in place of `k` and `n`"
        yield Problem("B136", message, ("reference_class", "n"), hint)
    elif reference.k is not None and reference.n is not None and reference.k > reference.n:
        message = f"`k` is above `n`: {reference.k} of {reference.n}"
        hint = "`k` counts those of the `n` cases in which it happened"
        yield Problem("B136", message, ("reference_class", "k"), hint)


def _resolution(forecast: Forecast) -> Iterator[Problem]:
    end = forecast.resolution
    if end is None:
        return
    if end.outcome == "yes" and end.event_date is None:
        hint = "add the day on which it happened"
        yield Problem("B137", "a `yes` has no `event_date`", ("resolution", "outcome"), hint)
    if end.outcome == "yes" and end.event_date and end.event_date > forecast.closes:
        message = f"`event_date` is after `closes`, {forecast.closes}"
        at = ("resolution", "event_date")
        yield Problem("B138", message, at, "what happens after `closes` makes it a no")


def cut(forecast: Forecast, on: date) -> Forecast:
    """Return a forecast as it stood at the end of a day."""
    changes: dict[str, object] = {}
    kept = tuple(update for update in forecast.updates if update.date <= on)
    if len(kept) < len(forecast.updates):
        changes["updates"] = kept
    end = forecast.resolution
    if end and end.resolved_on and end.resolved_on > on:
        changes["resolution"] = None
    return forecast.model_copy(update=changes) if changes else forecast


def starts_on(forecast: Forecast) -> date | None:
    """Return the day of the first update: before it, a forecast is a draft."""
    return min((update.date for update in forecast.updates), default=None)


def phrase(p: Decimal) -> LikelihoodView:
    """Return a probability with its term and range."""
    view_ = likelihood_view(Likelihood(term_of(p), p))
    assert view_ is not None  # a likelihood was given
    return view_


def view(forecast: Forecast, around: Surroundings) -> ForecastView:
    """Return what the template sees."""
    end = forecast.resolution
    return ForecastView(
        id=forecast.id or "",
        question=forecast.question,
        counts_as_yes=tuple(around.inline(text) for text in forecast.counts_as_yes),
        does_not_count=tuple(around.inline(text) for text in forecast.does_not_count),
        resolution_sources=forecast.resolution_sources,
        opens=forecast.opens,
        closes=forecast.closes,
        resolves_by=forecast.resolves_by,
        base_rate=_base_rate(forecast.reference_class, around),
        background=around.block(forecast.background) if forecast.background else None,
        updates=tuple(_update(each, around) for each in forecast.updates),
        attributed=tuple(
            (each.wording, graded(mark, each.at, None) if mark else None)
            for each in forecast.attributed
            for mark in (around.mark(each.source),)
        ),
        outcome=end.outcome if end else "pending",
        resolved_on=end.resolved_on if end else None,
        event_date=end.event_date if end else None,
    )


def _base_rate(
    reference: BaseRateRef | ReferenceClass | None, around: Surroundings
) -> Html | None:
    if reference is None:
        return None
    if isinstance(reference, BaseRateRef):
        link = around.link(reference)
        return link.text if link else None
    if reference.none is not None:
        return around.inline(reference.none)
    return around.inline(reference.description) if reference.description else None


def _update(each: Update, around: Surroundings) -> UpdateView:
    return UpdateView(
        on=each.date,
        likelihood=phrase(each.p),
        by=each.by,
        why=around.inline(each.why) if each.why else None,
        marks=tuple(mark for item in each.sources if (mark := around.mark(item))),
    )


KIND = Kind(
    name="forecast",
    family="forecast",
    model=Forecast,
    view=view,
    template="forecast.html",
    plural="Forecasts",
    rules=rules,
    cut=cut,
    starts_on=starts_on,
    path="forecasts",
    sample={
        "counts_as_yes": "- What exactly makes it a yes.\n",
        "resolution_sources": "- Where the answer will be looked up.\n",
        "closes": "2027-12-31",
        "resolves_by": "2028-01-31",
    },
)
