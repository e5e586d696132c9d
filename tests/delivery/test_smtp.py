"""The driver against relays, good and bad: which phase failed, and what of the mail."""

import ast
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import brief.adapters.mail as package
from brief.adapters.mail.dialogue import Dialogue, Failed, Relay, stuffed
from brief.adapters.mail.smtp import SmtpLine
from brief.app.ports import Handed
from brief.delivery.campaign import settlement
from brief.delivery.replies import Reply
from support.relays import Fault, polite, raw, serving, tls_context
from support.relays import Relay as Sink

MAIL = b"Message-ID: <%s@letter.example>\r\nSubject: x\r\n\r\n.first\r\n..second\r\nlast\r\n"


@pytest.fixture(autouse=True)
def _all_closed() -> Iterator[None]:
    yield
    while LINES:
        LINES.pop().close()


LINES: list[SmtpLine] = []


def opened(relay: Relay) -> SmtpLine:
    LINES.append(SmtpLine(relay))
    return LINES[-1]


def relay(port: int, **changes: Any) -> Relay:
    usual = {"tls": "none", "timeout_s": 3.0, "reply_s": 3.0}
    return Relay("127.0.0.1", port, **{**usual, **changes})


def hand(
    line: SmtpLine,
    recipient: str = "a@example.org",
    content: bytes = MAIL % b"1",
    expose: Callable[[], bool] = lambda: True,
) -> Handed | None:
    return line.hand_over("b+token@bounces.example", recipient, "1.1", content, expose)


def said(line: SmtpLine, recipient: str = "a@example.org", **changes: Any) -> Reply:
    handed = hand(line, recipient, **changes)
    assert handed is not None
    return handed.reply


@pytest.fixture
def sink() -> Iterator[Sink]:
    with serving(Sink()) as running:
        yield running


def test_a_mail_arrives_as_it_was_made_and_says_under_what_name(sink: Sink) -> None:
    line = opened(relay(sink.port))
    handed = hand(line)
    line.close()
    assert handed is not None
    assert (handed.reply.code, handed.taken_as) == (250, "1")
    (mail,) = sink.taken
    assert mail.content == MAIL % b"1"
    assert (mail.sender, mail.recipient) == ("b+token@bounces.example", "a@example.org")


def test_a_connection_is_used_again_and_not_for_ever(sink: Sink) -> None:
    line = opened(relay(sink.port, mails_per_connection=3))
    for number in range(7):
        assert said(line, content=MAIL % str(number).encode()).code == 250
    line.close()
    assert len(sink.taken) == 7
    assert sink.connections == 3


def test_a_refusal_keeps_the_connection_for_the_next(sink: Sink) -> None:
    sink.faults = {"no@example.org": Fault("rcpt", "550 5.1.1 no such user")}
    line = opened(relay(sink.port))
    assert said(line, "no@example.org") == Reply("rcpt", 550, "5.1.1", "5.1.1 no such user")
    assert said(line).code == 250
    assert sink.connections == 1


def test_what_may_not_be_handed_over_is_not_taken(sink: Sink) -> None:
    line = opened(relay(sink.port))
    assert hand(line, expose=lambda: False) is None
    assert said(line, content=MAIL % b"2").code == 250
    assert [mail.message_id for mail in sink.taken] == ["<2@letter.example>"]
    # After 354 there is no other way to abort than to close.
    assert sink.connections == 2


def test_the_ledger_is_asked_once_after_the_body_and_before_the_dot() -> None:
    heard: list[str] = []

    def script(line: str) -> bytes | None:
        heard.append(line.split(" ", maxsplit=1)[0])
        return polite(line)

    with raw(script) as port:
        line = opened(relay(port))
        count: list[int] = []

        def expose() -> bool:
            while heard.count("body") < 6:
                threading.Event().wait(0.005)
            count.append(heard.count("."))
            return True

        assert said(line, expose=expose).code == 250
    assert count == [0]
    assert heard.count(".") == 1


FAULTS = {
    "4.7.0@example.org": (Fault("rcpt", "421 4.7.0 closing"), "relay", "queued"),
    "grey@example.org": (Fault("rcpt", "450 4.2.0 greylisted"), "defer", "queued"),
    "5.1.1@example.org": (Fault("rcpt", "550 5.1.1 no such user"), "hard", "failed"),
    "5.2.2@example.org": (Fault("rcpt", "552 5.2.2 full"), "soft-permanent", "failed"),
    "5.3.4@example.org": (Fault("data", "552 5.3.4 too big"), "content", "failed"),
    "5.7.1@example.org": (Fault("data", "550 5.7.1 not from you"), "policy", "failed"),
    "late@example.org": (Fault("data", "450 4.2.0 not now"), "defer", "queued"),
    "550@example.org": (Fault("rcpt", "550 no"), "unknown-permanent", "failed"),
    "cut@example.org": (Fault("rcpt", "drop"), "lost", "queued"),
    "cut-after@example.org": (Fault("data", "drop"), "unanswered", "unknown"),
    "taken@example.org": (Fault("data", "take and drop"), "unanswered", "unknown"),
    "garbage@example.org": (Fault("data", "what?"), "unanswered", "unknown"),
    "354@example.org": (Fault("data", "354 go on"), "unanswered", "unknown"),
}


@pytest.mark.parametrize("recipient", FAULTS)
def test_each_fault_makes_of_a_mail_what_the_table_says(recipient: str, sink: Sink) -> None:
    fault, sort, state = FAULTS[recipient]
    sink.faults = {recipient: fault}
    line = opened(relay(sink.port))
    found = settlement(said(line, recipient), 0)
    assert (found.sort, found.state) == (sort, state)
    # Whatever happened, the next mail is not harmed by it.
    again = hand(line, content=MAIL % b"2")
    assert again is not None
    assert again.reply.code == 250
    line.close()
    assert sink.ids["<2@letter.example>"] == 1


def test_a_stall_after_the_dot_is_unknown(sink: Sink) -> None:
    sink.faults = {"slow@example.org": Fault("data", "stall 1.5")}
    line = opened(relay(sink.port, reply_s=0.3))
    assert settlement(said(line, "slow@example.org"), 0).state == "unknown"
    line.close()


@pytest.mark.parametrize("when", ["first", "last"])
def test_a_relay_that_speaks_in_mid_body_is_not_believed(when: str) -> None:
    """The premature 250 would be read as the answer to a dot that it does not know of."""
    read: list[str] = []
    spoke = threading.Event()

    def script(line: str) -> bytes | None:
        if line == "body":
            read.append(line)
            if len(read) == 1:
                return b"250 2.0.0 queued\r\n" if when == "first" else b"451 4.3.0 no\r\n"
            # What it said at the line before has left.
            spoke.set()
        return polite(line)

    def stop(place: str) -> None:
        assert place != "half-body" or spoke.wait(30)

    with raw(script) as port:
        big = b"Subject: x\r\n\r\n" + b"line\r\n" * 200_000
        LINES.append(SmtpLine(relay(port), stop))
        asked: list[bool] = []

        def expose() -> bool:
            asked.append(True)
            return True

        reply = said(LINES[-1], content=big[:900_000] + b"\r\n", expose=expose)
    assert asked == []
    assert settlement(reply, 0).state == "queued"


@pytest.mark.parametrize(
    ("greeting", "code"),
    [
        (b"554 5.7.1 no\r\n", 554),
        (b"421 4.3.2 busy\r\n", 421),
        (b"hello\r\n", None),
        (b"", None),
    ],
)
def test_a_greeting_that_is_none_is_trouble_of_the_relay(
    greeting: bytes, code: int | None
) -> None:
    with raw(polite, greeting) as port:
        reply = said(opened(relay(port, timeout_s=0.5)))
    assert settlement(reply, 0).sort == "relay"
    assert (reply.phase, reply.code) == ("greeting", code)


def test_a_relay_that_is_not_there_is_trouble_of_the_relay() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    reply = said(opened(relay(port)))
    assert (reply.phase, reply.text) == ("connect", "Connection refused")


def test_a_mail_over_the_size_is_refused_before_it_is_begun() -> None:
    heard: list[str] = []

    def script(line: str) -> bytes | None:
        heard.append(line)
        return polite(line)

    with raw(script) as port:
        reply = said(opened(relay(port)), content=b"x" * 1_000_001 + b"\r\n")
    assert settlement(reply, 0).sort == "content"
    assert not any(line.startswith("MAIL") for line in heard)


@pytest.mark.parametrize("content", [b"a\nb\r\n", b"a\rb\r\n", b"a\r\n\n.\r\n", b"a\r\n.\rb"])
def test_a_line_end_that_is_none_never_leaves(content: bytes, sink: Sink) -> None:
    reply = said(opened(relay(sink.port)), content=content)
    assert settlement(reply, 0).sort == "content"
    assert sink.taken == []
    with pytest.raises(Failed):
        stuffed(content)


def test_an_address_in_other_letters_needs_a_relay_that_takes_it() -> None:
    with raw(polite) as port:
        reply = said(opened(relay(port)), "büro@example.org")
    assert settlement(reply, 0).state == "failed"
    assert reply.enhanced == "5.6.7"
    with serving(Sink(), enable_SMTPUTF8=True) as able:
        assert said(opened(relay(able.port)), "büro@example.org").code == 250
        assert able.taken[0].recipient == "büro@example.org"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    folder = tmp_path_factory.mktemp("tls")
    cert, key = str(folder / "cert.pem"), str(folder / "key.pem")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=elsewhere.test", "-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", key, "-out", cert),
        ],
        check=True,
        capture_output=True,
    )
    return cert, key


def test_starttls_with_a_certificate_that_is_known(certificate: tuple[str, str]) -> None:
    context = ssl.create_default_context(cafile=certificate[0])
    with serving(Sink(), tls_context=tls_context(*certificate), require_starttls=True) as able:
        line = opened(relay(able.port, tls="starttls", context=context))
        assert said(line).code == 250
        line.close()


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: tuple[str, str]) -> None:
    with serving(Sink(), tls_context=tls_context(*certificate)) as able:
        line = opened(Relay("127.0.0.1", able.port, "starttls", timeout_s=3))
        reply = said(line)
        assert reply.phase == "tls"
        assert "CERTIFICATE_VERIFY_FAILED" in reply.text
        assert able.taken == []


def test_a_certificate_of_another_host_is_refused(certificate: tuple[str, str]) -> None:
    context = ssl.create_default_context(cafile=certificate[0])
    with serving(Sink(), tls_context=tls_context(*certificate)) as able:
        line = opened(Relay("localhost", able.port, "starttls", timeout_s=3, context=context))
        assert said(line).phase == "tls"


def test_without_starttls_nothing_is_said_in_the_open(sink: Sink) -> None:
    line = opened(Relay("127.0.0.1", sink.port, "starttls", timeout_s=3))
    reply = said(line)
    assert reply[:4] == ("tls", None, None, "the relay offers no STARTTLS")
    assert reply.untrusted
    assert sink.taken == []


def test_every_connection_sends_small_writes_at_once(sink: Sink) -> None:
    dialogue = Dialogue(relay(sink.port))
    made = dialogue._smtp.sock  # noqa: SLF001 - the socket is what matters
    assert made is not None
    assert made.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    dialogue.quit()


def test_certificates_are_checked_unless_somebody_says_otherwise() -> None:
    context = Relay("127.0.0.1", 25).context
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname


def test_no_module_joins_the_body_and_the_dot() -> None:
    banned = {"sendmail", "send_message", "data"}
    for path in sorted(Path(package.__path__[0]).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr not in banned, f"{path.name}:{node.lineno}"
