"""An issue as a mail: one tree for both parts, fitted to the size that programs show whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from brief.delivery.choice import unmarked
from brief.library.model import Entry
from brief.outputs.inlining import inlined, inlined_parts
from brief.outputs.mail_fit import Candidate, Level, levels
from brief.outputs.mail_frame import (
    SectionView,
    Written,
    folded_notes,
    frame,
    preheader,
    subject_of,
)
from brief.outputs.mail_html import html_of
from brief.outputs.mail_model import Shaped
from brief.outputs.mail_notes import numbered
from brief.outputs.mail_parts import Item, Material, Section, Ways, material
from brief.outputs.mail_text import Links, entry_of, heading, spaced, text_of
from brief.outputs.scene import Scene

MOST_BYTES = 80_000
"""Bytes of the HTML part. Source: Gmail cuts near 102,000 (hteumeuleu/email-bugs#41)."""

# Classes that rules for dark schemes and small screens name: `mail_dark.css`.
_KEPT = frozenset(
    (
        *("bg", "in", "name", "judgement", "foot", "bottom-line", "unknowns", "box", "part"),
        *("announcement", "observation", "policy", "commentary", "corrections"),
    )
)


@dataclass(frozen=True, slots=True)
class Mailed:
    """Both parts of a mail, with stand-ins for tokens and marks for the choice of a PDF.

    `folded` counts the notes that stand in short, of `notes`; `unreachable` are the titles of
    those that no page and no PDF holds in full.
    """

    subject: str
    preheader: str
    html: str
    text: str
    notes: int
    folded: int
    unreachable: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether the HTML part is small enough for every program to show it whole."""
        return len(self.html.encode()) <= MOST_BYTES


@dataclass(frozen=True, slots=True)
class PartView:
    """One part as the template of parts sees it; a `bare` one stands without a heading."""

    level: int
    bare: bool
    kind: str
    kicker: str
    title: str
    href: str | None
    html: Markup
    summary: str
    where: str


def mailed(scene: Scene, entry: Entry, ways: Ways) -> Mailed:
    """Return an issue as a mail, with as much in full as there is room for.

    Raises:
        BrokenTemplateError: A template cannot be read or rendered.
    """
    of = material(scene, entry, ways)
    chosen, html = _fitted(of)
    return Mailed(
        subject=subject_of(of),
        preheader=preheader(of),
        html=html,
        text=_text(of, chosen),
        notes=sum(1 for item in of.items if item.is_note),
        folded=folded_notes(of, chosen),
        unreachable=tuple(
            item.title
            for item, level in zip(of.items, chosen, strict=True)
            if level and item.href is None and not ways.attached
        ),
    )


def _fitted(of: Material) -> tuple[Sequence[Level], str]:
    """Return how much of each part is shown, and the HTML part that it gives."""
    chosen: Sequence[Level] = (Level.FULL,) * len(of.items)
    html = _html(of, chosen)
    over = len(html.encode()) - MOST_BYTES
    if over <= 0:
        return chosen, html
    measured = _measured(of)
    room = MOST_BYTES - len(_html(of, chosen, bare=True).encode())
    while over > 0 and not all(each is Level.SHORT for each in chosen):
        chosen = _chosen(of, measured, room)
        html = _html(of, chosen)
        over = len(html.encode()) - MOST_BYTES
        # What the list of notes and the words on folds take is known only now.
        room -= max(over, 0)
    return chosen, html


@dataclass(frozen=True, slots=True)
class _Measured:
    candidates: tuple[Candidate, ...]
    sources: dict[int, int]


def _measured(of: Material) -> _Measured:
    """Return what each part takes at each level, and each source, with their styles."""
    parts = [str(_part_html(of, item, level)) for item in of.items for level in Level]
    notes = [
        "".join(_note(each.children) for each in item.full.notes.values()) for item in of.items
    ]
    rows = [str(html_of([each])) for each in of.sources.values()]
    sizes = [
        len(each.encode())
        for each in inlined_parts([*parts, *notes, *rows], str(of.css), kept=_KEPT)
    ]
    per, count = len(Level), len(of.items)
    candidates = []
    for number, item in enumerate(of.items):
        full, summary, title, short = sizes[number * per : (number + 1) * per]
        whole = full + sizes[count * per + number]
        cited = frozenset(item.full.sources())
        candidates.append(Candidate((whole, summary, title, short), item.rank, cited))
    rest = sizes[count * (per + 1) :]
    return _Measured(tuple(candidates), dict(zip(of.sources, rest, strict=True)))


def _note(nodes: Sequence[object]) -> str:
    return f"<li>{html_of(nodes)}</li>"  # type: ignore[arg-type]


def _chosen(of: Material, measured: _Measured, room: int) -> tuple[Level, ...]:
    cited = set[int]().union(*(each.sources() for each in of.always()))
    return levels(measured.candidates, measured.sources, most=room, cited=cited)


def _by_section(
    of: Material, chosen: Sequence[Level]
) -> Iterator[tuple[Section, list[tuple[Item, Level]]]]:
    """Yield each section with its items, and how much of each is shown."""
    rest = iter(zip(of.items, chosen, strict=True))
    for section in of.sections:
        yield section, [next(rest) for _ in section.items]


def _is_elsewhere(shown: Sequence[tuple[Item, Level]]) -> bool:
    """Tell whether a section is a product that the mail only names."""
    return any(level and not item.is_note for item, level in shown)


def _in_full(of: Material, chosen: Sequence[Level]) -> list[Shaped]:
    """Return what stands in full, in the order of the mail."""
    held = [of.standfirst, of.lead]
    for section, shown in _by_section(of, chosen):
        held.append(section.intro)
        held += [None if level else item.full for item, level in shown]
    return [each for each in held if each]


def _cited(parts: Sequence[Shaped]) -> set[int]:
    return set[int]().union(*(each.sources() for each in parts))


def _html(of: Material, chosen: Sequence[Level], *, bare: bool = False) -> str:
    """Return the HTML part; `bare` is without all that can be left out."""
    full = list(of.always()) if bare else _in_full(of, chosen)
    notes = numbered(full)
    cited = set() if bare else _cited(full)
    sections = []
    more: list[Markup] = []
    for section, shown in _by_section(of, chosen):
        parts = () if bare else tuple(_part_html(of, *each) for each in shown)
        intro = html_of(section.intro.body.children) if section.intro else Markup()
        if _is_elsewhere(shown):
            more += parts
        else:
            sections.append(SectionView(section.title, intro, parts))
    parts_ = Written(
        standfirst=html_of(of.standfirst.body.children) if of.standfirst else Markup(),
        lead=html_of(of.lead.body.children),
        sections=tuple(sections),
        more=tuple(more),
        notes=tuple(html_of(each.children) for each in notes),
        sources=tuple(html_of([each]) for n, each in of.sources.items() if n in cited),
    )
    page = _render(
        of, "mail.html", mail=frame(of, chosen), parts=parts_, css=of.css, dark=of.dark
    )
    return inlined(page, kept=_KEPT)


def _render(of: Material, name: str, **views: object) -> str:
    return str(of.scene.templates.render(name, f"issue `{of.entry.id}`", **views))


def _part_html(of: Material, item: Item, level: Level) -> Markup:
    view = PartView(
        level=int(level),
        bare=level is Level.FULL and not item.is_note,
        kind=item.kind,
        kicker=item.kicker,
        title=item.short_title if level is Level.SHORT else item.title,
        href=None if level is Level.SHORT and item.is_note else item.href,
        html=html_of(item.full.body.children) if level is Level.FULL else Markup(),
        summary=item.summary,
        where=of.ways.elsewhere,
    )
    return Markup(_render(of, "mail_part.html", part=view))  # noqa: S704 - autoescaped


def _text(of: Material, chosen: Sequence[Level]) -> str:
    """Return the text part: what the HTML part says, in its order."""
    full = _in_full(of, chosen)
    notes = numbered(full)
    cited = _cited(full)
    links = Links()
    standfirst, lead = _plain(of.standfirst, links), _plain(of.lead, links)
    sections = []
    more: list[Markup] = []
    for section, shown in _by_section(of, chosen):
        intro = _plain(section.intro, links)
        parts = tuple(_as_text(_part_text(of, *each, links)) for each in shown)
        if _is_elsewhere(shown):
            more += parts
        else:
            sections.append(SectionView(heading(section.title, "="), intro, parts))
    parts_ = Written(
        standfirst=standfirst,
        lead=lead,
        sections=tuple(sections),
        more=tuple(more),
        notes=tuple(
            _as_text(entry_of(f"[{number}] ", each.children, links))
            for number, each in enumerate(notes, 1)
        ),
        sources=tuple(
            _as_text(entry_of(f"[S{number}] ", each.children, links))
            for number, each in of.sources.items()
            if number in cited
        ),
        links=tuple(links.lines()),
    )
    titles = {each.lower(): heading(each, "=") for each in ("Notes", "Sources", "Links")}
    titles["more"] = heading("Also in this issue", "=")
    view = frame(of, chosen)
    view = replace(
        view,
        heading=_wrapped(view.heading),
        kicker=_wrapped(view.kicker),
        folded=_wrapped(view.folded),
        marking=_wrapped(view.marking),
        reason=_wrapped(view.reason),
    )
    page = _render(of, "mail.txt", mail=view, parts=parts_, titles=titles)
    return spaced(page)


def _as_text(text: str) -> Markup:
    return Markup(unmarked(text))  # noqa: S704 - goes into plain text alone


def _wrapped(sentence: str) -> str:
    return text_of([sentence], Links())


def _plain(part: Shaped | None, links: Links) -> Markup:
    return _as_text(text_of(part.body.children, links)) if part else Markup()


def _part_text(of: Material, item: Item, level: Level, links: Links) -> str:
    linked = item.href and level is not Level.SHORT and (item.is_note or level)
    mark = f" {links.label(item.href)}" if item.href and linked else ""
    if not item.is_note and level is Level.FULL:
        return text_of(item.full.body.children, links)
    if not item.is_note:
        return entry_of("- ", [item.title + mark], links)
    if level is Level.SHORT:
        return entry_of("- ", [item.short_title], links)
    if level is Level.TITLE:
        return entry_of("- ", [item.title + mark], links)
    head = f"{heading(item.title + mark, '-')}\n{item.kicker}"
    if level is Level.FULL:
        return f"{head}\n\n{text_of(item.full.body.children, links)}"
    more = f"In full{mark}" if mark else of.ways.elsewhere
    return f"{head}\n\n{text_of([f'{item.summary} {more}'], links)}"
