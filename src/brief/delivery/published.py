"""A letter from the files of `editions/`: what was published is what is sent, byte for byte.

Each mail of an edition stands there as two parts and a description; the choice of the PDF cuts
the words that are for the other choices, and decides what is attached.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from brief.delivery.choice import Choice, chosen
from brief.delivery.message import Attachment, Inline, Letter

Read = Callable[[str], bytes | None]
"""Reads a file below `editions/` by its path; nothing where there is none."""

ISSUE = "issue"
"""The kind of a letter that is an issue, and no correction of one."""

# Bytes of an attachment as it is sent: base64 adds 37 in a hundred. Source: delivery.md, 2.6.
WARN_BYTES, MOST_BYTES = 2_000_000, 7_000_000


@dataclass(frozen=True, slots=True)
class Described:
    """What `editions/<issue>/<edition>.mail.json` says of a mail."""

    issue: str
    edition: str
    language: str
    subject: str
    preheader: str
    archive_url: str
    notes: int
    folded: int
    pdf_path: str | None
    pdf_name: str
    pdf_url: str | None
    pdf_needed: bool
    pictures: tuple[tuple[str, str, str], ...]

    def choice(self, wanted: Choice) -> Choice:
        """Return how the PDF goes where a reader wants it so.

        What no site has cannot be linked, so it is attached; and where notes are in short and
        no page has them in full, it is attached whatever the reader chose.
        """
        if self.pdf_needed and self.pdf_path:
            return "attach"
        if wanted == "link" and self.pdf_url is None:
            return "attach" if self.pdf_path else "none"
        if wanted == "attach" and self.pdf_path is None:
            return "link" if self.pdf_url else "none"
        return wanted


def described(content: bytes) -> Described:
    """Return what the description of a mail says."""
    said: dict[str, Any] = json.loads(content)
    pdf = said["pdf"]
    return Described(
        **{name: said[name] for name in _PLAIN},
        pdf_path=pdf["path"],
        pdf_name=pdf["name"],
        pdf_url=pdf["url"],
        pdf_needed=pdf["needed"],
        pictures=tuple(
            (each["cid"], each["path"], each["media_type"]) for each in said["pictures"]
        ),
    )


_PLAIN = (
    *("issue", "edition", "language", "subject", "preheader", "archive_url"),
    *("notes", "folded"),
)


def letter(read: Read, issue: str, edition: str, *, pdf: Choice) -> Letter | None:
    """Return the letter of an edition, for a choice of the PDF; nothing where there is none.

    A file that the description names and that is missing counts as no letter: what is half
    published is not sent.
    """
    stem = f"{issue}/{edition}.mail"
    about, html, text = (read(f"{stem}.{suffix}") for suffix in ("json", "html", "txt"))
    if about is None or html is None or text is None:
        return None
    told = described(about)
    choice = told.choice(pdf)
    attached = read(told.pdf_path) if choice == "attach" and told.pdf_path else None
    if choice == "attach" and attached is None:
        return None
    pictures = []
    for cid, path, media_type in told.pictures:
        content = read(path)
        if content is None:
            return None
        pictures.append(Inline(cid, content, media_type))
    return Letter(
        issue=told.issue,
        edition=told.edition,
        kind=ISSUE,
        language=told.language,
        subject=told.subject,
        preheader=told.preheader,
        html=chosen(html.decode(), choice),
        text=chosen(text.decode(), choice),
        archive_url=told.archive_url,
        pdf=choice,
        attachment=Attachment(told.pdf_name, attached) if attached is not None else None,
        inline=tuple(pictures),
    )


def weight(attachment: Attachment) -> Literal["fine", "heavy", "too heavy"]:
    """Return how large an attachment is, as it is sent: heavy from 2 MB, too heavy from 7."""
    size = (len(attachment.content) + 56) // 57 * 78
    if size > MOST_BYTES:
        return "too heavy"
    return "heavy" if size > WARN_BYTES else "fine"
