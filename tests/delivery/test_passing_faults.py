"""Faults that pass end no send, and a fault beside it loses no reply."""

import time
from collections import Counter
from pathlib import Path

import pytest

from brief.adapters.database.engine import open_database
from brief.adapters.database.ledger import Ledger, Seat
from brief.adapters.database.writer import Writer
from brief.adapters.mail.dialogue import Relay
from brief.adapters.mail.senders import Senders
from brief.adapters.mail.smtp import SmtpTransport
from brief.app.ports import Copy
from brief.delivery.campaign import Limits
from brief.diagnostics.world import BriefError
from support.bench_senders import content
from support.ledgers import FENCE, frozen, states
from support.relays import Fault, polite, raw, serving
from support.relays import Relay as Sink


def senders(folder: Path, relay: Relay, count: int) -> tuple[Senders, Writer]:
    database = open_database(f"sqlite:///{folder / 'd.sqlite3'}")
    campaign_id = frozen(database, count)
    writer = Writer(database)
    ledger = Ledger(writer, Seat("test", FENCE), Limits())
    made = Senders(
        ledger,
        SmtpTransport(relay),
        lambda row: Copy("b@bounces.example", content(row.id)),
        [campaign_id],
    )
    return made, writer


def nothing() -> None:
    """Report nothing."""


@pytest.mark.parametrize("code", ["454 4.7.0 ask again", "535 5.7.8 no"])
def test_only_a_login_that_is_refused_for_good_ends_a_send(tmp_path: Path, code: str) -> None:
    asked: Counter[str] = Counter()

    def script(line: str) -> bytes:
        word = line.split(" ", 1)[0].upper()
        asked[word] += 1
        if word == "EHLO":
            return b"250-raw.test\r\n250 AUTH PLAIN\r\n"
        if word == "AUTH":
            good = b"235 2.7.0 welcome\r\n"
            return good if asked[word] > 1 and code[0] == "4" else f"{code}\r\n".encode()
        return polite(line)

    with raw(script) as port:
        relay = Relay("127.0.0.1", port, "none", "me", "secret", timeout_s=3.0)
        made, writer = senders(tmp_path, relay, 2)
        if code[0] == "4":
            made.run(1, nothing)
            assert states(writer.database) == {"sent": 2}
        else:
            with pytest.raises(BriefError, match="lets nobody in"):
                made.run(1, nothing)
            assert states(writer.database) == {"queued": 2}
        writer.close()


def test_a_fault_of_who_watches_waits_for_the_replies(tmp_path: Path) -> None:
    slow = {f"reader{n}@example.org": Fault("data", "stall 1") for n in range(2)}
    begun: list[str] = []

    def report() -> None:
        for _ in range(500):
            if begun:
                break
            time.sleep(0.01)
        raise BriefError("the disk is full")

    with serving(Sink(faults=slow, on_data=begun.append)) as sink:
        relay = Relay("127.0.0.1", sink.port, "none", timeout_s=5.0, reply_s=5.0)
        made, writer = senders(tmp_path, relay, 2)
        with pytest.raises(BriefError, match="the disk is full"):
            made.run(1, report, 0.05)
        writer.close()
        assert len(sink.taken) == 1
        assert states(writer.database) == {"sent": 1, "queued": 1}
