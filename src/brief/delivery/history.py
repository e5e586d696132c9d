"""What is known of one person, for them or for whoever answers them; and counts of a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from brief.delivery.subscriber import Subscriber


@dataclass(frozen=True, slots=True)
class Suppression:
    """That no mail goes to an address, since when and why. `reason` is one word."""

    reason: str
    at: datetime
    note: str | None = None
    scope: str = "all"


@dataclass(frozen=True, slots=True)
class Consent:
    """Something that was agreed to or withdrawn. Such events are only ever added."""

    at: datetime
    event: str
    source: str
    note: str | None = None
    text_version: str | None = None
    network: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to a person, as the ledger has it."""

    issue: str
    edition: str
    kind: str
    state: str
    at: datetime | None
    reply: str | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """Something that came back: a bounce, a complaint, a wish to leave."""

    at: datetime
    sort: str
    how: str
    issue: str | None = None
    status: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class History:
    """Every row about one person, each sort from the oldest."""

    subscriber: Subscriber | None
    suppression: Suppression | None
    consents: tuple[Consent, ...] = ()
    letters: tuple[Letter, ...] = ()
    returns: tuple[Return, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are: people by status and by tier, addresses suppressed by reason."""

    statuses: Mapping[str, int]
    tiers: Mapping[str, int]
    suppressed: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure took away, in rows. The suppression stays."""

    subscribers: int
    letters: int
    returns: int
