"""Lists of notes: under years, cut by facets, and paged by year where they are long."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

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
    """A list that has pages: where it stands, what it holds, and the way down to it.

    `years` holds its years, newest first, where it is too long for one page.
    """

    path: str
    title: str
    entries: tuple[Entry, ...]
    above: tuple[tuple[str, str], ...]
    cuts: tuple[tuple[Cut, ...], ...]
    years: Mapping[int, tuple[Entry, ...]]


def listing(
    path: str,
    title: str,
    entries: tuple[Entry, ...],
    *,
    above: tuple[tuple[str, str], ...] = (),
    facets: tuple[Facet, ...] = (),
) -> Listing:
    """Return a list of notes that run newest first, cut by facets and by years."""
    years: dict[int, list[Entry]] = {}
    for entry in entries if len(entries) > MOST_LINES else ():
        years.setdefault(entry.object.date.year, []).append(entry)
    return Listing(
        path=path,
        title=title,
        entries=entries,
        above=above,
        cuts=tuple(found for facet in facets if (found := cuts(facet, entries))),
        years={year: tuple(found) for year, found in years.items()},
    )


def list_artefacts(scene: Scene, site: SiteView, of: Listing) -> Iterator[Artefact]:
    """Plan the page of a list, a page for each value of its facets, and for its years."""
    yield list_artefact(scene, site, of.path, front_page(scene, of), of.above)
    yield from parts(scene, site, of)


def front_page(scene: Scene, of: Listing) -> ListPage:
    """Return the page of a list: all of it, or its newest year where it is long."""
    shown = next(iter(of.years.values()), of.entries)
    return ListPage(
        title=of.title,
        total=len(shown),
        of=len(of.entries),
        years=by_year(scene, shown),
        choices=_all_choices(scene, of),
    )


def parts(scene: Scene, site: SiteView, of: Listing) -> Iterator[Artefact]:
    """Plan the pages below a list: of its facets, and of its years where it is long."""
    above = (*of.above, (of.title, of.path))
    for cut in (cut for found in of.cuts for cut in found):
        path = cut_path(of.path, cut)
        inner = listing(path, f"{of.title}: {cut.words}", cut.entries, above=above)
        page = front_page(scene, inner)
        choices = (*_all_choices(scene, of, chosen=path), *page.choices)
        yield list_artefact(scene, site, path, replace(page, choices=choices), above)
        yield from _years(scene, site, inner)
    yield from _years(scene, site, of)


def _years(scene: Scene, site: SiteView, of: Listing) -> Iterator[Artefact]:
    above = (*of.above, (of.title, of.path))
    for year, entries in of.years.items():
        path = year_path(of.path, year)
        page = ListPage(
            title=f"{of.title}, {year}",
            total=len(entries),
            of=len(of.entries),
            years=by_year(scene, entries),
            choices=_all_choices(scene, of, chosen=path),
        )
        yield list_artefact(scene, site, path, page, above)


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
    scene: Scene, path: str, found: tuple[tuple[Cut, ...], ...], chosen: str = ""
) -> tuple[Choices, ...]:
    """Return the pages into which the facets of a list cut it."""
    return tuple(
        _choices(
            scene,
            cut[0].facet.title,
            [(cut_path(path, each), each.words, len(each.entries)) for each in cut],
            chosen,
        )
        for cut in found
    )


def _all_choices(scene: Scene, of: Listing, chosen: str = "") -> tuple[Choices, ...]:
    shown = facet_choices(scene, of.path, of.cuts, chosen)
    if not of.years:
        return shown
    pages = [(year_path(of.path, y), str(y), len(found)) for y, found in of.years.items()]
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
