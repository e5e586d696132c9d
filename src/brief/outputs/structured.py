"""Data about pages for search engines: JSON-LD in the vocabulary of schema.org.

It says what the page says, and nothing that a reader of the page does not see.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from brief.outputs.around import title_of
from brief.outputs.bylines import Byline, house
from brief.outputs.scene import Scene
from brief.outputs.urls import page_path
from brief.schema.kind import Link

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Described:
    """What the head of a page knows of it. `section` leads to the list it belongs to."""

    title: str
    description: str | None
    url: str
    section: Link | None
    published: str | None
    modified: str | None
    author: Byline | None
    image: str | None = None


def block(scene: Scene, page: Described, nodes: Iterable[Node]) -> Markup:
    """Return the content of a data block. It can neither end its element nor hide the end."""
    graph = [*nodes, *_trail(scene, page)]
    value = {"@context": "https://schema.org", "@graph": graph}
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # `</` could end the element; `<!--` and `<script` could hide its end.
    safe = re.sub("<(/?)", lambda found: "<\\/" if found[1] else "\\u003c", text)
    return Markup(safe)  # noqa: S704 - JSON that cannot leave its element


def reference(url: str, part: str) -> Node:
    """Return a pointer to a node by its id."""
    return {"@id": f"{url}#{part}"}


def publisher_node(scene: Scene) -> Node:
    """Return who publishes."""
    settings = scene.settings.publisher
    found = house(scene)
    home = scene.addresses.absolute("")
    node: Node = {"@type": "Organization", **reference(home, "publisher"), "name": found.name}
    node |= {"url": found.url} if found.url else {}
    return node | ({"email": settings.email} if settings and settings.email else {})


def home_nodes(scene: Scene, page: Described) -> list[Node]:
    """Return the site, the newsletter and who publishes it."""
    home = scene.addresses.absolute("")
    common = {
        "name": scene.settings.title,
        "url": home,
        "inLanguage": scene.language,
        "publisher": reference(home, "publisher"),
        **({"description": page.description} if page.description else {}),
    }
    return [
        {"@type": "WebSite", **reference(home, "website"), **common},
        {"@type": "Periodical", **reference(home, "periodical"), **common},
        publisher_node(scene),
    ]


def work(scene: Scene, page: Described, kind: str) -> Node:
    """Return a text with what all texts have: who, when, where it appeared."""
    home = scene.addresses.absolute("")
    node: Node = {
        "@type": kind,
        **reference(page.url, "text"),
        "headline": page.title,
        "name": page.title,
        "url": page.url,
        "mainEntityOfPage": page.url,
        "inLanguage": scene.language,
        "isPartOf": {"@type": "Periodical", **reference(home, "periodical")}
        | {"name": scene.settings.title},
        "publisher": publisher_node(scene),
        "author": author_node(page.author) if page.author else None,
        "description": page.description,
        "datePublished": page.published,
        "dateModified": page.modified,
        "image": page.image,
        "copyrightNotice": scene.settings.rights,
    }
    return {key: value for key, value in node.items() if value is not None}


def author_node(author: Byline) -> Node:
    """Return who wrote a text."""
    node = {"@type": "Person" if author.is_person else "Organization", "name": author.name}
    return node | ({"url": author.url} if author.url else {})


def citations(sources: Iterable[Any]) -> list[Node]:
    """Return the numbered sources of a page."""
    found = []
    for row in sources:
        source = row.source
        node: Node = {"@type": "CreativeWork", "name": source.title}
        if source.url:
            node["url"] = source.url
        if source.publisher:
            node["publisher"] = {"@type": "Organization", "name": source.publisher.text}
        found.append(node)
    return found


def mentioned(scene: Scene, ids: Iterable[str]) -> list[Node]:
    """Return the visible entities among some ids."""
    found = (scene.library.get("entity", each) for each in ids)
    return [
        {
            "@type": "Thing",
            "name": title_of(entry),
            "url": scene.addresses.absolute(page_path(entry.key)),
        }
        for entry in found
        if entry
    ]


def held(values: Mapping[str, Any]) -> Node:
    """Return a node without what is empty."""
    return {key: value for key, value in values.items() if value not in (None, [], (), "")}


def _trail(scene: Scene, page: Described) -> list[Node]:
    """Return the way from the home page to this one; nothing on the home page itself."""
    home = scene.addresses.absolute("")
    if page.url == home:
        return []
    steps = [(scene.settings.title, home)]
    if page.section and page.section.href and page.section.href != page.url:
        steps.append((page.section.text, page.section.href))
    steps.append((page.title, page.url))
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": url}
        for position, (name, url) in enumerate(steps, 1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": items}]
