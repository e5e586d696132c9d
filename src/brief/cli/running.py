"""Campaigns of an issue, frozen and sent: one writer, so many threads, and signals heard."""

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from brief.adapters.database.engine import Database
from brief.adapters.database.freezing import freeze_together, is_untouched
from brief.adapters.database.ledger import Ledger, Seat
from brief.adapters.database.outbox import Outbox, somebody
from brief.adapters.database.reading import campaigns
from brief.adapters.database.witness import Witness, witness_of
from brief.adapters.database.writer import Writer, instant
from brief.adapters.mail.senders import Senders
from brief.app.ports import Copies, Copy, Transport
from brief.app.sendable import Sendable
from brief.cli.outcome import Watch
from brief.delivery.campaign import Campaign, Claimed, Limits, Plan
from brief.delivery.keyed import Keys
from brief.delivery.message import Personal, Variant
from brief.delivery.tokens import derive
from brief.diagnostics.world import BriefError
from brief.schema.settings import Settings

# Leases are told by the clock of the database, dates of mails by ours: they must agree.
MOST_APART_S = 60.0

# How often the witness is renewed while mail is sent.
WITNESS_S = 10.0

ENDED = ("finished", "finished-with-unknowns", "cancelled")


@dataclass(frozen=True, slots=True)
class Campaigns:
    """The campaigns of one issue and kind in a database."""

    database: Database
    found: tuple[Campaign, ...]

    @property
    def untouched(self) -> tuple[Campaign, ...]:
        """Those that ended before anything was handed over: they make room for others."""
        with self.database.reading() as connection:
            return tuple(
                each
                for each in self.found
                if each.state in ENDED and is_untouched(connection, each.id)
            )

    def without(self, some: Sequence[Campaign]) -> "Campaigns":
        """Return the others."""
        return Campaigns(self.database, tuple(each for each in self.found if each not in some))

    @property
    def open(self) -> tuple[Campaign, ...]:
        """Those that have not ended."""
        return tuple(each for each in self.found if each.state not in ENDED)


def campaigns_of(database: Database, issue: str, kind: str, edition: str | None) -> Campaigns:
    """Return the campaigns of an issue and kind, in one edition or in all."""
    with database.reading() as connection:
        found = campaigns(connection, issue)
    return Campaigns(
        database,
        tuple(each for each in found if each.kind == kind and edition in (None, each.edition)),
    )


def check_clock(database: Database) -> None:
    """Refuse to send where the clocks of the database and of this machine are apart.

    Raises:
        BriefError: They are, by more than a minute.
    """
    with database.reading() as connection:
        apart = abs(instant(database, connection) - time.time())
    if apart > MOST_APART_S:
        message = f"the clock of this machine and that of the database are {apart:.0f} s apart"
        raise BriefError(message, "set the clock; leases and dates of mails depend on it")


def check_fence(database: Database, found: Sequence[Campaign], take_over: str | None) -> str:
    """Return what ties campaigns to this machine; refuse those of another.

    Raises:
        BriefError: A campaign that has not ended was frozen elsewhere; or the last mail of any
            campaign was sent elsewhere, or since this state of the database.
    """
    witness = witness_of(database)
    fence = witness.fence
    doubt = witness.doubt()
    if doubt is not None:
        if take_over is None:
            message = f"{doubt}: nothing is sent, since who has what is not known here"
            hint = (
                "send where the last mail was sent from; if you know that nothing was sent that"
                " is missing here, say --takeover and why"
            )
            raise BriefError(message, hint)
        with database.reading() as connection:
            newest = campaigns(connection)[-1:]
        for each in newest:
            Outbox(database, somebody()).note(each.id, "take over", take_over)
        witness.renew()
    for each in found:
        if each.fence == fence:
            continue
        if take_over is None:
            message = f"`{each.edition}` was begun on another machine, or this is a copy of it"
            hint = (
                "what was sent there is not known here; if nothing was sent since, or this is"
                " the same database moved, say --takeover and why"
            )
            raise BriefError(message, hint)
        Outbox(database, somebody()).take_over(each.id, fence, take_over)
    return fence


def check_content(known: Campaigns, found: Sendable) -> dict[str, Variant]:
    """Return the renderings of campaigns, the same as when they were frozen.

    Raises:
        BriefError: One is another: what readers have is not what would be sent.
    """
    variants: dict[str, Variant] = {}
    for campaign in known.found:
        for key, digest in campaign.renderings.items():
            pdf: Any = key.rpartition("/")[2]
            made = found.variant(campaign.edition, pdf)
            if made.content_sha256 != digest or made.key != key:
                message = (
                    f"`{found.issue}` in `{campaign.edition}` is another text than was sent"
                )
                hint = "who has the old one gets a correction: `brief send --correction`"
                raise BriefError(message, hint)
            variants[key] = made
    return variants


def freeze_all(
    database: Database, wanted: Sequence[Plan], fence: str, instead_of: Sequence[int]
) -> None:
    """Write down who will get what, in all editions or none, before anything is sent."""
    # Before: a backup of the moment before must not pass for what is after it.
    witness_of(database).renew()
    freeze_together(database, wanted, fence=fence, who=somebody(), instead_of=instead_of)


def copies_of(found: Sendable, variants: Mapping[str, Variant], keys: Keys) -> Copies:
    """Return what makes the mail of a row: the same bytes on every call."""

    def copy(row: Claimed) -> Copy:
        key = keys.by_number.get(row.key_no)
        if key is None:
            message = f"the mail key {row.key_no} is missing, by which this issue was frozen"
            raise BriefError(message, f"set BRIEF_MAIL_KEY_{row.key_no} again")
        tokens = derive(key, found.issue, found.kind, row.subscriber)
        date = datetime.fromtimestamp(int(row.first_claimed_at), tz=UTC)
        personal = Personal(row.address, row.name, date, tokens)
        return Copy(found.sender.envelope(tokens), variants[row.variant].fill(personal))

    return copy


def run_campaigns(
    known: Campaigns,
    fence: str,
    settings: Settings,
    transport: Transport,
    copies: Copies,
    *,
    keys: Keys,
    quiet: bool,
) -> None:
    """Send campaigns together, until nothing is left to do or a signal ends it."""
    mail = settings.mail
    limits = Limits(
        per_second=_number(mail.limits.per_second),
        per_domain=_number(mail.limits.per_domain),
        per_day=mail.limits.per_day,
    )
    owner = f"{somebody()}@{socket.gethostname()}:{os.getpid()}"
    writer = Writer(known.database)
    stopping = threading.Event()
    try:
        with _heard(stopping):
            ledger = Ledger(writer, Seat(owner, fence), limits, keys=keys)
            ids = [each.id for each in known.open if each.state == "sending"]
            senders = Senders(ledger, transport, copies, ids, stopping)
            watch = Watch(known.database, ids, quiet=quiet)
            most = sum(each.expected for each in known.open)
            witnessed = _Witnessed(witness_of(known.database))

            def report() -> None:
                watch.look()
                witnessed.look()

            try:
                senders.run(max(1, min(mail.transport.connections, most)), report)
            finally:
                watch.clear()
                witnessed.witness.renew()
    finally:
        writer.close()


class _Witnessed:
    """Renews the witness while mail is sent: a backup of any moment is told from later ones."""

    def __init__(self, witness: Witness) -> None:
        self.witness = witness
        self._at = time.monotonic()
        witness.renew()

    def look(self) -> None:
        """Renew it where that was long ago."""
        if time.monotonic() - self._at >= WITNESS_S:
            self.witness.renew()
            self._at = time.monotonic()


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


@contextmanager
def _heard(stopping: threading.Event) -> Iterator[None]:
    """Let the first signal end the work in order: what was handed over is waited for."""

    def stop(_signal: int, _frame: object) -> None:
        stopping.set()

    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
