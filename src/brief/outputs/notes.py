"""One object's own part of a page or an issue, made by the template of its kind."""

from dataclasses import dataclass
from typing import Any, Literal

from markupsafe import Markup

from brief.analysis.interest import interested_parties
from brief.library.model import Entry
from brief.outputs.around import Around, Citations
from brief.outputs.cards import Card, card
from brief.outputs.margin import Margin, margin
from brief.outputs.scene import Scene
from brief.schema.kind import Link
from brief.schema.note_view import links

Medium = Literal["home", "page", "issue", "print", "mail", "text"]

# What a kind's template calls the view of its object, by family.
VIEW_NAMES = {"class": "definition", "base-rate": "base_rate"}


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a part stands: the level of its first heading, its anchors, the medium.

    `interested` are the entities that speak of themselves in it. With `margin` its facts stand
    beside it, and not in it.
    """

    level: int
    prefix: str
    medium: Medium
    interested: tuple[Link, ...] = ()
    margin: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One object in an issue: its card for the heading, its own part, what stands beside it."""

    card: Card
    anchor: str
    html: Markup
    margin: Margin | None


def part(
    scene: Scene,
    entry: Entry,
    citations: Citations,
    *,
    level: int,
    prefix: str = "",
    medium: Medium = "page",
) -> Markup:
    """Render an object by the template of its kind, its facts included."""
    bare = medium == "text"
    around = Around(scene, entry, citations, prefix, level, bare=bare)
    view = entry.kind.view(entry.object, around)
    return _rendered(around, view, medium, beside=False)


def part_and_margin(
    scene: Scene,
    entry: Entry,
    citations: Citations,
    *,
    level: int,
    prefix: str = "",
    medium: Medium = "page",
) -> tuple[Markup, Margin]:
    """Render an object by the template of its kind, and give what stands beside it."""
    around = Around(scene, entry, citations, prefix, level)
    view: Any = entry.kind.view(entry.object, around)
    html = _rendered(around, view, medium, beside=True)
    return html, margin(scene, entry, citations, getattr(view, "facts", ()))


def _rendered(around: Around, view: object, medium: Medium, *, beside: bool) -> Markup:
    scene, entry = around.scene, around.entry
    parties = links(interested_parties(entry, scene.library, scene.sources), around)
    placement = Placement(around.level, around.prefix, medium, parties, beside)
    name = VIEW_NAMES.get(entry.family, entry.family)
    views = {name: view, "placement": placement}
    file = f"{entry.family.replace('-', '_')}.txt" if around.bare else entry.kind.template
    return scene.templates.render(file, f"{entry.family} `{entry.id}`", **views)


def in_issue(
    scene: Scene, entry: Entry, citations: Citations, *, medium: Medium, margins: bool
) -> Part:
    """Render a note as it stands in an issue, below a heading of the issue's."""
    prefix, level = f"{entry.id}-", 4
    own = citations.of_part()
    beside = None
    if margins:
        html, beside = part_and_margin(
            scene, entry, own, level=level, prefix=prefix, medium=medium
        )
    else:
        html = part(scene, entry, own, level=level, prefix=prefix, medium=medium)
    return Part(card(scene, entry), entry.id, html, beside)
