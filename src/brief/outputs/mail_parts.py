"""The parts of an issue as a mail takes them: what can be folded, and what it is called."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from brief.delivery.choice import unmarked
from brief.kinds.issue import Issue
from brief.library.model import Entry
from brief.outputs.cards import description
from brief.outputs.chrome import shortened
from brief.outputs.dates import day_words
from brief.outputs.home import IssuePage, issue_page
from brief.outputs.mail_model import Place, Shaped
from brief.outputs.mail_shape import shaped
from brief.outputs.mail_tree import Element, tree_of
from brief.outputs.notes import Part
from brief.outputs.products import ProductView
from brief.outputs.scene import Scene
from brief.outputs.theme import PAPER, readable

# Characters of a summary and of a title that a mail shows in place of the whole.
_SUMMARY, _TITLE = 300, 48

# The accent of `mail.css` in both schemes, where a project has none of its own.
_ACCENTS = ("#0b4f8a", "#8cc2f2")


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a mail leads, and what its end says.

    `issue` is the page of the issue and `pdf` its PDF on the site, nothing where there is none.
    `same` tells whether that page shows all that the edition shows, and `attached` whether the
    edition has a PDF to attach. `leave` holds the stand-in for a token. `address` is the
    publisher's, line by line.
    """

    issue: str | None
    pdf: str | None
    same: bool
    attached: bool
    leave: str
    reason: str
    address: tuple[str, ...]

    @property
    def elsewhere(self) -> str:
        """Where something stands in full that has no page of its own."""
        return "In full in the attached PDF" if self.attached else ""


@dataclass(frozen=True, slots=True)
class Item:
    """A note or a product: what a mail shows of it in full, and what in short.

    `href` is its page, nothing where the site has none. `rank` tells how soon it is folded: a
    product, whose section bears its title, has 0.
    """

    title: str
    kind: str
    kicker: str
    href: str | None
    summary: str
    rank: int
    full: Shaped

    @property
    def is_note(self) -> bool:
        """Whether it is a note."""
        return self.rank > 0

    @property
    def short_title(self) -> str:
        """The title in the room that a long list of them leaves."""
        return shortened(self.title, _TITLE)


@dataclass(frozen=True, slots=True)
class Section:
    """Items under one heading."""

    title: str
    intro: Shaped | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """All that a mail of one issue can be made of, shaped once."""

    scene: Scene
    entry: Entry
    ways: Ways
    number: int
    heading: str
    standfirst: Shaped | None
    lead: Shaped
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    sources: dict[int, Element]
    css: Markup
    dark: Markup

    def always(self) -> tuple[Shaped, ...]:
        """Return what stands in full whatever else is folded."""
        held = (self.standfirst, self.lead, *(each.intro for each in self.sections))
        return tuple(each for each in held if each)


def material(scene: Scene, entry: Entry, ways: Ways) -> Material:
    """Return what a mail is made of.

    Raises:
        BrokenTemplateError: A template cannot be read or rendered.
    """
    page = issue_page(scene, entry, medium="mail", pdf=None, position=0)
    place = Place(ways.issue, level=3)
    summary = page.card.summary
    sections = _sections(scene, entry, page, ways)
    own = scene.settings.theme.accent
    accents = (own, readable(own, PAPER["dark"])) if own else _ACCENTS
    subject = f"issue `{entry.id}`"
    sides = ("left", "right") if scene.settings.direction == "ltr" else ("right", "left")
    styles = {
        "accent": accents[0],
        "dark_accent": accents[1],
        "start": sides[0],
        "end": sides[1],
    }
    return Material(
        scene=scene,
        entry=entry,
        ways=ways,
        number=page.number,
        heading=page.card.title,
        standfirst=shaped(tree_of(summary), place) if summary else None,
        lead=shaped(tree_of(page.html), place),
        sections=sections,
        items=tuple(item for section in sections for item in section.items),
        sources=_sources(scene, page, subject),
        css=scene.templates.render("mail.css", subject, **styles),
        dark=scene.templates.render("mail_dark.css", subject, **styles),
    )


def _sections(scene: Scene, entry: Entry, page: IssuePage, ways: Ways) -> tuple[Section, ...]:
    """Return the sections of an issue, then its products, each as a section of its own."""
    return (
        *_of_notes(scene, entry, page, ways.issue),
        *(
            Section(product.title, None, (_product(product, ways),))
            for product in page.products
        ),
    )


def _of_notes(
    scene: Scene, entry: Entry, page: IssuePage, issue_url: str | None
) -> Iterator[Section]:
    based = _based(entry)
    for section in page.sections:
        intro = shaped(tree_of(section.intro), Place(issue_url)) if section.intro else None
        items = (
            _note(scene, part, 2 if part.card.id in based else 1) for part in section.parts
        )
        yield Section(section.title, intro, tuple(items))


def _based(entry: Entry) -> frozenset[str]:
    """Return the notes that a sentence of the bottom line rests on."""
    issue: Issue = entry.object
    refs = (str(ref) for line in issue.bottom_line for ref in line.basis)
    return frozenset(ref.partition("#")[0] for ref in refs)


def _note(scene: Scene, part: Part, rank: int) -> Item:
    card = part.card
    key = ("note", card.id)
    href = scene.href(key, None)
    days = [day_words(card.on, scene.language)] if card.on else []
    said = description(scene, scene.library.entries[key]) or ""
    return Item(
        title=card.title,
        kind=card.kind,
        kicker=" · ".join((card.kind_name, *days)),
        href=href,
        summary=unmarked(shortened(said, _SUMMARY)),
        rank=rank,
        full=shaped(tree_of(part.html), Place(href, f"{part.anchor}-")),
    )


def _product(product: ProductView, ways: Ways) -> Item:
    # The page of the issue computes its products from what is public: others may say more.
    url = ways.issue if ways.same else None
    href = f"{url}#{product.name}" if url else None
    full = shaped(tree_of(product.html), Place(url))
    return Item(product.title, "", "", href, "", 0, full)


def _sources(scene: Scene, page: IssuePage, subject: str) -> dict[int, Element]:
    """Return the entries of the list of sources, by number."""
    html = scene.templates.render("mail_sources.html", subject, rows=page.sources)
    found = shaped(tree_of(html), Place(None)).body.find(lambda each: each.tag == "li")
    return {int(each.attrs["value"]): each for each in found}
