"""Commands in one write, where a relay says it can: whose answer counts, and that it helps."""

from collections.abc import Callable

import pytest

from brief.adapters.mail.dialogue import Relay
from brief.adapters.mail.smtp import SmtpLine
from brief.delivery.campaign import settlement
from brief.delivery.replies import Reply
from support.relays import Script, polite, raw

MAIL = b"Message-ID: <1@letter.example>\r\nSubject: x\r\n\r\nA line.\r\n"
RECIPIENT = "a@example.org"


def able(line: str) -> bytes:
    """Answer as any relay does that takes commands together."""
    if line.upper().startswith("EHLO"):
        return b"250-raw.test\r\n250 PIPELINING\r\n"
    return polite(line)


def said(script: Script, expose: Callable[[], bool] = lambda: True) -> Reply | None:
    with raw(script) as port:
        line = SmtpLine(Relay("127.0.0.1", port, "none", timeout_s=2.0, reply_s=2.0))
        handed = line.hand_over("b@bounces.example", RECIPIENT, "1.1", MAIL, expose)
        line.close()
    return handed.reply if handed is not None else None


def test_commands_do_not_wait_for_each_others_answers() -> None:
    """The relay answers none of them before it has read the last."""

    def script(line: str) -> bytes | None:
        if line.startswith(("MAIL", "RCPT")):
            return b""
        if line == "DATA":
            return b"250 2.1.0 OK\r\n250 2.1.5 OK\r\n354 go on\r\n"
        return able(line)

    reply = said(script)
    assert reply is not None
    assert (reply.phase, reply.code) == ("dot", 250)


def test_a_relay_that_does_not_offer_it_is_asked_one_by_one() -> None:
    """A relay that cannot must not find a second command while it answers the first."""
    heard: list[str] = []

    def script(line: str) -> bytes | None:
        heard.append(line)
        return b"" if line.startswith("MAIL") else polite(line)

    reply = said(script)
    assert reply is not None
    assert (reply.phase, reply.code) == ("mail", None)
    assert not any(line.startswith(("RCPT", "DATA")) for line in heard)


ANSWERS = {
    "the recipient": (
        b"250 ok",
        b"550 5.1.1 nobody",
        b"554 5.5.1 no recipients",
        "rcpt",
        "hard",
    ),
    "the sender": (b"550 5.7.1 not you", b"503 no", b"503 no", "mail", "policy"),
    "for now": (b"250 ok", b"450 4.2.0 greylisted", b"503 no", "rcpt", "defer"),
    "the mail": (b"250 ok", b"250 ok", b"452 4.3.1 no room", "data", "defer"),
}


@pytest.mark.parametrize("what", ANSWERS)
def test_the_first_refusal_is_the_one_that_counts(what: str) -> None:
    mail, rcpt, data, phase, sort = ANSWERS[what]
    answers = {"MAIL": mail, "RCPT": rcpt, "DATA": data}
    ended: list[str] = []

    def script(line: str) -> bytes | None:
        word = line.split(" ", maxsplit=1)[0]
        ended.extend([line] if line == "." else [])
        return answers[word] + b"\r\n" if word in answers else able(line)

    reply = said(script)
    assert reply is not None
    assert (reply.phase, settlement(reply, 0).sort) == (phase, sort)
    assert ended == []


def test_a_mail_opened_for_nobody_is_never_ended() -> None:
    """RFC 2920, 3.1: a relay may answer 354 although it has refused the only recipient."""
    heard: list[str] = []

    def script(line: str) -> bytes | None:
        heard.append(line)
        return b"550 5.1.1 nobody\r\n" if line.startswith("RCPT") else able(line)

    asked: list[bool] = []

    def expose() -> bool:
        asked.append(True)
        return True

    reply = said(script, expose)
    assert reply is not None
    assert (reply.phase, reply.code) == ("rcpt", 550)
    assert asked == []
    assert heard[-1] == "DATA"


def test_a_connection_lost_among_the_answers_is_lost_before_the_dot() -> None:
    def script(line: str) -> bytes | None:
        return None if line.startswith("RCPT") else able(line)

    reply = said(script)
    assert reply is not None
    assert (reply.phase, reply.code) == ("rcpt", None)
    assert settlement(reply, 0).state == "queued"
