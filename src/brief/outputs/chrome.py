"""What surrounds the content of every page of the site: masthead, navigation, head, foot."""

from dataclasses import dataclass, replace
from typing import Literal

from brief.kinds import KINDS
from brief.kinds.policy import Policy
from brief.outputs.scene import Scene
from brief.outputs.urls import SEARCH
from brief.schema.types import Prose

# Languages written from right to left. Source: Unicode CLDR 46, `characterOrder`.
RIGHT_TO_LEFT = frozenset(("ar", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"))


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the navigation."""

    text: str
    href: str
    path: str


@dataclass(frozen=True, slots=True)
class SiteView:
    """What every page of the site knows of the whole."""

    title: str
    url: str
    description: str | None
    language: str
    direction: Literal["ltr", "rtl"]
    home: str
    stylesheet: str
    icon: str
    feed: str | None
    search: str | None
    nav: tuple[NavItem, ...]
    pages: tuple[NavItem, ...]
    publisher: str | None
    publisher_url: str | None
    updated: str | None


@dataclass(frozen=True, slots=True)
class MetaView:
    """The head of one page. `section` is the entry of the navigation it belongs to.

    `policy` is the content security policy of a page that is not held to that of the others.
    """

    title: str
    description: str | None
    canonical: str
    section: str = ""
    type: str = "website"
    indexed: bool = True
    published: str | None = None
    policy: str | None = None


def site_view(scene: Scene, *, stylesheet: str, icon: str, search: bool) -> SiteView:
    """Return what every page shows: only sections that have something to show."""
    settings = scene.settings
    newest = scene.index.issues[:1]
    publisher = settings.publisher
    return SiteView(
        title=settings.title,
        url=settings.url,
        description=plain_prose(scene, settings.description),
        language=settings.language,
        direction="rtl" if settings.language.split("-")[0] in RIGHT_TO_LEFT else "ltr",
        home=scene.addresses.base,
        stylesheet=stylesheet,
        icon=icon,
        feed=scene.addresses.local("feed.atom") if settings.feeds.on else None,
        search=scene.addresses.local(SEARCH) if search else None,
        nav=_navigation(scene, search=search),
        pages=tuple(
            NavItem(entry.object.title, scene.addresses.local(f"{entry.id}/"), entry.id)
            for entry in scene.library.family("page")
        ),
        publisher=publisher.name if publisher else None,
        publisher_url=publisher.url if publisher else None,
        updated=newest[0].object.date.isoformat() if newest else None,
    )


def plain_prose(scene: Scene, text: Prose | None) -> str | None:
    """Return the plain text of a setting, which no page of objects has rendered."""
    if text is None:
        return None
    pieces = scene.library.text(text).plain
    return "".join(piece for piece in pieces if isinstance(piece, str))


def has_targets(scene: Scene) -> bool:
    """Tell whether some policy of the day states a target of which the class is visible."""
    return any(
        scene.library.get("class", target.class_)
        for entry in scene.index.notes
        if isinstance(entry.object, Policy)
        and (entry.object.date or scene.as_of) <= scene.as_of
        for target in entry.object.targets
    )


def _navigation(scene: Scene, *, search: bool) -> tuple[NavItem, ...]:
    held = {entry.kind.name for entry in scene.library.entries.values()}
    sections = [("Issues", "issues/", "issue" in held)]
    sections += [
        (kind.plural, f"{kind.path}/", kind.name in held)
        for kind in KINDS
        if kind.family == "note" and kind.path
    ]
    sections += [
        ("Forecasts", "forecasts/", "forecast" in held),
        ("Scenarios", "scenarios/", "scenario" in held),
        ("Entities", "entities/", "entity" in held),
        ("Topics", "topics/", bool(scene.index.by_tag)),
        ("Exposure", "exposure/", has_targets(scene)),
        ("Definitions", "definitions/", "class" in held),
        ("Sources", "sources/", "source" in held),
        ("Search", SEARCH, search),
    ]
    return tuple(
        NavItem(text, scene.addresses.local(path), path)
        for text, path, shown in sections
        if shown
    )


def meta(scene: Scene, path: str, title: str, **more: object) -> MetaView:
    """Return the head of a page; its address is absolute, as search engines ask."""
    bare = MetaView(title=title, description=None, canonical=scene.addresses.absolute(path))
    return replace(bare, **more)  # type: ignore[arg-type]


def shortened(text: str, most: int = 160) -> str:
    """Cut a text at a word, for the description of a page."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"
