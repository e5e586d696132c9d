"""What templates see of any note: its header, evidence and judgements, ready to print."""

from dataclasses import dataclass
from datetime import date

from brief.schema.kind import Html, Link, Mark, Surroundings
from brief.schema.likelihood import Likelihood
from brief.schema.note import Note, first_paragraph
from brief.schema.parts import Assessment, Claim, Correction, Unknown, claim_ids, entity_or_name
from brief.schema.refs import EntityRef
from brief.schema.types import Prose
from brief.schema.when import When

CLAIM_LABELS = {
    "fact": "Stated as fact",
    "quote": "Quotation",
    "firsthand": "Seen or heard by the source itself",
    "secondhand": "Second hand",
    "interested-party": "Interested party",
    "characterisation": "Characterisation",
    "opinion": "Opinion",
    "forecast": "Prediction by the source",
    "absence": "Something not found",
}

WHY_UNKNOWN = {
    "not-in-source": "not in the source",
    "not-assessed": "not assessed",
    "withheld-by-source": "withheld by the source",
    "withheld-by-us": "withheld by us",
    "conflicting": "sources conflict",
}

CORRECTION_LABELS = {
    "clarification": "Clarification",
    "addendum": "Addendum",
    "correction": "Correction",
    "erratum": "Erratum",
    "expression_of_concern": "Expression of concern",
    "retraction": "Retraction",
    "withdrawal": "Withdrawal",
}

CHANGE_LABELS = {
    "new": "new judgement",
    "unchanged": "unchanged",
    "raised": "raised",
    "lowered": "lowered",
    "withdrawn": "withdrawn",
}

CONFIDENCE_DOTS = {"low": "●○○", "moderate": "●●○", "high": "●●●"}

# Source: NATO AJP-2.1, the Admiralty code, in words.
RELIABILITY = {
    "A": "completely reliable source",
    "B": "usually reliable source",
    "C": "fairly reliable source",
    "D": "not usually reliable source",
    "E": "unreliable source",
    "F": "source not judged",
}
CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "information not judged",
}


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with its label and the numbers of its sources."""

    anchor: str
    name: str
    text: Html
    label: str | None
    speaker: Link | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class LikelihoodView:
    """A likelihood as words with their range, and the range for the mark beside them."""

    phrase: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """A judgement. Likelihood and confidence are two sentences, never one."""

    text: Html
    likelihood: LikelihoodView | None
    confidence: str | None
    dots: str | None
    change: str | None
    basis: tuple[Link, ...]
    assumptions: tuple[Html, ...]
    alternatives: tuple[Html, ...]
    would_change_if: tuple[Html, ...]


@dataclass(frozen=True, slots=True)
class UnknownView:
    """What we do not know, and why."""

    what: Html
    why: str | None


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction as it is shown."""

    on: date
    label: str
    was: str | None
    now: str | None
    effect: Html | None


@dataclass(frozen=True, slots=True)
class NoteHead:
    """Everything about a note that does not depend on its kind."""

    id: str
    kind: str
    title: str
    on: date | None
    when: When | None
    summary: Html | None
    body: Html | None
    about: tuple[Link, ...]
    marks: tuple[Mark, ...]
    claims: tuple[ClaimView, ...]
    assessments: tuple[AssessmentView, ...]
    unknowns: tuple[UnknownView, ...]
    so_what: tuple[tuple[str, Html], ...]
    corrections: tuple[CorrectionView, ...]
    tags: tuple[str, ...]
    tlp: str | None
    handling: str | None
    author: Link | None
    authorship: str | None
    reviewed_by: Link | None
    conflict_of_interest: str | None
    review_by: date | None
    forecasts: tuple[Link, ...]
    scenarios: tuple[Link, ...]
    related: tuple[Link, ...]


def head(note: Note, kind: str, around: Surroundings) -> NoteHead:
    """Return what templates see of a note of any kind."""
    own_summary = note.summary is not None
    return NoteHead(
        id=note.id or "",
        kind=kind,
        title=note.title,
        on=note.date,
        when=note.when,
        summary=around.inline(note.summary) if note.summary and own_summary else None,
        body=around.block(note.body) if note.body else None,
        about=links(note.about, around),
        marks=tuple(mark for item in note.sources if (mark := around.mark(item))),
        claims=_claims(note, around),
        assessments=tuple(_assessment(each, note, around) for each in note.assessments),
        unknowns=tuple(_unknown(each, around) for each in note.unknowns),
        so_what=tuple(
            (around.audience(name), around.inline(text))
            for name, text in sorted((note.so_what or {}).items())
        ),
        corrections=tuple(correction(each, around) for each in note.corrections),
        tags=note.tags,
        tlp=note.tlp,
        handling=note.handling,
        author=person(note.author, around),
        authorship=_authorship(note),
        reviewed_by=person(note.reviewed_by, around),
        conflict_of_interest=note.conflict_of_interest,
        review_by=note.review_by,
        forecasts=links(note.forecasts, around),
        scenarios=links(note.scenarios, around),
        related=links(note.related, around),
    )


def links(refs: tuple[str, ...], around: Surroundings) -> tuple[Link, ...]:
    """Return the links of references that the edition may show."""
    return tuple(link for ref in refs if (link := around.link(ref)))


def person(text: str | None, around: Surroundings) -> Link | None:
    """Return a person or organisation given as an entity's id or as a name."""
    if text is None:
        return None
    named = entity_or_name(text)
    link = around.link(named) if isinstance(named, EntityRef) else None
    return link or Link(text, None, "entity")


def summary_text(note: Note) -> Prose | None:
    """Return the summary, or what stands in for it."""
    if note.summary is not None:
        return note.summary
    text = first_paragraph(note.body) if note.body else ""
    return Prose(text) if text else None


def _claims(note: Note, around: Surroundings) -> tuple[ClaimView, ...]:
    return tuple(
        ClaimView(
            anchor=around.anchor(name),
            name=name,
            text=around.inline(claim.text),
            label=CLAIM_LABELS.get(claim.type or ""),
            speaker=person(claim.speaker, around),
            marks=_claim_marks(claim, around),
        )
        for name, claim in zip(claim_ids(note.claims), note.claims, strict=True)
    )


def _claim_marks(claim: Claim, around: Surroundings) -> tuple[Mark, ...]:
    marks = []
    for cited in claim.sources:
        mark = around.mark(cited.source)
        if mark:
            marks.append(graded(mark, cited.at, cited.credibility))
    return tuple(marks)


def graded(mark: Mark, at: str | None, credibility: str | None) -> Mark:
    """Return a mark with the place in the source and the grade of the information."""
    grade, words = mark.grade, mark.grade_words
    if credibility:
        grade = f"{mark.grade or '–'}{credibility}"
        words = "; ".join(filter(None, (mark.grade_words, CREDIBILITY[credibility])))
    return Mark(mark.number, mark.href, mark.title, at, grade, words)


def likelihood_view(value: Likelihood | None) -> LikelihoodView | None:
    """Return a likelihood for its sentence and its mark."""
    return LikelihoodView(value.phrase, value.term.low, value.term.high) if value else None


def _assessment(each: Assessment, note: Note, around: Surroundings) -> AssessmentView:
    own = claim_ids(note.claims)
    basis = []
    for ref in each.basis:
        if ref in own:
            basis.append(Link(ref, f"#{around.anchor(ref)}", "claim"))
        elif link := around.link(ref):
            basis.append(link)
    return AssessmentView(
        text=around.inline(each.text),
        likelihood=likelihood_view(each.likelihood),
        confidence=each.confidence,
        dots=CONFIDENCE_DOTS.get(each.confidence or ""),
        change=CHANGE_LABELS.get(each.change or ""),
        basis=tuple(basis),
        assumptions=tuple(around.inline(text) for text in each.assumptions),
        alternatives=tuple(around.inline(text) for text in each.alternatives),
        would_change_if=tuple(around.inline(text) for text in each.would_change_if),
    )


def _unknown(each: Unknown, around: Surroundings) -> UnknownView:
    return UnknownView(around.inline(each.what), WHY_UNKNOWN.get(each.why or ""))


def correction(each: Correction, around: Surroundings) -> CorrectionView:
    """Return a correction as it is shown."""
    effect = around.inline(each.effect) if each.effect else None
    return CorrectionView(each.date, CORRECTION_LABELS[each.type], each.was, each.is_, effect)


def _authorship(note: Note) -> str | None:
    if note.authorship == "human":
        return None
    made = {"ai-assisted": "Written with the help of AI", "ai-generated": "Generated by AI"}
    return made[note.authorship]
