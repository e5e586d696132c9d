"""Planned files: what template makes them from what, and the files that come of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from brief.diagnostics.model import Diagnostic
from brief.outputs.imprint import Imprint

HTML = "text/html; charset=utf-8"
ATOM = "application/atom+xml"
RSS = "application/rss+xml"
JSON_FEED = "application/feed+json"
JSON = "application/json"
JSON_SCHEMA = "application/schema+json"
XML = "application/xml"
OPML = "text/x-opml"
CALENDAR = "text/calendar; charset=utf-8"
PDF = "application/pdf"
PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Artefact:
    """A planned file. `subject` is the object that a fault of its template will name."""

    path: str
    template: str
    views: Mapping[str, object]
    subject: str
    media_type: str = HTML
    owner: str = "briefs/newsletter.yaml"
    """The file that a clash of addresses is reported in."""


@dataclass(frozen=True, slots=True)
class File:
    """A finished file. Its path is relative to the tree it belongs to.

    `made_of` are its bytes, whole or in pieces: what many feeds carry is held once.
    """

    path: str
    made_of: bytes | tuple[bytes, ...] = field(repr=False)
    media_type: str
    imprint: Imprint | None = None
    """What a PDF says that it is."""

    @property
    def content(self) -> bytes:
        """Return its bytes."""
        return self.made_of if isinstance(self.made_of, bytes) else b"".join(self.made_of)

    @property
    def size(self) -> int:
        """Return the number of its bytes."""
        if isinstance(self.made_of, bytes):
            return len(self.made_of)
        return sum(map(len, self.made_of))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a PDF carries: the data behind what it shows."""

    name: str
    media_type: str
    content: bytes = field(repr=False)
    description: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF to be made: the HTML it is set from, and every byte that it may look at."""

    path: str
    html: str
    assets: Mapping[str, tuple[str, bytes]] = field(repr=False)
    paper: str
    subject: str
    on: str
    """Day of the issue, `YYYY-MM-DD`: the clock of whatever asks for one."""
    imprint: Imprint
    attachments: tuple[Attachment, ...] = ()
    faceless: tuple[Diagnostic, ...] = ()
    """Characters that no face shows: with any, there is nothing to set."""
    most_pages: int | None = None
    """How many pages it may have; a tighter setting is tried before that is an error."""
