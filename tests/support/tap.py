"""A tap between a sender and a relay: it writes down what is said, and cuts where it is told.

What passes it in the clear is read by its own rules, not by those of the sender.
"""

import re
import selectors
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Cut = Literal["before the dot", "after the reply"]

_END = b"\r\n.\r\n"
_COMMANDS = re.compile(rb"MAIL FROM:<(.*?)>.*\r\nRCPT TO:<(.*?)>.*\r\nDATA\r\n", re.IGNORECASE)


class Passed(NamedTuple):
    """A mail whose dot was written."""

    sender: str
    recipient: str
    content: bytes


@dataclass
class Tap:
    """What has passed. `cut` is asked at each dot, by number from 1, and `cutting` called."""

    relay: int
    cut: Callable[[int], Cut | None] = lambda _: None
    cutting: Callable[[], None] = lambda: None
    port: int = 0
    mails: list[Passed] = field(default_factory=list)
    writes: list[bytes] = field(default_factory=list)
    connections: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def by_recipient(self) -> dict[str, Passed]:
        """The last mail to each recipient."""
        return {mail.recipient: mail for mail in self.mails}

    @property
    def together(self) -> int:
        """How many mails had their three commands in one write."""
        return sum(1 for each in self.writes if _COMMANDS.fullmatch(each))


class _Conversation:
    """One connection, with both of its ends."""

    def __init__(self, tap: Tap, client: socket.socket, server: socket.socket) -> None:
        self.tap, self.client, self.server = tap, client, server
        self.said = b""
        self.body: bytes | None = None
        self.awaited: Cut | None = None

    def run(self) -> None:
        with selectors.DefaultSelector() as both:
            both.register(self.client, selectors.EVENT_READ, self._from_client)
            both.register(self.server, selectors.EVENT_READ, self._from_server)
            while all(key.data() for key, _ in both.select()):
                pass

    def _from_client(self) -> bool:
        chunk = self.client.recv(1 << 16)
        if self.body is None:
            self.tap.writes.append(chunk)
            self.said += chunk
        else:
            self.body += chunk
            if self.body.endswith(_END) and not self._ended(self.body):
                return False
        self.server.sendall(chunk)
        return bool(chunk)

    def _ended(self, body: bytes) -> bool:
        """Note a mail; return whether its dot may pass."""
        tap, self.body = self.tap, None
        commands = self.said[self.said.upper().rindex(b"MAIL FROM:") :]
        sender, recipient = re.findall(rb"<(.*?)>", commands)[:2]
        lines = body[:-3].split(b"\r\n")
        content = b"\r\n".join(line[1:] if line[:1] == b"." else line for line in lines)
        with tap.lock:
            tap.mails.append(Passed(sender.decode(), recipient.decode(), content))
            self.awaited = tap.cut(len(tap.mails))
        if self.awaited == "before the dot":
            tap.cutting()
            return False
        return True

    def _from_server(self) -> bool:
        chunk = self.server.recv(1 << 16)
        if self.awaited is not None:
            self.tap.cutting()
            return False
        if re.search(rb"(?m)^354 ", chunk):
            self.body = b""
        self.client.sendall(chunk)
        return bool(chunk)


@contextmanager
def tapping(tap: Tap) -> Iterator[Tap]:
    """Listen on a free port while the block runs, and pass on what is said to the relay."""
    listening = socket.create_server(("127.0.0.1", 0))
    tap.port = int(listening.getsockname()[1])

    def serve() -> None:
        with suppress(OSError):
            while True:
                client, _ = listening.accept()
                tap.connections += 1
                threading.Thread(target=_pass_on, args=(tap, client), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield tap
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def _pass_on(tap: Tap, client: socket.socket) -> None:
    with (
        client,
        suppress(OSError),
        socket.create_connection(("127.0.0.1", tap.relay), 10) as server,
    ):
        for each in (client, server):
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _Conversation(tap, client, server).run()
