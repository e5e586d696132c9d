"""A cluster on this machine: a scheduler and workers, each a process that a test may end."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from support.command import environment

# Guards against a scheduler that never comes.
GUARD_S = 300


class LocalCluster:
    """Where a scheduler listens, and its workers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[str]] = []
        self.scheduler = self._begun(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"
        )
        self.address = self._said(self.scheduler, r"Scheduler at:\s+(tcp://\S+)")
        self.workers: list[subprocess.Popen[str]] = []

    def add_worker(self, env: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        """Begin a worker with one thread, which nobody begins again when it ends."""
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        place = ("--local-directory", str(self._folder))
        worker = self._begun("worker", self.address, *options, *place, env=env)
        self._said(worker, r"(Registered to):")
        self.workers.append(worker)
        return worker

    def close(self) -> None:
        """End all processes."""
        for process in reversed(self._processes):
            process.kill()
            process.wait()
            if process.stderr:
                process.stderr.close()

    def _begun(
        self, what: str, *options: str, env: Mapping[str, str] | None = None
    ) -> subprocess.Popen[str]:
        paths = [str(Path(__file__).parent.parent), os.environ.get("PYTHONPATH", "")]
        process = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + what, *options],
            cwd=self._folder,
            env=environment({"PYTHONPATH": os.pathsep.join(paths), **(env or {})}),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._processes.append(process)
        return process

    def _said(self, process: subprocess.Popen[str], pattern: str) -> str:
        """Wait for a line of a process and return what of it is asked for."""
        assert process.stderr is not None
        heard = []
        guard = threading.Timer(GUARD_S, process.kill)
        guard.start()
        try:
            for line in process.stderr:
                heard.append(line)
                if found := re.search(pattern, line):
                    os.set_blocking(process.stderr.fileno(), False)
                    return found[1]
        finally:
            guard.cancel()
        raise AssertionError("".join(heard))


@contextmanager
def local_cluster(folder: Path, workers: int) -> Iterator[LocalCluster]:
    """Give a cluster, and end it."""
    cluster = LocalCluster(folder)
    try:
        for _ in range(workers):
            cluster.add_worker()
        yield cluster
    finally:
        cluster.close()
