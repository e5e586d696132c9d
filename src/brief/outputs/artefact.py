"""Planned files: what template makes them from what, and the files that come of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

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


class File(NamedTuple):
    """A finished file. Its path is relative to the tree it belongs to."""

    path: str
    content: bytes
    media_type: str


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
