"""What a reply means, by enhanced code, code and phase: the table of the delivery rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.delivery.campaign import settlement
from brief.delivery.replies import Reply, Sort, no_reply, read_reply, verdict
from brief.delivery.states import MOVES


@pytest.mark.parametrize(
    ("phase", "code", "text", "sort"),
    [
        ("greeting", 554, "5.7.1 no service", "relay"),
        ("greeting", 421, "4.3.2 not now", "relay"),
        ("tls", 454, "TLS not available", "relay"),
        ("auth", 535, "5.7.8 wrong password", "relay"),
        ("mail", 421, "4.7.0 closing", "relay"),
        ("rcpt", 421, "too many", "relay"),
        ("dot", 421, "closing", "relay"),
        ("mail", 451, "4.3.0 try again", "relay"),
        ("mail", 550, "5.1.8 bad sender", "policy"),
        ("mail", 553, "not allowed", "policy"),
        ("mail", 552, "5.3.4 too big", "content"),
        ("rcpt", 550, "5.7.1 relaying denied", "policy"),
        ("dot", 550, "5.7.515 Access denied", "policy"),
        ("dot", 550, "5.7.26 unauthenticated", "policy"),
        ("rcpt", 550, "5.1.1 no such user", "hard"),
        ("dot", 550, "5.1.1 no such user", "hard"),
        ("rcpt", 550, "5.1.2 no such host", "hard"),
        ("rcpt", 553, "5.1.3 bad syntax", "hard"),
        ("rcpt", 551, "5.1.6 moved", "hard"),
        ("rcpt", 556, "5.1.10 null MX", "hard"),
        ("rcpt", 552, "5.2.2 full", "soft-permanent"),
        ("dot", 552, "5.2.2 full", "soft-permanent"),
        ("rcpt", 550, "5.2.1 disabled", "soft-permanent"),
        ("dot", 552, "too much data", "content"),
        ("dot", 554, "5.6.0 malformed", "content"),
        ("dot", 554, "5.3.4 too big", "content"),
        ("rcpt", 553, "5.6.7 no SMTPUTF8", "unknown-permanent"),
        ("rcpt", 450, "4.2.0 greylisted", "defer"),
        ("rcpt", 451, "greylisted, try in 5.1.1 minutes", "defer"),
        ("dot", 450, "4.7.28 rate", "defer"),
        ("data", 451, "local error", "defer"),
        ("rcpt", 550, "no such user here", "unknown-permanent"),
        ("dot", 554, "transaction failed", "unknown-permanent"),
        ("data", 554, "5.5.1 no valid recipients", "unknown-permanent"),
        ("dot", 250, "2.0.0 queued", "accepted"),
        ("dot", 354, "go on", "unanswered"),
        ("rcpt", 354, "out of step", "relay"),
    ],
)
def test_the_class_of_a_reply(phase: str, code: int, text: str, sort: Sort) -> None:
    assert verdict(read_reply(phase, code, text.encode())).sort == sort  # type: ignore[arg-type]


def test_only_a_mailbox_that_is_not_there_is_suppressed() -> None:
    for sort_of in ("5.7.1", "5.2.2", "5.3.4", "5.0.0", "5.1.8"):
        assert not verdict(Reply("rcpt", 550, sort_of, "")).suppress
    assert verdict(Reply("rcpt", 550, "5.1.1", "")).suppress
    # A sender that is refused says nothing about the recipient.
    assert not verdict(Reply("mail", 550, "5.1.1", "")).suppress


def test_an_enhanced_code_that_contradicts_the_code_does_not_count() -> None:
    assert read_reply("rcpt", 450, b"5.1.1 greylisted").enhanced is None
    assert read_reply("rcpt", 550, b"5.1.1").enhanced == "5.1.1"
    assert read_reply("rcpt", 550, b"5.1.1.9 no code").enhanced is None


def test_what_is_no_reply_has_no_code() -> None:
    for code in (-1, 0, 99, 199, 600, 999):
        assert read_reply("dot", code, b"garbage").code is None
    assert read_reply("dot", 250, b"a\x00b\x1b[31m\xff").text == "a b [31m�"


def test_silence_after_the_dot_is_unknown_and_before_it_is_not() -> None:
    assert settlement(no_reply("dot", "lost"), 0).state == "unknown"
    for phase in ("mail", "rcpt", "data", "body"):
        assert settlement(no_reply(phase, "lost"), 0).state == "queued"


def test_a_mail_that_breaks_connections_does_not_do_so_at_once() -> None:
    assert settlement(no_reply("body", "lost"), 0).wait_s == 0
    assert settlement(no_reply("body", "lost"), 1).wait_s == 300


PHASES = st.sampled_from(
    ["connect", "greeting", "ehlo", "tls", "auth", "mail", "rcpt", "data", "body", "dot"]
)


@given(
    PHASES, st.none() | st.integers(200, 599), st.sampled_from(["", "5.1.1", "4.7.0", "2.0.0"])
)
def test_every_reply_leads_where_the_table_of_moves_allows(
    phase: str, code: int | None, enhanced: str
) -> None:
    said = settlement(Reply(phase, code, enhanced or None, ""), 0)  # type: ignore[arg-type]
    if phase == "dot":
        assert said.state in MOVES["T7"].reaches | MOVES["T8"].reaches
    else:
        assert said.state in MOVES["T4"].reaches | MOVES["T5"].reaches
    # Nothing but a 2xx after the dot is called sent.
    assert (said.state == "sent") == (phase == "dot" and code is not None and code < 300)
