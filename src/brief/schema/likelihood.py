"""Likelihood in words and numbers: ICD 203 terms, their ranges, and how both are printed."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, NamedTuple

from brief.diagnostics.nearest import one_of
from brief.schema.fault import refuse, shown
from brief.schema.types import probability_of, text_of, typed


class Term(NamedTuple):
    """One term with its range in per cent; the upper range wins at an edge."""

    name: str
    low: int
    high: int


# Source: Intelligence Community Directive 203 (2015), first row of its table.
TERMS = (
    Term("almost no chance", 1, 5),
    Term("very unlikely", 5, 20),
    Term("unlikely", 20, 45),
    Term("roughly even chance", 45, 55),
    Term("likely", 55, 80),
    Term("very likely", 80, 95),
    Term("almost certain", 95, 99),
)

# The second row of the same table, with the first-row term of the same range. The directive
# says not to mix the rows.
SECOND_ROW = dict(
    zip(
        (
            "remote",
            "highly improbable",
            "improbable",
            "roughly even odds",
            "probable",
            "highly probable",
            "nearly certain",
        ),
        TERMS,
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A term, and the number where the author gave one. No number is made from a term."""

    term: Term
    p: Decimal | None = None

    @property
    def phrase(self) -> str:
        """The words with their range, as every output prints them."""
        words = f"{self.term.name} ({self.term.low}–{self.term.high}%)"
        return words if self.p is None else f"{percent(self.p)}: {words}"


def percent(p: Decimal) -> str:
    """Print a probability as a percentage, with the decimals it was given."""
    number = (p * 100).normalize()
    return f"{number:f}%"


def term_of(p: Decimal) -> Term:
    """Return the term whose half-open range holds a probability."""
    number = p * 100
    return next((term for term in TERMS if number < term.high), TERMS[-1])


def parse_likelihood(text: str) -> Likelihood:
    """Read a number from 0.01 to 0.99 or an ICD 203 term.

    Raises:
        PydanticCustomError: It is neither.
    """
    if text[:1].isdigit() or text[:1] in (".", "-"):
        p = probability_of(text)
        return Likelihood(term_of(p), p)
    found = next((term for term in TERMS if term.name == text.lower()), None)
    if found:
        return Likelihood(found)
    other = SECOND_ROW.get(text.lower())
    if other:
        says = f"is a term of the second row of ICD 203: {shown(text)}"
        raise refuse("B129", says, f"write `{other.name}`")
    # Never a guess at one term: the nearest word may mean the opposite.
    hint = f"write a number from 0.01 to 0.99, or {one_of(term.name for term in TERMS)}"
    raise refuse("B117", f"is neither a number nor an ICD 203 term: {shown(text)}", hint)


def _likelihood(value: Any) -> Likelihood:
    return parse_likelihood(text_of(value))


_SCHEMA = {
    "anyOf": [
        {"enum": [term.name for term in TERMS]},
        {"type": "number", "minimum": 0.01, "maximum": 0.99},
        {"type": "string"},
    ]
}
LikelihoodText = Annotated[Likelihood, *typed(_likelihood, **_SCHEMA)]
