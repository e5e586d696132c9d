"""Every feed of the site in three forms, from one model; each item is made and written once."""

from collections.abc import Collection, Mapping

from brief.library.model import Entry
from brief.outputs import feed_atom, feed_json, feed_rss
from brief.outputs.artefact import File
from brief.outputs.bylines import house
from brief.outputs.chrome import plain_prose
from brief.outputs.feed_items import correction_items, item
from brief.outputs.feed_model import Feed, Item, Writer
from brief.outputs.feed_places import CORRECTIONS, Place
from brief.outputs.scene import Scene
from brief.outputs.urls import file_of, page_path

WRITERS: tuple[Writer, ...] = (feed_atom.WRITER, feed_rss.WRITER, feed_json.WRITER)

# site.md, section 4.2: a setting, 50 where it is not set.
MOST_ITEMS = 50

# What a feed without items says of its last change: it never changed.
NEVER = "1970-01-01T00:00:00Z"


def carried(scene: Scene) -> frozenset[str]:
    """Return the paths of the pages that some feed carries."""
    found = (each for place in scene.feeds.values() for each in _newest(scene, place))
    return frozenset(file_of(page_path(entry.key)) for entry in found)


def feed_files(
    scene: Scene, texts: Mapping[str, str], pages: Collection[str], sizes: Mapping[str, int]
) -> dict[str, File]:
    """Return the files of all feeds by path.

    `texts` are those of what feeds carry, by the path of the page; `pages` the paths of all
    pages; `sizes` those of the site's PDFs in bytes.
    """
    made: dict[str, Item] = {}
    written: dict[tuple[str, str], bytes] = {}
    files = {}
    for place in scene.feeds.values():
        items = _items(scene, place, texts, sizes, made)
        for writer in WRITERS:
            rows = []
            for each in items:
                key = (writer.file, each.id)
                if key not in written:
                    written[key] = writer.item(each).encode()
                rows.append(written[key])
            path = place.path + writer.file
            pieces = writer.pieces(_feed(scene, place, writer, items, pages), rows)
            files[path] = File(path, pieces, writer.media_type)
    return files


def _items(
    scene: Scene,
    place: Place,
    texts: Mapping[str, str],
    sizes: Mapping[str, int],
    made: dict[str, Item],
) -> list[Item]:
    """Return the newest items of a place: by instant, newest first, then by id."""
    most = scene.settings.feeds.most or MOST_ITEMS
    if place.path == CORRECTIONS:
        items = list(correction_items(scene, place.entries))
    else:
        items = []
        for entry in _newest(scene, place):
            name = f"{entry.family}/{entry.id}"
            if name not in made:
                html = texts[file_of(page_path(entry.key))]
                made[name] = item(scene, entry, html, sizes)
            items.append(made[name])
    items.sort(key=lambda each: each.id)
    return sorted(items, key=lambda each: each.published, reverse=True)[:most]


def _newest(scene: Scene, place: Place) -> list[Entry]:
    """Return what a place carries, the newest first; the feed of corrections has its own."""
    if place.path == CORRECTIONS:
        return []
    newest = sorted(
        place.entries,
        key=lambda entry: (scene.published[entry.key][0], entry.id),
        reverse=True,
    )
    return newest[: scene.settings.feeds.most or MOST_ITEMS]


def _feed(
    scene: Scene, place: Place, writer: Writer, items: list[Item], pages: Collection[str]
) -> Feed:
    settings = scene.settings
    title = f"{settings.title}: {place.title}" if place.path else settings.title
    home = place.path if file_of(place.path) in pages else ""
    return Feed(
        title=title,
        home=scene.addresses.absolute(home),
        address=scene.addresses.absolute(place.path + writer.file),
        description=plain_prose(scene, settings.description) or title,
        language=settings.language,
        rights=settings.rights or f"© {house(scene).name}",
        author=house(scene),
        updated=max((each.updated for each in items), default=NEVER),
    )
