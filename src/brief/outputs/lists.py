"""Pages that list: kinds, topics, entities, definitions, sources, corrections; 404."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from brief.analysis.pipeline import Measure, measures
from brief.kinds import KINDS
from brief.library.model import Entry
from brief.outputs.around import Citations, title_of
from brief.outputs.artefact import Artefact
from brief.outputs.cards import Card, Year, cards, description
from brief.outputs.chrome import SiteView, crumbs, meta, shortened
from brief.outputs.corrections import corrections_page
from brief.outputs.exposure import ExposureView, exposures
from brief.outputs.facets import BY_KIND, cuts, types_words
from brief.outputs.figure_html import figure_html
from brief.outputs.listing import (
    Choices,
    Listing,
    cut_path,
    facet_choices,
    front_page,
    list_artefacts,
    listing,
    parts,
    section_of,
)
from brief.outputs.measures import MeasureView, measure_view, rates
from brief.outputs.notes import part
from brief.outputs.scene import Scene
from brief.outputs.source_list import sources_page
from brief.outputs.urls import anchor, facet_path, file_of, topic_path
from brief.schema.kind import Link


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """Measures by stage, those without an official text, and every policy note by its year."""

    title: str
    groups: tuple[tuple[str, tuple[MeasureView, ...]], ...]
    no_text: tuple[MeasureView, ...]
    rates: tuple[Markup, ...]
    years: tuple[Year, ...]
    choices: tuple[Choices, ...]
    as_of: str | None
    figure: Markup


@dataclass(frozen=True, slots=True)
class Line:
    """An object in a list of names: a line about it, and how many notes mention it."""

    link: Link
    text: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """Names under a heading, which leads to their own page where they have one."""

    title: Link | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """Names in groups: entities by type, topics. With `told` each has its line."""

    title: str
    groups: tuple[Group, ...]
    choices: tuple[Choices, ...] = ()
    told: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An object on a page shared with others, with what uses it."""

    anchor: str
    html: Markup
    uses: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ItemsPage:
    """Objects that share a page: definitions."""

    title: str
    lead: str | None
    groups: tuple[tuple[str | None, tuple[Item, ...]], ...]


@dataclass(frozen=True, slots=True)
class TablesPage:
    """Whom each policy would reach, as of a day."""

    title: str
    tables: tuple[ExposureView, ...]
    as_of: str


@dataclass(frozen=True, slots=True)
class CardsPage:
    """Objects one under the other."""

    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class MissingPage:
    """What a reader finds at an address that leads nowhere: the newest that is there."""

    title: str
    newest: tuple[Card, ...]


# Lines of what is new on the page for missing addresses.
NEWEST = 5


def list_pages(scene: Scene, site: SiteView) -> Iterator[Artefact]:
    """Plan every page that lists."""
    yield from _kinds(scene, site)
    yield from _topics(scene, site)
    yield from _entities(scene, site)
    definitions = _definitions(scene)
    if definitions:
        yield _artefact(scene, site, "definitions/", "items.html", definitions)
    sources = sources_page(scene)
    if sources:
        yield _artefact(scene, site, "sources/", "sources.html", sources)
    corrected = corrections_page(scene)
    yield _artefact(scene, site, "corrections/", "corrections.html", corrected)
    yield from _singles(scene, site)
    tables = exposures(scene, scene.as_of)
    if tables:
        page = TablesPage("Exposure", tables, scene.as_of.isoformat())
        yield _artefact(scene, site, "exposure/", "exposure.html", page)
    missing = MissingPage("Page not found", cards(scene, scene.index.notes[:NEWEST]))
    head = meta(scene, "404.html", missing.title, indexed=False)
    views = {"site": site, "meta": head, "page": missing}
    yield Artefact("404.html", "not_found.html", views, "the page for missing addresses")


def _artefact(
    scene: Scene,
    site: SiteView,
    path: str,
    template: str,
    page: object,
    above: tuple[tuple[str, str], ...] = (),
) -> Artefact:
    title = str(getattr(page, "title", ""))
    way = crumbs(scene, *above) if above else ()
    head = meta(scene, path, title, section=section_of(path), crumbs=way)
    views = {"site": site, "meta": head, "page": page}
    return Artefact(file_of(path), template, views, f"the page `{path}`")


def _kinds(scene: Scene, site: SiteView) -> Iterator[Artefact]:
    notes = scene.index.notes
    if notes:
        yield from list_artefacts(scene, site, listing("notes/", "All notes", notes))
    for kind in KINDS:
        if kind.family != "note" or not kind.path:
            continue
        entries = tuple(entry for entry in notes if entry.kind is kind)
        if not entries:
            continue
        facets = BY_KIND.get(kind.name, ())
        whole = listing(f"{kind.path}/", kind.plural, entries, facets=facets)
        if kind.name == "policy":
            page = _policy(scene, whole)
            yield _artefact(scene, site, whole.path, "policy_list.html", page)
            yield from parts(scene, site, whole)
        else:
            yield from list_artefacts(scene, site, whole)


def _policy(scene: Scene, whole: Listing) -> PolicyPage:
    rows = measures(scene.library, as_of=scene.as_of)
    stages: dict[str, list[MeasureView]] = {}
    bare: list[Measure] = []
    for row in rows:
        if row.has_text:
            view = measure_view(scene, row)
            stages.setdefault(view.stage, []).append(view)
        else:
            bare.append(row)
    front = front_page(scene, whole)
    return PolicyPage(
        title=whole.title,
        groups=tuple((stage, tuple(found)) for stage, found in stages.items()),
        no_text=tuple(measure_view(scene, row) for row in bare),
        rates=rates(scene),
        years=front.years,
        choices=front.choices,
        as_of=scene.as_of.isoformat() if scene.index.issues else None,
        figure=figure_html(scene, "policy/", "stages"),
    )


def _topics(scene: Scene, site: SiteView) -> Iterator[Artefact]:
    found = scene.index.by_tag
    if not found:
        return
    lines = tuple(
        Line(
            Link(_words(tag), scene.addresses.local(topic_path(tag)), "topic"),
            None,
            len(entries),
        )
        for tag, entries in found.items()
    )
    page = GroupsPage("Topics", (Group(None, lines),))
    yield _artefact(scene, site, "topics/", "groups.html", page)
    for tag, entries in found.items():
        words = _words(tag)
        title = words[:1].upper() + words[1:]
        whole = listing(topic_path(tag), title, entries, above=(("Topics", "topics/"),))
        yield from list_artefacts(scene, site, whole)


def _words(tag: str) -> str:
    return tag.replace("-", " ")


def _entities(scene: Scene, site: SiteView) -> Iterator[Artefact]:
    """Plan the index of entities, and a page for each type and each place of control."""
    entries = tuple(
        sorted(scene.library.family("entity"), key=lambda e: (e.object.name.casefold(), e.id))
    )
    if not entries:
        return
    found = tuple(each for facet in BY_KIND["entity"] if (each := cuts(facet, entries)))
    grouped: dict[str, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry.object.type[0], []).append(entry)
    several = len({name for entry in entries for name in entry.object.type}) > 1
    groups = tuple(
        Group(_type_link(scene, name, has_page=several), _lines(scene, tuple(grouped[name])))
        for name in sorted(grouped)
    )
    choices = facet_choices(scene, "entities/", found)
    page = GroupsPage("Entities", groups, choices)
    yield _artefact(scene, site, "entities/", "groups.html", page)
    for cut in (cut for each in found for cut in each):
        path = cut_path("entities/", cut)
        own = GroupsPage(
            title=f"Entities: {cut.words}",
            groups=(Group(None, _lines(scene, cut.entries)),),
            choices=facet_choices(scene, "entities/", found, path),
            told=True,
        )
        yield _artefact(scene, site, path, "groups.html", own, (("Entities", "entities/"),))


def _type_link(scene: Scene, name: str, *, has_page: bool) -> Link:
    words = types_words(name)
    path = facet_path("entities/", "type", name)
    href = scene.addresses.local(path) if has_page else None
    return Link(words[:1].upper() + words[1:], href, "page")


def _lines(scene: Scene, entries: tuple[Entry, ...]) -> tuple[Line, ...]:
    lines = []
    for entry in entries:
        link = Link(entry.object.name, scene.href(entry.key, None), "entity")
        text = description(scene, entry)
        count = len(scene.index.mentions.get(entry.key, ()))
        lines.append(Line(link, shortened(text) if text else None, count))
    return tuple(lines)


def _definitions(scene: Scene) -> ItemsPage | None:
    groups = []
    for family, title in (("class", None), ("base-rate", "Base rates")):
        found = tuple(
            Item(
                anchor(family, entry.id),
                part(scene, entry, Citations(), level=2),
                _uses(scene, entry),
            )
            for entry in scene.library.family(family)
        )
        if found:
            groups.append((title, found))
    if not groups:
        return None
    lead = (
        "Which definition a rule uses decides whom it reaches,"
        " so rival ones stand side by side."
    )
    return ItemsPage("Definitions", lead, tuple(groups))


def _uses(scene: Scene, entry: Entry) -> tuple[Link, ...]:
    found = scene.index.mentions.get(entry.key, ())
    return tuple(Link(title_of(e), scene.href(e.key, None), e.family) for e in found)


def _singles(scene: Scene, site: SiteView) -> Iterator[Artefact]:
    for family, path, title in (
        ("forecast", "forecasts/", "Forecasts"),
        ("scenario", "scenarios/", "Scenarios"),
    ):
        entries = tuple(scene.library.family(family))
        if entries:
            page = CardsPage(title, cards(scene, entries))
            yield _artefact(scene, site, path, "cards.html", page)
