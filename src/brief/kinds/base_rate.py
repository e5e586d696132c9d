"""A base rate: how often a thing of some sort happened, k of n, with its source and its day.

It is printed beside forecasts and policies; it is never mixed with another instrument's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from brief.diagnostics.model import Problem
from brief.schema.base import Object
from brief.schema.codes import Jurisdiction
from brief.schema.kind import Html, Kind, Link, Surroundings
from brief.schema.parts import Source, SourceItem
from brief.schema.refs import SourceRef
from brief.schema.types import Day, Line, ProseText, Whole


class BaseRate(Object):
    """A pinned reference class of base-rates.yaml."""

    description: ProseText
    k: Whole
    n: Whole
    source: SourceItem
    as_of: Day
    jurisdiction: Jurisdiction | None = None
    instrument: Line | None = None
    note: ProseText | None = None


@dataclass(frozen=True, slots=True)
class BaseRateView:
    """What the template of a base rate sees."""

    id: str
    description: Html
    k: int
    n: int
    as_of: date
    source: Link | None
    note: Html | None


def rules(rate: BaseRate) -> Iterator[Problem]:
    """Yield what is wrong with a base rate whose fields are sound."""
    if rate.k > rate.n:
        hint = "`k` counts those of the `n` cases in which it happened"
        yield Problem("B136", f"`k` is above `n`: {rate.k} of {rate.n}", ("k",), hint)
    if rate.n == 0:
        hint = "take the entry out: a forecast says why it has no class with `{none: reason}`"
        yield Problem("B136", "`n` is 0: of nothing there is no rate", ("n",), hint)


def view(rate: BaseRate, around: Surroundings) -> BaseRateView:
    """Return what the template sees."""
    return BaseRateView(
        id=rate.id or "",
        description=around.inline(rate.description),
        k=rate.k,
        n=rate.n,
        as_of=rate.as_of,
        source=_source(rate.source, around),
        note=around.inline(rate.note) if rate.note else None,
    )


def _source(item: SourceRef | Source, around: Surroundings) -> Link | None:
    if isinstance(item, SourceRef):
        return around.link(item)
    return Link(item.title or item.url or "", item.url, "source")


KIND = Kind(
    name="base-rate",
    family="base-rate",
    model=BaseRate,
    view=view,
    template="base_rate.html",
    plural="Base rates",
    rules=rules,
)
