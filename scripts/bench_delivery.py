"""Send to smtp-sink: the durable ledger beside a plain loop of smtplib, in one run.

    python scripts/bench_delivery.py [RECIPIENTS]

Both send the same 30 kB mails over the same number of connections. The plain loop remembers
nothing. A relay on this machine answers at once, which none does that takes mail for the world:
so one that is 20 ms away is measured too. Three senders of the ledger on PostgreSQL are
measured beside one, with either relay.
"""

import smtplib
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from brief.adapters.database.engine import Database, open_database
from brief.adapters.database.ledger import Ledger, Seat
from brief.adapters.database.writer import Writer
from brief.adapters.mail.dialogue import Relay
from brief.adapters.mail.senders import Senders
from brief.adapters.mail.smtp import SmtpTransport
from brief.app.ports import Copy
from brief.delivery.campaign import Claimed, Limits
from support.bench_senders import SIZE, content, together
from support.far import far
from support.ledgers import FENCE, frozen, states
from support.postgres import started
from support.smtp_sink import resident_bytes, sinking

THREADS = (1, 4, 16)
RUNS = 3
ROUND_TRIP_S = 0.02
# What a relay allows: mails a second.
RATE = 100
CPU: list[float] = []


def ledger_run(
    database: Database, port: int, count: int, threads: int, per_second: float | None = None
) -> float:
    """Send with the ledger; return mails a second."""
    campaign_id = frozen(database, count, issue=f"{time.monotonic_ns()}")
    writer = Writer(database)
    senders = Senders(
        Ledger(writer, Seat("bench", FENCE), Limits(per_second)),
        SmtpTransport(Relay("127.0.0.1", port, "none")),
        _copy,
        [campaign_id],
    )
    began, used = time.monotonic(), time.process_time()
    senders.run(threads, lambda: None, every_s=0.02)
    taken = time.monotonic() - began
    CPU.append((time.process_time() - used) / count)
    writer.close()
    assert set(states(database)) == {"sent"}
    return count / taken


def _copy(row: Claimed) -> Copy:
    return Copy(f"b+{row.id}@bounces.example", content(row.id))


def plain_run(port: int, count: int, threads: int) -> float:
    """Send with `smtplib.SMTP.sendmail` alone; return mails a second."""

    def send(numbers: range) -> None:
        with smtplib.SMTP("127.0.0.1", port) as smtp:
            for number in numbers:
                smtp.sendmail("b@bounces.example", f"{number}@example.org", content(number))

    parts = [
        threading.Thread(target=send, args=[range(start, count, threads)])
        for start in range(threads)
    ]
    began = time.monotonic()
    for part in parts:
        part.start()
    for part in parts:
        part.join()
    return count / (time.monotonic() - began)


def median(measure: Callable[[], float]) -> float:
    """Return the middle of some runs."""
    return sorted(measure() for _ in range(RUNS))[RUNS // 2]


def beside(port: int, folder: str, count: int, threads: int, where: str) -> None:
    """Print what the plain loop and the ledger on SQLite send, in turns, over connections."""
    plain: list[float] = []
    ours: list[float] = []
    for _ in range(RUNS):
        plain.append(plain_run(port, count, threads))
        database = open_database(f"sqlite:///{folder}/{time.monotonic_ns()}.sqlite3")
        ours.append(ledger_run(database, port, count, threads))
        database.close()
    one, two = sorted(plain)[RUNS // 2], sorted(ours)[RUNS // 2]
    say(
        f"{where}, {threads} connections: plain smtplib {one:,.0f}/s, ledger on SQLite"
        f" {two:,.0f}/s: {two / one:.2f}; {1e6 * min(CPU[-RUNS:]):,.0f} µs of CPU a mail;"
        f" {resident_bytes() / 1e6:.0f} MB"
    )


def main() -> None:
    """Print a table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    say(f"{count:,} mails of {SIZE / 1000:.0f} kB to smtp-sink, medians of {RUNS} runs")
    with ExitStack() as stack:
        port = stack.enter_context(sinking())
        away = stack.enter_context(far(port, ROUND_TRIP_S))
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        server = stack.enter_context(started())
        for threads in THREADS:
            beside(port, folder, count, threads, "here")
        for threads in THREADS:
            # As many as take some seconds.
            beside(away, folder, min(count, 100 * threads), threads, "20 ms away")
        database = open_database(f"sqlite:///{folder}/rate.sqlite3")
        kept = ledger_run(database, port, 10 * RATE, 4, RATE)
        say(f"here, 4 connections, at most {RATE}/s asked for: {kept:.1f}/s")
        database.close()
        for where, to, mails in (("here", port, count), ("20 ms away", away, min(count, 600))):
            for senders in (1, 3):
                rate = median(
                    lambda n=senders, to=to, mails=mails: together(  # type: ignore[misc]
                        server.new_database(), to, mails, n
                    )
                )
                say(f"{where}, {senders} processes of 2 threads on PostgreSQL: {rate:,.0f}/s")


def say(what: str) -> None:
    """Print one line."""
    print(what, flush=True)  # noqa: T201 - its purpose


if __name__ == "__main__":
    main()
