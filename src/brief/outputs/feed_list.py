"""The page that lists every feed, for people, and the same list as OPML, for readers.

Source: OPML 2.0.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from brief.outputs.artefact import OPML, Artefact, File
from brief.outputs.calendars import NAME as CALENDAR_NAME
from brief.outputs.chrome import SiteView, meta
from brief.outputs.feed_atom import WRITER as ATOM_WRITER
from brief.outputs.feed_places import Place
from brief.outputs.feed_xml import DECLARATION, around, element, empty
from brief.outputs.feeds import WRITERS
from brief.outputs.scene import Scene
from brief.outputs.urls import file_of

PATH = "feeds/"
OPML_PATH = f"{PATH}feeds.opml"


@dataclass(frozen=True, slots=True)
class FeedForm:
    """One file to follow."""

    name: str
    href: str
    type: str


@dataclass(frozen=True, slots=True)
class FeedRow:
    """What can be followed, and in which forms."""

    title: str
    forms: tuple[FeedForm, ...]


@dataclass(frozen=True, slots=True)
class FeedGroup:
    """Rows under a heading."""

    title: str
    rows: tuple[FeedRow, ...]


@dataclass(frozen=True, slots=True)
class FeedsPage:
    """Every feed of the site."""

    title: str
    groups: tuple[FeedGroup, ...]
    opml: str


def feeds_page(scene: Scene, site: SiteView, calendars: Collection[str]) -> Artefact:
    """Plan the page. `calendars` are the paths of those that there are."""
    page = FeedsPage(
        "Feeds", tuple(_groups(scene, calendars)), scene.addresses.local(OPML_PATH)
    )
    head = meta(scene, PATH, page.title, section=PATH, description=_DESCRIPTION)
    views = {"site": site, "meta": head, "page": page}
    return Artefact(file_of(PATH), "feeds.html", views, "the page of feeds")


_DESCRIPTION = "Every feed of the newsletter: as a whole, by kind, by topic and by entity."


def _groups(scene: Scene, calendars: Collection[str]) -> Iterator[FeedGroup]:
    grouped: dict[str, list[FeedRow]] = {}
    for place in scene.feeds.values():
        title = place.title if place.path else "Everything"
        grouped.setdefault(place.group, []).append(
            FeedRow(title, _forms(scene, place, calendars))
        )
    for name, rows in grouped.items():
        yield FeedGroup(name, tuple(rows))


def _forms(scene: Scene, place: Place, calendars: Collection[str]) -> tuple[FeedForm, ...]:
    found = [
        FeedForm(
            writer.name, scene.addresses.local(place.path + writer.file), writer.media_type
        )
        for writer in WRITERS
    ]
    calendar = place.path + CALENDAR_NAME
    if calendar in calendars:
        found.append(FeedForm("Calendar", scene.addresses.local(calendar), "text/calendar"))
    return tuple(found)


def opml(scene: Scene) -> File:
    """Return the list for feed readers: the Atom feed of every place, under its group."""
    grouped: dict[str, list[str]] = {}
    for place in scene.feeds.values():
        outline = {
            "type": "rss",
            "text": place.title,
            "title": place.title,
            "xmlUrl": scene.addresses.absolute(place.path + ATOM_WRITER.file),
            "htmlUrl": scene.addresses.absolute(place.path),
        }
        grouped.setdefault(place.group, []).append(empty("outline", outline))
    head = around("head", element("title", scene.settings.title))
    groups = (
        around("outline", "".join(rows), {"text": name}) for name, rows in grouped.items()
    )
    body = around("body", "".join(groups))
    text = DECLARATION + around("opml", head + body, {"version": "2.0"})
    return File(OPML_PATH, text.encode(), OPML)
