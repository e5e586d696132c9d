"""Whole mail servers for tests: unpacked, in namespaces of their own, with real mailboxes.

A server has its own mounts and its own tree of processes, which ends at once when its first
process is killed. It delivers into Maildirs and knows no way out of this machine.
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from support.tools import without

BOUNCES = "b@bounces.letter.example"
DOMAINS = ("example.org", "example.net", "xn--bcher-kva.example", "bounces.letter.example")

# Where a server sees what is its own, whatever rights the folders above it have outside.
PROGRAMS, WORK = Path("/mnt/programs"), Path("/mnt/work")

# Users of a server alone, by names that it insists on.
SERVICE, DROP, BOXES = 20_101, 20_102, 20_103
_USER = "{name}:x:{number}:{number}::/nonexistent:/usr/sbin/nologin\n"
_GROUP = "{name}:x:{number}:\n"

_SCRIPT = f"""set -e
mount -t tmpfs -o mode=755 tmpfs /mnt
mkdir {PROGRAMS} {WORK}
mount --bind "$1" {PROGRAMS}
mount --bind "$2" {WORK}
mount --bind {WORK}/passwd /etc/passwd
mount --bind {WORK}/group /etc/group
shift 2
exec "$@"
"""
_APART = ("unshare", "--mount", "--pid", "--fork", "--kill-child")


@dataclass(frozen=True)
class Ports:
    """Ports of one server; `plain` offers no pipelining."""

    usual: int
    plain: int


class Kind(Protocol):
    """What tells one server from another."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def users(self) -> Mapping[str, int]:
        """Return the users that it insists on, with their numbers."""

    def programs(self) -> Path:
        """Return the folder with the unpacked programs."""

    def lay_out(self, work: Path, ports: Ports) -> None:
        """Write the configuration and make the spool."""

    def command(self) -> Sequence[str]:
        """Return the command that serves, as it is inside, with its environment."""

    def waiting(self, work: Path) -> list[Path]:
        """Return the mails that it has taken and not yet delivered."""


@dataclass
class Server:
    """A server with its spool and its mailboxes; it can be killed and started again."""

    kind: Kind
    folder: Path
    ports: Ports
    programs: Path = field(init=False)
    _running: "subprocess.Popen[bytes] | None" = None

    def __post_init__(self) -> None:
        self.programs = self.kind.programs()
        (self.folder / "mail").mkdir(parents=True)
        os.chown(self.folder / "mail", BOXES, BOXES)
        for name, line in {"passwd": _USER, "group": _GROUP}.items():
            more = "".join(
                line.format(name=user, number=number)
                for user, number in self.kind.users.items()
            )
            known = Path("/etc", name).read_text(encoding="utf-8")
            (self.folder / name).write_text(known + more, encoding="utf-8")
        _certify(self.folder)
        self.know()
        self.answer({})
        self.kind.lay_out(self.folder, self.ports)
        for path in self.folder.rglob("*.cf"):
            _aged(path)

    def know(self, *addresses: str) -> None:
        """Have mailboxes for addresses, and one for bounces."""
        self._list("mailboxes", {each: f"{each}/" for each in (*addresses, BOUNCES)})

    def answer(self, answers: Mapping[str, str]) -> None:
        """Have an answer of its own for addresses at RCPT: a reply, or `OK` for any name."""
        self._list("answers", answers)

    def _list(self, name: str, lines: Mapping[str, str]) -> None:
        text = "".join(f"{key} {value}\n" for key, value in lines.items())
        (self.folder / name).write_text(text, encoding="utf-8")
        _aged(self.folder / name)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with (self.folder / "said").open("ab") as said:
            self._running = subprocess.Popen(
                [
                    *(*_APART, "sh", "-c", _SCRIPT, "sh"),
                    *(str(self.programs), str(self.folder), *self.kind.command()),
                ],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )
        for _ in range(200):
            assert self._running.poll() is None, self.log()
            if _greets(self.ports.usual):
                return
            time.sleep(0.05)
        raise AssertionError(self.log())

    def kill(self) -> None:
        """End all of its processes at once, without a word to any of them."""
        running, self._running = self._running, None
        if running is None:
            return
        # The first process of its tree: with it the kernel ends all the others.
        first = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()
        for each in first:
            os.kill(int(each), 9)
        running.wait(10)

    def log(self) -> str:
        """Return what it has written down."""
        found = [*self.folder.glob("log"), *sorted(self.folder.glob("logs/*"))]
        said = [*found, self.folder / "said"]
        return "".join(path.read_text("utf-8", "replace") for path in said)

    def box(self, address: str) -> list[bytes]:
        """Return the mails that stand in a mailbox."""
        folder = self.folder / "mail" / address / "new"
        return [path.read_bytes() for path in sorted(folder.glob("*"))]

    def wait_for(self, counts: Mapping[str, int]) -> None:
        """Wait until mailboxes hold so many mails each."""
        self._wait(lambda: [each for each in counts if len(self.box(each)) < counts[each]])

    def wait_until_idle(self) -> None:
        """Wait until all that it has taken is delivered."""
        self._wait(lambda: self.kind.waiting(self.folder))

    def _wait(self, missing: Callable[[], Sequence[object]]) -> None:
        for _ in range(600):
            if not missing():
                return
            time.sleep(0.05)
        raise AssertionError(f"{missing()}\n{self.log()[-4000:]}")


@contextmanager
def running(kind: Kind, folder: Path) -> Iterator[Server]:
    """Run a server on free ports of this machine while the block runs."""
    if os.geteuid() != 0 or shutil.which("unshare") is None:
        without(f"{kind.name} is started by root alone, in namespaces of its own")
    mount = ("mount", "-t", "tmpfs", "tmpfs", "/mnt")
    if subprocess.run([*_APART, *mount], capture_output=True, check=False).returncode:
        without(f"no namespaces can be made here for {kind.name}")
    server = Server(kind, folder, Ports(*_free_ports(2)))
    try:
        server.start()
        yield server
    finally:
        server.kill()


def _aged(path: Path) -> None:
    """Make a file look old: Postfix waits for seconds until what was just written is so."""
    os.utime(path, (1, 1))


def _free_ports(count: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(each.getsockname()[1]) for each in held]
    for each in held:
        each.close()
    return ports


def _greets(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 5) as connection:
            return connection.recv(3) == b"220"
    except OSError:
        return False


def _certify(folder: Path) -> None:
    """Make an authority, and a certificate by it for 127.0.0.1."""
    names = "subjectAltName=IP:127.0.0.1,DNS:localhost"
    new = ("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
    plain = ("-nodes", "-days", "2")
    whose = ("-subj", "/CN=An authority of tests", "-keyout", "ca.key", "-out", "ca.pem")
    mine = ("-subj", "/CN=127.0.0.1", "-addext", names, "-addext", "basicConstraints=CA:FALSE")
    signed = ("-CA", "ca.pem", "-CAkey", "ca.key", "-keyout", "key.pem", "-out", "cert.pem")
    for command in ((*new, *plain, *whose), (*new, *plain, *mine, *signed)):
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    os.chown(folder / "key.pem", SERVICE, SERVICE)
