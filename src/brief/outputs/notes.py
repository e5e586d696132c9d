"""One object's own part of a page or an issue, made by the template of its kind."""

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from brief.analysis.interest import interested_parties
from brief.library.model import Entry
from brief.outputs.around import Around, Citations
from brief.outputs.cards import Card, card
from brief.outputs.scene import Scene
from brief.schema.kind import Link
from brief.schema.note_view import links

Medium = Literal["home", "page", "issue", "print", "text"]

# What a kind's template calls the view of its object, by family.
VIEW_NAMES = {"class": "definition", "base-rate": "base_rate"}


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a part stands: the level of its first heading, its anchors, the medium.

    `interested` are the entities that speak of themselves in it.
    """

    level: int
    prefix: str
    medium: Medium
    interested: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One object in an issue: its card for the heading, and its own part."""

    card: Card
    anchor: str
    html: Markup


def part(
    scene: Scene,
    entry: Entry,
    citations: Citations,
    *,
    level: int,
    prefix: str = "",
    medium: Medium = "page",
) -> Markup:
    """Render an object by the template of its kind."""
    bare = medium == "text"
    around = Around(scene, entry, citations, prefix, level, bare=bare)
    view = entry.kind.view(entry.object, around)
    parties = interested_parties(entry, scene.library, scene.sources)
    placement = Placement(level, prefix, medium, links(parties, around))
    name = VIEW_NAMES.get(entry.family, entry.family)
    views = {name: view, "placement": placement}
    template = f"{entry.family.replace('-', '_')}.txt" if bare else entry.kind.template
    return scene.templates.render(template, f"{entry.family} `{entry.id}`", **views)


def in_issue(scene: Scene, entry: Entry, citations: Citations, *, medium: Medium) -> Part:
    """Render a note as it stands in an issue, below a heading of the issue's."""
    prefix = f"{entry.id}-"
    html = part(scene, entry, citations, level=4, prefix=prefix, medium=medium)
    return Part(card(scene, entry), entry.id, html)
