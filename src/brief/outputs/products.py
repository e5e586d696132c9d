"""The products an issue asks for: computed by an analysis, set by a template of their own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from brief.analysis.calendar import due
from brief.analysis.pipeline import measures
from brief.kinds.issue import Issue
from brief.library.model import Entry
from brief.outputs.around import Around, Citations, title_of
from brief.outputs.exposure import exposures
from brief.outputs.figure_html import figure_html
from brief.outputs.measures import measure_view, rates
from brief.outputs.notes import Medium, part
from brief.outputs.scene import Scene
from brief.outputs.urls import page_path
from brief.schema.kind import Html, Link
from brief.schema.note_view import CorrectionView, correction
from brief.schema.types import Prose
from brief.schema.when import When


@dataclass(frozen=True, slots=True)
class ProductView:
    """One product of an issue."""

    name: str
    title: str
    html: Markup


@dataclass(frozen=True, slots=True)
class DueView:
    """A date to come, and the objects that say so."""

    when: When
    what: Html
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class CorrectedView:
    """A correction with the note it corrects."""

    link: Link
    correction: CorrectionView


def products(scene: Scene, entry: Entry, medium: Medium) -> tuple[ProductView, ...]:
    """Return the products of an issue that have something to say, in the order asked for.

    They stand at the issue's own day: `as_of`, else its date.
    """
    issue: Issue = entry.object
    day = issue.as_of or issue.date or scene.as_of
    at = replace(scene, as_of=day)
    made = []
    for name in issue.products:
        if name not in _PRODUCTS:
            continue  # B198 says so
        title, template, view = _PRODUCTS[name]
        shown = view(at, day, medium)
        if shown:
            subject = f"issue `{entry.id}`"
            suffix = "txt" if medium == "text" else "html"
            file = f"product_{template}.{suffix}"
            figure = figure_html(scene, page_path(entry.key), _FIGURES.get(name, ""), medium)
            views = {"rows": shown, "as_of": day, "figure": figure}
            html = scene.templates.render(file, subject, **views)
            made.append(ProductView(name, title, html))
    return tuple(made)


def pipeline(scene: Scene, day: date, medium: Medium) -> object:
    """Return the rows of the policy pipeline."""
    rows = measures(scene.library, as_of=day)
    if not rows:
        return None
    return {
        "text": tuple(measure_view(scene, row) for row in rows if row.has_text),
        "bare": tuple(measure_view(scene, row) for row in rows if not row.has_text),
        "rates": rates(scene, medium),
    }


def calendar(scene: Scene, day: date, medium: Medium) -> object:
    """Return what is due."""
    return due_views(scene, day, bare=medium == "text")


def due_views(scene: Scene, day: date, *, bare: bool = False) -> tuple[DueView, ...]:
    """Return what is due; what falls due alike on one day is one row."""
    rows: dict[tuple[str, Html], DueView] = {}
    for each in due(scene.library, as_of=day):
        around = Around(scene, each.entry, Citations(), bare=bare)
        what = around.inline(each.what) if isinstance(each.what, Prose) else each.what
        link = Link(title_of(each.entry), scene.href(each.entry.key, None), each.entry.family)
        before = rows.get((each.when.text, what))
        links = (*before.links, link) if before else (link,)
        rows[each.when.text, what] = DueView(each.when, what, links)
    return tuple(rows.values())


def corrections(scene: Scene, day: date, medium: Medium) -> object:
    """Return every correction up to a day, newest first."""
    rows = []
    held = (*scene.index.notes, *scene.index.issues, *scene.library.family("scenario"))
    for entry in held:
        around = Around(scene, entry, Citations(), bare=medium == "text")
        for each in entry.object.corrections:
            if each.date <= day:
                link = Link(title_of(entry), scene.href(entry.key, None), entry.family)
                rows.append(CorrectedView(link, correction(each, around)))
    return tuple(sorted(rows, key=lambda row: (-row.correction.on.toordinal(), row.link.text)))


def scenarios(scene: Scene, _day: date, medium: Medium) -> object:
    """Return every scenario, set by the template of its kind."""
    return tuple(
        (
            Link(title_of(entry), scene.href(entry.key, None), "scenario"),
            part(scene, entry, Citations(), level=4, prefix=f"{entry.id}-", medium=medium),
        )
        for entry in scene.library.family("scenario")
    )


def exposed(scene: Scene, day: date, _medium: Medium) -> object:
    """Return whom each policy would reach."""
    return exposures(scene, day)


# The figure that goes before the rows of a product.
_FIGURES = {"policy-pipeline": "stages"}

Compute = Callable[[Scene, date, Medium], object]

_PRODUCTS: dict[str, tuple[str, str, Compute]] = {
    "exposure": ("Exposure", "exposure", exposed),
    "policy-pipeline": ("Policy pipeline", "pipeline", pipeline),
    "calendar": ("What is due", "calendar", calendar),
    "corrections": ("Corrections", "corrections", corrections),
    "scenario-board": ("Scenarios", "scenarios", scenarios),
}
