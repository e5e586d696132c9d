"""Write feeds as Atom. Source: RFC 4287."""

from collections.abc import Sequence

from brief.outputs.artefact import ATOM
from brief.outputs.bylines import Byline
from brief.outputs.feed_model import Feed, Item, Writer
from brief.outputs.feed_places import FORMS
from brief.outputs.feed_xml import DECLARATION, around, element, empty


def _item(item: Item) -> str:
    return around(
        "entry",
        "".join(
            (
                element("title", item.title),
                element("id", item.id),
                _link("alternate", item.url, "text/html"),
                _enclosure(item),
                element("published", item.published),
                element("updated", item.updated),
                _author(item.author),
                *(
                    empty("category", {"term": each.term, "label": each.label})
                    for each in item.categories
                ),
                element("summary", item.summary),
                element("content", item.html, {"type": "html"}),
            )
        ),
    )


def _whole(feed: Feed, items: Sequence[str]) -> str:
    head = (
        element("title", feed.title),
        element("subtitle", feed.description),
        element("id", feed.home),
        _link("self", feed.address, ATOM),
        _link("alternate", feed.home, "text/html"),
        element("updated", feed.updated),
        element("rights", feed.rights),
        _author(feed.author),
    )
    attributes = {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": feed.language}
    return DECLARATION + around("feed", "".join((*head, *items)), attributes)


def _author(author: Byline) -> str:
    uri = element("uri", author.url) if author.url else ""
    return around("author", element("name", author.name) + uri)


def _enclosure(item: Item) -> str:
    file = item.enclosure
    if file is None:
        return ""
    size = {"length": str(file.size_bytes)}
    attributes = {"rel": "enclosure", "href": file.url, "type": file.media_type}
    return empty("link", attributes | size)


def _link(rel: str, href: str, media_type: str) -> str:
    return empty("link", {"rel": rel, "href": href, "type": media_type})


WRITER = Writer(*FORMS[0], _item, _whole)
