"""Pages of single objects: notes, entities, forecasts, scenarios, free pages, tombstones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from brief.library.model import Entry
from brief.library.query import Incoming
from brief.outputs.around import Around, Citations, SourceRow, source_rows, title_of
from brief.outputs.artefact import Artefact
from brief.outputs.cards import Card, card, cards, description
from brief.outputs.chrome import MetaView, SiteView, crumbs, meta, meta_image, shortened
from brief.outputs.figure_html import figure_html
from brief.outputs.margin import Margin
from brief.outputs.notes import part, part_and_margin
from brief.outputs.planned import Plan
from brief.outputs.reading import reading_minutes, word_count
from brief.outputs.scene import Scene
from brief.outputs.social import card_of
from brief.outputs.structured_objects import Details
from brief.outputs.urls import facet_path, file_of, page_path, topic_path
from brief.schema.edges import BACKWARD
from brief.schema.entity_types import type_words
from brief.schema.kind import Link
from brief.schema.note_view import CorrectionView, correction


@dataclass(frozen=True, slots=True)
class NotePage:
    """A note's page: its own part, its sources, and what leads on from it."""

    card: Card
    html: Markup
    margin: Margin
    tlp: str
    sources: tuple[SourceRow, ...]
    topics: tuple[Link, ...]
    issues: tuple[Link, ...]
    mentioned_in: tuple[Card, ...]
    earlier: Link | None
    later: Link | None
    section: Link
    minutes: int
    figure: Markup


@dataclass(frozen=True, slots=True)
class EdgeGroup:
    """Edges of one type that lead to an entity."""

    type: str
    owners: tuple[Link, ...]
    inferred: bool


@dataclass(frozen=True, slots=True)
class EntityPage:
    """An entity's page: what it is, its edges both ways, and the notes about it."""

    name: str
    types: tuple[Link, ...]
    html: Markup
    margin: Margin
    incoming: tuple[EdgeGroup, ...]
    timeline: tuple[Card, ...]
    sources: tuple[SourceRow, ...]
    figure: Markup


@dataclass(frozen=True, slots=True)
class SinglePage:
    """The page of a forecast, scenario or free page."""

    title: str
    html: Markup
    sources: tuple[SourceRow, ...]
    mentioned_in: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class StonePage:
    """What is left of a note that was canceled or has expired."""

    title: str
    on: str | None
    why: str
    corrections: tuple[CorrectionView, ...]


def object_pages(scene: Scene, site: SiteView) -> Iterator[Plan]:
    """Plan a page for every object that has one of its own, as far as it is wanted."""
    return (plan for plan in _plans(scene, site) if scene.wants(plan.path))


def _plans(scene: Scene, site: SiteView) -> Iterator[Plan]:
    for position, entry in enumerate(scene.index.notes):
        yield _plan(entry, partial(_note, scene, site, entry, position))
    entities = tuple(scene.library.family("entity"))
    several = len({name for entry in entities for name in entry.object.type}) > 1
    for entry in entities:
        yield _plan(entry, partial(_entity, scene, site, entry, typed=several))
    for family in ("forecast", "scenario", "page"):
        for entry in scene.library.family(family):
            yield _plan(entry, partial(_single, scene, site, entry))
    for entry in scene.library.tombstones:
        yield _plan(entry, partial(_tombstone, scene, site, entry))
    yield from _redirects(scene, site)


def _plan(entry: Entry, make: Callable[[], Artefact]) -> Plan:
    return Plan(file_of(page_path(entry.key)), make, entry)


def _head(
    scene: Scene,
    entry: Entry,
    kind: str,
    section: str,
    above: tuple[tuple[str, str], ...] = (),
    details: Details | None = None,
) -> MetaView:
    text = description(scene, entry)
    return meta(
        scene,
        page_path(entry.key),
        title_of(entry),
        description=shortened(text) if text else None,
        section=section,
        type=kind,
        entry=entry,
        details=details,
        crumbs=crumbs(scene, *above) if above else (),
        image=meta_image(card_of(scene, entry)),
    )


def _note(scene: Scene, site: SiteView, entry: Entry, position: int) -> Artefact:
    citations = Citations()
    html, beside = part_and_margin(scene, entry, citations, level=2)
    notes = scene.index.notes
    around = Around(scene, entry, citations)
    path = entry.kind.path or "notes"
    page = NotePage(
        card=card(scene, entry),
        html=html,
        margin=beside,
        tlp=entry.object.tlp or "CLEAR",
        sources=source_rows(scene, citations),
        topics=tuple(
            Link(tag.replace("-", " "), scene.addresses.local(topic_path(tag)), "topic")
            for tag in dict.fromkeys(entry.object.tags)
        ),
        issues=_issues(scene, entry, around),
        mentioned_in=cards(scene, _others(scene, entry)),
        earlier=_neighbour(notes, position + 1, around),
        later=_neighbour(notes, position - 1, around),
        section=Link(entry.kind.plural, scene.addresses.local(f"{path}/"), "section"),
        minutes=reading_minutes(scene, entry),
        figure=figure_html(scene, page_path(entry.key), "path"),
    )
    views = {
        "site": site,
        "meta": _head(
            scene,
            entry,
            "article",
            f"{path}/",
            ((entry.kind.plural, f"{path}/"),),
            Details(sources=page.sources, words=word_count(scene, entry)),
        ),
        "page": page,
    }
    return Artefact(
        file_of(page_path(entry.key)), "note_page.html", views, f"note `{entry.id}`"
    )


def _others(scene: Scene, entry: Entry) -> tuple[Entry, ...]:
    """Return what mentions a note, but for the issues in which it stands."""
    places = scene.index.places.get(entry.key, ())
    return tuple(e for e in scene.index.mentions.get(entry.key, ()) if e not in places)


def _issues(scene: Scene, entry: Entry, around: Around) -> tuple[Link, ...]:
    places = scene.index.places.get(entry.key, ())
    return tuple(link for issue in places if (link := around.link(issue.id, "issue")))


def _neighbour(notes: tuple[Entry, ...], position: int, around: Around) -> Link | None:
    if not 0 <= position < len(notes):
        return None
    return around.link(notes[position].id, "note")


def _entity(scene: Scene, site: SiteView, entry: Entry, *, typed: bool) -> Artefact:
    """Plan the page of an entity. With `typed` there are pages for the types of entities."""
    citations = Citations()
    html, beside = part_and_margin(scene, entry, citations, level=2)
    around = Around(scene, entry, citations)
    page = EntityPage(
        name=entry.object.name,
        types=_types(scene, entry, typed=typed),
        html=html,
        margin=beside,
        incoming=_groups(scene.index.incoming.get(entry.id, ()), around),
        timeline=cards(scene, scene.index.mentions.get(entry.key, ())),
        sources=source_rows(scene, citations),
        figure=figure_html(scene, page_path(entry.key), "connections"),
    )
    head = _head(scene, entry, "profile", "entities/", (("Entities", "entities/"),))
    views = {"site": site, "meta": head, "page": page}
    path = file_of(page_path(entry.key))
    return Artefact(path, "entity_page.html", views, f"entity `{entry.id}`")


def _types(scene: Scene, entry: Entry, *, typed: bool) -> tuple[Link, ...]:
    links = []
    for name in entry.object.type:
        path = facet_path("entities/", "type", name)
        href = scene.addresses.local(path) if typed else None
        links.append(Link(type_words(name), href, "page"))
    return tuple(links)


def _groups(edges: tuple[Incoming, ...], around: Around) -> tuple[EdgeGroup, ...]:
    grouped: dict[str, list[Incoming]] = {}
    for edge in edges:
        grouped.setdefault(BACKWARD[edge.type], []).append(edge)
    groups = []
    for name in sorted(grouped):
        owners = [link for e in grouped[name] if (link := around.link(e.owner.id, "entity"))]
        owners.sort(key=lambda link: link.text.casefold())
        inferred = any(edge.basis != "stated" for edge in grouped[name])
        groups.append(EdgeGroup(name, tuple(owners), inferred))
    return tuple(groups)


def _single(scene: Scene, site: SiteView, entry: Entry) -> Artefact:
    citations = Citations()
    html = part(scene, entry, citations, level=2)
    page = SinglePage(
        title=title_of(entry),
        html=html,
        sources=source_rows(scene, citations),
        mentioned_in=cards(scene, scene.index.mentions.get(entry.key, ())),
    )
    section = f"{entry.kind.path}/" if entry.kind.path else f"{entry.id}/"
    above = ((entry.kind.plural, section),) if entry.kind.path else ()
    views = {
        "site": site,
        "meta": _head(scene, entry, "article", section, above),
        "page": page,
    }
    path = file_of(page_path(entry.key))
    return Artefact(
        path, "single_page.html", views, f"{entry.family} `{entry.id}`", owner=entry.path
    )


def _tombstone(scene: Scene, site: SiteView, entry: Entry) -> Artefact:
    value = entry.object
    around = Around(scene, entry, Citations())
    written = getattr(value, "date", None)
    page = StonePage(
        title=title_of(entry),
        on=written.isoformat() if written else None,
        why="withdrawn" if value.status == "canceled" else "expired",
        corrections=tuple(
            correction(each, around) for each in getattr(value, "corrections", ())
        ),
    )
    path = page_path(entry.key)
    views = {"site": site, "meta": meta(scene, path, page.title, indexed=False), "page": page}
    return Artefact(file_of(path), "tombstone.html", views, f"{entry.family} `{entry.id}`")


def _redirects(scene: Scene, site: SiteView) -> Iterator[Plan]:
    """Plan a page at each former address that leads to the present one."""
    for entry in scene.library.entries.values():
        for name in entry.object.former_ids:
            path = page_path((entry.family, name))
            if "#" not in path:
                yield Plan(file_of(path), partial(_redirect, scene, site, entry, file_of(path)))


def _redirect(scene: Scene, site: SiteView, entry: Entry, path: str) -> Artefact:
    to = page_path(entry.key)
    link = Link(title_of(entry), scene.addresses.local(to), entry.family)
    head = meta(scene, to, link.text, indexed=False)
    views = {"site": site, "meta": head, "page": link, "to": scene.addresses.absolute(to)}
    subject = f"{entry.family} `{entry.id}`"
    return Artefact(path, "redirect.html", views, subject, owner=entry.path)
