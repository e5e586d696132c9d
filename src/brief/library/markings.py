"""What objects say in the words of the project: tiers, audiences, editions, kinds of notes."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from brief.diagnostics.model import KEY, Loc, Problem
from brief.diagnostics.nearest import did_you_mean, one_of
from brief.kinds import KINDS
from brief.kinds.issue import Issue
from brief.library.model import Entry
from brief.schema.base import Marked
from brief.schema.note import Note
from brief.schema.settings import Settings, editions


def queries(issue: Issue) -> Iterator[Problem]:
    """Yield the queries of an issue that ask for no kind of note."""
    kinds = [kind.name for kind in KINDS if kind.family == "note"]
    for number, section in enumerate(issue.sections):
        name = section.query.kind if section.query else None
        if name is not None and name not in kinds:
            hint = did_you_mean(name, kinds) or f"write {one_of(kinds)}"
            at = ("sections", number, "query", "kind")
            yield Problem("B115", f"there is no kind of note `{name}`", at, hint)


def markings(entry: Entry, settings: Settings) -> Iterator[Problem]:
    """Yield tiers, audiences and editions that newsletter.yaml does not name."""
    value = entry.object
    for at, tier in _tiers(value, ()):
        if tier not in settings.tiers:
            hint = did_you_mean(tier, settings.tiers) or f"tiers are {one_of(settings.tiers)}"
            yield Problem("B148", f"there is no tier `{tier}`", at, hint)
    if isinstance(value, Marked):
        for number, name in enumerate(value.audiences or ()):
            yield from _audience(name, ("audiences", number), settings)
    if isinstance(value, Note):
        for name in value.so_what or {}:
            yield from _audience(name, ("so_what", name, KEY), settings)
    known = [edition.id for edition in editions(settings)]
    for number, name in enumerate(value.editions if isinstance(value, Issue) else ()):
        if name not in known:
            hint = did_you_mean(name, known) or f"editions are {one_of(known)}"
            yield Problem("B209", f"there is no edition `{name}`", ("editions", number), hint)


def _audience(name: str, at: Loc, settings: Settings) -> Iterator[Problem]:
    audiences = settings.audience_names()
    if name not in audiences:
        hint = did_you_mean(name, audiences) or f"audiences are {one_of(audiences)}"
        yield Problem("B149", f"there is no audience `{name}`", at, hint)


def _tiers(value: Any, at: Loc) -> Iterator[tuple[Loc, str]]:
    """Yield every tier of an object and of the parts that may carry one of their own."""
    if isinstance(value, BaseModel):
        tier = getattr(value, "tier", None)
        if tier is not None:
            yield (*at, "tier"), tier
        for name in ("sources", "edges"):
            for number, part in enumerate(getattr(value, name, ())):
                yield from _tiers(part, (*at, name, number))


def misfit(entry: Entry, settings: Settings) -> bool:
    """Tell whether an object names something that the project does not have."""
    return any(True for _ in markings(entry, settings))
