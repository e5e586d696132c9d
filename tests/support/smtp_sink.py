"""Postfix's smtp-sink, from Debian's package, unpacked and not installed: it takes any mail."""

import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from support.debian import unpacked


@contextmanager
def sinking(*options: str) -> Iterator[int]:
    """Run smtp-sink on a free port of this machine while the block runs, with options of it."""
    root = unpacked("postfix", ("postfix",))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(root / "usr/sbin/smtp-sink"), *options]
    if os.geteuid() == 0:
        command += ["-u", "nobody"]
    running = subprocess.Popen(
        [*command, f"127.0.0.1:{port}", "1000"],
        env={**os.environ, "LD_LIBRARY_PATH": str(root / "usr/lib/postfix")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        for _ in range(200):
            assert running.poll() is None, running.stderr and running.stderr.read()
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield port
    finally:
        running.terminate()
        running.communicate(timeout=10)


def resident_bytes() -> int:
    """Return how much memory this process has in hand."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) * 1024
