"""The list of sources: what each is used by, and which of them stands on its own."""

from dataclasses import dataclass

from markupsafe import Markup

from brief.kinds.source import view
from brief.library.model import Entry, Key
from brief.library.sources import CitedSource, items, key_of, root
from brief.outputs.around import Around, Citations, title_of
from brief.outputs.notes import part
from brief.outputs.scene import Scene
from brief.outputs.urls import anchor
from brief.schema.kind import Link


@dataclass(frozen=True, slots=True)
class SourceItem:
    """A source, the objects that cite it, and the root it goes back to where it repeats one."""

    anchor: str | None
    html: Markup
    uses: tuple[Link, ...]
    root: Link | None
    repeats: int


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """Sources by how often they are used. `roots` of all `total` do not repeat another."""

    title: str
    total: int
    roots: int
    items: tuple[SourceItem, ...]


def sources_page(scene: Scene) -> SourcesPage | None:
    """Return the sources that stand on their own file or that two objects cite."""
    found = {cited.key: cited for cited in scene.sources.values()}
    if not found:
        return None
    roots = {key: root(scene.sources, key) for key in found}
    repeats: dict[str, int] = {}
    for key, first in roots.items():
        repeats[first] = repeats.get(first, 0) + (first != key)
    uses = _uses(scene)
    shown = [
        cited for key, cited in sorted(found.items()) if cited.id or len(uses.get(key, ())) > 1
    ]
    shown.sort(key=lambda cited: -len(uses.get(cited.key, ())))
    return SourcesPage(
        title="Sources",
        total=len(found),
        roots=len(set(roots.values())),
        items=tuple(
            SourceItem(
                anchor=anchor("source", cited.id) if cited.id else None,
                html=_html(scene, cited),
                uses=uses.get(cited.key, ()),
                root=_root(scene, cited, roots[cited.key]),
                repeats=repeats.get(cited.key, 0),
            )
            for cited in shown
        ),
    )


def _html(scene: Scene, cited: CitedSource) -> Markup:
    """Render a source by the template of its kind, also where no file of its own holds it."""
    entry = scene.library.get("source", cited.id) if cited.id else None
    if entry:
        return part(scene, entry, Citations(), level=2)
    owner = next(iter(scene.library.entries.values()))
    shown = view(cited.source, Around(scene, owner, Citations()))
    return scene.templates.render("source.html", f"source `{cited.key}`", source=shown)


def _root(scene: Scene, cited: CitedSource, key: str) -> Link | None:
    first = scene.sources.get(key)
    if first is None or key == cited.key:
        return None
    href = scene.href(("source", first.id), None) if first.id else first.source.url
    return Link(first.source.title or first.source.url or key, href, "source")


def _uses(scene: Scene) -> dict[str, tuple[Link, ...]]:
    """Return the objects that cite each source, by the key of the source."""
    found: dict[str, dict[Key, Link]] = {}
    for entry in scene.library.entries.values():
        if entry.family in ("source", "issue"):
            continue
        for key in dict.fromkeys(_cited(scene, entry)):
            link = Link(title_of(entry), scene.href(entry.key, None), entry.family)
            found.setdefault(key, {}).setdefault(entry.key, link)
    return {key: tuple(links.values()) for key, links in found.items()}


def _cited(scene: Scene, entry: Entry) -> list[str]:
    owner = f"{entry.family}/{entry.id}"
    keys = [key_of(item, owner) for item in items(entry.object)]
    return [scene.sources[key].key for key in keys if key in scene.sources]
