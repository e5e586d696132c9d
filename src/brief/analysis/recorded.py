"""The library against the record: what was published may be corrected, never quietly changed.

Source of the rules: the project's page on analysis, sections 4 and 14.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from brief.analysis.spelling import only_spelling
from brief.diagnostics.model import Problem
from brief.kinds import KINDS
from brief.kinds.entity import Entity
from brief.kinds.forecast import Forecast, Update
from brief.library.canonical import canonical, simple
from brief.library.model import Complaint, Entry, Key, Library
from brief.library.record import Line, Record
from brief.schema.note import Note
from brief.text.tree import Fields

# What a published question is made of; its updates follow as links of a chain.
FROZEN = (
    "question",
    "counts_as_yes",
    "does_not_count",
    "resolution_sources",
    "opens",
    "closes",
    "resolves_by",
    "reference_class",
)

# Texts of a note that readers have read. Lists are compared item by item: additions are
# updates.
SAID = ("stage", "when", "speaker", "text", "what", "likelihood", "confidence")
TEXTS = ("number", "title", "summary", "body", "lead", "narrative")
LISTS = ("claims", "assessments", "unknowns", "milestones", "history", "bottom_line")


def chain(forecast: Forecast) -> tuple[str, ...]:
    """Return the hashes of a question and its updates, each resting on the one before."""
    whole = simple(forecast)
    frozen = {name: whole[name] for name in FROZEN if name in whole}
    frozen["id"] = forecast.id
    links = [_link("0" * 64, canonical(frozen))]
    house = [update for update in forecast.updates if update.by in (None, forecast.author)]
    for update in sorted(house, key=lambda each: each.date):
        links.append(_link(links[-1], canonical(update_part(update))))
    end = forecast.resolution
    if end is not None and end.outcome != "pending":
        links.append(_link(links[-1], canonical(end)))
    return tuple(links)


def update_part(update: Update) -> Mapping[str, Any]:
    """Return what of an update is locked."""
    whole = simple(update)
    return {
        name: whole[name] for name in ("date", "p", "by", "why", "sources") if name in whole
    }


def _link(before: str, text: str) -> str:
    return hashlib.sha256((before + text).encode()).hexdigest()


def ledger_head(heads: Mapping[str, str]) -> str:
    """Return the head of a ledger: the digest over its chains, sorted by id."""
    lines = "".join(f"{name} {heads[name]}\n" for name in sorted(heads))
    return hashlib.sha256(lines.encode()).hexdigest()


def check_record(library: Library, record: Record) -> tuple[Complaint, ...]:
    """Complain of everything published that was changed without saying so."""
    latest: dict[str, tuple[Line, Any]] = {}
    for line in record.lines:
        for name, value in line.objects.items():
            latest[name] = (line, value)
    names = _graph_names(library)
    successors = _successors(library)
    complaints: list[Complaint] = []
    for name in sorted(latest):
        line, value = latest[name]
        family, _, ident = name.partition("/")
        entry = library.get(family, ident) or successors.get((family, ident))
        if entry is None and family == "forecast":
            complaints.append(_gone(ident, line))
        if entry is None or entry.object is None:
            continue
        found: Iterator[Problem] = iter(())
        if isinstance(entry.object, Forecast):
            found = _forecast(entry.object, value, line)
        elif isinstance(entry.object, Note) or family in ("issue", "scenario"):
            found = _text(entry, value, line, names)
        complaints += (Complaint(entry, problem) for problem in found)
    return tuple(complaints)


def _graph_names(library: Library) -> frozenset[str]:
    return frozenset(
        word
        for entry in library.family("entity")
        if isinstance(entry.object, Entity)
        for name in (entry.object.name, *entry.object.aliases)
        for word in name.casefold().split()
    )


def _successors(library: Library) -> dict[Key, Entry]:
    """Return objects by the ids they had before: a new name excuses no new words."""
    return {
        (entry.family, name): entry
        for entry in library.entries.values()
        if entry.object is not None
        for name in entry.object.former_ids
    }


def _gone(ident: str, line: Line) -> Complaint:
    """Complain of a forecast that is gone, at the line of the record that holds it."""
    kind = next(kind for kind in KINDS if kind.family == "forecast")
    tree = Fields((), (), (line.line, 1, line.line, 1))
    place = Entry("forecast", ident, kind, line.path, tree, None)
    message = f"the forecast `{ident}` was published in `{line.issue}` and is gone"
    hint = "bring it back; `resolution: {outcome: annulled}` is the way out"
    return Complaint(place, Problem("B623", message, (), hint))


def _forecast(forecast: Forecast, value: Mapping[str, Any], line: Line) -> Iterator[Problem]:
    now = simple(forecast)
    if forecast.status != "ready":
        message = f"a forecast published in `{line.issue}` is not `ready` any more"
        hint = "`resolution: {outcome: annulled}` is the way out"
        yield Problem("B623", message, ("status",), hint)
    for name in FROZEN:
        if now.get(name) != value.get(name):
            message = f"`{name}` of a published question was changed"
            hint = "annul the question and open another"
            yield Problem("B620", message, (name,) if name in now else (), hint)
    before = {_series(each): each for each in value.get("updates", ())}
    after = {_series(each): each for each in now.get("updates", ())}
    for key, each in before.items():
        if after.get(key) == each:
            continue
        what = "changed" if key in after else "removed"
        hint = "what was said stays said: add an update with a new date"
        message = f"the published update of {each['date']} was {what}"
        at: tuple[str | int, ...] = ("updates",)
        if key in after:
            at = ("updates", list(after).index(key))
        yield Problem("B621", message, at, hint)
    for number, update in enumerate(forecast.updates):
        key = _series(simple(update))
        if key not in before and update.date <= date.fromisoformat(line.as_of):
            message = f"the update of {update.date} is dated before issue `{line.issue}`"
            hint = "that issue did not hold it: date it after the issue"
            yield Problem("B622", message, ("updates", number, "date"), hint)


def _series(update: Mapping[str, Any]) -> tuple[str, str]:
    return str(update.get("by", "")), str(update["date"])


def _text(
    entry: Entry, value: Mapping[str, Any], line: Line, names: frozenset[str]
) -> Iterator[Problem]:
    now = simple(entry.object)
    corrected = any(
        each["date"] >= line.as_of and each not in value.get("corrections", ())
        for each in now.get("corrections", ())
    )
    if corrected:
        return
    for name in TEXTS:
        before, after = value.get(name), now.get(name)
        if (
            before is not None
            and before != after
            and not only_spelling(before, after or "", names)
        ):
            yield _silent(name, (name,) if after else (), line)
    for name in LISTS:
        kept = [_said(each) for each in now.get(name, ())]
        for each in value.get(name, ()):
            said = _said(each)
            if said in kept or any(only_spelling(said, other, names) for other in kept):
                continue
            yield _silent(name, (name,) if name in now else (), line)


def _said(item: Any) -> str:
    if isinstance(item, Mapping):
        return " ".join(str(item[key]) for key in SAID if key in item)
    return str(item)


def _silent(name: str, at: tuple[str, ...], line: Line) -> Problem:
    message = f"`{name}` was published in `{line.issue}` and has changed"
    hint = "add an entry to `corrections` with `date`, `type`, `was` and `is`"
    return Problem("B624", message, at, hint)
