"""A source that several notes use: an article, a bill, a data set, somebody's posts.

What was not read is `not-held`; what repeats another source `republishes` it, and counts as
reach, never as corroboration.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from brief.diagnostics.model import Problem
from brief.schema.kind import Html, Kind, Link, Surroundings
from brief.schema.note_view import RELIABILITY, person
from brief.schema.parts import Source, source_rules
from brief.schema.when import When

__all__ = ["KIND", "Source", "SourceView", "rules", "view"]

ACCESS = {"firsthand": None, "secondhand": "read of, not read", "not-held": "not seen by us"}


@dataclass(frozen=True, slots=True)
class SourceView:
    """What the template of a source sees."""

    id: str
    title: str
    titled: bool
    publisher: Link | None
    author: Link | None
    url: str | None
    on: When | None
    type: str | None
    access: str | None
    reliability: str | None
    reliability_words: str | None
    republishes: Link | None
    archive: str | None
    language: str | None
    note: Html | None


def rules(source: Source) -> Iterator[Problem]:
    """Yield what is wrong with a source whose fields are sound."""
    yield from source_rules(source)


def view(source: Source, around: Surroundings) -> SourceView:
    """Return what the template sees."""
    return SourceView(
        id=source.id or "",
        title=source.title
        or (source.url or "").removeprefix("https://").removeprefix("http://"),
        titled=source.title is not None,
        publisher=person(source.publisher, around),
        author=person(source.author, around),
        url=source.url,
        on=source.date,
        type=source.type.replace("-", " ").replace("_", " ") if source.type else None,
        access=ACCESS[source.access],
        reliability=source.reliability,
        reliability_words=RELIABILITY.get(source.reliability or ""),
        republishes=around.link(source.republishes) if source.republishes else None,
        archive=source.archive.url if source.archive else None,
        language=source.language,
        note=around.inline(source.note) if source.note else None,
    )


KIND = Kind(
    name="source",
    family="source",
    model=Source,
    view=view,
    template="source.html",
    plural="Sources",
    rules=rules,
    sample={"url": "https://example.org/"},
)
