"""Entries to a library: unique ids, owners of names, resolved references. Never stops."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from brief.diagnostics.model import Loc, Problem, Within
from brief.diagnostics.nearest import did_you_mean, one_of
from brief.kinds.classes import Class, Predicate
from brief.kinds.entity import Entity
from brief.kinds.issue import Issue
from brief.library.markings import markings, queries
from brief.library.model import ANY, Complaint, Entry, Key, Library, Texts, ordered
from brief.library.names import Names, a, how_to_make, meant, names_of
from brief.schema.note import Note
from brief.schema.parts import Source, claim_ids
from brief.schema.refs import FAMILIES, ClaimRef, Ref, SourceRef
from brief.schema.settings import Settings
from brief.schema.types import MarkdownText, is_url
from brief.text.markdown import Use


class Target(NamedTuple):
    """What a reference in a text points at, as written: family where given, id, part."""

    family: str | None
    id: str
    part: str | None


def target(text: str) -> Target:
    """Take apart `id`, `family:id` and `id#part`."""
    family, colon, rest = text.partition(":")
    name, _, part = (rest if colon else text).partition("#")
    return Target(family if colon else None, name.strip(), part or None)


def assemble(
    entries: Iterable[Entry], texts: Texts, settings: Settings | None
) -> tuple[Library, tuple[Complaint, ...]]:
    """Put entries together. Without settings their tiers and audiences are not looked at."""
    complaints: list[Complaint] = []
    by_key: dict[Key, Entry] = {}
    for entry in entries:
        first = by_key.setdefault(entry.key, entry)
        if first is not entry and entry.id != ANY:
            message = f"the id `{entry.id}` of {a(entry.family)} is used twice"
            hint = f"the first is in {first.path}; rename one, or give it `id:`"
            complaints.append(Complaint(entry, Problem("B201", message, _id_at(entry), hint)))
    library = Library(ordered(by_key), texts)
    names = names_of(library)
    complaints += _owners(library)
    complaints += _former(library)
    complaints += _cycles(library)
    for entry in library.entries.values():
        # What the sound fields of a broken object say is looked at too: one run tells all.
        complaints += (Complaint(entry, each) for each in _references(entry, library, names))
        complaints += (Complaint(entry, each) for each in _texts(entry, library, names))
        if entry.object is None:
            continue
        if isinstance(entry.object, Class):
            found = _predicate(entry.object.match, ("match",), library, names)
            complaints += (Complaint(entry, each) for each in found)
        if isinstance(entry.object, Issue):
            complaints += (Complaint(entry, each) for each in queries(entry.object))
        if settings is not None:
            complaints += (Complaint(entry, each) for each in markings(entry, settings))
    return library, tuple(complaints)


def _id_at(entry: Entry) -> Loc:
    return ("id",) if entry.object is not None and "id" in entry.object.model_fields_set else ()


def _owners(library: Library) -> Iterator[Complaint]:
    """Complain of names that two entities claim."""
    owners: dict[str, str] = {}
    for entry in library.family("entity"):
        if not isinstance(entry.object, Entity):
            continue
        claimed: list[tuple[str, Loc]] = [(entry.object.name, ("name",))]
        claimed += [(name, ("aliases", n)) for n, name in enumerate(entry.object.aliases)]
        for name, at in claimed:
            owner = owners.setdefault(name.casefold(), entry.id)
            if owner != entry.id:
                message = f"the name `{name}` belongs to `{owner}` already"
                hint = "a name has one owner: give it to one of the two"
                yield Complaint(entry, Problem("B205", message, at, hint))


def _former(library: Library) -> Iterator[Complaint]:
    claimed: dict[Key, Entry] = {}
    for entry in library.entries.values():
        for number, name in enumerate(entry.object.former_ids if entry.object else ()):
            key = (entry.family, name)
            other = library.entries.get(key) or claimed.get(key)
            if other is not None:
                how = f"a former id of `{other.id}`"
                if other.id == name:
                    how = f"the id of {a(entry.family)}"
                message = f"the former id `{name}` is in use: it is {how}"
                hint = f"see {other.path}; an address leads to one place"
                yield Complaint(entry, Problem("B204", message, ("former_ids", number), hint))
            claimed[key] = entry


def _cycles(library: Library) -> Iterator[Complaint]:
    """Complain of sources that republish each other, once a cycle."""
    for entry in library.family("source"):
        seen = [entry.id]
        follow: Entry | None = entry
        while follow and isinstance(follow.object, Source) and follow.object.republishes:
            name = str(follow.object.republishes)
            if name in seen:
                if name == entry.id == min(seen) and len(seen) > 1:
                    way = " → ".join([*seen, name])
                    message = f"sources republish each other: {way}"
                    hint = "take `republishes` out of the one that came first"
                    yield Complaint(entry, Problem("B210", message, ("republishes",), hint))
                break
            seen.append(name)
            follow = library.get("source", name)


def _references(entry: Entry, library: Library, names: Names) -> Iterator[Problem]:
    for at, ref in entry.words:
        if not isinstance(ref, Ref):
            continue
        if isinstance(ref, SourceRef) and ref.is_url:
            continue
        name, mark, claim = ref.partition("#")
        if isinstance(ref, ClaimRef) and not mark:
            continue  # a claim of the same note, looked at by the note's own rules
        found = [e for family in ref.families if (e := library.get(family, name))]
        if not found and not library.may_hold(ref.families):
            yield _unknown(name, ref.families, at, library, names)
        elif found and mark:
            yield from _claim(found[0], claim, at)


def _unknown(
    name: str,
    families: tuple[str, ...],
    at: Loc,
    library: Library,
    names: Names,
    within: Within | None = None,
) -> Problem:
    hint = (
        _renamed(name, families, library)
        or meant(name, families, names)
        or _other_family(name, library)
        or how_to_make(name, families)
    )
    what = f"no {families[0]} has" if len(families) == 1 else "no object has"
    return Problem("B203", f"{what} the id `{name}`", at, hint, within)


def _renamed(name: str, families: tuple[str, ...], library: Library) -> str | None:
    for key, entry in library.entries.items():
        if key[0] in families and entry.object and name in entry.object.former_ids:
            return f"it is called `{entry.id}` now"
    return None


def _other_family(name: str, library: Library) -> str | None:
    family = next((family for family in FAMILIES if library.get(family, name)), None)
    return f"`{name}` is {a(family)}" if family else None


def _predicate(
    predicate: Predicate, at: Loc, library: Library, names: Names
) -> Iterator[Problem]:
    """Yield the ids that a predicate asks for and nobody has."""
    if predicate.attr == "id" and not library.may_hold(("entity",)):
        for number, name in enumerate(predicate.in_ or ()):
            if library.get("entity", name) is None:
                yield _unknown(name, ("entity",), (*at, "in", number), library, names)
    for key in ("all", "any"):
        for number, below in enumerate(getattr(predicate, key) or ()):
            yield from _predicate(below, (*at, key, number), library, names)
    for key, inner in (("not", predicate.not_), ("to", predicate.to)):
        if isinstance(inner, Predicate):
            yield from _predicate(inner, (*at, key), library, names)


def _claim(
    entry: Entry, claim: str, at: Loc, within: Within | None = None
) -> Iterator[Problem]:
    if not isinstance(entry.object, Note):
        return
    known = claim_ids(entry.object.claims)
    if claim not in known:
        hint = f"its claims: {one_of(known)}" if known else "it has no claims"
        yield Problem("B207", f"`{entry.id}` has no claim `{claim}`", at, hint, within)


def _texts(entry: Entry, library: Library, names: Names) -> Iterator[Problem]:
    for at, text in entry.words:
        if isinstance(text, Ref):
            continue
        rendered = library.texts.get((not isinstance(text, MarkdownText), text))
        if rendered is None:
            continue
        for problem in rendered.problems:
            yield Problem(problem.code, problem.message, at, problem.hint, problem.within)
        for use in rendered.references:
            yield from _mention(use, at, library, names)


def _mention(use: Use, at: Loc, library: Library, names: Names) -> Iterator[Problem]:
    to, within = target(use.target), use.within
    if is_url(use.target):
        hint = f"write `[text]({use.target})`"
        yield Problem("B202", "an address stands in `[[…]]`", at, hint, within)
        return
    if not to.id:
        yield Problem("B203", "the reference is empty", at, "write `[[some-id]]`", within)
        return
    if to.family is not None and to.family not in FAMILIES:
        hint = did_you_mean(to.family, FAMILIES) or f"write {one_of(FAMILIES)}"
        yield Problem("B202", f"there is no family `{to.family}`", at, hint, within)
        return
    families = (to.family,) if to.family else FAMILIES
    found = [e for family in families if (e := library.get(family, to.id))]
    if not found and not library.may_hold(families):
        yield _unknown(to.id, families, at, library, names, within)
    elif len(found) > 1:
        hint = "write " + one_of(f"[[{entry.family}:{entry.id}]]" for entry in found)
        message = f"`{to.id}` is the id of several objects"
        yield Problem("B206", message, at, hint, within)
    elif found and to.part and found[0].object is not None:
        yield from _claim(found[0], to.part, at, within)
