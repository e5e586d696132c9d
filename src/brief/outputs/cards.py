"""Objects as lists show them: one line or a few, with a link to the whole."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from brief.kinds.policy import Policy, stage_of
from brief.library.model import Entry
from brief.outputs.around import Around, Citations, title_of
from brief.outputs.scene import Scene
from brief.schema.kind import Link
from brief.schema.note import Note
from brief.schema.note_view import links
from brief.schema.stages import LABELS
from brief.schema.when import When


@dataclass(frozen=True, slots=True)
class Card:
    """An object in a list. Only issues bring their summary: lines of notes have no room."""

    id: str
    title: str
    href: str | None
    kind: str
    kind_name: str
    on: date | None
    when: When | None
    summary: Markup | None
    about: tuple[Link, ...]
    stage: str | None
    corrected: bool


def card(scene: Scene, entry: Entry) -> Card:
    """Return a note, issue, forecast or scenario as a list shows it."""
    if entry.key not in scene.kept:
        scene.kept[entry.key] = _card(scene, entry)
    made: Card = scene.kept[entry.key]
    return made


def _card(scene: Scene, entry: Entry) -> Card:
    value = entry.object
    around = Around(scene, entry, Citations())
    note = value if isinstance(value, Note) else None
    summary = getattr(value, "summary", None) if entry.family == "issue" else None
    return Card(
        id=entry.id,
        title=value.title if entry.family == "issue" else title_of(entry),
        href=scene.href(entry.key, None),
        kind=entry.kind.name,
        kind_name=entry.kind.name.replace("-", " ").capitalize(),
        on=value.date,
        when=note.when if note else None,
        summary=around.inline(summary) if summary else None,
        about=links(note.about, around) if note else (),
        stage=stage_words(entry),
        corrected=bool(note and note.corrections),
    )


def stage_words(entry: Entry) -> str | None:
    """Return the stage of a policy in words, or nothing where there is none."""
    stage = stage_of(entry.object) if isinstance(entry.object, Policy) else None
    return LABELS[stage] if stage else None


def cards(scene: Scene, entries: tuple[Entry, ...]) -> tuple[Card, ...]:
    """Return several objects as a list shows them."""
    return tuple(card(scene, entry) for entry in entries)


@dataclass(frozen=True, slots=True)
class Year:
    """The items of one year, newest first."""

    year: int
    cards: tuple[Card, ...]


def by_year(scene: Scene, entries: tuple[Entry, ...]) -> tuple[Year, ...]:
    """Group objects that run newest first by their year."""
    years: dict[int, list[Card]] = {}
    for entry in entries:
        years.setdefault(entry.object.date.year, []).append(card(scene, entry))
    return tuple(Year(year, tuple(found)) for year, found in years.items())


def description(scene: Scene, entry: Entry) -> str | None:
    """Return a summary in plain text: as written, else the first paragraph of the text."""
    value = entry.object
    around = Around(scene, entry, Citations())
    for name in ("summary", "description"):
        text = getattr(value, name, None)
        if text:
            return around.plain(text)
    for name in ("body", "lead", "narrative"):
        text = getattr(value, name, None)
        if text:
            return around.plain(text).split("\n\n", 1)[0]
    return None
