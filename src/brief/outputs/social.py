"""Social cards: what stands for a page where others link to it. Public words alone."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.parsers.expat import ErrorString, ExpatError, ParserCreate

from markupsafe import Markup

from brief.kinds import KINDS
from brief.library.model import Entry
from brief.outputs.around import title_of
from brief.outputs.dates import day_words
from brief.outputs.figure_style import light
from brief.outputs.picture import SocialCard
from brief.outputs.scene import Scene
from brief.outputs.typeface import Typeface
from brief.outputs.urls import file_of, page_path
from brief.schema.entity_types import type_words

# The size that link previews ask for. Source: site.md, section 5.
WIDTH_PX, HEIGHT_PX = 1200, 630
MARGIN_PX = 80
# Sizes of a title and how many of its lines fit between the heads: the largest that fits.
TITLES = ((84, 3), (72, 4), (60, 4), (50, 5))
LABEL_PX = 30
NAME_PX = 36
# The first line of a title stands here; the others follow.
TITLE_PX = 210

SITE = "site"


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of a title, and the height of its baseline."""

    text: str
    y: int


@dataclass(frozen=True, slots=True)
class SocialView:
    """What `card.svg` sees: texts that fit, where they stand, and the colours of the theme.

    `x` and `anchor` are those of a text's first letter: at the right where it runs to the left.
    """

    name: str
    kicker: str
    edge: str | None
    lines: tuple[LineView, ...]
    size: int
    x: int
    anchor: str
    width: int
    height: int
    ink: dict[str, str]


@dataclass(frozen=True, slots=True)
class SocialPlan:
    """A card to be drawn: what it stands for, its words, and what it is of."""

    name: str
    alt: str
    view: SocialView
    subject: str


def social_plans(scene: Scene) -> Iterator[SocialPlan]:
    """Plan the card of the site, of every issue and entity, and of every kind that is held."""
    title = scene.settings.title
    yield from _plan(scene, SITE, title, "", "", "the site")
    held = {entry.kind.name for entry in scene.library.entries.values()}
    for kind in KINDS:
        if kind.path and kind.name in held and kind.family not in ("issue", "entity"):
            yield from _plan(
                scene, f"kind/{kind.name}", kind.plural, "", kind.name, f"the kind {kind.name}"
            )
    for entry in scene.index.issues:
        issue = entry.object
        day = day_words(issue.date, scene.language)
        said = f"No. {issue.number} · {day}"
        yield from _plan(scene, _name(entry), issue.title, said, "", f"issue `{entry.id}`")
    for entry in scene.library.family("entity"):
        if not scene.wants(file_of(page_path(entry.key))):
            continue
        said = type_words(entry.object.type[0])
        said = said[:1].upper() + said[1:]
        yield from _plan(scene, _name(entry), title_of(entry), said, "", f"entity `{entry.id}`")


def _name(entry: Entry) -> str:
    return f"{entry.family}/{entry.id}"


def card_of(scene: Scene, entry: Entry | None) -> SocialCard | None:
    """Return the card of a page: the object's own, its issue's, its kind's, else the site's."""
    names = []
    if entry is not None:
        issues = scene.index.places.get(entry.key, ())
        names = [_name(entry), *(_name(each) for each in issues), f"kind/{entry.kind.name}"]
    return next((scene.cards[name] for name in (*names, SITE) if name in scene.cards), None)


def list_card(scene: Scene, path: str) -> SocialCard | None:
    """Return the card of a list: that of the kind it lists, else the site's."""
    name = next((f"kind/{each.name}" for each in KINDS if each.path == path.strip("/")), SITE)
    return scene.cards.get(name) or scene.cards.get(SITE)


def social_svg(scene: Scene, plan: SocialPlan) -> Markup:
    """Render a card.

    Raises:
        BrokenTemplateError: Its template cannot be read or rendered.
    """
    return scene.templates.render("card.svg", f"the card of {plan.subject}", card=plan.view)


def svg_fault(svg: str) -> str | None:
    """Say why a drawing is none, or what it would look at beside itself; nothing if sound.

    A renderer would follow an address to a file or another host.
    """
    found: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        for attribute, value in attributes.items():
            bare = attribute.rpartition(":")[2]
            if bare in ("href", "src") and not value.startswith(("#", "data:")):
                found.append(f"`<{name}>` names another file: `{value[:80]}`")

    parser = ParserCreate()
    parser.StartElementHandler = start
    try:
        parser.Parse(svg, True)
    except ExpatError as error:
        return f"it is no XML at line {error.lineno}: {ErrorString(error.code)}"
    return found[0] if found else None


def _plan(
    scene: Scene, name: str, title: str, kicker: str, kind: str, subject: str
) -> Iterator[SocialPlan]:
    """Plan a card. Words that no font of the theme can draw are left out, never boxes.

    Where that is the title, the publication's name stands in its place; where that cannot be
    drawn either, there is no card.
    """
    publication = scene.settings.title
    sans, display = scene.faces.sans, scene.faces.display
    shown = title if display.covers(title) else publication
    if not display.covers(shown):
        return
    size, lines = _broken(display, shown)
    backwards = _runs_left(shown)
    room = WIDTH_PX - 2 * MARGIN_PX
    label = kicker if shown == title and sans.covers(kicker) else ""
    step = round(size * 1.14)
    ink = light(scene.settings)
    view = SocialView(
        name="" if shown == publication else display.shortened(publication, NAME_PX, room),
        kicker=sans.shortened(label, LABEL_PX, room),
        edge=ink.get(kind, ink["accent"]) if kind else None,
        lines=tuple(
            LineView(text, TITLE_PX + size // 2 + step * row) for row, text in enumerate(lines)
        ),
        size=size,
        x=WIDTH_PX - MARGIN_PX if backwards else MARGIN_PX,
        anchor="end" if backwards else "start",
        width=WIDTH_PX,
        height=HEIGHT_PX,
        ink=ink,
    )
    alt = publication if title == publication else f"{publication}: {title}"
    yield SocialPlan(name, alt, view, subject)


def _broken(face: Typeface, title: str) -> tuple[int, tuple[str, ...]]:
    """Return the largest size at which a title fits, and its lines."""
    room = WIDTH_PX - 2 * MARGIN_PX
    for size, most in TITLES:
        lines = face.lines(title, size, room)
        if len(lines) <= most:
            return size, lines
    kept = lines[: most - 1]
    rest = " ".join(lines[most - 1 :])
    return size, (*kept, face.shortened(rest, size, room))


def _runs_left(text: str) -> bool:
    """Tell whether a text runs from right to left, by its first strong character.

    Source: Unicode Standard Annex 9, rules P2 and P3.
    """
    found = (unicodedata.bidirectional(each) for each in text)
    return next((each for each in found if each in ("L", "R", "AL")), "L") != "L"
