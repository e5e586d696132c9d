"""Senders for measurements: processes that send one campaign, and mails of some size."""

import time
from threading import Barrier

from brief.adapters.database.engine import open_database
from brief.adapters.database.ledger import Ledger, Seat
from brief.adapters.database.writer import Writer
from brief.adapters.mail.dialogue import Relay
from brief.adapters.mail.senders import Senders
from brief.adapters.mail.smtp import SmtpTransport
from brief.app.ports import Copy
from brief.delivery.campaign import Claimed, Limits
from support.ledgers import FENCE, frozen, states
from support.mail_crashes import SPAWN

# An issue as it is sent: HTML and text.
SIZE = 30_000

_BODY = b"A line of a mail, as long as lines of mails are, with a link here and there.\r\n"


def content(number: int) -> bytes:
    """Return a mail of that size."""
    head = f"Message-ID: <{number}@letter.example>\r\nSubject: {number}\r\n\r\n".encode()
    return head + _BODY * (SIZE // len(_BODY))


def send(url: str, port: int, campaign_id: int, ready: Barrier) -> None:
    """Send a campaign with two threads, until it is over, once all others are ready."""
    database = open_database(url)
    writer = Writer(database)
    transport = SmtpTransport(Relay("127.0.0.1", port, "none"))
    ledger = Ledger(writer, Seat("bench", FENCE), Limits())
    ready.wait()
    Senders(ledger, transport, _copy, [campaign_id]).run(2, lambda: None, every_s=0.05)
    writer.close()
    database.close()


def _copy(row: Claimed) -> Copy:
    return Copy(f"b+{row.id}@bounces.example", content(row.id))


def together(url: str, port: int, count: int, processes: int) -> float:
    """Send with so many processes at once; return mails a second, from when all are ready."""
    database = open_database(url)
    campaign_id = frozen(database, count)
    ready = SPAWN.Barrier(processes + 1)
    running = [
        SPAWN.Process(target=send, args=(url, port, campaign_id, ready))
        for _ in range(processes)
    ]
    for each in running:
        each.start()
    ready.wait()
    began = time.monotonic()
    for each in running:
        each.join()
    taken = time.monotonic() - began
    assert states(database) == {"sent": count}
    database.close()
    return count / taken
