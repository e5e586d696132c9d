"""Mail of strangers is read without a fault, whatever it holds."""

from hypothesis import given, settings
from hypothesis import strategies as st

from brief.adapters.detector import detector
from brief.delivery.returned import read_returned
from brief.delivery.status import from_text, status_of
from support.bounces import CAUSES, FORMS, Sent, complaint

SENT = Sent(
    "ann@reader.example.org",
    "b+aaaaaaaaaaaaaaaaaaaaaaaa22@bounces.letter.example",
    "letter+bbbbbbbbbbbbbbbbbbbbbbbb22@letter.example",
    "cccccccccccccccccccccccc22@letter.example",
)
MAILS = [
    *(form(SENT, CAUSES["unknown"], original=True).encode() for form in FORMS.values()),
    complaint(SENT, original=True).encode(),
]


@settings(deadline=None)
@given(st.sampled_from(MAILS), st.integers(0, 3000), st.binary(max_size=12), st.integers(0, 40))
def test_a_mail_with_any_stretch_replaced_is_read(
    mail: bytes, at: int, put: bytes, gone: int
) -> None:
    read_returned(mail[:at] + put + mail[at + gone :], detector())


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_bytes_are_no_mail_and_no_fault(content: bytes) -> None:
    assert read_returned(content, detector()).sort in ("unrecognised", "automatic", "failure")


def test_mail_made_to_hurt_ends_soon() -> None:
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)
    )
    wide = b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 20_000
    for mail in (
        deep,
        wide,
        b"From: MAILER-DAEMON\n\n" + b"<" * 200_000,
        b"To: " + b"+" * 200_000,
    ):
        assert read_returned(mail).sort in ("unrecognised", "failure")


def test_the_code_of_the_last_server_is_better_than_one_made_on_the_way() -> None:
    assert status_of("5.0.0", "smtp; 550 5.2.2 Mailbox full").sort == "soft-permanent"
    assert (
        status_of("5.1.0", "smtp; 5.1.0 - Unknown address error 550-'5.7.1 no'").sort
        == "policy"
    )
    assert status_of("5.1.1", "smtp; 550 5.7.1 spam").sort == "hard"
    assert status_of("4.4.7", "").sort == "soft-permanent"
    assert status_of("5.2.0", "smtp; 550 Unknown user").sort == "hard"
    assert status_of("5.4.4", "Host or domain name not found").sort == "soft-permanent"


def test_words_with_two_readings_suppress_nobody() -> None:
    for text in ("mailbox unavailable", "550 Requested action not taken", "rejected", "550 no"):
        assert from_text(text).sort == "unknown-permanent"
    assert from_text("User unknown; your message was not spam").sort == "hard"
