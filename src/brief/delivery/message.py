"""One mail: what all copies share, encoded once, and what each copy has of its own."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from brief.delivery.tokens import Tokens

Kind = str
"""`issue`, or the name of one correction."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a mail carries. The name is a slug of ASCII with its ending."""

    name: str
    content: bytes
    media_type: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class Inline:
    """A picture that stands in the HTML by its content id, where no page of the site has it."""

    cid: str
    content: bytes
    media_type: str = "image/png"


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that the copies of one variant share.

    In `html` and `text` the word `UNSUBSCRIBE` below stands for the token of each recipient.
    `auto_submitted` marks confirmations and notices, which answer somebody.
    """

    issue: str
    edition: str
    kind: Kind
    language: str
    subject: str
    preheader: str
    html: str
    text: str
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
    """A letter encoded once. `size` is that of a copy in bytes, with the longest recipient."""

    key: str
    content_sha256: str
    size: int
    segments: tuple[bytes, ...] = field(default=(), repr=False)
