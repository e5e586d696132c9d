"""One writer a process: what several senders write at one time is one commit.

A durable commit costs a turn of the disk, however much it holds. So whoever comes first writes
what all have handed in by then, on one connection; those who come meanwhile wait, and the next
of them writes for all of them. Nobody is woken to write for another: turns of threads cost more
than statements do.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from brief.adapters.database.engine import Database, said_by_database
from brief.diagnostics.world import BriefError

T = TypeVar("T")

Work = Callable[[Connection, float], T]
"""Statements of one transaction, and the instant of it by the clock of the database."""

# PostgreSQL ends one of two transactions that wait for each other, and one that was overtaken.
_TRY_AGAIN = frozenset(("40P01", "40001"))
_TRIES = 5

_NOW = text("SELECT extract(epoch FROM clock_timestamp())::double precision")

# What nobody waits for waits so long for company: about as long as a mail takes.
PATIENCE_S = 0.01
# A connection that was not used for longer is asked first whether it still stands.
FRESH_S = 1.0


class _Waiting(NamedTuple):
    """Some work, and who waits for it."""

    work: Work[Any]
    future: Future[Any]


class Writer:
    """Writes for all threads of a process. Open until `close`."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._waiting: deque[_Waiting] = deque()
        # Held by the thread that writes.
        self._turn = threading.Lock()
        self._kept: Connection | None = None
        self._used_at = 0.0
        self._closed = False
        self._some = threading.Event()
        self._at_once = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="ledger", daemon=True)
        self._thread.start()

    def run(self, work: Work[T]) -> T:
        """Do some work in a transaction and return what it gave, once that is committed.

        The work may be done twice, and only the last time counts.

        Raises:
            BriefError: The database cannot be used. Nothing of this work was written.
        """
        if threading.current_thread() is threading.main_thread():
            # Interrupts are heard there: they must not end what was handed in by others.
            future = self.post(work)
            self._at_once.set()
            return future.result()
        future = self._hand_in(work)
        with self._turn:
            if not future.done():
                self._write()
        return future.result()

    def post(self, work: Work[T]) -> Future[T]:
        """Hand some work over that nobody waits for, to be done in the order in which it comes.

        What is handed in later is committed later or together, never before. It waits a moment
        for somebody who writes, and then costs no commit of its own.
        """
        future = self._hand_in(work)
        if not self._some.is_set():
            self._some.set()
        return future

    def _hand_in(self, work: Work[T]) -> Future[T]:
        if self._closed:
            raise RuntimeError("the writer is closed")
        future: Future[T] = Future()
        self._waiting.append(_Waiting(work, future))
        return future

    def close(self) -> None:
        """Finish what waits, and end."""
        if not self._closed:
            self._closed = True
            self._some.set()
            self._at_once.set()
            self._thread.join()
            with self._turn:
                self._let_go()

    def _loop(self) -> None:
        """Write what nobody waited for, and what the main thread waits for."""
        last = False
        while not last:
            self._some.wait()
            self._at_once.wait(PATIENCE_S)
            # Cleared before looking: what comes after that is heard of again.
            self._some.clear()
            self._at_once.clear()
            last = self._closed
            with self._turn:
                self._write()

    def _write(self) -> None:
        """Write all that has been handed in by now. For the thread whose turn it is."""
        taken: list[_Waiting] = []
        while self._waiting:
            taken.append(self._waiting.popleft())
        if taken:
            self._do(taken)

    def _do(self, taken: list[_Waiting]) -> None:
        """Do all in one transaction; where that fails, each in one of its own."""
        try:
            works = [each.work for each in taken]
            results = transaction(self.database, works, self._connection())
        except BaseException as error:  # noqa: BLE001 - handed to those who wait
            self._let_go()
            if len(taken) == 1:
                taken[0].future.set_exception(error)
                return
            for each in taken:
                self._do([each])
            return
        for each, result in zip(taken, results, strict=True):
            each.future.set_result(result)

    def _connection(self) -> Connection:
        """Return the connection that is kept; a new one where it has not been used of late."""
        now = time.monotonic()
        if self._kept is None or now - self._used_at > FRESH_S:
            self._let_go()
            with said_by_database():
                self._kept = self.database.engine.connect()
        self._used_at = now
        return self._kept

    def _let_go(self) -> None:
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.close()


def transaction(
    database: Database, works: list[Work[Any]], kept: Connection | None = None
) -> list[Any]:
    """Do works in one transaction, again where PostgreSQL asks for it."""
    for left in reversed(range(_TRIES)):
        try:
            with database.writing(kept) as connection:
                now = instant(database, connection)
                return [work(connection, now) for work in works]
        except BriefError as error:
            cause = error.__cause__
            state = getattr(cause.orig, "sqlstate", "") if isinstance(cause, DBAPIError) else ""
            if not left or state not in _TRY_AGAIN:
                raise
    raise AssertionError("the loop returns or raises")


def instant(database: Database, connection: Connection) -> float:
    """Return the instant by the clock of the database, in seconds since 1970."""
    if database.is_sqlite or database.clock is not None:
        return database.tick()
    return float(connection.execute(_NOW).scalar_one())
