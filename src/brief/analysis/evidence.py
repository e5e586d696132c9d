"""What claims rest on: grades of the unseen, single roots, vendors that speak of themselves.

Source of the rules: the project's page on analysis, sections 13 and 15.
"""

from collections.abc import Iterator

from brief.analysis.interest import interested_parties
from brief.diagnostics.model import Loc, Problem
from brief.kinds.announcement import Announcement
from brief.library.model import Complaint, Entry, Library
from brief.library.sources import CitedSource, Sources, key_of, root
from brief.schema.note import Note
from brief.schema.parts import CitedSource as Cited

# Two roots make a corroboration; a hundred repeats of one do not.
ROOTS_TO_CONFIRM = 2

# A reliable source that says the improbable, an unreliable one that is confirmed: look again.
ODD_PAIRS = frozenset(("A4", "A5", "E1", "E2"))


def evidence(library: Library, sources: Sources) -> Iterator[Complaint]:
    """Yield what is wrong with the evidence of notes."""
    for entry in library.family("note"):
        if isinstance(entry.object, Note):
            for problem in _claims(entry, sources):
                yield Complaint(entry, problem)
            if isinstance(entry.object, Announcement):
                for problem in _vendor(entry, library, sources):
                    yield Complaint(entry, problem)


def _claims(entry: Entry, sources: Sources) -> Iterator[Problem]:
    owner = f"{entry.family}/{entry.id}"
    note: Note = entry.object
    for number, claim in enumerate(note.claims):
        roots = {root(sources, key_of(cited.source, owner)) for cited in claim.sources}
        for position, cited in enumerate(claim.sources):
            source = sources.get(key_of(cited.source, owner))
            at: Loc = ("claims", number, "sources", position, "credibility")
            if source is not None and cited.credibility is not None:
                yield from _grade(cited, source, at, len(roots))


def _grade(cited: Cited, source: CitedSource, at: Loc, roots: int) -> Iterator[Problem]:
    grade = cited.credibility
    if source.source.access == "not-held" and grade != "6":
        message = (
            f"`credibility: {grade}` grades what was not seen: `{cited.source}` is not held"
        )
        yield Problem("B601", message, at, "write 6, not judged, or read the source")
    elif grade == "1" and roots < ROOTS_TO_CONFIRM:
        message = "`credibility: 1` means confirmed, and the claim has one independent root"
        yield Problem(
            "B602", message, at, "add a source that does not repeat this one, or write 2"
        )
    elif f"{source.source.reliability}{grade}" in ODD_PAIRS:
        message = f"the grades {source.source.reliability}{grade} contradict each other"
        yield Problem("B603", message, at, "look at both again")


def _vendor(entry: Entry, library: Library, sources: Sources) -> Iterator[Problem]:
    """Find claims that rest on nobody but the vendor and do not say so."""
    note: Announcement = entry.object
    parties = interested_parties(entry, library, sources)
    if not parties:
        return
    for item in note.sources:
        one = entry.with_object(note.model_copy(update={"sources": (item,)}))
        if not interested_parties(one, library, sources):
            return  # somebody else says so too
    for number, claim in enumerate(note.claims):
        if claim.type not in ("interested-party", "quote", "absence"):
            names = ", ".join(f"`{party}`" for party in parties)
            at: Loc = ("claims", number, "type") if claim.type else ("claims", number)
            message = f"the claim rests on {names} alone, who speaks of itself"
            yield Problem("B604", message, at, "write `type: interested-party`")
