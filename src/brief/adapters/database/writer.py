"""One writer a process: what several senders write at one time is one commit.

A durable commit costs a turn of the disk, however much it holds. So senders hand their work to
one thread, which does all that waits in one transaction and answers after it is committed.
"""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from brief.adapters.database.engine import Database
from brief.diagnostics.world import BriefError

T = TypeVar("T")

Work = Callable[[Connection, float], T]
"""Statements of one transaction, and the instant of it by the clock of the database."""

# PostgreSQL ends one of two transactions that wait for each other, and one that was overtaken.
_TRY_AGAIN = frozenset(("40P01", "40001"))
_TRIES = 5

_NOW = text("SELECT extract(epoch FROM clock_timestamp())::double precision")


class Writer:
    """Writes for all threads of a process. Open until `close`."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._waiting: queue.SimpleQueue[tuple[Work[Any], Future[Any]] | None]
        self._waiting = queue.SimpleQueue()
        self._closed = False
        self._thread = threading.Thread(target=self._loop, name="ledger", daemon=True)
        self._thread.start()

    def run(self, work: Work[T]) -> T:
        """Do some work in a transaction and return what it gave, once that is committed.

        The work may be done twice, and only the last time counts.

        Raises:
            BriefError: The database cannot be used. Nothing of this work was written.
        """
        if self._closed:
            raise RuntimeError("the writer is closed")
        future: Future[T] = Future()
        self._waiting.put((work, future))
        return future.result()

    def close(self) -> None:
        """Finish what waits, and end."""
        if not self._closed:
            self._closed = True
            self._waiting.put(None)
            self._thread.join()

    def _loop(self) -> None:
        while (first := self._waiting.get()) is not None:
            taken = [first]
            last = False
            while not self._waiting.empty():
                more = self._waiting.get()
                if more is None:
                    last = True
                    break
                taken.append(more)
            self._do(taken)
            if last:
                break

    def _do(self, taken: list[tuple[Work[Any], Future[Any]]]) -> None:
        """Do all in one transaction; where that fails, each in one of its own."""
        try:
            results = transaction(self.database, [work for work, _ in taken])
        except BaseException as error:  # noqa: BLE001 - handed to those who wait
            if len(taken) == 1:
                taken[0][1].set_exception(error)
                return
            for each in taken:
                self._do([each])
            return
        for (_, future), result in zip(taken, results, strict=True):
            future.set_result(result)


def transaction(database: Database, works: list[Work[Any]]) -> list[Any]:
    """Do works in one transaction, again where PostgreSQL asks for it."""
    for left in reversed(range(_TRIES)):
        try:
            with database.writing() as connection:
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
