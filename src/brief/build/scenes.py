"""Scenes: what the outputs of an edition may draw on, made from its narrowed library."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from brief.build.snapshot import Snapshot
from brief.kinds.issue import Issue
from brief.library.model import Entry, Key, Library, ordered
from brief.library.narrow import Gate, narrow
from brief.library.query import Index, index
from brief.library.record import Record
from brief.library.sources import gather
from brief.outputs.artefact import File
from brief.outputs.asset import Asset
from brief.outputs.dates import (
    compact_day,
    compact_when,
    day_words,
    machine,
    short_day,
    when_words,
)
from brief.outputs.feed_places import feed_places
from brief.outputs.instants import instants
from brief.outputs.scene import Scene
from brief.outputs.templates import Templates
from brief.outputs.typeface import faces
from brief.outputs.urls import Addresses, asset_path, page_path
from brief.schema.settings import Settings
from brief.text.markdown_rules import typographic


@dataclass(frozen=True, slots=True)
class Shared:
    """What the scenes of all editions have in common."""

    settings: Settings
    snapshot: Snapshot
    record: Record


def build_scene(shared: Shared, at: Gate, library: Library) -> Scene:
    """Return the scene of one edition."""
    settings = shared.settings
    addresses = Addresses(settings.url)
    library = typeset(library, settings.language)
    found = index(library)
    newest: Issue | None = found.issues[0].object if found.issues else None
    day = (newest.as_of or newest.date) if newest else None
    public = at.edition.public

    def href(key: Key, part: str | None) -> str | None:
        if key not in library.entries:
            return None
        path = page_path(key)
        return addresses.local(f"{path}#{part}" if part and "#" not in path else path)

    def asset_href(asset: Asset) -> str:
        return addresses.local(asset_path(asset.path, asset.digest))

    return Scene(
        settings=settings,
        edition=at.edition,
        library=library,
        index=found,
        sources=gather(library),
        addresses=addresses,
        templates=templates(shared),
        assets=shared.snapshot.assets,
        as_of=day or at.day,
        href=href,
        asset_href=asset_href,
        published=instants(_dated(library, found), shared.record.instants()) if public else {},
        feeds=feed_places(settings, library, found) if public and settings.feeds.on else {},
        faces=faces(theme_fonts(shared.snapshot.theme)),
    )


def _dated(library: Library, found: Index) -> tuple[Entry, ...]:
    others = (*library.family("forecast"), *library.family("scenario"))
    return (*found.notes, *found.issues, *others)


def theme_fonts(theme: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the fonts of a theme by name: the bundled ones, and those a project adds."""
    return {
        name: theme[name]
        for name in sorted(theme)
        if name.startswith("fonts/") and name.endswith((".ttf", ".otf"))
    }


def typeset(library: Library, language: str) -> Library:
    """Return a library whose titles have the quotes of its language."""
    entries = {key: _typeset(entry, language) for key, entry in library.entries.items()}
    return replace(library, entries=ordered(entries))


def _typeset(entry: Entry, language: str) -> Entry:
    value = entry.object
    changes: dict[str, Any] = {}
    for name in ("title", "question"):
        text = getattr(value, name, None)
        if text and (shown := typographic(text, language)) != text:
            changes[name] = shown
    if isinstance(value, Issue):
        sections_ = tuple(
            each.model_copy(update={"title": typographic(each.title, language)})
            for each in value.sections
        )
        if sections_ != value.sections:
            changes["sections"] = sections_
    return entry.with_object(value.model_copy(update=changes)) if changes else entry


def on_the_site(scene: Scene, public: Gate) -> frozenset[Key]:
    """Return what of an edition has a page on the site, by what this edition shows.

    What it hides has no say.
    """
    return frozenset(narrow(scene.library, public).entries)


def for_edition(scene: Scene, open_: frozenset[Key], issue: Entry, *, embed: bool) -> Scene:
    """Return a scene for one issue of an edition: its links lead into the issue or to the site.

    `open_` is what has a page on the site. With `embed` its images stand in the file itself, so
    that one file is all there is to send.
    """
    members = {entry.key for held in scene.index.sections[issue.key] for entry in held}

    def href(key: Key, part: str | None) -> str | None:
        if key in members:
            return f"#{key[1]}-{part}" if part else f"#{key[1]}"
        if key in open_:
            path = page_path(key)
            return scene.addresses.absolute(
                f"{path}#{part}" if part and "#" not in path else path
            )
        return None

    def asset_href(asset: Asset) -> str:
        if embed:
            return f"data:{asset.media_type};base64,{b64encode(asset.content).decode()}"
        return asset_path(asset.path, asset.digest)

    return replace(scene, href=href, asset_href=asset_href, outside=True)


def apart(cut: Scene, open_: frozenset[Key]) -> Scene:
    """Return a scene of an issue for a document without its notes: links lead to the site."""

    def href(key: Key, part: str | None) -> str | None:
        if key not in open_:
            return None
        path = page_path(key)
        return cut.addresses.absolute(f"{path}#{part}" if part and "#" not in path else path)

    return replace(cut, href=href)


def templates(shared: Shared) -> Templates:
    """Return the templates of a project, with the filters that its language needs."""
    language = shared.settings.language
    sources = {
        name: content.decode("utf-8", errors="replace")
        for name, content in shared.snapshot.theme.items()
        if name.endswith((".html", ".txt")) or name in ("edition.css", "card.svg")
    }
    filters = {
        "day": lambda value: day_words(_day(value), language),
        "short_day": lambda value: short_day(_day(value), language),
        "compact_day": lambda value: compact_day(_day(value), language),
        "compact": lambda value: compact_when(value, language),
        "when": lambda value: when_words(value, language),
        "machine": machine,
    }
    return Templates(sources, filters)


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def used_assets(scene: Scene, files: Mapping[str, File]) -> dict[str, File]:
    """Return the project's images that finished pages show, as files of the site."""
    text = b"\n".join(file.content for file in files.values())
    found = {}
    for asset in scene.assets.values():
        path = asset_path(asset.path, asset.digest)
        if path.encode() in text:
            found[path] = File(path, asset.content, asset.media_type)
    return found
