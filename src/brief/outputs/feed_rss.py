"""Write feeds as RSS 2.0. Source: RSS Advisory Board, specification and best practices."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime

from brief.outputs.artefact import RSS
from brief.outputs.feed_model import Feed, Item, Writer
from brief.outputs.feed_places import FORMS
from brief.outputs.feed_xml import DECLARATION, around, element, empty

_NAMESPACES = {
    "version": "2.0",
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


def rfc822(instant: str) -> str:
    """Return an instant as RSS wants it: "Fri, 20 Nov 2026 07:00:01 +0000"."""
    return format_datetime(datetime.fromisoformat(instant))


def _item(item: Item) -> str:
    return around(
        "item",
        "".join(
            (
                element("title", item.title),
                element("link", item.url),
                element("guid", item.id, {"isPermaLink": "false"}),
                element("pubDate", rfc822(item.published)),
                element("atom:updated", item.updated) if item.corrected else "",
                element("dc:creator", item.author.name),
                *(element("category", each.label) for each in item.categories),
                element("description", item.summary),
                element("content:encoded", item.html),
                _enclosure(item),
            )
        ),
    )


def _enclosure(item: Item) -> str:
    file = item.enclosure
    if file is None:
        return ""
    attributes = {"url": file.url, "length": str(file.size_bytes), "type": file.media_type}
    return empty("enclosure", attributes)


def _whole(feed: Feed, items: Sequence[str]) -> str:
    head = (
        element("title", feed.title),
        element("link", feed.home),
        element("description", feed.description),
        element("language", feed.language),
        element("copyright", feed.rights),
        element("lastBuildDate", rfc822(feed.updated)),
        empty("atom:link", {"rel": "self", "href": feed.address, "type": RSS}),
    )
    channel = around("channel", "".join((*head, *items)))
    return DECLARATION + around("rss", channel, _NAMESPACES)


WRITER = Writer(*FORMS[1], _item, _whole)
