"""What is known of a person who reads by mail, as a plain value. How it is kept is not here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal, get_args

Cadence = Literal["every", "weekly", "monthly", "paused"]
"""How often: every issue, the first of each ISO week, the first of each month, none for now."""

Pdf = Literal["attach", "link", "none"]
"""How the PDF comes: attached, as a link, not at all."""

Status = Literal["pending", "confirmed", "left"]
"""Asked to be confirmed; reads; has left. Of an erased person there is no value."""

CADENCES: tuple[Cadence, ...] = get_args(Cadence)
PDFS: tuple[Pdf, ...] = get_args(Pdf)
STATUSES: tuple[Status, ...] = get_args(Status)

NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person may choose, or a list may say of them.

    `tier` is the highest that they may read, `audiences` are in the order of their interest and
    empty means nothing particular. Without a `language` they get that of the newsletter.
    `topics` are tags of notes; empty means all. `attributes` are what else a list tells, for
    segments alone.
    """

    name: str | None = None
    language: str | None = None
    tier: str = "free"
    audiences: tuple[str, ...] = ()
    cadence: Cadence = "every"
    pdf: Pdf = "link"
    topics: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)


@dataclass(frozen=True, slots=True)
class Subscriber:
    """One person of the list.

    `id` never changes and names nobody. `address` is as it is written to, `address_norm` what
    makes it the same as another (`delivery.addresses`). `source` says how the person came.
    """

    id: str
    address: str
    address_norm: str
    status: Status
    created_at: datetime
    source: str
    wants: Preferences = Preferences()

    @property
    def domain(self) -> str:
        """The domain in the ASCII of DNS, in lower case."""
        return self.address_norm.rpartition("@")[2]
