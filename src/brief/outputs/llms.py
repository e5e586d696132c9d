"""llms.txt: the newsletter in one page of Markdown, for programs that read with a model.

Source: llmstxt.org: a title, a quotation, then sections of links.
"""

import re
from collections.abc import Collection

from brief.library.model import Entry
from brief.outputs.around import title_of
from brief.outputs.artefact import PLAIN, File
from brief.outputs.cards import description
from brief.outputs.chrome import plain_prose, shortened
from brief.outputs.scene import Scene
from brief.outputs.urls import page_path

# Enough to find everything from: each list links to the rest.
_NEWEST = 20

_MACHINES = {
    "graph.json": ("Graph", "notes, policies, entities, edges and classes as JSON"),
    "graph.schema.json": ("Schema of the graph", "JSON Schema of the file above"),
    "feed.atom": ("Atom feed", "every note and issue in full"),
    "feed.xml": ("RSS feed", "the same as RSS 2.0"),
    "feed.json": ("JSON Feed", "the same as JSON"),
    "calendar.ics": ("Calendar", "milestones, lapses and closings given to the day"),
    "sitemap.xml": ("Sitemap", "every page"),
}


def llms(scene: Scene, paths: Collection[str]) -> File:
    """Return llms.txt for a tree with some paths."""
    lines = [f"# {_text(scene.settings.title)}", ""]
    about = plain_prose(scene, scene.settings.description)
    if about:
        lines += [f"> {_text(about)}", ""]
    lines += _section("Issues", scene, scene.index.issues)
    lines += _section("Newest notes", scene, scene.index.notes)
    lines += ["## Lists", ""]
    lines += [
        _link(place.title, scene.addresses.absolute(place.path), None)
        for place in scene.feeds.values()
        if place.group == "Kinds"
    ]
    lines += [
        _link(name, scene.addresses.absolute(path), None)
        for name, path in (("Entities", "entities/"), ("Topics", "topics/"))
        if f"{path}index.html" in paths
    ]
    lines += ["", "## For programs", ""]
    lines += [
        _link(name, scene.addresses.absolute(path), what)
        for path, (name, what) in _MACHINES.items()
        if path in paths
    ]
    return File("llms.txt", ("\n".join(lines) + "\n").encode(), PLAIN)


def _section(title: str, scene: Scene, entries: tuple[Entry, ...]) -> list[str]:
    if not entries:
        return []
    rows = []
    for entry in entries[:_NEWEST]:
        about = description(scene, entry)
        url = scene.addresses.absolute(page_path(entry.key))
        rows.append(_link(title_of(entry), url, shortened(about) if about else None))
    return [f"## {title}", "", *rows, ""]


def _link(name: str, url: str, about: str | None) -> str:
    return f"- [{_text(name)}]({url})" + (f": {_text(about)}" if about else "")


def _text(text: str) -> str:
    """Return a text on one line in which nothing is markup."""
    return re.sub(r"([\\\[\]<>`*_])", r"\\\1", " ".join(text.split()))
