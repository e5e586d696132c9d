"""The search page: a form, what it can be narrowed by, and lists for those without script."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass

from brief.library.model import Entry
from brief.outputs.artefact import Artefact, File
from brief.outputs.chrome import NavItem, SiteView, meta
from brief.outputs.dates import language_name
from brief.outputs.scene import Scene
from brief.outputs.urls import SEARCH, asset_path, file_of

SCRIPT = "search.js"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a search can be narrowed to."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Chooser:
    """A facet by which a search can be narrowed, and its values."""

    name: str
    label: str
    any: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search page. `integrity` is the digest that browsers hold the script against."""

    title: str
    action: str
    script: str
    integrity: str
    language: str
    choosers: tuple[Chooser, ...]
    lists: tuple[NavItem, ...]


# Families of objects with pages of their own, and the templates that make those pages.
PAGES = {
    "note": "note_page.html",
    "issue": "issue_page.html",
    "entity": "entity_page.html",
    "forecast": "single_page.html",
    "scenario": "single_page.html",
    "page": "single_page.html",
}


def searched(scene: Scene) -> tuple[Entry, ...]:
    """Return every object that has a page to be found. What was withdrawn has none."""
    return tuple(entry for family in PAGES for entry in scene.library.family(family))


def facets(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield by what an object is found, as pairs of facet and value."""
    yield "kind", entry.kind.name
    for tag in dict.fromkeys(getattr(entry.object, "tags", ())):
        yield "topic", tag
    if day := getattr(entry.object, "date", None):
        yield "year", str(day.year)


def search_page(scene: Scene, site: SiteView, script: bytes) -> tuple[Artefact, File]:
    """Plan the search page, with the script that it runs: the only one of the site."""
    digest = hashlib.sha256(script).hexdigest()
    file = File(asset_path(SCRIPT, digest), script, "text/javascript; charset=utf-8")
    whole = b64encode(hashlib.sha384(script).digest()).decode()
    page = SearchPage(
        title="Search",
        action=scene.addresses.local(SEARCH),
        script=scene.addresses.local(file.path),
        integrity=f"sha384-{whole}",
        language=language_name(scene.language),
        choosers=_choosers(scene),
        lists=tuple(item for item in site.nav if item.path != SEARCH),
    )
    head = meta(scene, SEARCH, page.title, section=SEARCH, indexed=False)
    views = {"site": site, "meta": head, "page": page}
    return Artefact(file_of(SEARCH), "search.html", views, "the search page"), file


def _choosers(scene: Scene) -> tuple[Chooser, ...]:
    """Return every facet that has more than one value."""
    names: dict[str, str] = {}
    values: dict[str, set[str]] = {"kind": set(), "topic": set(), "year": set()}
    for entry in searched(scene):
        names[entry.kind.name] = entry.kind.plural
        for name, value in facets(entry):
            values[name].add(value)
    kinds = sorted(values["kind"], key=lambda kind: names[kind].casefold())
    found = (
        Chooser("kind", "Kind", "All kinds", tuple(Choice(v, names[v]) for v in kinds)),
        Chooser("topic", "Topic", "All topics", tuple(_topics(values["topic"]))),
        Chooser("year", "Year", "All years", tuple(_years(values["year"]))),
    )
    return tuple(each for each in found if len(each.choices) > 1)


def _topics(tags: set[str]) -> Iterator[Choice]:
    for tag in sorted(tags):
        words = tag.replace("-", " ")
        yield Choice(tag, words[:1].upper() + words[1:])


def _years(years: set[str]) -> Iterator[Choice]:
    for year in sorted(years, reverse=True):
        yield Choice(year, year)
