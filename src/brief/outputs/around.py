"""The surroundings of one object on one page: links, texts, the numbers of its sources."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from brief.kinds.source import SourceView
from brief.kinds.source import view as source_view
from brief.library.model import Entry, Key
from brief.library.sources import key_of
from brief.outputs.fill import Filler, html, plain
from brief.outputs.scene import Scene
from brief.outputs.urls import site_link
from brief.schema.kind import Link, Mark
from brief.schema.note_view import RELIABILITY
from brief.schema.parts import Source
from brief.schema.refs import Ref, SourceRef
from brief.schema.types import MarkdownText, Prose


def title_of(entry: Entry) -> str:
    """Return what an object is called in lists and links."""
    value = entry.object
    if entry.family == "issue":
        return f"No. {value.number}: {value.title}"
    for name in ("title", "name", "question", "url", "description"):
        text = getattr(value, name, None)
        if text:
            return str(text)
    return entry.id


@dataclass(slots=True)
class Citations:
    """The sources of one page, in the order in which it first cites them.

    `cited` holds those of the part in hand, and `named` the objects that its texts refer to.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    cited: dict[str, int] = field(default_factory=dict)
    named: dict[Key, None] = field(default_factory=dict)

    def number(self, key: str) -> int:
        """Return the number of a source, giving it the next where it has none."""
        number = self.numbers.setdefault(key, len(self.numbers) + 1)
        self.cited[key] = number
        return number

    def of_part(self) -> "Citations":
        """Return the citations of one part of the page: its numbers go on from these."""
        return Citations(self.numbers)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source in the numbered list of a page."""

    number: int
    anchor: str
    source: SourceView
    href: str | None


@dataclass(frozen=True, slots=True)
class Around:
    """Answers what the view of one object asks.

    `prefix` keeps its anchors apart on the page.
    """

    scene: Scene
    entry: Entry
    citations: Citations
    prefix: str = ""
    level: int = 2
    bare: bool = False
    """Whether texts are given without markup, for output that is plain text."""

    def link(self, ref: Ref | str, family: str | None = None) -> Link | None:
        """Return the link for a reference, if the edition may show its object."""
        if family is not None:
            return self._mention(f"{family}:{ref}")
        if isinstance(ref, SourceRef) and ref.is_url:
            return Link(ref, ref, "source")
        families = ref.families if isinstance(ref, Ref) else (None,)
        for each in families:
            found = self._mention(f"{each}:{ref}" if each else ref)
            if found:
                return found
        return None

    def _mention(self, text: str) -> Link | None:
        kept = self.scene.kept
        if text not in kept:
            kept[text] = self._link(text)
        link: Link | None = kept[text]
        return link

    def _link(self, text: str) -> Link | None:
        found = self.scene.find(text)
        if found is None:
            return None
        entry, part = found
        return Link(
            title_of(entry), self.scene.href(entry.key, part), entry.family, entry.kind.name
        )

    def _named(self, text: str) -> Link | None:
        """Return the link of a reference in a text, and remember what it names."""
        found = self.scene.find(text)
        if found is not None:
            self.citations.named[found[0].key] = None
        return self._mention(text)

    @property
    def _filler(self) -> Filler:
        return Filler(
            link=self._named,
            href=lambda path: site_link(self.scene.addresses, path, whole=self.scene.outside),
            image=lambda source: self.scene.image(self.entry.path, source),
            prefix=self.prefix,
            level=self.level,
        )

    def block(self, text: MarkdownText) -> Markup:
        """Return the HTML of a Markdown text."""
        return self._text(text)

    def inline(self, text: Prose) -> Markup:
        """Return the HTML of a paragraph of inline Markdown."""
        return self._text(text)

    def _text(self, text: Prose | MarkdownText) -> Markup:
        if self.bare:
            return Markup(self.plain(text))  # noqa: S704 - goes into plain text alone
        return html(self.scene.library.text(text).html, self._filler)

    def plain(self, text: Prose | MarkdownText) -> str:
        """Return a text without markup."""
        return plain(self.scene.library.text(text), self._filler)

    def mark(self, source: SourceRef | Source) -> Mark | None:
        """Return the number of a source, if the edition may show it."""
        key = key_of(source, f"{self.entry.family}/{self.entry.id}")
        cited = self.scene.sources.get(key)
        if cited is None:
            return None
        number = self.citations.number(cited.key)
        grade = cited.source.reliability
        words = RELIABILITY.get(grade or "")
        if cited.source.access == "not-held":
            words = "; ".join(filter(None, (words, "not seen by us")))
        title = cited.source.title or cited.source.url or ""
        return Mark(number, f"#source-{number}", title, None, grade, words)

    def anchor(self, name: str) -> str:
        """Return an `id` that is the object's own on the page."""
        return self.prefix + name

    def audience(self, name: str) -> str:
        """Return what an audience is called."""
        return self.scene.settings.audience_names().get(name, name)


def source_rows(scene: Scene, citations: Citations) -> tuple[SourceRow, ...]:
    """Return the numbered sources of a page."""
    return rows_of(scene, citations.numbers)


def rows_of(scene: Scene, numbers: Mapping[str, int]) -> tuple[SourceRow, ...]:
    """Return sources by their keys, each with the number it has on the page."""
    rows = []
    for key, number in numbers.items():
        cited = scene.sources[key]
        shared = scene.library.get("source", cited.id) if cited.id else None
        owner: Any = shared or next(iter(scene.library.entries.values()))
        around = Around(scene, owner, Citations())
        href = scene.href(("source", cited.id), None) if cited.id else None
        rows.append(
            SourceRow(number, f"source-{number}", source_view(cited.source, around), href)
        )
    return tuple(rows)
