"""Every feed of the site in three forms, from one model; each item is made and written once."""

from collections.abc import Mapping

from brief.outputs import feed_atom, feed_json, feed_rss
from brief.outputs.artefact import File
from brief.outputs.bylines import house
from brief.outputs.chrome import plain_prose
from brief.outputs.feed_items import Pages, correction_items, item
from brief.outputs.feed_model import Feed, Item, Writer
from brief.outputs.feed_places import CORRECTIONS, Place
from brief.outputs.scene import Scene
from brief.outputs.urls import file_of

WRITERS: tuple[Writer, ...] = (feed_atom.WRITER, feed_rss.WRITER, feed_json.WRITER)

# site.md, section 4.2: a setting, 50 where it is not set.
MOST_ITEMS = 50

# What a feed without items says of its last change: it never changed.
NEVER = "1970-01-01T00:00:00Z"


def feed_files(scene: Scene, pages: Pages, sizes: Mapping[str, int]) -> dict[str, File]:
    """Return the files of all feeds by path. `sizes` are those of the site's PDFs in bytes."""
    made: dict[str, Item] = {}
    written: dict[tuple[str, str], str] = {}
    files = {}
    for place in scene.feeds.values():
        items = _items(scene, place, pages, sizes, made)
        for writer in WRITERS:
            texts = []
            for each in items:
                key = (writer.file, each.id)
                if key not in written:
                    written[key] = writer.item(each)
                texts.append(written[key])
            path = place.path + writer.file
            content = writer.whole(_feed(scene, place, writer, items, pages), texts)
            files[path] = File(path, content.encode(), writer.media_type)
    return files


def _items(
    scene: Scene,
    place: Place,
    pages: Pages,
    sizes: Mapping[str, int],
    made: dict[str, Item],
) -> list[Item]:
    """Return the newest items of a place: by instant, newest first, then by id."""
    most = scene.settings.feeds.most or MOST_ITEMS
    if place.path == CORRECTIONS:
        items = list(correction_items(scene, place.entries))
    else:
        newest = sorted(
            place.entries,
            key=lambda entry: (scene.published[entry.key][0], entry.id),
            reverse=True,
        )[:most]
        items = []
        for entry in newest:
            name = f"{entry.family}/{entry.id}"
            if name not in made:
                made[name] = item(scene, entry, pages, sizes)
            items.append(made[name])
    items.sort(key=lambda each: each.id)
    return sorted(items, key=lambda each: each.published, reverse=True)[:most]


def _feed(scene: Scene, place: Place, writer: Writer, items: list[Item], pages: Pages) -> Feed:
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
