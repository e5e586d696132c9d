"""A process beside a worker of a cluster, which does steps in its main thread.

What sets PDFs bounds itself by signals and sets fonts for its whole process, so it can run in
no thread of a worker. Workers may start no process by multiprocessing: they are daemons.
"""

import atexit
import contextlib
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from brief.build.step import VERSIONS, Step, Work
from brief.diagnostics.world import BriefError


class Done(NamedTuple):
    """What a worker gives back: a result and what made it, or why there is none."""

    result: bytes | None
    tools: Mapping[str, str]
    """Versions of all that the step depends on, on the machine that did it."""
    fault: str = ""


class Does(NamedTuple):
    """What a process does with steps, what goes before the first, and what it does it with."""

    prepare: Callable[[str], None]
    work: Work
    tools: Callable[[], Mapping[str, str]]


class Hand:
    """A process that does one step after the other.

    Its tools are asked for in the process itself: a worker may be older than they are.
    """

    def __init__(self, does: Does) -> None:
        """Begin the process.

        Raises:
            OSError: It ended at once.
            EOFError: As above.
            BriefError: Something that it needs is missing.
        """
        self._folder = tempfile.TemporaryDirectory(prefix="brief-", ignore_cleanup_errors=True)
        command = [sys.executable, "-m", "brief.adapters.cluster.hand"]
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter and this module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        try:
            self.tools: Mapping[str, str] = self._asked((does, self._folder.name))
        except BaseException:
            self.close()
            raise

    def do(self, step: Step) -> bytes:
        """Do a step.

        Raises:
            OSError: The process ended, as it does for want of memory.
            EOFError: As above.
        """
        result: bytes = self._asked(step)
        return result

    def close(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._folder.cleanup()

    def _asked(self, question: object) -> Any:
        questions, answers = self._process.stdin, self._process.stdout
        assert questions is not None  # pipes
        assert answers is not None
        pickle.dump(question, questions, protocol=pickle.HIGHEST_PROTOCOL)
        questions.flush()
        answer = pickle.load(answers)  # noqa: S301 - our own process
        if isinstance(answer, BriefError):
            raise answer
        return answer


# Processes that wait for a step, by what they do. A worker has as many as it has threads.
_IDLE: dict[bytes, list[Hand]] = {}


def do_step(does: Does, name: str, ingredients: Sequence[tuple[str, bytes]]) -> Done:
    """Do a step in a process beside this worker, and say what did it."""
    idle = _IDLE.setdefault(pickle.dumps(does), [])
    hand = None
    try:
        hand = idle.pop() if idle else Hand(does)
        result = hand.do(Step(name, tuple((part, content) for part, content in ingredients)))
    except BriefError as error:
        return Done(None, {}, error.message)
    except (OSError, EOFError):
        if hand is not None:
            hand.close()
        return Done(None, {}, f"a process that works on a {name} died")
    idle.append(hand)
    return Done(result, {**hand.tools, "version of the step": VERSIONS[name]})


@atexit.register
def _close() -> None:
    for idle in _IDLE.values():
        while idle:
            idle.pop().close()


def main() -> None:
    """Be such a process: steps come in, results go out, until nobody listens."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not stand among answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def answer(value: object) -> None:
        pickle.dump(value, answers, protocol=pickle.HIGHEST_PROTOCOL)
        answers.flush()

    questions = sys.stdin.buffer
    does, folder = pickle.load(questions)  # noqa: S301 - our own parent
    try:
        found = dict(does.tools())
    except BriefError as error:
        answer(error)
        return
    does.prepare(folder)
    answer(found)
    with contextlib.suppress(EOFError):
        while True:
            answer(does.work(pickle.load(questions)))  # noqa: S301 - our own parent


if __name__ == "__main__":
    main()
