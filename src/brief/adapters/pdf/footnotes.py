"""Move the notes of a text from the list at its end to the page of their call, where they fit.

In the HTML all footnotes stand in a list below their text, as in mail and on the site. Paper
has a better place. A note that the renderer would push to another page stays in its list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from brief.adapters.pdf.internals import boxes_of
from brief.adapters.pdf.roles import is_notes, words_of
from brief.build.setting import AtEnd

# The longest note that is set at the foot of a page, in characters: some eight lines there.
MOST = 600


@dataclass(slots=True)
class _Note:
    """A note, its place in a list, and all calls of it in the order of the text."""

    item: Any
    listed: Any
    calls: list[Any]


def place_footnotes(root: Any, at_end: frozenset[str]) -> tuple[AtEnd, ...]:
    """Number all notes through the document and move each to its first call.

    `at_end` holds the ids of notes that are known not to fit. Returns all that stay.
    """
    above = {child: parent for parent in root.iter() for child in parent}
    stay: list[AtEnd] = []
    for number, (name, note) in enumerate(_called(root, above), 1):
        for call in note.calls:
            call.text = str(number)
        sup = above[note.calls[0]]
        if name in at_end or not _fits(note.item) or _is_bound(sup, above):
            stay.append(AtEnd(_article(note.item, above), name))
            # The renderer sets a counter before it counts.
            style = f"counter-set:list-item {number};counter-increment:list-item 0"
            note.item.set("style", style)
            continue
        _replace(above[sup], sup, _at_foot(note.item, name, number))
        note.listed.remove(note.item)
        if not len(note.listed):
            _remove(above[note.listed], note.listed)
    return tuple(stay)


def every_note(root: Any) -> frozenset[str]:
    """Return the ids of all notes in lists."""
    lists = (each for each in root.iter("ol") if is_notes(each))
    return frozenset(item.get("id", "") for listed in lists for item in listed)


def drifted(document: Any) -> frozenset[str]:
    """Return the ids of footnotes that do not stand on the page of their call."""
    calls: dict[Any, int] = {}
    notes: dict[Any, int] = {}
    for number, page in enumerate(document.pages):
        for box in boxes_of(page):
            _, _, pseudo = (box.element_tag or "").rpartition("::")
            if pseudo == "footnote-call":
                calls.setdefault(box.element, number)
            elif pseudo == "footnote-marker":
                notes.setdefault(box.element, number)
    return frozenset(
        str(element.get("id", "")) for element, at in calls.items() if notes.get(element) != at
    )


def _called(root: Any, above: dict[Any, Any]) -> Iterator[tuple[str, _Note]]:
    """Yield notes in the order of their first calls."""
    notes: dict[str, _Note] = {}
    for listed in root.iter("ol"):
        if is_notes(listed):
            for item in listed:
                notes[item.get("id", "")] = _Note(item, listed, [])
    order: dict[str, _Note] = {}
    for link in root.iter("a"):
        name = (link.get("href") or "").removeprefix("#")
        sup = above.get(link)
        if name in notes and sup is not None and sup.tag == "sup":
            order.setdefault(name, notes[name]).calls.append(link)
    yield from order.items()


def _fits(item: Any) -> bool:
    """Say whether a note is one short paragraph: others are pushed to the next page whole."""
    return [child.tag for child in item] == ["p"] and len(words_of(item)) <= MOST


def _is_bound(sup: Any, above: dict[Any, Any]) -> bool:
    """Say whether a call is in a note or a head of a table, where no page's foot is its own."""
    while sup is not None:
        if sup.tag in ("thead", "figcaption", "caption") or is_notes(sup):
            return True
        sup = above.get(sup)
    return False


def _article(element: Any, above: dict[Any, Any]) -> str:
    while element is not None and not (element.tag == "article" and element.get("id")):
        element = above.get(element)
    return element.get("id", "") if element is not None else ""


def _at_foot(item: Any, name: str, number: int) -> Any:
    """Return what WeasyPrint lays at the foot of the page: the words of a note, at its call."""
    [paragraph] = item
    foot = Element("span", {"class": "foot", "id": name, "data-number": str(number)})
    foot.text = paragraph.text
    for child in paragraph:
        if child.get("class") != "back":
            foot.append(child)
    _trim(foot)
    return foot


def _trim(foot: Any) -> None:
    """Drop the space that stood before the ways back to the calls."""
    if len(foot):
        foot[-1].tail = (foot[-1].tail or "").rstrip()
    else:
        foot.text = (foot.text or "").rstrip()


def _replace(parent: Any, old: Any, new: Any) -> None:
    new.tail = old.tail
    parent[list(parent).index(old)] = new


def _remove(parent: Any, old: Any) -> None:
    """Take an element out, and leave what follows it."""
    at = list(parent).index(old)
    if old.tail and at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + old.tail
    elif old.tail:
        parent.text = (parent.text or "") + old.tail
    parent.remove(old)
