"""Fill the holes of rendered Markdown: links, images, anchors and headings of one page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from brief.schema.kind import Link
from brief.text.markdown import Hole, Markdown, Piece


@dataclass(frozen=True, slots=True)
class Image:
    """An image as a page shows it."""

    href: str
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills the holes of the texts of one object on one page."""

    link: Callable[[str], Link | None]
    href: Callable[[str], str]
    image: Callable[[str], Image | None]
    prefix: str
    level: int


def html(pieces: Iterable[Piece], filler: Filler) -> Markup:
    """Return HTML."""
    return Markup("").join(
        Markup(piece) if isinstance(piece, str) else _html(piece, filler)  # noqa: S704 - ours
        for piece in pieces
    )


def _html(hole: Hole, filler: Filler) -> Markup | str:
    values = hole.values
    if hole.sort == "ref":
        return reference(filler.link(values[0]), values[1])
    if hole.sort == "href":
        return escape(filler.href(values[0]))
    if hole.sort in ("name", "target"):
        return escape(filler.prefix + values[0])
    if hole.sort == "level":
        return str(min(filler.level + int(values[0]), 6))
    image = filler.image(values[0])
    if image is None:
        return escape(values[1])
    size = Markup(' width="{}" height="{}"').format(image.width, image.height)
    return Markup('<img src="{}" alt="{}"{} loading="lazy">').format(
        image.href, values[1], size if image.width else ""
    )


def reference(link: Link | None, text: str) -> Markup:
    """Return a reference as HTML: a link where it has an address, else its text."""
    shown = text or (link.text if link else "")
    if link is None or link.href is None:
        return escape(shown)
    return Markup('<a class="ref {}" href="{}">{}</a>').format(link.family, link.href, shown)


def plain(markdown: Markdown, filler: Filler) -> str:
    """Return plain text."""
    parts = []
    for piece in markdown.plain:
        if isinstance(piece, str):
            parts.append(piece)
        elif piece.sort == "ref":
            link = filler.link(piece.values[0])
            parts.append(piece.values[1] or (link.text if link else piece.values[0]))
        else:
            parts.append(filler.href(piece.values[0]))
    return "".join(parts)
