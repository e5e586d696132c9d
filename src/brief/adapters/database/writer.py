"""One writer a process: what several senders write at one time is one commit.

A durable commit costs a turn of the disk, however much it holds. So senders hand their work to
one thread, which does all that waits in one transaction and answers after it is committed.
"""

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, NamedTuple, TypeVar

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


# What nobody waits for waits so long for company: about as long as a mail takes.
PATIENCE_S = 0.01


class _Waiting(NamedTuple):
    """Some work, who waits for it, and whether somebody does."""

    work: Work[Any]
    future: Future[Any]
    urgent: bool


class Writer:
    """Writes for all threads of a process. Open until `close`."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._waiting: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._closed = False
        self._thread = threading.Thread(target=self._loop, name="ledger", daemon=True)
        self._thread.start()

    def run(self, work: Work[T]) -> T:
        """Do some work in a transaction and return what it gave, once that is committed.

        The work may be done twice, and only the last time counts.

        Raises:
            BriefError: The database cannot be used. Nothing of this work was written.
        """
        return self._hand_in(work, urgent=True).result()

    def post(self, work: Work[T]) -> Future[T]:
        """Hand some work over that nobody waits for, to be done in the order in which it comes.

        What is handed in later is committed later or together, never before. It may wait a
        moment for something urgent, and then costs no commit of its own.
        """
        return self._hand_in(work, urgent=False)

    def _hand_in(self, work: Work[T], *, urgent: bool) -> Future[T]:
        if self._closed:
            raise RuntimeError("the writer is closed")
        future: Future[T] = Future()
        self._waiting.put(_Waiting(work, future, urgent))
        return future

    def close(self) -> None:
        """Finish what waits, and end."""
        if not self._closed:
            self._closed = True
            self._waiting.put(None)
            self._thread.join()

    def _loop(self) -> None:
        last = False
        while not last:
            taken: list[_Waiting] = []
            until = 0.0
            while not last:
                left = None if not taken else max(0.0, until - time.monotonic())
                # Once something urgent is there, only what has come already goes along.
                if any(each.urgent for each in taken):
                    left = 0.0
                try:
                    more = self._waiting.get(block=left != 0.0, timeout=left or None)
                except queue.Empty:
                    break
                last = more is None
                if more is not None:
                    until = until or time.monotonic() + PATIENCE_S
                    taken.append(more)
            if taken:
                self._do(taken)

    def _do(self, taken: list[_Waiting]) -> None:
        """Do all in one transaction; where that fails, each in one of its own."""
        try:
            results = transaction(self.database, [each.work for each in taken])
        except BaseException as error:  # noqa: BLE001 - handed to those who wait
            if len(taken) == 1:
                taken[0].future.set_exception(error)
                return
            for each in taken:
                self._do([each])
            return
        for each, result in zip(taken, results, strict=True):
            each.future.set_result(result)


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
