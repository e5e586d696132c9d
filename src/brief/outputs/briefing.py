"""An issue for subscribers: print HTML, and HTML and text to read, of the site's own parts."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from brief.library.model import Entry
from brief.outputs.home import IssuePage, issue_page
from brief.outputs.imprint import PLACE, open_keywords
from brief.outputs.notes import Medium
from brief.outputs.scene import Scene


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


def print_html(scene: Scene, entry: Entry) -> str:
    """Return the HTML of an issue that is set as PDF. It carries no styles of its own."""
    return _rendered(scene, entry, "print.html", "print")


def mail_html(scene: Scene, entry: Entry) -> str:
    """Return the edition as one HTML file to read."""
    return _rendered(scene, entry, "edition.html", "issue")


def _rendered(scene: Scene, entry: Entry, template: str, medium: Medium) -> str:
    page: IssuePage = issue_page(scene, entry, medium=medium, pdf=None, position=0)
    views = {"briefing": briefing_view(scene, entry, "issue"), "page": page}
    return str(scene.templates.render(template, f"issue `{entry.id}`", **views))
