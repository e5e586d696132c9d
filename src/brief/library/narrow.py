"""A library and an edition to what the edition may show. Everything downstream sees only that.

The rules are those of the project's page on analysis, "Views". Objects with markings are tested
one by one; entities, classes, sources and base rates exist only through what is visible.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Literal

from brief.diagnostics.model import Problem
from brief.kinds.base_rate import BaseRate
from brief.kinds.entity import Entity, edge_ends
from brief.kinds.issue import Issue
from brief.kinds.policy import Policy
from brief.library.assemble import target
from brief.library.model import Complaint, Entry, Key, Library, ordered
from brief.library.prune import pruned
from brief.library.sources import items, normalised
from brief.schema.base import TLP_ORDER, Marked
from brief.schema.note import Note
from brief.schema.parts import Source
from brief.schema.refs import FAMILIES, ClaimRef, Ref, SourceRef
from brief.schema.settings import Edition, Settings, editions
from brief.schema.types import MarkdownText

Verdict = Literal["shown", "tombstone", "hidden"]

# Families whose objects carry markings of their own; the rest is seen through them.
MARKED = ("note", "forecast", "scenario", "issue", "page")


@dataclass(frozen=True, slots=True)
class Gate:
    """An edition at an instant: what decides whether an object shows."""

    edition: Edition
    tiers: tuple[str, ...]
    at: datetime
    drafts: bool = False
    published: frozenset[Key] = frozenset()
    open_editions: frozenset[str] = frozenset()
    """Editions that show what the site shows: an issue made for one of them is public."""

    @property
    def day(self) -> date:
        """The UTC day of the instant."""
        return self.at.astimezone(UTC).date()


def gate(
    settings: Settings,
    edition: Edition,
    at: datetime,
    *,
    drafts: bool = False,
    published: frozenset[Key] = frozenset(),
) -> Gate:
    """Return the gate of an edition. `published` are the objects that the record knows."""
    open_ = frozenset(
        each.id
        for each in editions(settings)
        if each.audience is None and each.tiers == settings.tiers[:1]
    )
    return Gate(edition, settings.tiers, at, drafts, published, open_)


def verdict(entry: Entry, at: Gate) -> Verdict:
    """Say whether an object with markings shows in an edition, and how."""
    value = entry.object
    if value is None or value.status == "withheld":
        return "hidden"
    if value.status == "draft" and not at.drafts:
        return "hidden"
    if not _tier_shows(value.tier, at):
        return "hidden"
    if isinstance(value, Marked) and not _marking_shows(value, entry, at):
        return "hidden"
    if value.status == "canceled":
        # Before publication nobody knows it; after, its address must not vanish.
        return "tombstone" if entry.key in at.published else "hidden"
    if isinstance(value, Marked) and value.expires and value.expires.at <= at.at:
        return "tombstone"
    return "shown"


def _marking_shows(value: Marked, entry: Entry, at: Gate) -> bool:
    if not _tlp_shows(value.tlp or "CLEAR", at):
        return False
    if value.embargoed_until and value.embargoed_until.at > at.at:
        return False
    audience, named = at.edition.audience, value.audiences
    if audience and named is not None and audience not in named and "everyone" not in named:
        return False
    starts = entry.kind.starts_on(value)
    if entry.family == "forecast" and starts is None:
        return at.drafts
    if starts is not None and starts > at.day:
        return False
    mine = value.editions if isinstance(value, Issue) else ()
    if at.edition.public:
        return not mine or bool(at.open_editions & set(mine))
    return not mine or at.edition.id in mine


def _tier_shows(tier: str | None, at: Gate) -> bool:
    return tier is None or tier in at.edition.tiers


def _tlp_shows(tlp: str, at: Gate) -> bool:
    if tlp == TLP_ORDER[-1]:
        return False
    order: tuple[str, ...] = TLP_ORDER
    return order.index(tlp) <= order.index(at.edition.tlp_max)


def _own_marking_shows(value: Any, at: Gate) -> bool:
    """Test the optional marking of an object, edge or source that needs none."""
    tier, tlp = getattr(value, "tier", None), getattr(value, "tlp", None)
    return _tier_shows(tier, at) and (tlp is None or _tlp_shows(tlp, at))


def _is_marked(value: Any) -> bool:
    """Tell whether an object that needs no marking carries one."""
    return getattr(value, "tier", None) is not None or getattr(value, "tlp", None) is not None


def narrow(library: Library, at: Gate) -> Library:
    """Return what an edition may show, with every trace of the rest removed."""
    verdicts = {
        entry.key: verdict(entry, at)
        for entry in library.entries.values()
        if entry.family in MARKED
    }
    shown = {
        key: _cut(library.entries[key], at)
        for key, found in verdicts.items()
        if found == "shown"
    }
    visible = _fixpoint(library, shown, at)
    kept = ordered(
        {key: _pruned(entry, library, visible, at) for key, entry in visible.items()}
    )
    stones = tuple(
        _cut(library.entries[key], at)
        for key, found in sorted(verdicts.items())
        if found == "tombstone"
    )
    return replace(library, entries=kept, tombstones=stones)


def _cut(entry: Entry, at: Gate) -> Entry:
    changed = entry.kind.cut(entry.object, at.day)
    audience = at.edition.audience
    if isinstance(changed, Note) and changed.so_what and audience:
        wanted = (audience, "everyone")
        kept = {name: text for name, text in changed.so_what.items() if name in wanted}
        changed = changed.model_copy(update={"so_what": kept or None})
    return entry.with_object(changed)


def _fixpoint(library: Library, shown: dict[Key, Entry], at: Gate) -> dict[Key, Entry]:
    """Add what carries a marking of its own and what visible objects name, to the end."""
    # A hidden source must not stand in the way of a visible one that has the same address.
    by_url = {
        normalised(entry.object.url): entry.key
        for entry in library.family("source")
        if isinstance(entry.object, Source)
        and entry.object.url
        and _own_marking_shows(entry.object, at)
    }
    marked = {
        key: entry
        for key, entry in library.entries.items()
        if key[0] not in MARKED
        and _is_marked(entry.object)
        and _own_marking_shows(entry.object, at)
    }
    visible = shown | marked
    waiting = list(visible.values())
    rates = [entry for entry in library.family("base-rate") if entry.object is not None]
    while waiting:
        entry = waiting.pop()
        named = set(_named(entry, library, by_url))
        if isinstance(entry.object, Policy):
            named |= {rate.key for rate in rates if _matches(rate.object, entry.object)}
        for key in named:
            other = library.entries.get(key)
            if key in visible or other is None or other.object is None:
                continue
            if key[0] not in MARKED and _unmarked_shows(other.object, library, at):
                visible[key] = other
                waiting.append(other)
        if not waiting:
            waiting = _sources_of_edges(library, visible, by_url, at)
    return visible


def _matches(rate: BaseRate, policy: Policy) -> bool:
    return rate.jurisdiction == policy.jurisdiction and rate.instrument == policy.instrument


def _named(entry: Entry, library: Library, by_url: dict[str, Key]) -> Iterable[Key]:
    """Yield the keys that an object names, but for those its edges name."""
    for at, word in entry.words:
        if entry.family == "entity" and at[0] == "edges":
            continue
        yield from _keys(word, library, by_url)
    if isinstance(entry.object, Source):
        yield from _address(entry.object.url, by_url)
    for item in _inline(entry.object):
        yield from _address(item.url, by_url)


def _address(url: str | None, by_url: dict[str, Key]) -> Iterable[Key]:
    key = by_url.get(normalised(url)) if url else None
    return (key,) if key else ()


def _inline(value: Any) -> Iterable[Source]:
    return (item for item in items(value) if isinstance(item, Source))


def _keys(word: str, library: Library, by_url: dict[str, Key]) -> Iterable[Key]:
    if isinstance(word, SourceRef) and word.is_url:
        return _address(word, by_url)
    if isinstance(word, Ref):
        name = word.partition("#")[0]
        return tuple((family, name) for family in word.families)
    rendered = library.texts.get((not isinstance(word, MarkdownText), word))
    found = []
    for use in rendered.references if rendered else ():
        to = target(use.target)
        found += [(family, to.id) for family in ((to.family,) if to.family else FAMILIES)]
    return found


def _sources_of_edges(
    library: Library, visible: dict[Key, Entry], by_url: dict[str, Key], at: Gate
) -> list[Entry]:
    """Add the sources of edges that became visible; return what is new."""
    new = []
    for entry in list(visible.values()):
        if not isinstance(entry.object, Entity):
            continue
        for edge in entry.object.edges:
            if not _edge_shows(edge, library, visible, at):
                continue
            for item in edge.sources:
                keys = (
                    _keys(item, library, by_url)
                    if isinstance(item, SourceRef)
                    else _address(item.url, by_url)
                )
                for key in keys:
                    other = library.entries.get(key)
                    if key in visible or other is None or other.object is None:
                        continue
                    if _own_marking_shows(other.object, at):
                        visible[key] = other
                        new.append(other)
    return new


def _edge_shows(edge: Any, library: Library, visible: dict[Key, Entry], at: Gate) -> bool:
    if not _own_marking_shows(edge, at):
        return False
    ends = edge_ends(edge)
    if ends is None or not any(("entity", ref) in visible for ref in ends[1]):
        return False
    return all(_source_shows(item, library, at) for item in edge.sources)


def _source_shows(item: SourceRef | Source, library: Library, at: Gate) -> bool:
    """Test the marking of a source, shared or written out. By its address it says nothing."""
    if isinstance(item, Source):
        return _own_marking_shows(item, at)
    known = library.get("source", item)
    return known is None or known.object is None or _own_marking_shows(known.object, at)


def _unmarked_shows(value: Any, library: Library, at: Gate) -> bool:
    """Test an object that needs no marking; a base rate is none without its source."""
    if isinstance(value, BaseRate) and not _source_shows(value.source, library, at):
        return False
    return _own_marking_shows(value, at)


def _pruned(entry: Entry, library: Library, visible: dict[Key, Entry], at: Gate) -> Entry:
    """Remove what an object says of hidden ones in its typed fields."""
    value = entry.object
    if isinstance(value, Entity):
        edges = tuple(e for e in value.edges if _edge_shows(e, library, visible, at))
        if len(edges) < len(value.edges):
            value = value.model_copy(update={"edges": edges})
    if isinstance(value, Issue):
        lines = tuple(
            line for line in value.bottom_line if all(_seen(ref, visible) for ref in line.basis)
        )
        if len(lines) < len(value.bottom_line):
            value = value.model_copy(update={"bottom_line": lines})

    def keep(each: Any) -> bool:
        return _seen(each, visible) if isinstance(each, Ref) else _own_marking_shows(each, at)

    return entry.with_object(pruned(value, keep))


def _seen(ref: Ref, visible: dict[Key, Entry]) -> bool:
    if isinstance(ref, SourceRef) and ref.is_url:
        return True
    name, mark, _ = ref.partition("#")
    if isinstance(ref, ClaimRef) and not mark:
        return True  # a claim of the same note
    return any((family, name) in visible for family in ref.families)


def leaks(narrowed: Library, whole: Library) -> tuple[Complaint, ...]:
    """Complain of visible texts that mention what this edition hides."""
    complaints = []
    for entry in narrowed.entries.values():
        for at, word in entry.words:
            if isinstance(word, Ref):
                continue
            rendered = narrowed.texts.get((not isinstance(word, MarkdownText), word))
            for use in rendered.references if rendered else ():
                to = target(use.target)
                families = (to.family,) if to.family else FAMILIES
                known = [e for f in families if (e := whole.get(f, to.id))]
                hidden = known and not any(narrowed.get(f, to.id) for f in families)
                if hidden and known[0].object is not None:
                    problem = Problem("B211", to.id, at, known[0].family, use.within)
                    complaints.append(Complaint(entry, problem))
    return tuple(complaints)
