"""The home page and the issues: the judgement first, then what is new, then the archive."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from brief.kinds import KINDS
from brief.kinds.issue import Section
from brief.library.model import Entry
from brief.outputs.around import Around, Citations, SourceRow, source_rows
from brief.outputs.artefact import Artefact
from brief.outputs.cards import Card, Year, by_year, card, cards, description
from brief.outputs.chrome import SiteView, crumbs, meta, meta_image, shortened
from brief.outputs.figure_html import figure_html
from brief.outputs.notes import Medium, Part, in_issue, part
from brief.outputs.planned import Plan
from brief.outputs.products import DueView, ProductView, due_views, products
from brief.outputs.scene import Scene
from brief.outputs.social import card_of
from brief.outputs.structured_objects import Details
from brief.outputs.urls import file_of, issue_pdf_path, page_path
from brief.schema.kind import Link


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of an issue."""

    title: str
    anchor: str
    intro: Markup | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class IssuePage:
    """An issue: its own part, its sections in full, products, and all sources in one list."""

    card: Card
    number: int
    html: Markup
    sections: tuple[SectionView, ...]
    products: tuple[ProductView, ...]
    sources: tuple[SourceRow, ...]
    earlier: Link | None
    later: Link | None
    pdf: str | None


@dataclass(frozen=True, slots=True)
class Column:
    """The newest of one kind on the home page."""

    title: str
    href: str
    kind: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """The newest issue's bottom line, the newest notes by kind, the archive by year."""

    issue: Card | None
    number: int | None
    html: Markup | None
    contents: tuple[tuple[str, str, int], ...]
    due: tuple[DueView, ...]
    columns: tuple[Column, ...]
    years: tuple[Year, ...]
    notes: Link | None
    """The list of all notes."""


ARCHIVE = "issues/index.html"

# Lines of each column of the home page (look.md).
LINES = 5


def home(scene: Scene, site: SiteView) -> Artefact:
    """Plan the home page."""
    newest = scene.index.issues[:1]
    html = part(scene, newest[0], Citations(), level=2, medium="home") if newest else None
    columns = []
    for kind in KINDS:
        if kind.family != "note":
            continue
        found = tuple(entry for entry in scene.index.notes if entry.kind is kind)[:LINES]
        if found:
            href = scene.addresses.local(f"{kind.path or 'notes'}/")
            columns.append(Column(kind.plural, href, kind.name, cards(scene, found)))
    page = HomePage(
        issue=card(scene, newest[0]) if newest else None,
        number=newest[0].object.number if newest else None,
        html=html,
        contents=_contents(scene, newest[0]) if newest else (),
        due=due_views(scene, scene.as_of)[:LINES],
        columns=tuple(columns),
        years=by_year(scene, scene.index.issues),
        notes=_all_notes(scene),
    )
    image = meta_image(card_of(scene, newest[0] if newest else None))
    head = meta(scene, "", site.title, description=site.description, image=image)
    views = {"site": site, "meta": head, "page": page}
    return Artefact("index.html", "home.html", views, "the home page")


def _all_notes(scene: Scene) -> Link | None:
    """Return the way to the list of all notes, which says how many there are."""
    count = len(scene.index.notes)
    if not count:
        return None
    words = f"All {count} notes" if count > 1 else "The note"
    return Link(words, scene.addresses.local("notes/"), "page")


def _contents(scene: Scene, entry: Entry) -> tuple[tuple[str, str, int], ...]:
    """Return the sections of an issue: title, address, how many notes."""
    path = scene.addresses.local(page_path(entry.key))
    return tuple(
        (section.title, f"{path}#{anchor}", len(notes))
        for anchor, section, notes in _sections(scene, entry)
    )


def _sections(scene: Scene, entry: Entry) -> list[tuple[str, Section, tuple[Entry, ...]]]:
    """Return the sections of an issue that hold something, with their anchors.

    They are counted as shown: a gap would tell of one that is hidden.
    """
    found = scene.index.sections[entry.key]
    held = [each for each in zip(entry.object.sections, found, strict=True) if each[1]]
    return [(f"section-{number}", *each) for number, each in enumerate(held, 1)]


def issue_pages(scene: Scene, site: SiteView, *, pdf: bool) -> Iterator[Plan]:
    """Plan a page for each issue and the archive, as far as they are wanted."""
    for position, entry in enumerate(scene.index.issues):
        path = file_of(page_path(entry.key))
        if scene.wants(path):
            yield Plan(path, partial(_issue, scene, site, entry, position, pdf=pdf), entry)
    if scene.index.issues and scene.wants(ARCHIVE):
        yield Plan(ARCHIVE, partial(_archive, scene, site))


def _issue(scene: Scene, site: SiteView, entry: Entry, position: int, *, pdf: bool) -> Artefact:
    path = page_path(entry.key)
    file = scene.addresses.local(issue_pdf_path(entry.id)) if pdf else None
    page = issue_page(scene, entry, medium="issue", pdf=file, position=position, margins=True)
    text = description(scene, entry)
    head = meta(
        scene,
        path,
        f"{entry.object.title} · No. {entry.object.number}",
        description=shortened(text) if text else None,
        section="issues/",
        type="article",
        entry=entry,
        details=Details(
            sources=page.sources,
            pdf=file,
            members=tuple(note for _, _, notes in _sections(scene, entry) for note in notes),
        ),
        crumbs=crumbs(scene, ("Issues", "issues/")),
        image=meta_image(card_of(scene, entry)),
    )
    views = {"site": site, "meta": head, "page": page}
    return Artefact(file_of(path), "issue_page.html", views, f"issue `{entry.id}`")


def _archive(scene: Scene, site: SiteView) -> Artefact:
    figure = figure_html(scene, "issues/", "notes")
    archive = ArchivePage("Issues", by_year(scene, scene.index.issues), figure)
    head = meta(scene, "issues/", archive.title, section="issues/")
    views = {"site": site, "meta": head, "page": archive}
    return Artefact(ARCHIVE, "archive.html", views, "the archive")


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """All issues under their years."""

    title: str
    years: tuple[Year, ...]
    figure: Markup


def issue_page(
    scene: Scene,
    entry: Entry,
    *,
    medium: Medium,
    pdf: str | None,
    position: int,
    margins: bool = False,
) -> IssuePage:
    """Return an issue with all its notes in full, for the site, for print or for mail.

    With `margins` each note's facts and sources stand beside it.
    """
    citations = Citations()
    around = Around(scene, entry, citations, level=3)
    html = part(scene, entry, citations, level=2, medium=medium)
    shown = []
    for anchor, section, notes in _sections(scene, entry):
        parts = tuple(
            in_issue(scene, note, citations, medium=medium, margins=margins) for note in notes
        )
        intro = around.block(section.intro) if section.intro else None
        shown.append(SectionView(section.title, anchor, intro, parts))
    issues = scene.index.issues
    return IssuePage(
        card=card(scene, entry),
        number=entry.object.number,
        html=html,
        sections=tuple(shown),
        products=products(scene, entry, medium),
        sources=source_rows(scene, citations),
        earlier=_neighbour(issues, position + 1, around),
        later=_neighbour(issues, position - 1, around),
        pdf=pdf,
    )


def _neighbour(issues: tuple[Entry, ...], position: int, around: Around) -> Link | None:
    if not 0 <= position < len(issues):
        return None
    return around.link(issues[position].id, "issue")
