"""Write feeds as JSON Feed. Source: jsonfeed.org, version 1.1."""

import json
from collections.abc import Sequence
from typing import Any

from brief.outputs.bylines import Byline
from brief.outputs.feed_model import Feed, Item, Writer
from brief.outputs.feed_places import FORMS

VERSION = "https://jsonfeed.org/version/1.1"


def _item(item: Item) -> str:
    value: dict[str, Any] = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.html,
        "date_published": item.published,
        "date_modified": item.updated,
        "authors": [_author(item.author)],
        "tags": [each.label for each in item.categories],
    }
    file = item.enclosure
    if file is not None:
        attachment = {
            "url": file.url,
            "mime_type": file.media_type,
            "size_in_bytes": file.size_bytes,
        }
        value["attachments"] = [attachment]
    return json.dumps(value, ensure_ascii=False)


def _author(author: Byline) -> dict[str, str]:
    return {"name": author.name} | ({"url": author.url} if author.url else {})


BETWEEN = ",\n"


def _whole(feed: Feed, items: Sequence[str]) -> str:
    value = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "description": feed.description,
        "language": feed.language,
        "authors": [_author(feed.author)],
    }
    # Items are written already: one stands in many feeds.
    head = json.dumps(value, ensure_ascii=False)[:-1]
    return f'{head}, "items": [\n' + BETWEEN.join(items) + "\n]}\n"


WRITER = Writer(*FORMS[2], _item, _whole, BETWEEN)
