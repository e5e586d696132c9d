"""Go through mail that came back: what each is, what follows, and a report of it all."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from brief.delivery.bouncing import IGNORED, Kind, Taken
from brief.delivery.returned import Detector, Returned, read_returned

# Names that a report lists; the rest is counted.
MOST_LISTED = 1000


class Mail(Protocol):
    """One mail: a name for messages, and its bytes."""

    @property
    def name(self) -> str:
        """What messages call it."""

    @property
    def content(self) -> bytes:
        """The mail as it came."""


@dataclass(frozen=True, slots=True)
class Gone:
    """An address that is suppressed from now on, and why."""

    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class Stray:
    """A mail that nothing was made of: it stays where it is, or is moved aside."""

    name: str
    sender: str
    subject: str


@dataclass
class Report:
    """What was found in a mailbox. `again` counts mails that were taken before."""

    mails: int = 0
    kinds: dict[Kind, int] = field(default_factory=dict)
    ways: dict[str, int] = field(default_factory=dict)
    again: int = 0
    before: int = 0
    only_address: int = 0
    gone: list[Gone] = field(default_factory=list)
    strays: list[Stray] = field(default_factory=list)

    @property
    def unrecognised(self) -> int:
        """How many mails nothing was made of."""
        return self.kinds.get("unrecognised", 0)


def go_through(
    mails: Iterable[Mail],
    take: Callable[[str, Returned], Taken],
    detector: Detector | None,
    moved: Callable[[str, Kind], None] = lambda _name, _kind: None,
) -> Report:
    """Take every mail, and tell what became of it to `moved`, once it is recorded.

    A mail is known again by its bytes, so that a mailbox may be gone through twice.
    """
    report = Report()
    for mail in mails:
        returned = read_returned(mail.content, detector)
        taken = take(hashlib.sha256(mail.content).hexdigest(), returned)
        kind = taken.decision.kind
        report.mails += 1
        moved(mail.name, kind)
        if taken.again:
            report.again += 1
            continue
        report.kinds[kind] = report.kinds.get(kind, 0) + 1
        if kind == "unrecognised":
            if len(report.strays) < MOST_LISTED:
                report.strays.append(Stray(mail.name, returned.sender, returned.subject))
            continue
        if kind in IGNORED or taken.match is None:
            continue
        how = taken.match.how
        report.ways[how] = report.ways.get(how, 0) + 1
        if kind == "hard" and taken.suppressed is None:
            report.only_address += 1
        if taken.suppressed and taken.before:
            report.before += 1
        elif taken.suppressed and taken.match.address_norm:
            report.gone.append(Gone(taken.match.address_norm, taken.suppressed))
    return report
