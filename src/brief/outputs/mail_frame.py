"""What stands around the parts of a mail: its head, its end, words for what is short."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from brief.delivery.choice import END, Choice, begin
from brief.kinds.issue import Issue
from brief.outputs.around import Around, Citations
from brief.outputs.cards import description
from brief.outputs.chrome import shortened
from brief.outputs.dates import day_words
from brief.outputs.mail_fit import Level
from brief.outputs.mail_parts import Material, Ways
from brief.schema.kind import Link

_LEAST_PREHEADER, _MOST_PREHEADER = 40, 130

_END = Markup(END)  # noqa: S704 - ours


@dataclass(frozen=True, slots=True)
class PdfView:
    """What a mail says of the PDF for one choice, between marks."""

    begin: Markup
    text: str
    href: str | None


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section as both templates see it: HTML already, or text."""

    title: str
    intro: Markup
    parts: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """The parts of a mail in the form of one of its templates.

    `more` are products that stand elsewhere.
    """

    standfirst: Markup
    lead: Markup
    sections: tuple[SectionView, ...]
    more: tuple[Markup, ...]
    notes: tuple[Markup, ...]
    sources: tuple[Markup, ...]
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MailView:
    """What the templates of a mail see besides its parts."""

    title: str
    language: str
    direction: str
    subject: str
    preheader: str
    kicker: str
    heading: str
    elsewhere: tuple[Link, ...]
    pdfs: tuple[PdfView, ...]
    end: Markup
    folded: str
    marking: str
    reason: str
    leave: str
    address: tuple[str, ...]


def frame(of: Material, chosen: Sequence[Level]) -> MailView:
    """Return what stands around the parts, of which each is shown as far as chosen."""
    settings, edition, ways = of.scene.settings, of.scene.edition, of.ways
    on = day_words(of.entry.object.date, of.scene.language)
    marking = f"{edition.name} edition · TLP:{edition.tlp_max}"
    return MailView(
        title=settings.title,
        language=of.scene.language,
        direction=settings.direction,
        subject=subject_of(of),
        preheader=preheader(of),
        kicker=f"No. {of.number} · {on} · {marking}",
        heading=of.heading,
        elsewhere=_elsewhere(ways),
        pdfs=_pdfs(ways),
        end=_END,
        folded=_said_of_folds(of, chosen),
        marking=f"{settings.title}, No. {of.number}. {marking}.",
        reason=ways.reason,
        leave=ways.leave,
        address=ways.address,
    )


def subject_of(of: Material) -> str:
    """Return the subject: what the author calls the issue. Who sends it stands beside it."""
    return " ".join(of.heading.split())


def preheader(of: Material) -> str:
    """Return what lists of mails show behind the subject: a sentence of 40 to 130 characters.

    It is the issue's summary, else the first sentence of its bottom line, else of its text.
    """
    issue: Issue = of.entry.object
    around = Around(of.scene, of.entry, Citations())
    said = around.plain(issue.summary) if issue.summary else ""
    if not said and issue.bottom_line:
        said = around.plain(issue.bottom_line[0].text)
    said = " ".join((said or description(of.scene, of.entry) or of.heading).split())
    if len(said) < _LEAST_PREHEADER:
        said = f"{said.rstrip('.')}. {of.scene.settings.title}, No. {of.number}."
    ends = [each.end() for each in re.finditer(r"[.!?…](?=\s|$)", said)]
    fitting = [end for end in ends if _LEAST_PREHEADER <= end <= _MOST_PREHEADER]
    return said[: fitting[-1]] if fitting else shortened(said, _MOST_PREHEADER)


def _elsewhere(ways: Ways) -> tuple[Link, ...]:
    words = "Read it on the site" if ways.same else "What is public of it, on the site"
    return (Link(words, ways.issue, "issue"),) if ways.issue else ()


def _pdfs(ways: Ways) -> tuple[PdfView, ...]:
    said: list[tuple[Choice, str, str | None]] = []
    if ways.attached:
        said.append(("attach", "The PDF is attached", None))
    if ways.pdf:
        said.append(("link", "The PDF", ways.pdf))
    return tuple(PdfView(Markup(begin(choice)), text, href) for choice, text, href in said)  # noqa: S704 - ours


def folded_notes(of: Material, chosen: Sequence[Level]) -> int:
    """Return how many notes are not shown in full."""
    return sum(
        1 for each, level in zip(of.items, chosen, strict=True) if each.is_note and level
    )


def _said_of_folds(of: Material, chosen: Sequence[Level]) -> str:
    count = folded_notes(of, chosen)
    if not count:
        return ""
    total = sum(1 for item in of.items if item.is_note)
    where = "on the site" if of.ways.same else "in the attached PDF"
    are = "is" if count == 1 else "are"
    return (
        f"{count} of {total} notes {are} given in short, because mail programs cut long mails."
        f" All of them stand in full {where}."
    )
