"""One connection to a relay, phase by phase, so that the ledger can be asked before the dot.

The standard library's own ways to send a message are not used: they write the body and the
dot in one, and then nobody can tell whether a lost connection lost the mail. Certificates are
always checked. Line ends are CRLF alone, or the mail is refused here: no relay can read two
mails in one.
"""

import contextlib
import select
import smtplib
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from brief.delivery.replies import Phase, Reply, no_reply, read_reply

Stop = Callable[[str], None]

TIMEOUT_S = 60.0
# RFC 5321, 4.5.3.2.6: a shorter wait makes mails unknown that were taken.
REPLY_S = 600.0
# After so long without a mail, a relay is asked whether it is still there.
IDLE_S = 10.0

OK, GO_ON = 250, 354
_FIRST_BAD = 400


@dataclass(frozen=True, slots=True)
class Relay:
    """A relay and how it is spoken to. `tls` is `starttls`, `tls` or `none`."""

    host: str
    port: int
    tls: str = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    mails_per_connection: int = 100
    timeout_s: float = TIMEOUT_S
    reply_s: float = REPLY_S
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)


class Envelope(NamedTuple):
    """Who a mail is from and to, for servers. `id` names the attempt in what they return."""

    sender: str
    recipient: str
    id: str


class Failed(Exception):  # noqa: N818 - no error of ours: what a relay said
    """A phase that did not end as it should."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.text)
        self.reply = reply


class Dialogue:
    """An open connection. `stop` is called at named places, by tests that end the process."""

    def __init__(self, relay: Relay, stop: Stop = lambda _: None) -> None:
        """Connect, secure and log in.

        Raises:
            Failed: The relay cannot be used, with the phase and what it said.
        """
        self._relay = relay
        self._stop = stop
        self._used_at = time.monotonic()
        self.mails = 0
        self.exposed = False
        self._smtp = self._connected()
        try:
            self._begin()
        except BaseException:
            self.close()
            raise
        stop("connected")

    def _connected(self) -> smtplib.SMTP:
        relay = self._relay
        try:
            if relay.tls == "tls":
                made: smtplib.SMTP = smtplib.SMTP_SSL(
                    relay.host,
                    relay.port,
                    _own_name(),
                    timeout=relay.timeout_s,
                    context=relay.context,
                )
            else:
                made = smtplib.SMTP(
                    relay.host, relay.port, _own_name(), timeout=relay.timeout_s
                )
        except smtplib.SMTPConnectError as error:
            raise Failed(read_reply("greeting", error.smtp_code, _bytes(error))) from None
        except smtplib.SMTPException as error:
            raise Failed(no_reply("greeting", _said(error))) from None
        except ssl.SSLError as error:
            raise Failed(_unsafe(error)) from None
        except OSError as error:
            raise Failed(no_reply("connect", _said(error))) from None
        assert made.sock is not None
        # The dot is a small write after a large one: held back, each mail would wait 40 ms.
        made.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    def _begin(self) -> None:
        smtp, relay = self._smtp, self._relay
        self._ask("ehlo", smtp.ehlo)
        if relay.tls == "starttls":
            if not smtp.has_extn("starttls"):
                said = no_reply("tls", "the relay offers no STARTTLS")
                raise Failed(said._replace(untrusted=True))
            self._ask("tls", lambda: smtp.starttls(context=relay.context))
            self._ask("ehlo", smtp.ehlo)
        if relay.user is not None and relay.password is not None:
            user, password = relay.user, relay.password
            self._ask("auth", lambda: smtp.login(user, password))

    def _ask(self, phase: Phase, ask: Callable[[], tuple[int, bytes]]) -> Reply:
        """Ask, and return an answer below 400.

        Raises:
            Failed: Any other answer, or none.
        """
        try:
            reply = read_reply(phase, *ask())
        except smtplib.SMTPResponseException as error:
            reply = read_reply(phase, error.smtp_code, _bytes(error))
        except ssl.SSLError as error:
            raise Failed(_unsafe(error)._replace(phase=phase)) from None
        except smtplib.SMTPNotSupportedError as error:
            # No AUTH where a password is asked for: it will not come by waiting.
            raise Failed(no_reply(phase, _said(error))._replace(untrusted=True)) from None
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise Failed(no_reply(phase, _said(error))) from None
        if reply.code is None or reply.code >= _FIRST_BAD:
            raise Failed(reply)
        return reply

    def hand_over(
        self, envelope: Envelope, content: bytes, expose: Callable[[], bool]
    ) -> Reply | None:
        """Hand a mail over; ask `expose` between the body and the dot.

        Return what the relay said; nothing where `expose` said no: then the connection is
        closed, since there is no other way to take a body back.
        """
        self.exposed = False
        try:
            body = stuffed(content)
            self._envelope(envelope, len(content))
            self._body(body)
        except Failed as failed:
            self._out_of_step(failed.reply)
            return failed.reply
        self._stop("body")
        allowed = False
        try:
            allowed = expose()
        finally:
            if not allowed:
                # Also where the ledger could not be asked: the body must not be ended.
                self.close()
        if not allowed:
            return None
        self.exposed = True
        reply = self._dot()
        self.exposed = False
        self.mails += 1
        self._used_at = time.monotonic()
        self._out_of_step(reply)
        return reply

    def _out_of_step(self, reply: Reply) -> None:
        """Close where the next command would be read as a line of the mail, or not at all."""
        refused = reply.code is not None and reply.code >= _FIRST_BAD
        taken = reply.phase == "dot" and reply.code is not None and reply.code < GO_ON
        if reply.phase == "body" or not (refused or taken):
            self.close()

    def _envelope(self, envelope: Envelope, size: int) -> None:
        smtp = self._smtp
        if self.mails and time.monotonic() - self._used_at > IDLE_S:
            # A connection that was closed meanwhile is no fault of this mail.
            self._ask("ehlo", smtp.noop)
        options = []
        if smtp.has_extn("size"):
            most = smtp.esmtp_features["size"]
            if most.isdigit() and 0 < int(most) < size:
                text = f"the mail has {size} bytes, the relay takes {most}"
                raise Failed(Reply("mail", 552, "5.3.4", text))
            options.append(f"SIZE={size}")
        if not (envelope.recipient.isascii() and envelope.sender.isascii()):
            if not smtp.has_extn("smtputf8"):
                text = "the relay takes no addresses in other letters than ASCII"
                raise Failed(Reply("rcpt", 553, "5.6.7", text))
            options.append("SMTPUTF8")
            smtp.command_encoding = "utf-8"
        asked = []
        if smtp.has_extn("dsn"):
            options += ["RET=HDRS", f"ENVID={envelope.id}"]
            asked = ["NOTIFY=FAILURE"]
        sent = smtplib.quoteaddr(envelope.sender), smtplib.quoteaddr(envelope.recipient)
        commands: list[tuple[Phase, str]] = [
            ("mail", " ".join((f"MAIL FROM:{sent[0]}", *options))),
            ("rcpt", " ".join((f"RCPT TO:{sent[1]}", *asked))),
            ("data", "DATA"),
        ]
        if smtp.has_extn("pipelining"):
            self._at_once(commands)
        else:
            for phase, command in commands:
                self._answered(phase, partial(smtp.docmd, command))

    def _at_once(self, commands: Sequence[tuple[Phase, str]]) -> None:
        """Send commands in one write, and hear all answers: two turns less.

        What was refused is refused by the first answer that says so; the others follow from it.
        Source: RFC 2920, 3.1.
        """
        smtp = self._smtp
        if any("\r" in command or "\n" in command for _, command in commands):
            raise Failed(no_reply("mail", "a command of more than one line"))
        text = "".join(f"{command}\r\n" for _, command in commands)

        def ask() -> tuple[int, bytes]:
            smtp.send(text.encode(smtp.command_encoding))
            return smtp.getreply()

        first: Failed | None = None
        for phase, _ in commands:
            try:
                self._answered(phase, ask if phase == commands[0][0] else smtp.getreply)
            except Failed as failed:
                first = first or failed
                if failed.reply.code is None:
                    break
            else:
                if phase == "data" and first is not None:
                    # A mail was opened that nobody gets: it must not be ended by a dot.
                    self.close()
        if first is not None:
            raise first

    def _answered(self, phase: Phase, ask: Callable[[], tuple[int, bytes]]) -> None:
        reply = self._ask(phase, ask)
        if phase == "data" and reply.code != GO_ON:
            raise Failed(reply)
        self._stop("354" if phase == "data" else phase)

    def _body(self, content: bytes) -> None:
        half = len(content) // 2
        try:
            self._smtp.send(content[:half])
            self._stop("half-body")
            self._smtp.send(content[half:])
        except (smtplib.SMTPException, OSError) as error:
            raise Failed(no_reply("body", _said(error))) from None
        if self._has_spoken():
            # Before the dot nothing was asked: whatever is said is no answer to it.
            reply = self._ask("body", self._smtp.getreply)
            raise Failed(no_reply("body", f"the relay spoke in mid-body: {reply.text}"))

    def _has_spoken(self) -> bool:
        sock = self._smtp.sock
        assert sock is not None
        if isinstance(sock, ssl.SSLSocket) and sock.pending():
            return True
        return bool(select.select([sock], [], [], 0)[0])

    def _dot(self) -> Reply:
        assert self._smtp.sock is not None
        try:
            self._smtp.sock.settimeout(self._relay.reply_s)
            self._smtp.send(b".\r\n")
            self._stop("dot")
            code, text = self._smtp.getreply()
            self._smtp.sock.settimeout(self._relay.timeout_s)
        except smtplib.SMTPResponseException as error:
            # A line without end: not even its code is worth anything.
            return no_reply("dot", _said(error))
        except (smtplib.SMTPException, OSError) as error:
            return no_reply("dot", _said(error))
        self._stop("reply")
        return read_reply("dot", code, text)

    def again(self) -> bool:
        """Make ready for another mail after one that failed; return whether that worked."""
        try:
            return self._ask("ehlo", self._smtp.rset).code == OK
        except Failed:
            return False

    @property
    def is_open(self) -> bool:
        """Whether the connection stands, as far as is known."""
        return self._smtp.sock is not None

    def quit(self) -> None:
        """Say goodbye, and close."""
        if self.is_open:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
        self.close()

    def close(self) -> None:
        """Close the connection as it is."""
        self._smtp.close()

    def abort(self) -> None:
        """End a wait of another thread before the dot; after it, the reply is waited for."""
        sock = self._smtp.sock
        if sock is not None and not self.exposed:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)


def stuffed(content: bytes) -> bytes:
    """Return a mail as it stands before the dot: points at line starts doubled.

    Raises:
        Failed: A line end is not CRLF.

    Source: RFC 5321, 4.5.2 and 2.3.8.
    """
    bare = content.replace(b"\r\n", b"")
    if b"\n" in bare or b"\r" in bare:
        raise Failed(Reply("mail", 554, "5.6.0", "the mail has line ends that are not CRLF"))
    body = content.replace(b"\r\n.", b"\r\n..")
    if body.startswith(b"."):
        body = b"." + body
    return body if body.endswith(b"\r\n") else body + b"\r\n"


def _bytes(error: smtplib.SMTPResponseException) -> bytes:
    said = error.smtp_error
    return said if isinstance(said, bytes) else str(said).encode()


def _unsafe(error: ssl.SSLError) -> Reply:
    """Return what failed in TLS; a certificate that does not hold is no passing fault."""
    untrusted = isinstance(error, ssl.SSLCertVerificationError)
    return no_reply("tls", _said(error))._replace(untrusted=untrusted)


def _said(error: BaseException) -> str:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return reason or type(error).__name__


_NAME: list[str] = []


def _own_name() -> str:
    """Return what we call ourselves; asked once, since names may take seconds to look up."""
    if not _NAME:
        _NAME.append(socket.getfqdn())
    return _NAME[0]
