"""Threads that send a campaign: claim, hand over, settle, until nothing is left to do."""

import random
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from brief.app.ports import Copies, Line, SendersLedger, Transport
from brief.delivery.campaign import Batch, Claimed, settlement
from brief.delivery.pace import relay_wait_s
from brief.delivery.replies import Reply
from brief.delivery.states import State
from brief.diagnostics.world import BriefError

# Mails that one thread takes at a time: enough that a claim costs little, few enough that what
# a thread loses with its process is soon taken up by another.
BATCH = 20
# How often others that have gone are looked for, and how long a wait is at most.
REAP_S = 10.0
# How long a thread may take to stop before its connection is cut (never after the dot).
PATIENCE_S = 8.0
# A thread without work asks again so often: others may give back what they have, or be done.
IDLE_S = 0.5
# Results of one thread that may wait to be written.
MOST_PENDING = 8
# A relay that does not let us in for good will not do so later either.
HOPELESS = frozenset(("tls", "auth"))
_FOR_GOOD = 500

Pending = deque[Future[bool]]
"""What a thread has handed over and is being written down, the oldest first."""


@dataclass
class Trouble:
    """What all threads know of the relay: failures in a row, and until when it rests."""

    failures: int = 0
    until: float = 0.0
    said: Reply | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def failed(self, reply: Reply) -> None:
        """Note a failure. Those of several threads at one time count once."""
        with self.lock:
            now = time.monotonic()
            self.said = reply
            if now >= self.until:
                self.failures += 1
                # Senders that failed together come back apart.
                chance = random.random()  # noqa: S311 - no secret
                self.until = now + relay_wait_s(self.failures, chance)

    def worked(self) -> None:
        """Note that the relay took part in a dialogue."""
        if self.failures:
            with self.lock:
                self.failures, self.until, self.said = 0, 0.0, None

    def rest_s(self) -> float:
        """Return how long the relay is still left alone."""
        return max(0.0, self.until - time.monotonic())


@dataclass
class Senders:
    """What the threads of some campaigns share. `stopping` is set from outside to end early."""

    ledger: SendersLedger
    transport: Transport
    copies: Copies
    campaign_ids: Sequence[int]
    stopping: threading.Event = field(default_factory=threading.Event)
    trouble: Trouble = field(default_factory=Trouble)
    stop: Callable[[str], None] = lambda _: None
    reap_s: float = REAP_S
    _errors: list[BaseException] = field(default_factory=list)
    _lines: list[Line] = field(default_factory=list)

    def run(self, count: int, report: Callable[[], None], every_s: float = 0.5) -> None:
        """Send with so many threads, until nothing is left to wait for, or told to stop.

        `report` is called about every half second, in this thread.

        Raises:
            BriefError: The database or the relay cannot be used. What was handed over is
                written down; the rest waits for another run.
        """
        self.ledger.reap()
        threads = [
            threading.Thread(target=self._guarded, name=f"sender-{number}", daemon=True)
            for number in range(count)
        ]
        for thread in threads:
            thread.start()
        try:
            self._watch(threads, report, every_s)
        except BaseException:
            # Replies that are awaited now are heard and written down before anything else.
            self.stopping.set()
            self._watch(threads, report, every_s)
            raise
        if self._errors:
            raise self._errors[0]
        for each in self.campaign_ids:
            self.ledger.finish(each)
        report()

    def _watch(
        self, threads: list[threading.Thread], report: Callable[[], None], every_s: float
    ) -> None:
        reaped = stopped = time.monotonic()
        while any(thread.is_alive() for thread in threads):
            for thread in threads:
                thread.join(every_s / len(threads))
            now = time.monotonic()
            if not self.stopping.is_set():
                stopped = now
                if now - reaped >= self.reap_s:
                    reaped = now
                    self.ledger.reap()
                report()
            elif now - stopped > PATIENCE_S:
                for line in self._lines:
                    line.abort()

    def _guarded(self) -> None:
        try:
            self._send()
        except BaseException as error:  # noqa: BLE001 - raised again where it is heard
            self._errors.append(error)
            self.stopping.set()

    def _send(self) -> None:
        line = self.transport.line()
        self._lines.append(line)
        pending: Pending = deque()
        try:
            while not self.stopping.is_set():
                if self.trouble.rest_s():
                    self.stopping.wait(min(self.trouble.rest_s(), self.reap_s))
                    continue
                batch = self._claimed()
                if batch is None:
                    return
                if batch.rows:
                    self._batch(line, batch, pending)
                else:
                    # Connections that nothing will need for a while are not kept.
                    if batch.wait_s > 1:
                        line.close()
                    self.stopping.wait(min(max(batch.wait_s, 0.005), IDLE_S))
        finally:
            line.close()
            while pending:
                pending.popleft().result()

    def _claimed(self) -> Batch | None:
        """Return a batch of the first campaign that has one; else how long to wait.

        What waits in one campaign holds up no other. Nothing is returned when all are over.
        """
        waits = []
        for each in self.campaign_ids:
            batch = self.ledger.claim(each, BATCH)
            if batch.rows:
                return batch
            if not batch.over:
                waits.append(batch)
        return min(waits, key=lambda batch: batch.wait_s, default=None)

    def _batch(self, line: Line, batch: Batch, pending: Pending) -> None:
        """Send a batch; what is left of it when something stops us is given back."""
        done = 0
        try:
            for row in batch.rows:
                if self.stopping.is_set() or not self._one(line, row, batch.claim, pending):
                    return
                done += 1
                self.stop("between")
        finally:
            if done < len(batch.rows):
                self.ledger.release(batch.claim)

    def _one(self, line: Line, row: Claimed, claim: str, pending: Pending) -> bool:
        """Send one mail; return whether to go on with the batch."""
        copy = self.copies(row)
        found: list[State | None] = []

        def expose() -> bool:
            if self.stopping.is_set():
                found.append("queued")
                return False
            found.append(self.ledger.expose(row, claim))
            return found[-1] is None

        name = f"{row.id}.{row.attempt + 1}"
        handed = line.hand_over(copy.sender, row.address, name, copy.content, expose)
        if handed is None:
            # A batch whose rows are not ours any more, or that nobody may send, is at an end.
            return found[-1] not in ("claimed", "queued")
        said = settlement(handed.reply, row.attempt)
        self._written(pending, self.ledger.settle(row, claim, said, handed.taken_as))
        if said.sort != "relay":
            self.trouble.worked()
            return True
        self.trouble.failed(handed.reply)
        if _is_hopeless(handed.reply):
            raise BriefError(f"the relay lets nobody in: {handed.reply.text}", _HINT)
        return False

    @staticmethod
    def _written(pending: Pending, settled: Future[bool]) -> None:
        """Remember what is being written down; hear of what could not be."""
        pending.append(settled)
        while pending and (pending[0].done() or len(pending) > MOST_PENDING):
            pending.popleft().result()


def _is_hopeless(reply: Reply) -> bool:
    """Tell whether a relay lets nobody in for good: by its code, or by a fault of trust."""
    if reply.phase not in HOPELESS:
        return False
    return reply.code >= _FOR_GOOD if reply.code is not None else reply.untrusted


_HINT = "nothing is lost: mend `mail.transport` or the password, and repeat the command"
