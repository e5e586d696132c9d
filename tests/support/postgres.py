"""A PostgreSQL server of the tests' own: made in a new folder, started, stopped and removed."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from support.tools import without

# Where Debian keeps the programs of a server, outside of PATH.
DEBIAN = Path("/usr/lib/postgresql")


@dataclass
class Postgres:
    """A running server. `port` names its socket in `folder`; it listens on no network."""

    programs: Path
    folder: Path
    port: int
    _names: Iterator[int] = field(default_factory=count)

    def new_database(self) -> str:
        """Make an empty database and return its URL."""
        name = f"test{next(self._names)}"
        self.sql(f"CREATE DATABASE {name}")
        return self.url(name)

    def url(self, name: str) -> str:
        """Return the URL of a database."""
        return f"postgresql://owner@/{name}?host={self.folder}&port={self.port}"

    def sql(self, statement: str, database: str = "postgres") -> str:
        """Run a statement as the superuser."""
        command = ["psql", "-XqAt", "-h", str(self.folder), "-p", str(self.port), "-U", "owner"]
        return self.run([*command, "-v", "ON_ERROR_STOP=1", "-d", database, "-c", statement])

    def run(self, command: Sequence[str]) -> str:
        """Run one of the server's programs as the user that owns the server."""
        done = subprocess.run(
            [str(self.programs / command[0]), *command[1:]],
            check=False,
            capture_output=True,
            text=True,
            **_user(),
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return str(done.stdout)


def programs() -> Path:
    """Return the folder of PostgreSQL's programs; without them fail in CI, skip elsewhere."""
    found = [path.parent for path in sorted(DEBIAN.glob("*/bin/initdb"))]
    plain = shutil.which("initdb")
    if plain:
        found.append(Path(plain).resolve().parent)
    if not found:
        without("PostgreSQL is not installed; `make test` as root installs it")
    return found[-1]


def _user() -> dict[str, Any]:
    """Return whom to run the server as: PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return {}
    known = {each.pw_name: each for each in pwd.getpwall()}
    user = known.get("postgres") or known["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": "/"}


@contextmanager
def started() -> Iterator[Postgres]:
    """Run a server while the block runs. Its data outlives its processes, not the machine."""
    where = programs()
    # In memory where that is a folder: hundreds of small files are made and removed.
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    fast = memory if os.access(memory, os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="brief-pg-", dir=fast))
    user = _user()
    if user:
        os.chown(folder, user["user"], user["group"])
    server = Postgres(where, folder, 5432)
    try:
        data = str(folder / "data")
        server.run(["initdb", "-D", data, "-U", "owner", "-A", "trust", "-E", "UTF8", "-N"])
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(folder),
            "fsync": "off",
            "max_connections": "200",
            "shared_buffers": "32MB",
        }
        options = [
            text for name, value in settings.items() for text in ("-c", f"{name}={value}")
        ]
        with (folder / "log").open("wb") as log:
            running = subprocess.Popen(
                [str(where / "postgres"), "-D", data, "-p", str(server.port), *options],
                stdout=log,
                stderr=log,
                **user,
            )
        try:
            _wait(server, running)
            yield server
        finally:
            running.send_signal(signal.SIGQUIT)
            running.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(server: Postgres, running: "subprocess.Popen[bytes]") -> None:
    """Wait until the server answers."""
    path = server.folder / f".s.PGSQL.{server.port}"
    ready = server.programs / "pg_isready"
    for _ in range(600):
        assert running.poll() is None, (server.folder / "log").read_text(encoding="utf-8")
        command = [str(ready), "-q", "-h", str(server.folder), "-p", str(server.port)]
        if path.exists() and subprocess.run(command, check=False).returncode == 0:
            return
        time.sleep(0.05)
    message = "PostgreSQL did not start"
    raise AssertionError(message)
