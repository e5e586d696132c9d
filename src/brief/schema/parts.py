"""What notes hold below their header: sources, claims, assessments, unknowns, corrections."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field

from brief.diagnostics.model import Loc, Problem, Within
from brief.schema.base import Object, Part, Tlp
from brief.schema.codes import Language
from brief.schema.likelihood import SECOND_ROW, TERMS, LikelihoodText
from brief.schema.refs import ClaimRef, EntityRef, SourceRef
from brief.schema.shapes import AS_MAPPING, AS_WORD, BY_SHAPE, shorthand
from brief.schema.types import Day, Id, Line, ProseText, Text, Url, id_of, is_url, text_of
from brief.schema.when import WhenText

# Source: CSL 1.0.2, `type`; and the three that analysts of policy need besides.
SourceType = Literal[
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "dataset",
    "document",
    "entry",
    "event",
    "figure",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "paper-conference",
    "patent",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "software",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
]


class Archive(Part):
    """A copy of a source that somebody keeps."""

    url: Url
    date: Day | None = None
    sha256: Annotated[Line | None, Field(description="of the bytes saved")] = None


class Source(Object):
    """Where a claim comes from."""

    title: Line | None = None
    publisher: Annotated[Line | None, Field(description="an entity's id, or a name")] = None
    author: Line | None = None
    url: Url | None = None
    date: WhenText | None = None
    type: SourceType | None = None
    access: Annotated[
        Literal["firsthand", "secondhand", "not-held"],
        Field(description="whether we read it, read of it, or neither"),
    ] = "firsthand"
    reliability: Annotated[
        Literal["A", "B", "C", "D", "E", "F"] | None,
        Field(description="Admiralty grade of the source; F: not judged"),
    ] = None
    republishes: Annotated[
        SourceRef | None, Field(description="the source that this one repeats")
    ] = None
    archive: Archive | None = None
    language: Language | None = None
    note: Annotated[ProseText | None, Field(description="what a reader should know")] = None
    tier: Line | None = None
    tlp: Tlp | None = None


def _id_or_address(value: Any) -> Any:
    """Refuse a title: here a source can be written out, and the hint says so."""
    text = text_of(value)
    if not is_url(text):
        simple = re.fullmatch(r"\w[\w .()/-]{0,50}", text)
        id_of(text, f"write an id, an address, or `{{title: {text if simple else '…'}}}`")
    return value


SourceItem = Annotated[
    Annotated[SourceRef, BeforeValidator(_id_or_address), AS_WORD]
    | Annotated[Source, AS_MAPPING],
    BY_SHAPE,
]


class CitedSource(Part):
    """A source of one claim, with the place in it and how credible it makes the claim."""

    source: SourceRef
    at: Annotated[Line | None, Field(description="page, line, section or time")] = None
    credibility: Annotated[
        Literal["1", "2", "3", "4", "5", "6"] | None,
        Field(description="Admiralty grade of the information; 6: not judged"),
    ] = None


class Claim(Part):
    """What a source says."""

    id: Annotated[Id | None, Field(description="default: c1, c2 …")] = None
    text: ProseText
    type: (
        Literal[
            "fact",
            "quote",
            "firsthand",
            "secondhand",
            "interested-party",
            "characterisation",
            "opinion",
            "forecast",
            "absence",
        ]
        | None
    ) = None
    speaker: Annotated[Line | None, Field(description="an entity's id, or a name")] = None
    sources: Annotated[
        tuple[Annotated[CitedSource, shorthand("source")], ...],
        Field(description="default: the note's sources"),
    ] = ()


class Assessment(Part):
    """Our judgement, apart from what sources say."""

    text: ProseText
    likelihood: LikelihoodText | None = None
    confidence: Literal["low", "moderate", "high"] | None = None
    basis: Annotated[tuple[ClaimRef, ...], Field(description="claims it rests on")] = ()
    assumptions: tuple[ProseText, ...] = ()
    alternatives: tuple[ProseText, ...] = ()
    would_change_if: tuple[ProseText, ...] = ()
    change: Literal["new", "unchanged", "raised", "lowered", "withdrawn"] | None = None


class Unknown(Part):
    """What we do not know, and why."""

    what: ProseText
    why: (
        Literal[
            "not-in-source",
            "not-assessed",
            "withheld-by-source",
            "withheld-by-us",
            "conflicting",
        ]
        | None
    ) = None


class Correction(Part):
    """What was wrong in a published text, and what is right. Types after Crossref."""

    date: Day
    type: Literal[
        "clarification",
        "addendum",
        "correction",
        "erratum",
        "expression_of_concern",
        "retraction",
        "withdrawal",
    ]
    was: Text | None = None
    # `is` is a word of Python.
    is_: Annotated[Text | None, Field(alias="is")] = None
    effect: Annotated[ProseText | None, Field(description="what follows for the reader")] = None


Corrections = Annotated[
    tuple[Correction, ...], Field(description="what was wrong once it was published")
]


AnyObject = TypeVar("AnyObject", bound=Object)


def cut_corrections(value: AnyObject, on: date) -> AnyObject:
    """Return an object with corrections as they stood at the end of a day."""
    whole: tuple[Correction, ...] = getattr(value, "corrections", ())
    kept = tuple(each for each in whole if each.date <= on)
    if len(kept) == len(whole):
        return value
    return value.model_copy(update={"corrections": kept})


def claim_ids(claims: tuple[Claim, ...]) -> tuple[str, ...]:
    """Return the ids of claims: their own, else c1, c2 … by position."""
    return tuple(claim.id or f"c{number}" for number, claim in enumerate(claims, 1))


def entity_or_name(text: str) -> EntityRef | str:
    """Return a reference where the text could be an id, else the name it is."""
    return EntityRef(text) if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) else text


_TERMS = re.compile(
    r"\b("
    + "|".join(sorted((*(term.name for term in TERMS), *SECOND_ROW), key=len, reverse=True))
    + r")\b",
    re.IGNORECASE,
)
_CONFIDENCE = re.compile(
    r"\b(low|moderate|medium|high)[ -]confidence\b|\bconfidence is\b", re.IGNORECASE
)


def source_rules(source: Source) -> Iterator[Problem]:
    """Yield what is wrong with a source alone."""
    if source.title is None and source.url is None:
        hint = "give at least one of them, so that a reader can find it"
        yield Problem("B150", "the source has neither `title` nor `url`", hint=hint)
    if source.republishes and source.republishes == source.id:
        yield Problem("B151", "the source republishes itself", ("republishes",))


def inline_source_rules(source: Source, at: Loc) -> Iterator[Problem]:
    """Yield what is wrong with a source that stands inside another object."""
    if source.id is not None or source.former_ids:
        name = "id" if source.id is not None else "former_ids"
        hint = "move the source to `sources/`, where others can name it"
        message = f"a source written out here takes no `{name}`"
        yield Problem("B159", message, (*at, name), hint)
    for problem in source_rules(source):
        yield Problem(problem.code, problem.message, (*at, *problem.at), problem.hint)


def claim_rules(claims: tuple[Claim, ...]) -> Iterator[Problem]:
    """Yield what is wrong with the claims of one note."""
    ids = claim_ids(claims)
    for number, claim in enumerate(claims):
        if ids.index(ids[number]) != number:
            at = ("claims", number, "id")
            hint = "rename one of them, or leave the ids out: they are numbered c1, c2 …"
            yield Problem("B152", f"two claims have the id `{ids[number]}`", at, hint)
        if claim.type == "quote" and claim.speaker is None:
            hint = "say who spoke; write `unknown` if nobody says"
            message = "a claim of type `quote` has no `speaker`"
            yield Problem("B153", message, ("claims", number), hint)


def assessment_rules(
    assessments: tuple[Assessment, ...], claims: tuple[Claim, ...]
) -> Iterator[Problem]:
    """Yield what is wrong with the assessments of one note."""
    known = claim_ids(claims)
    for number, each in enumerate(assessments):
        at = ("assessments", number)
        for position, basis in enumerate(each.basis):
            if "#" not in basis and basis not in known:
                listed = ", ".join(f"`{name}`" for name in known) or "none"
                message = f"no claim of this note has the id `{basis}`"
                yield Problem(
                    "B154", message, (*at, "basis", position), f"its claims: {listed}"
                )
        words = _TERMS.search(each.text)
        if words and _CONFIDENCE.search(each.text):
            hint = "put them into `likelihood` and `confidence`"
            message = "likelihood and confidence stand in one text"
            yield Problem("B155", message, (*at, "text"), hint, _within(words))
        elif words and each.likelihood is None:
            hint = f"add `likelihood: {_first_row(words[0])}`, so that its range is printed"
            message = f"a likelihood stands in the text without its range: `{words[0]}`"
            yield Problem("B156", message, (*at, "text"), hint, _within(words))
        if each.likelihood and not (each.basis and each.alternatives and each.would_change_if):
            missing = [
                name
                for name in ("basis", "alternatives", "would_change_if")
                if not getattr(each, name)
            ]
            message = f"an assessment with a likelihood has no `{missing[0]}`"
            yield Problem("B157", message, at, _ADD[missing[0]])
        if each.change is None:
            hint = "add `change: new`, or how it changed since the last time"
            yield Problem("B158", "an assessment has no `change`", at, hint)


_ADD = {
    "basis": "add `basis:` and the claims it rests on, such as `[c1]`",
    "alternatives": "add `alternatives:` and what else could be the case",
    "would_change_if": "add `would_change_if:` and what would change the judgement",
}


def _within(found: re.Match[str]) -> Within:
    """Return where in a text a word was found."""
    line = found.string.count("\n", 0, found.start())
    first = found.string.rfind("\n", 0, found.start()) + 1
    width = len(found[0].partition("\n")[0])
    return Within(line, found.start() - first, found.start() - first + width)


def _first_row(word_found: str) -> str:
    other = SECOND_ROW.get(word_found.lower())
    return other.name if other else word_found.lower()
