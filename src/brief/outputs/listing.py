"""Lists of notes: under years, cut by facets, and paged by year where they are long."""

from collections.abc import Iterator
from dataclasses import dataclass

from brief.library.model import Entry
from brief.outputs.artefact import Artefact
from brief.outputs.cards import Year, by_year
from brief.outputs.chrome import SiteView, crumbs, meta
from brief.outputs.facets import Cut, Facet, cuts
from brief.outputs.scene import Scene
from brief.outputs.urls import facet_path, file_of, year_path
from brief.schema.kind import Link

# A list above this is paged: 200 lines are some 25 screens of a phone, and 10 KB compressed.
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """One page of a list: a value of a facet or a year, how many lines it has."""

    link: Link
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """The pages into which a list is cut by one facet, or by year."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """Notes under years. `total` counts those on the page, `of` those of the whole list."""

    title: str
    total: int
    of: int
    years: tuple[Year, ...]
    choices: tuple[Choices, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that has pages: where it stands, what it holds, and the way down to it."""

    path: str
    title: str
    entries: tuple[Entry, ...]
    above: tuple[tuple[str, str], ...] = ()
    facets: tuple[Facet, ...] = ()

    @property
    def is_paged(self) -> bool:
        """Tell whether the list is too long for one page."""
        return len(self.entries) > MOST_LINES


def list_artefacts(scene: Scene, site: SiteView, listing: Listing) -> Iterator[Artefact]:
    """Plan the page of a list, a page for each value of its facets, and for its years."""
    yield list_artefact(scene, site, listing.path, front_page(scene, listing), listing.above)
    yield from parts(scene, site, listing)


def front_page(scene: Scene, listing: Listing) -> ListPage:
    """Return the page of a list: all of it, or its newest year where it is long."""
    shown = listing.entries
    if listing.is_paged:
        newest = shown[0].object.date.year
        shown = tuple(entry for entry in shown if entry.object.date.year == newest)
    return ListPage(
        listing.title,
        len(shown),
        len(listing.entries),
        by_year(scene, shown),
        _all(scene, listing),
    )


def parts(scene: Scene, site: SiteView, listing: Listing) -> Iterator[Artefact]:
    """Plan the pages below a list: of its facets, and of its years where it is long."""
    above = (*listing.above, (listing.title, listing.path))
    for facet in listing.facets:
        for cut in cuts(facet, listing.entries):
            path = cut_path(listing.path, cut)
            title = f"{listing.title}: {cut.words}"
            inner = Listing(path, title, cut.entries, above)
            page = front_page(scene, inner)
            choices = (*_all(scene, listing, chosen=path), *page.choices)
            whole = ListPage(page.title, page.total, page.of, page.years, choices)
            yield list_artefact(scene, site, path, whole, above)
            yield from _years(scene, site, inner)
    yield from _years(scene, site, listing)


def _years(scene: Scene, site: SiteView, listing: Listing) -> Iterator[Artefact]:
    if not listing.is_paged:
        return
    above = (*listing.above, (listing.title, listing.path))
    for year, entries in _entries_by_year(listing.entries).items():
        path = year_path(listing.path, year)
        page = ListPage(
            title=f"{listing.title}, {year}",
            total=len(entries),
            of=len(listing.entries),
            years=by_year(scene, entries),
            choices=_all(scene, listing, chosen=path),
        )
        yield list_artefact(scene, site, path, page, above)


def _entries_by_year(entries: tuple[Entry, ...]) -> dict[int, tuple[Entry, ...]]:
    years: dict[int, list[Entry]] = {}
    for entry in entries:
        years.setdefault(entry.object.date.year, []).append(entry)
    return {year: tuple(found) for year, found in years.items()}


def list_artefact(
    scene: Scene,
    site: SiteView,
    path: str,
    page: ListPage,
    above: tuple[tuple[str, str], ...],
) -> Artefact:
    """Plan one page of a list."""
    head = meta(
        scene,
        path,
        page.title,
        section=section_of(path),
        crumbs=crumbs(scene, *above) if above else (),
    )
    views = {"site": site, "meta": head, "page": page}
    return Artefact(file_of(path), "list.html", views, f"the page `{path}`")


def section_of(path: str) -> str:
    """Return the entry of the navigation that a page belongs to: its first folder."""
    return path.partition("/")[0] + "/"


def cut_path(path: str, cut: Cut) -> str:
    """Return where the objects of a list that share a value stand."""
    return facet_path(path, cut.facet.name, cut.value)


def facet_choices(
    scene: Scene,
    path: str,
    facets: tuple[Facet, ...],
    entries: tuple[Entry, ...],
    chosen: str = "",
) -> tuple[Choices, ...]:
    """Return the pages into which the facets of a list cut it."""
    shown = []
    for facet in facets:
        found = cuts(facet, entries)
        pages = [(cut_path(path, cut), cut.words, len(cut.entries)) for cut in found]
        if pages:
            shown.append(_choices(scene, facet.title, pages, chosen))
    return tuple(shown)


def _all(scene: Scene, listing: Listing, chosen: str = "") -> tuple[Choices, ...]:
    shown = facet_choices(scene, listing.path, listing.facets, listing.entries, chosen)
    if not listing.is_paged:
        return shown
    years = _entries_by_year(listing.entries)
    pages = [(year_path(listing.path, y), str(y), len(found)) for y, found in years.items()]
    return (*shown, _choices(scene, "By year", pages, chosen))


def _choices(
    scene: Scene, title: str, pages: list[tuple[str, str, int]], chosen: str
) -> Choices:
    return Choices(
        title,
        tuple(
            Choice(Link(words, scene.addresses.local(path), "page"), count, path == chosen)
            for path, words, count in pages
        ),
    )
