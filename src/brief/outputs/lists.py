"""Pages that list: archive, kinds, topics, entities, definitions, sources, forecasts; 404."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from brief.analysis.pipeline import Measure, measures
from brief.kinds import KINDS
from brief.library.model import Entry
from brief.library.sources import key_of, root
from brief.outputs.around import Citations, title_of
from brief.outputs.artefact import Artefact
from brief.outputs.cards import Card, Year, by_year, cards
from brief.outputs.chrome import SiteView, meta
from brief.outputs.exposure import ExposureView, exposures
from brief.outputs.figure_html import figure_html
from brief.outputs.measures import MeasureView, measure_view, rates
from brief.outputs.notes import part
from brief.outputs.scene import Scene
from brief.outputs.urls import anchor, file_of, topic_path
from brief.schema.kind import Link
from brief.schema.refs import SourceRef


@dataclass(frozen=True, slots=True)
class ListPage:
    """Notes or issues under years."""

    title: str
    lead: str | None
    years: tuple[Year, ...]
    total: int
    kinds: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """Measures by stage, those without an official text, and every policy note by its year."""

    title: str
    groups: tuple[tuple[str, tuple[MeasureView, ...]], ...]
    no_text: tuple[MeasureView, ...]
    rates: tuple[Markup, ...]
    years: tuple[Year, ...]
    as_of: str | None
    figure: Markup


@dataclass(frozen=True, slots=True)
class Group:
    """Links under a heading."""

    title: str
    links: tuple[tuple[Link, str | None], ...]


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """Links in groups: entities by type, topics."""

    title: str
    lead: str | None
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An object on a page shared with others, with what uses it."""

    anchor: str
    html: Markup
    uses: tuple[Link, ...]
    reach: str | None = None


@dataclass(frozen=True, slots=True)
class ItemsPage:
    """Objects that share a page: definitions, sources."""

    title: str
    lead: str | None
    groups: tuple[tuple[str | None, tuple[Item, ...]], ...]


def list_pages(scene: Scene, site: SiteView) -> Iterator[Artefact]:
    """Plan every page that lists."""
    yield from _kinds(scene, site)
    yield from _topics(scene, site)
    for found in (_entities(scene), _definitions(scene), _sources(scene)):
        if found is not None:
            path, template, page = found
            yield _artefact(scene, site, path, template, page)
    yield from _singles(scene, site)
    tables = exposures(scene, scene.as_of)
    if tables:
        page = TablesPage("Exposure", tables, scene.as_of.isoformat())
        yield _artefact(scene, site, "exposure/", "exposure.html", page)
    missing = ListPage("Page not found", None, (), 0)
    head = meta(scene, "404.html", missing.title, indexed=False)
    views = {"site": site, "meta": head, "page": missing}
    yield Artefact("404.html", "not_found.html", views, "the page for missing addresses")


def _artefact(scene: Scene, site: SiteView, path: str, template: str, page: object) -> Artefact:
    title = str(getattr(page, "title", ""))
    head = meta(scene, path, title, section=path if path.count("/") == 1 else "topics/")
    views = {"site": site, "meta": head, "page": page}
    return Artefact(file_of(path), template, views, f"the page `{path}`")


def _kinds(scene: Scene, site: SiteView) -> Iterator[Artefact]:
    for kind in KINDS:
        if kind.family != "note" or not kind.path:
            continue
        entries = tuple(entry for entry in scene.index.notes if entry.kind is kind)
        if not entries:
            continue
        if kind.name == "policy":
            yield _artefact(scene, site, "policy/", "policy_list.html", _policy(scene, entries))
            continue
        page = ListPage(kind.plural, None, by_year(scene, entries), len(entries))
        yield _artefact(scene, site, f"{kind.path}/", "list.html", page)


def _policy(scene: Scene, entries: tuple[Entry, ...]) -> PolicyPage:
    rows = measures(scene.library, as_of=scene.as_of)
    stages: dict[str, list[MeasureView]] = {}
    bare: list[Measure] = []
    for row in rows:
        if row.has_text:
            view = measure_view(scene, row)
            stages.setdefault(view.stage, []).append(view)
        else:
            bare.append(row)
    return PolicyPage(
        title="Policy",
        groups=tuple((stage, tuple(found)) for stage, found in stages.items()),
        no_text=tuple(measure_view(scene, row) for row in bare),
        rates=rates(scene),
        years=by_year(scene, entries),
        as_of=scene.as_of.isoformat() if scene.index.issues else None,
        figure=figure_html(scene, "policy/", "stages"),
    )


def _topics(scene: Scene, site: SiteView) -> Iterator[Artefact]:
    found = scene.index.by_tag
    if not found:
        return
    links = tuple(
        (Link(_words(tag), scene.addresses.local(topic_path(tag)), "topic"), str(len(entries)))
        for tag, entries in found.items()
    )
    page = GroupsPage("Topics", None, (Group("", links),))
    yield _artefact(scene, site, "topics/", "groups.html", page)
    for tag, entries in found.items():
        listing = ListPage(
            _words(tag).capitalize(), None, by_year(scene, entries), len(entries)
        )
        yield _artefact(scene, site, topic_path(tag), "list.html", listing)


def _words(tag: str) -> str:
    return tag.replace("-", " ")


def _entities(scene: Scene) -> tuple[str, str, object] | None:
    groups: dict[str, list[tuple[Link, str | None]]] = {}
    for entry in scene.library.family("entity"):
        link = Link(entry.object.name, scene.href(entry.key, None), "entity")
        count = len(scene.index.mentions.get(entry.key, ()))
        shown = f"{count} note{'s' if count > 1 else ''}" if count else None
        groups.setdefault(entry.object.type[0], []).append((link, shown))
    if not groups:
        return None
    ordered = tuple(
        Group(_type_words(name), tuple(sorted(found, key=lambda each: each[0].text.casefold())))
        for name, found in sorted(groups.items())
    )
    return "entities/", "groups.html", GroupsPage("Entities", None, ordered)


def _type_words(name: str) -> str:
    shown = {
        "ai-lab": "AI labs",
        "vc-fund": "VC funds",
        "model-family": "Model families",
        "person": "People",
        "media": "Media",
        "enterprise": "Enterprises",
        "rl-as-a-service": "RL as a service",
        "standards-body": "Standards bodies",
        "facility": "Facilities",
        "foundry": "Foundries",
        "hardware": "Hardware",
        "event-series": "Event series",
        "other": "Other",
    }
    return shown.get(name, name.replace("-", " ").capitalize() + "s")


def _definitions(scene: Scene) -> tuple[str, str, object] | None:
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
    return "definitions/", "items.html", ItemsPage("Definitions", lead, tuple(groups))


def _uses(scene: Scene, entry: Entry) -> tuple[Link, ...]:
    found = scene.index.mentions.get(entry.key, ())
    return tuple(Link(title_of(e), scene.href(e.key, None), e.family) for e in found)


def _sources(scene: Scene) -> tuple[str, str, object] | None:
    uses = _source_uses(scene)
    reach: dict[str, int] = {}
    for key, cited in scene.sources.items():
        if cited.key == key:
            reach[root(scene.sources, key)] = reach.get(root(scene.sources, key), 0) + 1
    items = []
    for entry in scene.library.family("source"):
        repeats = reach.get(entry.id, 1) - 1
        shown = f"repeated by {repeats} other{'s' if repeats > 1 else ''}" if repeats else None
        html = part(scene, entry, Citations(), level=2)
        name = anchor("source", entry.id)
        items.append(Item(name, html, uses.get(entry.id, ()), shown))
    if not items:
        return None
    lead = (
        "Sources used by more than one note."
        " Repeats of a source are reach, never corroboration."
    )
    return "sources/", "items.html", ItemsPage("Sources", lead, ((None, tuple(items)),))


def _source_uses(scene: Scene) -> dict[str, tuple[Link, ...]]:
    found: dict[str, dict[str, Link]] = {}
    for entry in (*scene.index.notes, *scene.library.family("scenario")):
        for _, word in entry.words:
            if isinstance(word, SourceRef):
                cited = scene.sources.get(key_of(word, ""))
                if cited:
                    link = Link(title_of(entry), scene.href(entry.key, None), entry.family)
                    found.setdefault(cited.key, {}).setdefault(entry.id, link)
    return {key: tuple(links.values()) for key, links in found.items()}


def _singles(scene: Scene, site: SiteView) -> Iterator[Artefact]:
    for family, path, title in (
        ("forecast", "forecasts/", "Forecasts"),
        ("scenario", "scenarios/", "Scenarios"),
    ):
        entries = tuple(scene.library.family(family))
        if entries:
            page = CardsPage(title, cards(scene, entries))
            yield _artefact(scene, site, path, "cards.html", page)


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
