"""Who wrote something, as pages, feeds and data for machines name them."""

from dataclasses import dataclass

from brief.kinds.entity import Entity
from brief.library.model import Entry
from brief.outputs.scene import Scene
from brief.outputs.urls import page_path
from brief.schema.parts import entity_or_name
from brief.schema.refs import EntityRef


@dataclass(frozen=True, slots=True)
class Byline:
    """A person, or a house that publishes. `url` is absolute."""

    name: str
    url: str | None
    is_person: bool


def house(scene: Scene) -> Byline:
    """Return who publishes: the publisher, else the newsletter itself."""
    publisher = scene.settings.publisher
    home = scene.addresses.absolute("")
    if publisher is None:
        return Byline(scene.settings.title, home, is_person=False)
    return Byline(publisher.name, publisher.url or home, is_person=False)


def byline(scene: Scene, entry: Entry) -> Byline:
    """Return who wrote an object: its author where one is named, else who publishes."""
    named = getattr(entry.object, "author", None)
    if not named:
        return house(scene)
    found = scene.library.get("entity", named) if _is_id(named) else None
    if found is not None:
        entity: Entity = found.object
        url = scene.addresses.absolute(page_path(found.key))
        return Byline(entity.name, url, is_person="person" in entity.type)
    urls = {each.name: each.url for each in scene.settings.authors}
    return Byline(named, urls.get(named), is_person=True)


def _is_id(text: str) -> bool:
    return isinstance(entity_or_name(text), EntityRef)
