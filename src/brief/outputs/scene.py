"""What the outputs of one edition are made from: its narrowed library and all around it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from brief.library.assemble import target
from brief.library.model import Entry, Key, Library
from brief.library.query import Index
from brief.library.sources import Sources
from brief.outputs.asset import Asset, Assets
from brief.outputs.feed_places import Places
from brief.outputs.fill import Image
from brief.outputs.instants import Instants
from brief.outputs.picture import Drawn, SocialCard
from brief.outputs.templates import Templates
from brief.outputs.typeface import Faces
from brief.outputs.urls import Addresses
from brief.schema.refs import FAMILIES
from brief.schema.settings import Edition, Settings

Href = Callable[[Key, str | None], str | None]
"""The address of an object, and of a part of it, as the medium links to it."""


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """Everything that the pages of one edition may draw on. Nothing hidden is in here."""

    settings: Settings
    edition: Edition
    library: Library
    index: Index
    sources: Sources
    addresses: Addresses
    templates: Templates
    assets: Assets
    as_of: date
    href: Href
    asset_href: Callable[[Asset], str]
    published: Instants = field(default_factory=dict)
    """First published and last updated of all that has a day; for the site alone."""
    feeds: Places = field(default_factory=dict)
    """Where there are feeds, by path; for the site alone."""
    faces: Faces = field(default_factory=Faces)
    figures: Mapping[tuple[str, str], Drawn] = field(default_factory=dict)
    """Figures by the path of their page and their name; none where none are made."""
    cards: Mapping[str, SocialCard] = field(default_factory=dict)
    """Social cards by what they stand for: `issue/first`, `kind/policy`, `site`."""
    outside: bool = False
    """Whether the pages are read outside the site, so that links to it need its host."""

    kept: dict[object, Any] = field(default_factory=dict, init=False, repr=False)
    """What is the same wherever this scene shows it, made when it is first asked for.

    A scene made from another one, with other addresses, begins anew.
    """

    only: frozenset[str] | None = None
    """The pages to be made, by path; all, where there is no choice."""

    def wants(self, path: str) -> bool:
        """Tell whether the page at a path is to be made."""
        return self.only is None or path in self.only

    @property
    def language(self) -> str:
        """The language of the newsletter."""
        return self.settings.language

    def find(self, text: str) -> tuple[Entry, str | None] | None:
        """Return the object that a reference in a text points at, and the part of it."""
        to = target(text)
        families = (to.family,) if to.family else FAMILIES
        found = next((e for f in families if (e := self.library.get(f, to.id))), None)
        return (found, to.part) if found else None

    def image(self, owner: str, source: str) -> Image | None:
        """Return an image named in a file: beside that file, else in `briefs/assets/`."""
        path = asset_of(self.assets, owner, source)
        asset = self.assets.get(path) if path else None
        return Image(self.asset_href(asset), asset.width, asset.height) if asset else None


def asset_of(assets: Mapping[str, object], owner: str, source: str) -> str | None:
    """Return the path of an asset as a file names it, or nothing where there is none."""
    for folder in (owner.rpartition("/")[0], "briefs/assets"):
        path = joined(folder, source)
        if path is not None and path in assets:
            return path
    return None


def joined(folder: str, name: str) -> str | None:
    """Join a folder and a relative path; nothing where it leads out of the project."""
    parts = folder.split("/") if folder else []
    for part in name.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
