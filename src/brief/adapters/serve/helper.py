"""One process beside the server that does long work: asked in turn, ended at any moment."""

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from brief.app.ports import BriefError

Answering = Callable[[Any], Any]


class Helper:
    """Asks a process that is begun when it is first needed, and again when it has died."""

    def __init__(self, make: Callable[[], Answering]) -> None:
        """Take what makes the answers; it is called once in each process, and is pickled."""
        self._make = make
        self._turn = threading.Lock()
        self._running: tuple[BaseProcess, Connection] | None = None
        self._closed = False

    def ask(self, question: Any) -> Any:
        """Return the answer.

        Raises:
            BriefError: As the process raised it, or it died.
        """
        with self._turn:
            _, line = self._begun()
            try:
                line.send(question)
                answer = line.recv()
            except (EOFError, OSError) as error:
                self._end()
                raise BriefError("the process that compiles ended", "it begins anew") from error
        if isinstance(answer, BriefError):
            raise answer
        return answer

    def close(self) -> None:
        """End the process at once, whatever it is doing."""
        self._closed = True
        if self._running:
            self._running[0].kill()

    def _begun(self) -> tuple[BaseProcess, Connection]:
        if self._closed:
            raise BriefError("the preview has ended")
        if self._running is None:
            spawn = multiprocessing.get_context("spawn")
            ours, theirs = spawn.Pipe()
            process = spawn.Process(target=_answer, args=(theirs, self._make), daemon=False)
            process.start()
            theirs.close()
            self._running = process, ours
        return self._running

    def _end(self) -> None:
        if self._running:
            process, line = self._running
            self._running = None
            line.close()
            process.kill()
            process.join()


def _answer(line: Connection, make: Callable[[], Answering]) -> None:
    # The terminal tells all processes of an interrupt; this one ends when the other does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What is looked at goes first, also where there are few processors.
    os.nice(10)
    answer = make()
    with contextlib.suppress(EOFError, OSError):
        while True:
            question = line.recv()
            try:
                found = answer(question)
            except BriefError as error:
                found = error
            line.send(found)
