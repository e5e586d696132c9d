"""The Atom feed: all public notes and issues, in full, with instants from the record."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

from brief.library.model import Entry, Key
from brief.outputs.around import Citations
from brief.outputs.artefact import ATOM, File
from brief.outputs.cards import description
from brief.outputs.notes import part
from brief.outputs.scene import Scene
from brief.outputs.urls import page_path

NAMESPACE = "http://www.w3.org/2005/Atom"

# site.md, section 4.2: a setting, 50 where it is not set.
MOST_ENTRIES = 50

_LOCAL = re.compile(r'(href|src)="(#|/)([^"]*)"')


def instants(scene: Scene, entry: Entry) -> tuple[str, str]:
    """Return when an object was first published and last updated, in RFC 3339.

    Before its release it has only a day; the second of the day then comes from its id.
    """
    known = scene.published.get(entry.key)
    if known:
        return known
    first = _instant(entry.object.date, entry.id)
    corrections = getattr(entry.object, "corrections", ())
    last = max([entry.object.date, *(each.date for each in corrections)])
    return first, _instant(last, entry.id)


def _instant(day: date, name: str) -> str:
    second = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") % 86400
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=second)
    return at.isoformat().replace("+00:00", "Z")


Instants = Mapping[Key, tuple[str, str]]


def distinct(scene: Scene, entries: Iterable[Entry]) -> Instants:
    """Return the instants of entries; of two that would share one, the later id moves on.

    What the record knows never moves.
    """
    found: dict[Key, tuple[str, str]] = {}
    taken: set[str] = set()
    for entry in sorted(entries, key=lambda each: (each.key not in scene.published, each.key)):
        first, last = instants(scene, entry)
        while last in taken:
            first, last = _a_second_later(first), _a_second_later(last)
        taken.add(last)
        found[entry.key] = first, last
    return found


def _a_second_later(instant: str) -> str:
    at = datetime.fromisoformat(instant) + timedelta(seconds=1)
    return at.isoformat().replace("+00:00", "Z")


def atom(scene: Scene) -> File:
    """Return the feed. No two of its entries share an instant."""
    ET.register_namespace("", NAMESPACE)
    settings, addresses = scene.settings, scene.addresses
    found = (*scene.index.notes, *scene.index.issues)
    at = distinct(scene, found)
    entries = sorted(
        found,
        key=lambda entry: (at[entry.key][0], entry.id),
        reverse=True,
    )[: settings.feeds.most or MOST_ENTRIES]
    feed = ET.Element(f"{{{NAMESPACE}}}feed", {"xml:lang": settings.language})
    _text(feed, "title", settings.title)
    _text(feed, "id", addresses.absolute(""))
    _link(feed, "self", addresses.absolute("feed.atom"), ATOM)
    _link(feed, "alternate", addresses.absolute(""), "text/html")
    updated = max((at[entry.key][1] for entry in entries), default="1970-01-01T00:00:00Z")
    _text(feed, "updated", updated)
    author = ET.SubElement(feed, f"{{{NAMESPACE}}}author")
    _text(author, "name", settings.publisher.name if settings.publisher else settings.title)
    for entry in entries:
        feed.append(_entry(scene, entry, at[entry.key]))
    ET.indent(feed)
    content = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return File("feed.atom", content + b"\n", ATOM)


def _entry(scene: Scene, entry: Entry, at: tuple[str, str]) -> ET.Element:
    addresses = scene.addresses
    address = addresses.absolute(page_path(entry.key))
    element = ET.Element(f"{{{NAMESPACE}}}entry")
    title = entry.object.title
    _text(
        element,
        "title",
        f"No. {entry.object.number}: {title}" if entry.family == "issue" else title,
    )
    year = scene.settings.feeds.tag_year or entry.object.date.year
    _text(element, "id", f"tag:{addresses.host},{year}:{entry.family}/{entry.id}")
    _link(element, "alternate", address, "text/html")
    _text(element, "published", at[0])
    _text(element, "updated", at[1])
    for tag in dict.fromkeys((entry.kind.name, *entry.object.tags)):
        ET.SubElement(element, f"{{{NAMESPACE}}}category", {"term": tag})
    _text(element, "summary", description(scene, entry) or title)
    html = part(scene, entry, Citations(), level=2, prefix="")
    content = ET.SubElement(element, f"{{{NAMESPACE}}}content", {"type": "html"})
    content.text = _absolute(str(html).strip(), scene, address)
    return element


def _absolute(html: str, scene: Scene, address: str) -> str:
    """Make every address whole: a feed reader knows no base, and an anchor is the page's."""
    origin = scene.addresses.url.removesuffix(scene.addresses.base.rstrip("/"))

    def whole(found: re.Match[str]) -> str:
        start = f"{address}#" if found[2] == "#" else f"{origin}/"
        return f'{found[1]}="{start}{found[3]}"'

    return _LOCAL.sub(whole, html)


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = text


def _link(parent: ET.Element, rel: str, href: str, media_type: str) -> None:
    attributes = {"rel": rel, "href": href, "type": media_type}
    ET.SubElement(parent, f"{{{NAMESPACE}}}link", attributes)
