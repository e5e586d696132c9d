"""Runs a campaign under fire: senders are killed and frozen, replies lost; then it is counted.

What must hold is said by `Fired.wrong`: nobody lost, nobody mailed twice, nothing called sent
that was not taken, and no more unknown than kills and lost replies explain.
"""

import multiprocessing
import os
import random
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path

from sqlalchemy import select

from brief.adapters.database.engine import Database, open_database
from brief.adapters.database.reading import campaigns
from brief.adapters.database.tables import delivery
from support.mail_sender import LEASE_S, Told, send
from support.relays import Relay, serving

FREEZING = ("freeze-campaign", "freeze-rows", "freeze-before-commit", "frozen")
SENDING = (
    "claimed",
    "connected",
    "mail",
    "rcpt",
    "354",
    "half-body",
    "body",
    "t6-before-commit",
    "t6-after-commit",
    "dot",
    "reply",
    "t7-before-commit",
    "t7-after-commit",
    "between",
    "reap",
)
# Passed once for many mails.
RARE = ("claimed", "connected", "reap")

# One process has loaded everything, and each sender is a fork of it: a second less for each.
SPAWN = multiprocessing.get_context("forkserver")
SPAWN.set_forkserver_preload(
    [
        "brief.adapters.database.ledger",
        "brief.adapters.database.freezing",
        "brief.adapters.mail.senders",
        "brief.adapters.mail.smtp",
        "sqlalchemy.dialects.sqlite",
        "sqlalchemy.dialects.postgresql.psycopg",
    ]
)

_DEADLINE_S = 120.0
SENDERS = 2
# Of the moments at which a sender could be frozen.
OFTEN = 0.05


@dataclass
class Fired:
    """What came of a campaign under fire."""

    count: int
    threads: int = 1
    killed: list[str] = field(default_factory=list)
    frozen: int = 0
    lost: int = 0
    states: dict[str, str] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)
    polls: int = 0
    unbalanced: list[str] = field(default_factory=list)
    half_frozen: list[str] = field(default_factory=list)

    def in_state(self, state: str) -> set[str]:
        """Return the addresses in a state."""
        return {address for address, found in self.states.items() if found == state}

    def wrong(self) -> list[str]:
        """Say everything that must not be."""
        twice = {address: n for address, n in self.taken.items() if n > 1}
        false = self.in_state("sent") - set(self.taken)
        lost = set(self.taken) - self.in_state("sent") - self.in_state("unknown")
        unknown = self.in_state("unknown")
        found = [
            (twice, f"mailed twice: {twice}"),
            (false, f"called sent, and never taken: {sorted(false)}"),
            (lost, f"taken, and neither sent nor unknown: {sorted(lost)}"),
            (self.count - len(self.states), f"{len(self.states)} rows of {self.count}"),
            (set(self.states.values()) - {"sent", "unknown"}, f"not settled: {self.states}"),
            (
                # At most one mail of each thread is handed over and not written down.
                len(unknown) > len(self.killed) * self.threads + self.lost,
                f"{len(unknown)} unknown, {len(self.killed)} kills, {self.lost} replies lost",
            ),
            (self.unbalanced, f"did not balance: {self.unbalanced}"),
            (self.half_frozen, f"frozen in part: {self.half_frozen}"),
        ]
        return [text for is_wrong, text in found if is_wrong]


def fire(
    url: str,
    seed: int,
    *,
    count: int = 300,
    lost: float = 0.05,
    freezes: int = 3,
) -> Fired:
    """Run a campaign to its end with two senders at a time, killed once at each place."""
    chance = random.Random(seed)  # noqa: S311 - chance, repeatable
    places = [*SENDING]
    chance.shuffle(places)
    # One thread shows the tightest bound, two that threads of one process do not meet.
    threads = 1 + seed % 2
    fired = Fired(count, threads)
    database = open_database(url)
    try:
        with serving(Relay(lost=lost, seed=seed)) as relay:
            told = Told(url, relay.port, count, threads=threads)
            _kill_freezing(database, told, fired)
            with _polled(database, fired):
                _kill_sending(told, places, freezes, chance, fired)
            fired.lost = relay.dropped
            fired.taken = dict(relay.recipients)
        with database.reading() as connection:
            rows = connection.execute(select(delivery.c.address, delivery.c.state)).all()
            fired.states = {row.address: row.state for row in rows}
    finally:
        database.close()
    return fired


def overslept(url: str, *, mutant: bool) -> Fired:
    """Freeze a sender between a body and the dot until another has sent all; then wake it."""
    count = 60
    fired = Fired(count)
    with serving(Relay()) as relay:
        told = Told(url, relay.port, count, mutant=mutant, threads=1)
        sleeping = _start(told._replace(place="body", nth=3, signal=signal.SIGSTOP))
        try:
            while _state(sleeping) != "T":
                time.sleep(0.02)
            other = _start(told)
            other.join(_DEADLINE_S)
            assert other.exitcode == 0
            os.kill(sleeping.pid or 0, signal.SIGCONT)
            sleeping.join(_DEADLINE_S)
            assert sleeping.exitcode == 0
        finally:
            sleeping.kill()
            sleeping.join()
        fired.taken = dict(relay.recipients)
    database = open_database(url)
    with database.reading() as connection:
        rows = connection.execute(select(delivery.c.address, delivery.c.state)).all()
    database.close()
    fired.states = {row.address: row.state for row in rows}
    return fired


def beside(url: str, count: int, skews_s: Sequence[float]) -> dict[str, int]:
    """Send with several senders at once whose clocks are ahead; return what the relay took."""
    with serving(Relay()) as relay:
        running = [_start(Told(url, relay.port, count, skew_s=each)) for each in skews_s]
        for each in running:
            each.join(_DEADLINE_S)
        assert [each.exitcode for each in running] == [0] * len(running)
        return dict(relay.recipients)


def _state(process: BaseProcess) -> str:
    """Return the state of a process as the system tells it: `T` is stopped."""
    status = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8")
    return status.rpartition(") ")[2][0]


def once_more(url: str, count: int) -> dict[str, int]:
    """Send what is queued with one sender that nobody kills; return what the relay took."""
    with serving(Relay()) as relay:
        running = _start(Told(url, relay.port, count))
        running.join(_DEADLINE_S)
        assert running.exitcode == 0
        return dict(relay.recipients)


def _kill_freezing(database: Database, told: Told, fired: Fired) -> None:
    """Kill at each place of freezing: there is no campaign, or all of it."""
    for place in FREEZING:
        running = _start(told._replace(place=place, nth=1))
        running.join(_DEADLINE_S)
        assert running.exitcode == -signal.SIGKILL, (place, running.exitcode)
        with database.reading() as connection:
            found = campaigns(connection)
        whole = [each.expected for each in found] == [told.people]
        if not (whole and found[0].balances if place == "frozen" else not found):
            fired.half_frozen.append(place)


def _kill_sending(
    told: Told, places: list[str], freezes: int, chance: random.Random, fired: Fired
) -> None:
    running: list[tuple[BaseProcess, str]] = []
    asleep: dict[int, float] = {}
    until = time.monotonic() + _DEADLINE_S
    over = False
    try:
        while running or not over:
            assert time.monotonic() < until, "the campaign does not end"
            while len(running) < SENDERS and not over:
                place = places.pop() if places else ""
                nth = 1 if place in RARE else chance.randint(1, 5)
                one = told._replace(place=place, nth=nth)
                running.append((_start(one), place))
            if freezes and not asleep and chance.random() < OFTEN:
                freezes -= 1
                fired.frozen += _put_to_sleep(running[0][0], asleep)
            _wake(asleep)
            time.sleep(0.02)
            for each in [each for each in running if not each[0].is_alive()]:
                running.remove(each)
                process, place = each
                assert process.exitcode in (0, -signal.SIGKILL), (place, process.exitcode)
                if process.exitcode:
                    fired.killed.append(place)
                over = over or not process.exitcode
    finally:
        # Also where something was wrong: no sender outlives the run.
        for process, _ in running:
            process.kill()
            process.join()


def _put_to_sleep(process: BaseProcess, asleep: dict[int, float]) -> int:
    """Freeze a sender for longer than its lease: others take over what it has in hand."""
    assert process.pid is not None
    try:
        os.kill(process.pid, signal.SIGSTOP)
    except ProcessLookupError:
        return 0
    asleep[process.pid] = time.monotonic() + LEASE_S * 2
    return 1


def _wake(asleep: dict[int, float]) -> None:
    for pid, at in list(asleep.items()):
        if at <= time.monotonic():
            del asleep[pid]
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


def _start(told: Told) -> BaseProcess:
    process = SPAWN.Process(target=send, args=(told,))
    process.start()
    return process


@contextmanager
def _polled(database: Database, fired: Fired) -> Iterator[None]:
    """Look at the accounting identity again and again, over a connection of its own."""
    ended = threading.Event()

    def poll() -> None:
        while not ended.wait(0.02):
            with database.reading() as connection:
                for each in campaigns(connection):
                    fired.polls += 1
                    if not each.balances:
                        fired.unbalanced.append(f"{each.expected}: {each.counts}")

    thread = threading.Thread(target=poll)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
