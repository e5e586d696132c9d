"""Relays that tests start: one that keeps what it takes and fails as told, one that is raw.

What a relay does to a mail is told by its recipient, so that a test says it in one line.
"""

import asyncio
import email
import random
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from aiosmtpd.smtp import SMTP, Envelope, Session


class Taken(NamedTuple):
    """A mail that the relay has taken."""

    message_id: str
    sender: str
    recipient: str
    content: bytes


class Fault(NamedTuple):
    """What happens in a phase (`mail`, `rcpt`, `data`) to a recipient: a reply, or a word.

    `drop` closes without a reply, `take and drop` takes the mail first, `stall 2` waits. After
    `times` it is over.
    """

    phase: str
    reply: str
    times: int = 1_000_000


@dataclass
class Relay:
    """A relay that keeps what it takes. `lost` is the share of replies to dots it drops."""

    faults: Mapping[str, Fault] = field(default_factory=dict)
    lost: float = 0.0
    seed: int = 0
    taken: list[Taken] = field(default_factory=list)
    dropped: int = 0
    connections: int = 0
    port: int = 0
    pipelining: bool = True
    on_data: Callable[[str], None] = lambda _: None
    _used: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)  # noqa: S311 - chance, repeatable

    @property
    def ids(self) -> Counter[str]:
        """How often each Message-ID was taken."""
        return Counter(each.message_id for each in self.taken)

    @property
    def recipients(self) -> Counter[str]:
        """How often each address was written to."""
        return Counter(each.recipient for each in self.taken)

    def _fault(self, phase: str, recipient: str) -> str | None:
        fault = self.faults.get(recipient)
        if fault is None or fault.phase != phase or self._used[recipient] >= fault.times:
            return None
        self._used[recipient] += 1
        return fault.reply

    async def handle_EHLO(  # noqa: N802 - a name of aiosmtpd
        self,
        _server: SMTP,
        session: Session,
        _envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        session.host_name = hostname
        return [responses[0], *["250-PIPELINING"] * self.pipelining, *responses[1:]]

    async def handle_MAIL(  # noqa: N802 - a name of aiosmtpd
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self._fault("mail", address) or "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802 - a name of aiosmtpd
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        said = self._fault("rcpt", address)
        if said == "drop":
            _cut(server)
            return "250 never heard"
        if said is None:
            envelope.rcpt_tos.append(address)
        return said or "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 - a name of aiosmtpd
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        recipient = envelope.rcpt_tos[0]
        content = envelope.original_content or b""
        self.on_data(recipient)
        said = self._fault("data", recipient)
        if said == "drop":
            _cut(server)
            return "250 never heard"
        if said is not None and said.startswith("stall"):
            await asyncio.sleep(float(said.split()[1]))
            said = None
        if said not in (None, "take and drop"):
            return str(said)
        found = email.message_from_bytes(content)
        mail = Taken(str(found["Message-ID"]), envelope.mail_from or "", recipient, content)
        self.taken.append(mail)
        if said == "take and drop" or self._chance.random() < self.lost:
            self.dropped += 1
            _cut(server)
            return "250 never heard"
        return f"250 2.0.0 Ok: queued as {len(self.taken):X}"


def _cut(server: SMTP) -> None:
    transport = server.transport
    assert isinstance(transport, asyncio.WriteTransport)
    transport.abort()


class _Server(SMTP):
    """The server of one connection, which counts itself."""

    def connection_made(self, transport: Any) -> None:
        handler = self.event_handler
        if isinstance(handler, Relay):
            handler.connections += 1
        super().connection_made(transport)


@contextmanager
def serving(relay: Relay, **options: Any) -> Iterator[Relay]:
    """Run a relay on a free port of this machine while the block runs."""
    loop = asyncio.new_event_loop()
    ready = threading.Event()
    opened: list[asyncio.Server] = []

    def serve() -> None:
        asyncio.set_event_loop(loop)

        def factory() -> SMTP:
            return _Server(relay, hostname="relay.test", loop=loop, **options)

        opened.append(
            loop.run_until_complete(loop.create_server(factory, "127.0.0.1", relay.port))
        )
        relay.port = opened[0].sockets[0].getsockname()[1]
        ready.set()
        loop.run_forever()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield relay
    finally:
        asyncio.run_coroutine_threadsafe(_end(opened[0]), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _end(server: asyncio.Server) -> None:
    server.close()
    for task in asyncio.all_tasks():
        if task is not asyncio.current_task():
            task.cancel()
    await asyncio.sleep(0)


# What a raw relay says: by the line it has read, or `.` for the end of a mail.
Script = Callable[[str], bytes | None]


@contextmanager
def raw(script: Script, greeting: bytes = b"220 raw.test ESMTP\r\n") -> Iterator[int]:
    """Run a relay that says exactly what a script says, to one connection at a time.

    In a mail each line is `body`, so that a script can speak in the middle of one.
    """
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(0.1)
    ended = threading.Event()

    def serve() -> None:
        while not ended.is_set():
            try:
                connection, _ = listening.accept()
            except TimeoutError:
                continue
            with connection, suppress(OSError):
                _talk(connection, script, greeting)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        ended.set()
        thread.join(10)
        listening.close()


def _talk(connection: socket.socket, script: Script, greeting: bytes) -> None:
    """Hold one conversation, until a script has nothing to say or the other side goes."""
    connection.settimeout(1)
    in_mail = False
    with connection.makefile("rb") as lines:
        connection.sendall(greeting)
        for read in lines:
            line = read.rstrip(b"\r\n").decode("latin-1")
            said = script("body" if in_mail and line != "." else line)
            if said is None:
                return
            connection.sendall(said)
            in_mail = line != "." if in_mail else b"\n354" in b"\n" + said


def polite(line: str) -> bytes:
    """Answer as any relay does."""
    word = line.split(" ", 1)[0].upper()
    if word == "EHLO":
        return b"250-raw.test\r\n250 SIZE 1000000\r\n"
    if word == "DATA":
        return b"354 go on\r\n"
    if word == "QUIT":
        return b"221 bye\r\n"
    return b"" if line == "body" else b"250 2.0.0 Ok: queued as RAW\r\n"


def tls_context(certificate: str, key: str) -> ssl.SSLContext:
    """Return what a relay secures its connections with."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context
