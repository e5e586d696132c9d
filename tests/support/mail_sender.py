"""A sender that tests kill: the real ledger, threads and driver, over a list made by number.

It runs in a process of its own, so that it can be ended by SIGKILL at a named place. Production
code knows of neither the place nor the mutant.
"""

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import Connection

from brief.adapters.database import statements
from brief.adapters.database.engine import Database, open_database
from brief.adapters.database.freezing import freeze
from brief.adapters.database.ledger import Ledger, Seat
from brief.adapters.database.tables import delivery
from brief.adapters.database.writer import Writer
from brief.adapters.mail.dialogue import Relay
from brief.adapters.mail.senders import Senders
from brief.adapters.mail.smtp import SmtpTransport
from brief.app.ports import Copy
from brief.delivery.campaign import Claimed, Limits
from support.ledgers import FENCE, plan


class Told(NamedTuple):
    """What a sender is told. It gets `signal` at `place`, the `nth` time that is passed."""

    url: str
    port: int
    people: int
    place: str = ""
    nth: int = 0
    mutant: bool = False
    signal: int = signal.SIGKILL
    threads: int = 2
    skew_s: float = 0.0
    """How far the clock of its machine is ahead."""


# Short, so that tests are: others take over soon. A relay is waited for much longer, so that a
# slow machine makes no mail unknown that a late reply does not settle.
LEASE_S, REPLY_S, GRACE_S, SOCKET_S = 0.6, 0.5, 0.3, 20.0


def send(told: Told) -> None:
    """Freeze, and send until all is done, unless killed."""
    stop = killer(told.place, told.nth, told.signal)
    if told.mutant:
        break_t6()
    if told.skew_s:
        clock = time.time
        time.time = lambda: clock() + told.skew_s
    opened = open_database(told.url)
    database = Asleep(opened.engine) if told.signal == signal.SIGSTOP else opened
    campaign_id = freeze(database, plan(told.people), fence=FENCE, who="test", stop=stop)
    writer = Writer(database)
    seat = Seat(f"pid {os.getpid()}", FENCE, LEASE_S, REPLY_S, GRACE_S)
    relay = Relay("127.0.0.1", told.port, "none", timeout_s=SOCKET_S, reply_s=SOCKET_S)
    senders = Senders(
        Ledger(writer, seat, Limits(), stop),
        SmtpTransport(relay, stop),
        copy_of,
        [campaign_id],
        stop=stop,
        reap_s=0.2,
    )
    signal.signal(signal.SIGTERM, lambda *_: senders.stopping.set())
    senders.run(told.threads, lambda: None, every_s=0.05)
    writer.close()
    database.close()


def copy_of(row: Claimed) -> Copy:
    """Return the mail of a row: small, and known by its Message-ID."""
    number = row.subscriber.removeprefix("s")
    text = f"Message-ID: <{number}@letter.example>\r\nSubject: {number}\r\n\r\n"
    return Copy(f"b+{number}@bounces.example", (text + "A line of text.\r\n" * 40).encode())


# Held while this process writes, and while it is put to sleep.
_writing = threading.Lock()


class Asleep(Database):
    """A database of a process that will be put to sleep, never in the midst of a transaction.

    In SQLite one that sleeps while it holds the lock keeps everybody from writing; what is
    tested with it is one that sleeps while others write.
    """

    @contextmanager
    def writing(self, kept: Connection | None = None) -> Iterator[Connection]:
        """Give a connection inside one write transaction, committed at the end."""
        with _writing, super().writing(kept) as connection:
            yield connection


def killer(place: str, nth: int, sent: int) -> Callable[[str], None]:
    """Return what sends a signal to this process at a place, the n-th time it is passed."""
    lock = threading.Lock()
    passed: Counter[str] = Counter()

    def stop(name: str) -> None:
        with lock:
            passed[name] += 1
            if name != place or passed[name] != nth:
                return
        if sent != signal.SIGSTOP:
            os.kill(os.getpid(), sent)
        else:
            with _writing:
                # To this thread, which then goes no further: any other might take the signal.
                signal.pthread_kill(threading.get_ident(), sent)

    return stop


def break_t6() -> None:
    """Take from T6 all that it looks at: what must make tests fail."""
    statements.t6_conditions = lambda: (delivery.c.id == statements.ID,)
