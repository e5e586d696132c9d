"""What surrounds the content of every page of the site: masthead, navigation, head, foot."""

from dataclasses import dataclass, replace
from typing import Literal

from markupsafe import Markup

from brief.kinds import KINDS
from brief.kinds.policy import Policy
from brief.library.model import Entry
from brief.outputs.bylines import Byline, byline
from brief.outputs.feed_places import FORMS, Place
from brief.outputs.headers import READING, page_policy
from brief.outputs.picture import SocialCard
from brief.outputs.scene import Scene
from brief.outputs.social import list_card
from brief.outputs.structured import Described, block, home_nodes
from brief.outputs.structured_objects import Details, object_nodes
from brief.outputs.urls import SEARCH
from brief.schema.kind import Link
from brief.schema.types import Prose


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
    integrity: str
    icon: str
    feed: str | None
    """The page that lists the feeds."""
    search: str | None
    nav: tuple[NavItem, ...]
    reference: tuple[NavItem, ...]
    """What one looks things up in: it stands at the foot of every page."""
    pages: tuple[NavItem, ...]
    publisher: str | None
    publisher_url: str | None
    updated: str | None


@dataclass(frozen=True, slots=True)
class Alternate:
    """Another form of a page: a feed of what it lists, or of the whole site."""

    title: str
    href: str
    type: str


@dataclass(frozen=True, slots=True)
class MetaImage:
    """The picture that stands for a page. Its address is absolute; its size is in pixels."""

    href: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class MetaView:
    """The head of one page, and where it lies.

    `section` is the entry of the navigation it belongs to, `crumbs` the way down to it from the
    home page, without the page itself. `published` and `modified` are instants; `policy` is the
    content security policy; `data` is what JSON-LD says of the page.
    """

    title: str
    description: str | None
    canonical: str
    section: str = ""
    section_name: str | None = None
    type: str = "website"
    indexed: bool = True
    published: str | None = None
    modified: str | None = None
    tags: tuple[str, ...] = ()
    author: Byline | None = None
    image: MetaImage | None = None
    alternates: tuple[Alternate, ...] = ()
    policy: str = READING
    data: Markup | None = None
    path: str = ""
    crumbs: tuple[Link, ...] = ()

    @property
    def is_home(self) -> bool:
        """Tell whether it is the home page."""
        return not self.path


def site_view(
    scene: Scene, *, stylesheet: str, integrity: str, icon: str, search: bool
) -> SiteView:
    """Return what every page shows: only sections that have something to show."""
    settings = scene.settings
    newest = scene.index.issues[:1]
    publisher = settings.publisher
    return SiteView(
        title=settings.title,
        url=settings.url,
        description=plain_prose(scene, settings.description),
        language=settings.language,
        direction=settings.direction,
        home=scene.addresses.base,
        stylesheet=stylesheet,
        integrity=integrity,
        icon=icon,
        feed=scene.addresses.local("feeds/") if settings.feeds.on else None,
        search=scene.addresses.local(SEARCH) if search else None,
        nav=_navigation(scene, search=search),
        reference=_reference(scene),
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
    """Tell whether some visible policy of the day, or before it, has a visible target."""
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
        ("Search", SEARCH, search),
    ]
    return _items(scene, sections)


def _reference(scene: Scene) -> tuple[NavItem, ...]:
    held = {entry.family for entry in scene.library.entries.values()}
    sections = [
        ("All notes", "notes/", "note" in held),
        ("Definitions", "definitions/", bool({"class", "base-rate"} & held)),
        ("Sources", "sources/", bool(scene.sources)),
        ("Corrections", "corrections/", True),
    ]
    return _items(scene, sections)


def _items(scene: Scene, sections: list[tuple[str, str, bool]]) -> tuple[NavItem, ...]:
    return tuple(
        NavItem(text, scene.addresses.local(path), path)
        for text, path, shown in sections
        if shown
    )


# What the lists are called that pages belong to, by path.
_SECTIONS = {
    **{f"{kind.path}/": kind.plural for kind in KINDS if kind.path},
    "topics/": "Topics",
    "definitions/": "Definitions",
    "sources/": "Sources",
}


def meta(
    scene: Scene,
    path: str,
    title: str,
    *,
    entry: Entry | None = None,
    details: Details | None = None,
    **more: object,
) -> MetaView:
    """Return the head of a page; its address is absolute, as search engines ask.

    With `entry` it is the page of that object, and `details` are what the page knows besides.
    """
    canonical = scene.addresses.absolute(path)
    bare = MetaView(title, None, canonical, path=path, image=meta_image(list_card(scene, path)))
    head = replace(bare, **more)  # type: ignore[arg-type]
    first, last = scene.published.get(entry.key, (None, None)) if entry else (None, None)
    feed = scene.feeds.get(path) or scene.feeds.get(head.section)
    head = replace(
        head,
        section_name=_SECTIONS.get(head.section),
        published=first,
        modified=last,
        tags=tuple(getattr(entry.object, "tags", ())) if entry else (),
        author=byline(scene, entry) if entry and entry.family in ("note", "issue") else None,
        alternates=_alternates(scene, feed),
        policy=page_policy(path),
    )
    if not head.indexed:
        return head
    return replace(
        head,
        data=_data(scene, head, entry, details),
        description=head.description or _what(scene, title),
    )


def _what(scene: Scene, title: str) -> str:
    """Return a description for a page that has no text of its own, such as a list."""
    whole = plain_prose(scene, scene.settings.description) or scene.settings.title
    return shortened(f"{title}. {whole}")


def _alternates(scene: Scene, place: Place | None) -> tuple[Alternate, ...]:
    """Return the feeds of the site, and those of the place a page belongs to."""
    places = [scene.feeds[""]] if scene.feeds else []
    places += [place] if place and place.path else []
    return tuple(
        Alternate(
            f"{each.title} ({name})" if each.path else f"{scene.settings.title} ({name})",
            scene.addresses.local(each.path + file),
            media_type,
        )
        for each in places
        for name, file, media_type in FORMS
    )


def _data(scene: Scene, head: MetaView, entry: Entry | None, details: Details | None) -> Markup:
    section = head.section_name
    page = Described(
        title=head.title,
        description=head.description,
        url=head.canonical,
        section=Link(section, scene.addresses.absolute(head.section), "") if section else None,
        published=head.published,
        modified=head.modified,
        author=head.author,
        image=head.image.href if head.image else None,
    )
    if entry is not None:
        return block(scene, page, object_nodes(scene, entry, page, details or Details()))
    is_home = head.canonical == scene.addresses.absolute("")
    return block(scene, page, home_nodes(scene, page) if is_home else ())


def crumbs(scene: Scene, *steps: tuple[str, str]) -> tuple[Link, ...]:
    """Return the way down to a page: the home page, then each title and path given."""
    return tuple(
        Link(text, scene.addresses.local(path), "crumb")
        for text, path in (("Home", ""), *steps)
    )


def meta_image(card: SocialCard | None) -> MetaImage | None:
    """Return a social card as the head of a page names it."""
    return MetaImage(card.address, card.alt, card.width, card.height) if card else None


def shortened(text: str, most: int = 160) -> str:
    """Cut a text at a word, for the description of a page."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"
