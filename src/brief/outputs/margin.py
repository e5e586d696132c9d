"""What stands beside a text: the object's facts, its sources in short, and whom it names."""

from dataclasses import dataclass

from brief.kinds.entity import Entity
from brief.library.model import Entry
from brief.outputs.around import Citations, SourceRow, rows_of, title_of
from brief.outputs.cards import description, stage_words
from brief.outputs.chrome import shortened
from brief.outputs.scene import Scene
from brief.schema.entity_types import type_words
from brief.schema.kind import Fact, Link

# A line of the margin holds some 40 characters (`site.css`): three lines are a glance.
LONGEST = 120


@dataclass(frozen=True, slots=True)
class ShortSource:
    """A source as the margin names it: its number, who says it, and the grade of the source."""

    number: int
    href: str
    text: str
    language: str | None
    grade: str | None
    grade_words: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """An object that a text refers to: its name, what it is, and a line about it."""

    link: Link
    what: str
    line: str | None


@dataclass(frozen=True, slots=True)
class Margin:
    """What stands beside the text of one object."""

    facts: tuple[Fact, ...]
    sources: tuple[ShortSource, ...]
    named: tuple[Named, ...]


def margin(scene: Scene, entry: Entry, citations: Citations, facts: tuple[Fact, ...]) -> Margin:
    """Return what stands beside an object whose texts have been rendered with `citations`."""
    return Margin(
        facts=facts,
        sources=tuple(_short(row) for row in rows_of(scene, citations.cited)),
        named=tuple(
            _named(scene, found)
            for key in citations.named
            if key != entry.key and (found := scene.library.entries.get(key))
        ),
    )


def _short(row: SourceRow) -> ShortSource:
    source = row.source
    who = source.publisher or source.author
    text = f"{who.text}: {source.title}" if who else source.title
    return ShortSource(
        number=row.number,
        href=f"#{row.anchor}",
        text=shortened(text, LONGEST),
        language=source.language,
        grade=source.reliability,
        grade_words=source.reliability_words,
    )


def _named(scene: Scene, entry: Entry) -> Named:
    line = description(scene, entry)
    return Named(
        link=Link(title_of(entry), scene.href(entry.key, None), entry.family, entry.kind.name),
        what=what_it_is(entry),
        line=shortened(line, LONGEST) if line else None,
    )


def what_it_is(entry: Entry) -> str:
    """Return what an object is, in a word or two: "AI lab", "policy, adopted"."""
    value = entry.object
    if isinstance(value, Entity):
        return ", ".join(type_words(name) for name in value.type)
    kind = entry.kind.name.replace("-", " ")
    stage = stage_words(entry)
    return f"{kind}, {stage}" if stage else kind
