"""What subscribers get of an issue: standing briefings for print, and one file to read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from brief.library.model import Entry
from brief.outputs.home import IssuePage, issue_page
from brief.outputs.imprint import PLACE, open_keywords
from brief.outputs.key_points import key_points
from brief.outputs.scene import Scene
from brief.schema.settings import Format


@dataclass(frozen=True, slots=True)
class BriefingView:
    """What the templates of a briefing see besides the issue itself."""

    title: str
    language: str
    url: str
    edition: str
    tier: str | None
    tlp: str
    on: date
    publisher: str | None
    paper: str
    keywords: Markup
    """What the document is, for its metadata; the build id is filled in last."""
    build: Markup


def briefing_view(scene: Scene, entry: Entry, briefing: str) -> BriefingView:
    """Return what every template of a briefing sees of its edition."""
    settings, edition = scene.settings, scene.edition
    shown = edition.tiers[-1] if len(settings.tiers) > 1 and not edition.public else None
    return BriefingView(
        title=settings.title,
        language=settings.language,
        url=settings.url,
        edition=edition.name,
        tier=shown,
        tlp=edition.tlp_max,
        on=entry.object.date,
        publisher=settings.publisher.name if settings.publisher else None,
        paper=edition.paper,
        keywords=open_keywords(entry.id, edition.id, briefing),
        build=PLACE,
    )


@dataclass(frozen=True, slots=True)
class Briefing:
    """A standing briefing: what it is called, the format that asks for it, and how it is made.

    `whole` says that the issue's notes stand in it, so that links to them lead inside.
    """

    name: str
    format: Format
    template: str
    view: Callable[[Scene, Entry], object]
    whole: bool
    most_pages: int | None = None


def print_html(scene: Scene, entry: Entry, briefing: Briefing) -> str:
    """Return the HTML of a briefing that is set as PDF. It carries no styles of its own.

    The place of its build id is still open.
    """
    views = {
        "briefing": briefing_view(scene, entry, briefing.name),
        "page": briefing.view(scene, entry),
    }
    return str(scene.templates.render(briefing.template, f"issue `{entry.id}`", **views))


def mail_html(scene: Scene, entry: Entry) -> str:
    """Return the edition as one HTML file to read."""
    page: IssuePage = issue_page(scene, entry, medium="issue", pdf=None, position=0)
    views = {"briefing": briefing_view(scene, entry, "issue"), "page": page}
    return str(scene.templates.render("edition.html", f"issue `{entry.id}`", **views))


def _issue(scene: Scene, entry: Entry) -> IssuePage:
    return issue_page(scene, entry, medium="print", pdf=None, position=0)


ISSUE = Briefing("issue", "pdf", "print.html", _issue, whole=True)

# Two pages: a sheet that can be printed on both sides and left on a table.
KEY_POINTS = Briefing(
    "key-points", "key-points", "print_key_points.html", key_points, whole=False, most_pages=2
)

BRIEFINGS = (ISSUE, KEY_POINTS)
"""Every standing briefing. Another one is another record, with a view and a template."""
