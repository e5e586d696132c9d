"""One mail: what all copies share, encoded once, and what each copy has of its own."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Literal

from brief.delivery.headers import POLICY, lines, one_line
from brief.delivery.parts import file_part, joined, text_part
from brief.delivery.sender import Sender
from brief.delivery.tokens import LENGTH, Tokens
from brief.delivery.words import ascii_url, mailbox, mailto, subject

UNSUBSCRIBE = "unsubscribe".center(LENGTH, "0")
"""What stands in a letter for the token of each recipient. No token has a zero, and no word."""

# Bytes of the headers of one copy beside its ways to leave: an address of 254 and a label.
_LONGEST_HEAD = 1200


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a mail carries. The name is a slug of ASCII with its ending."""

    name: str
    content: bytes = field(repr=False)
    media_type: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class Inline:
    """A picture that stands in the HTML by its content id, where no page of the site has it."""

    cid: str
    content: bytes = field(repr=False)
    media_type: str = "image/png"


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that the copies of one variant share.

    `kind` is `issue` or the name of one correction. In `html` and `text` the word `UNSUBSCRIBE`
    stands for the token of each recipient. `archive_url` is the page of the issue.
    `auto_submitted` marks confirmations and notices, which no list sends.
    """

    issue: str
    edition: str
    kind: str
    language: str
    subject: str
    preheader: str
    html: str = field(repr=False)
    text: str = field(repr=False)
    archive_url: str
    pdf: Literal["attach", "link", "none"] = "none"
    attachment: Attachment | None = None
    inline: tuple[Inline, ...] = ()
    auto_submitted: bool = False


@dataclass(frozen=True, slots=True)
class Personal:
    """What one copy has of its own. `date` is that of the first claim, on every retry."""

    to: str
    name: str | None
    date: datetime
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class Variant:
    """A letter encoded once, for a sender. `size` is at least that of any copy, in bytes.

    `content_sha256` is that of all that the copies share, with stand-ins for their tokens.
    """

    key: str
    content_sha256: str
    size: int
    letter: Letter
    sender: Sender
    segments: tuple[bytes, ...] = field(repr=False)

    def fill(self, personal: Personal) -> bytes:
        """Return the copy of one recipient: a whole message, with CRLF.

        Raises:
            ValueError: The name or the address holds what no header can, or the date no zone.
        """
        tokens = personal.tokens
        for token in (tokens.unsubscribe, tokens.verp, tokens.message_id):
            if len(token) != LENGTH or not (token.isascii() and token.isalnum()):
                raise ValueError("a token is not 26 letters and digits")
        if personal.date.tzinfo is None:
            raise ValueError("the date of a mail has no zone")
        head = [
            one_line("Date", format_datetime(personal.date.astimezone(UTC))),
            one_line("Message-ID", f"<{tokens.message_id}@{self.sender.domain}>"),
            lines("To", mailbox("To", personal.name, personal.to)),
        ]
        if not self.letter.auto_submitted:
            head.append(one_line("List-Unsubscribe", _ways(self.sender, tokens.unsubscribe)))
        body = tokens.unsubscribe.encode().join(self.segments)
        return "".join(head).encode() + body


def encode(letter: Letter, sender: Sender) -> Variant:
    """Encode a letter once: its copies differ in their first headers and in tokens.

    Raises:
        ValueError: The letter holds what no mail can, such as a line break in its subject.

    Source: delivery.md, 2.1; RFC 2045, 6.7, for soft line breaks, which vanish on decoding.
    """
    message = EmailMessage(policy=POLICY)
    for name, value in _common(letter, sender):
        message[name] = value
    flat = _with_body(message, letter).as_bytes(policy=POLICY)
    return Variant(
        key=f"{letter.issue}/{letter.edition}/{letter.kind}/{letter.language}/{letter.pdf}",
        content_sha256=hashlib.sha256(flat).hexdigest(),
        size=_LONGEST_HEAD + len(_ways(sender, UNSUBSCRIBE)) + len(flat),
        letter=letter,
        sender=sender,
        segments=tuple(flat.split(UNSUBSCRIBE.encode())),
    )


def _ways(sender: Sender, token: str) -> str:
    """Return the ways to leave as `List-Unsubscribe` gives them: https first (RFC 8058)."""
    click = sender.leave_url(token)
    ways = ([ascii_url(click)] if click else []) + [sender.leave_mailto(token)]
    return ", ".join(f"<{way}>" for way in ways)


def _common(letter: Letter, sender: Sender) -> Iterator[tuple[str, str]]:
    """Yield the headers that all copies have, each by a rule of delivery.md, 2.2."""
    yield "From", mailbox("From", sender.name, sender.address)
    if sender.reply_to:
        yield "Reply-To", mailbox("Reply-To", None, sender.reply_to)
    yield "Subject", subject("Subject", letter.subject)
    yield "MIME-Version", "1.0"
    yield "Content-Language", letter.language
    if letter.auto_submitted:
        yield "Auto-Submitted", "auto-generated"
        return
    yield "List-Id", f"<{sender.list_id}>"
    if sender.service:
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"
    yield "List-Archive", f"<{ascii_url(letter.archive_url)}>"
    yield "List-Help", f"<{ascii_url(sender.help)}>"
    if sender.owner:
        yield "List-Owner", f"<{mailto(sender.owner)}>"
    yield "List-Post", "NO"
    yield (
        "Feedback-ID",
        f"{letter.issue}:{letter.edition}:{letter.kind}:{_short(sender.domain)}",
    )
    yield "X-Auto-Response-Suppress", "OOF, AutoReply"
    if sender.bulk:
        yield "Precedence", "bulk"


def _short(domain: str) -> str:
    """Return a name of the sender that stays the same, of at most 15 letters and digits."""
    return "".join(each for each in domain if each.isalnum())[:15]


def _with_body(message: EmailMessage, letter: Letter) -> EmailMessage:
    boundary = _hash(letter)
    html = text_part("html", letter.html, cut_at=UNSUBSCRIBE)
    if letter.inline:
        pictures = [
            file_part(
                each.media_type,
                each.content,
                Content_ID=f"<{each.cid}>",
                Content_Disposition="inline",
            )
            for each in letter.inline
        ]
        frame = EmailMessage(policy=POLICY)
        html = joined(frame, "related", (html, *pictures), boundary)
    texts = (text_part("plain", letter.text, cut_at=UNSUBSCRIBE), html)
    if letter.attachment is None:
        return joined(message, "alternative", texts, boundary)
    attached = file_part(
        letter.attachment.media_type,
        letter.attachment.content,
        Content_Disposition=f'attachment; filename="{letter.attachment.name}"',
    )
    both = joined(EmailMessage(policy=POLICY), "alternative", texts, boundary)
    return joined(message, "mixed", (both, attached), boundary)


def _hash(letter: Letter) -> str:
    """Return what tells the content of a letter from another's, for its boundaries."""
    found = hashlib.sha256()
    files = (letter.attachment, *letter.inline)
    for part in (letter.html.encode(), letter.text.encode(), *(f.content for f in files if f)):
        found.update(hashlib.sha256(part).digest())
    return found.hexdigest()[:24]
