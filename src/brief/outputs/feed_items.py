"""Items of feeds from the pages of the site: the same text, with instants and ids that stay."""

from collections.abc import Iterable, Mapping
from datetime import date

from markupsafe import escape

from brief.library.model import Entry
from brief.outputs.around import Around, Citations, title_of
from brief.outputs.artefact import PDF
from brief.outputs.bylines import byline
from brief.outputs.cards import description
from brief.outputs.feed_content import for_readers
from brief.outputs.feed_model import Category, Enclosure, Item
from brief.outputs.instants import a_second_later, instant
from brief.outputs.scene import Scene
from brief.outputs.urls import issue_pdf_path, page_path
from brief.schema.note_view import correction
from brief.schema.parts import Correction


def item_html(scene: Scene, entry: Entry, page: object) -> str:
    """Return the text of a note or an issue as feeds carry it, from the view of its page."""
    address = scene.addresses.absolute(page_path(entry.key))
    template = "feed_issue.html" if entry.family == "issue" else "feed_note.html"
    html = scene.templates.render(template, f"{entry.family} `{entry.id}`", page=page)
    return _directed(scene, for_readers(html, page=address, origin=scene.addresses.origin))


def item(scene: Scene, entry: Entry, html: str, sizes: Mapping[str, int]) -> Item:
    """Return the item of a note or an issue. `sizes` are those of the site's PDFs in bytes."""
    address = scene.addresses.absolute(page_path(entry.key))
    first, last = scene.published[entry.key]
    title = title_of(entry)
    return Item(
        id=tag_uri(scene, entry),
        url=address,
        title=title,
        summary=description(scene, entry) or title,
        html=html,
        published=first,
        updated=last,
        corrected=bool(entry.object.corrections),
        author=byline(scene, entry),
        categories=_categories(entry),
        enclosure=_enclosure(scene, entry, sizes),
    )


def correction_items(scene: Scene, entries: Iterable[Entry]) -> tuple[Item, ...]:
    """Return an item for each correction. They are counted by day, so that ids stay."""
    items: list[Item] = []
    taken: set[str] = set()
    for entry in sorted(entries, key=lambda each: each.key):
        in_order = sorted(entry.object.corrections, key=lambda each: each.date)
        for number, each in enumerate(in_order, 1):
            name = f"{tag_uri(scene, entry)}/correction/{number}"
            at = instant(each.date, name)
            while at in taken:
                at = a_second_later(at)
            taken.add(at)
            items.append(_correction(scene, entry, each, name, at))
    return tuple(items)


def _correction(scene: Scene, entry: Entry, each: Correction, name: str, at: str) -> Item:
    around = Around(scene, entry, Citations())
    shown = correction(each, around)
    title = title_of(entry)
    address = scene.addresses.absolute(page_path(entry.key))
    subject = f"{entry.family} `{entry.id}`"
    html = scene.templates.render(
        "feed_correction.html", subject, correction=shown, title=title, href=address
    )
    effect = around.plain(each.effect) if each.effect else None
    return Item(
        id=name,
        url=address,
        title=f"{shown.label}: {title}",
        summary=effect or shown.now or shown.was or title,
        html=_directed(scene, for_readers(html, page=address, origin=scene.addresses.origin)),
        published=at,
        updated=at,
        corrected=False,
        author=byline(scene, entry),
        categories=(Category(each.type, shown.label),),
    )


def tag_uri(scene: Scene, entry: Entry) -> str:
    """Return the id of an object in feeds, which outlives its address and title.

    Source: RFC 4151.
    """
    year = scene.settings.feeds.tag_year or _first_day(entry).year
    return f"tag:{scene.addresses.host},{year}:{entry.family}/{entry.id}"


def _first_day(entry: Entry) -> date:
    """Return an object's own day; a scenario need not have one, but its corrections do."""
    day = entry.kind.starts_on(entry.object)
    return day or min(each.date for each in entry.object.corrections)


def _categories(entry: Entry) -> tuple[Category, ...]:
    kind = Category(entry.kind.name, entry.kind.name.capitalize())
    topics = (Category(tag, tag.replace("-", " ")) for tag in dict.fromkeys(entry.object.tags))
    return (kind, *(each for each in topics if each.term != kind.term))


def _enclosure(scene: Scene, entry: Entry, sizes: Mapping[str, int]) -> Enclosure | None:
    path = issue_pdf_path(entry.id)
    if entry.family != "issue" or path not in sizes:
        return None
    return Enclosure(scene.addresses.absolute(path), PDF, sizes[path])


def _directed(scene: Scene, html: str) -> str:
    """Say the direction inside the text: no form of feed carries it."""
    if scene.settings.direction == "ltr":
        return html
    return f'<div lang="{escape(scene.language)}" dir="rtl">{html}</div>'
