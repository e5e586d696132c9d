"""Evaluate steps on the workers of a dask scheduler; nothing of dask is loaded before."""

import hashlib
import logging
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from brief.adapters.cluster.hand import Does, Done, do_step
from brief.build.step import VERSIONS, Step
from brief.diagnostics.world import BriefError

# Fonts and large images: sent once to each worker and not with each step.
SHARED_BYTES = 64 * 1024

# How often a step is handed over again when workers die over it, and how long one waits for
# a scheduler that answers and for its first worker.
MOST_TRIES = 3
WAIT_S = 10.0


class Cluster:
    """Evaluates steps on the workers of a scheduler.

    A step goes to any worker; one that dies is survived, since its steps go to another. A
    result names what made it, and one of another toolchain than the step's is refused.
    """

    def __init__(self, address: str, does: Does, wait_s: float = WAIT_S) -> None:
        """Take where the scheduler is, and what its workers do."""
        self._address = address
        self._does = does
        self._wait_s = wait_s

    def run(self, steps: Sequence[Step]) -> Iterable[tuple[int, bytes]]:
        """Yield results as they come.

        Raises:
            BriefError: The scheduler cannot be reached, has no workers or goes away; a worker
                has other tools; a step is the end of every worker.
        """
        with self._connected() as client:
            from distributed import as_completed  # noqa: PLC0415 - loaded by now

            shared = _shared(client, steps)
            tries = {
                self._handed_over(client, step, shared): (n, 1) for n, step in enumerate(steps)
            }
            waiting = as_completed(list(tries), loop=client.loop)
            for future in waiting:
                position, tried = tries.pop(future)
                done = _result(future)
                if isinstance(done, Done) and not done.fault:
                    self._check(steps[position], done)
                    assert done.result is not None  # there is no fault
                    yield position, done.result
                    continue
                self._check_reachable(client)
                if tried == MOST_TRIES:
                    why = done.fault if isinstance(done, Done) else str(done)
                    message = f"the cluster cannot do a {steps[position].name}: {why}"
                    raise BriefError(message, "look at the logs of its workers")
                # What was shared may have gone with a worker: now the step carries it all.
                again = self._handed_over(client, steps[position], {})
                tries[again] = (position, tried + 1)
                waiting.add(again)

    def _handed_over(self, client: Any, step: Step, shared: Mapping[bytes, Any]) -> Any:
        parts = [[name, shared.get(content, content)] for name, content in step.ingredients]
        return client.submit(do_step, self._does, step.name, parts, pure=False)

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        try:
            from distributed import Client  # noqa: PLC0415 - a cluster is asked for
        except ImportError as error:
            hint = "pip install 'brief[cluster]'"
            raise BriefError("a cluster needs the package distributed", hint) from error
        # It logs what we say in one line.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module=r"distributed(\.|$)")
            try:
                client = Client(self._address, timeout=self._wait_s, set_as_default=False)
            except (OSError, ValueError, RuntimeError) as error:
                hint = "start one with `dask scheduler`, or look at the address"
                message = f"no scheduler answers at {self._address}"
                raise BriefError(message, hint) from error
            try:
                self._wait_for_a_worker(client)
                yield client
            finally:
                client.close(timeout=self._wait_s)

    def _wait_for_a_worker(self, client: Any) -> None:
        try:
            client.wait_for_workers(1, timeout=self._wait_s)
        except TimeoutError as error:
            message = f"the scheduler at {self._address} has no workers"
            hint = f"start some with `dask worker {self._address}`"
            raise BriefError(message, hint) from error

    def _check_reachable(self, client: Any) -> None:
        if client.status != "running":
            message = f"the scheduler at {self._address} went away"
            raise BriefError(message, "build again: what was done is kept")

    def _check(self, step: Step, done: Done) -> None:
        """Refuse what other tools made: a wrong page would be kept under a right key."""
        wanted = {"version of the step": VERSIONS[step.name]}
        wanted |= {
            name.removeprefix("tool "): content.decode()
            for name, content in step.ingredients
            if name.startswith("tool ")
        }
        for name, version in wanted.items():
            found = done.tools.get(name, "none")
            if found != version:
                message = f"a worker has {name} {found}, and this machine has {version}"
                raise BriefError(message, "install the same on all machines of the cluster")


def _shared(client: Any, steps: Sequence[Step]) -> dict[bytes, Any]:
    """Send large ingredients that several steps have to all workers, once."""
    seen: dict[bytes, int] = {}
    for step in steps:
        for _, content in step.ingredients:
            if len(content) >= SHARED_BYTES:
                seen[content] = seen.get(content, 0) + 1
    large = {
        f"brief-{hashlib.sha256(content).hexdigest()}": content
        for content, count in seen.items()
        if count > 1
    }
    if not large:
        return {}
    futures = client.scatter(large, broadcast=True)
    return {content: futures[name] for name, content in large.items()}


def _result(future: Any) -> Done | BaseException:
    """Return what a worker gave back, or why it gave nothing."""
    try:
        done: Done = future.result()
    except Exception as error:  # noqa: BLE001 - whatever ends a worker is told by its name
        return error
    return done
