"""Messages byte by byte: what relays and mail programs read must be as the standards ask."""

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.headerregistry import AddressHeader
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief.delivery.headers import STRUCTURAL
from brief.delivery.message import UNSUBSCRIBE, Attachment, Inline, Letter, Personal, encode
from brief.delivery.tokens import LENGTH, derive, token_hash
from brief.schema.mail import Bounces
from support.mailing import KEY, SENDER, THEN, filled, personal, tokens

LETTER = Letter(
    issue="first",
    edition="public",
    kind="issue",
    language="en",
    subject="The first",
    preheader="A sentence that says what the first issue says.",
    html=f"<p>Ü. <a href='https://news.letter.example/u/{UNSUBSCRIBE}'>Leave</a> {'é' * 300}",
    text=f"Ü and more.\n.dot\nFrom here\nhttps://news.letter.example/u/{UNSUBSCRIBE}\n",
    archive_url="https://letter.example/issues/first/",
)
WITH_FILES = replace(
    LETTER,
    pdf="attach",
    attachment=Attachment("the-letter-1.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40),
    inline=(Inline("abc@letter.example", b"\x89PNG" + bytes(999)),),
)
EVERY = pytest.mark.parametrize("made", [LETTER, WITH_FILES], ids=["alone", "with files"])

# Every structural header with its value, letter by letter: delivery.md, 2.2.
ID = tokens()
GOLDEN = {
    "Message-ID": f"<{ID.message_id}@letter.example>",
    "List-Id": "<letter.lists.example>",
    "List-Unsubscribe": (
        f"<https://news.letter.example/u/{ID.unsubscribe}>,"
        f" <mailto:leave+{ID.unsubscribe}@letter.example?subject=unsubscribe>"
    ),
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    "List-Archive": "<https://letter.example/issues/first/>",
    "List-Help": "<https://letter.example/>",
    "List-Owner": "<mailto:person@letter.example>",
    "List-Post": "NO",
    "Feedback-ID": "first:public:issue:letterexample",
    "X-Auto-Response-Suppress": "OOF, AutoReply",
    "Content-Language": "en",
    "Date": "Mon, 23 Nov 2026 09:30:00 +0000",
    "MIME-Version": "1.0",
}


def head_of(raw: bytes) -> list[bytes]:
    """Return the lines of the headers of a message, folds joined to nothing."""
    return raw.split(b"\r\n\r\n", 1)[0].split(b"\r\n")


def headers(raw: bytes) -> list[tuple[str, str]]:
    """Return the headers of a message by hand: no library has read them."""
    found: list[tuple[str, str]] = []
    for line in head_of(raw):
        if line[:1] in (b" ", b"\t"):
            name, value = found.pop()
            found.append((name, value + line.decode()))
        else:
            name_, _, value_ = line.decode().partition(": ")
            found.append((name_, value_))
    return found


@EVERY
def test_every_structural_header_is_as_written_on_one_line(made: Letter) -> None:
    raw = filled(made)
    lines = {line.decode() for line in head_of(raw)}
    for name, value in GOLDEN.items():
        assert f"{name}: {value}" in lines
    for name, value in headers(raw):
        if name.lower() in STRUCTURAL:
            assert "=?" not in value
    names = [name for name, _ in headers(raw)]
    assert len(names) == len(set(names))
    assert not {"Bcc", "Sender", "Precedence", "Auto-Submitted", "Return-Path"} & set(names)


@EVERY
def test_lines_are_short_and_end_with_both_signs(made: Letter) -> None:
    raw = filled(made, personal(name="Ünï " * 30))
    head, body = raw.split(b"\r\n\r\n", 1)
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", raw)
    assert max(map(len, head.split(b"\r\n"))) <= 998
    assert max(map(len, body.split(b"\r\n"))) <= 76
    assert raw.isascii()
    words = re.findall(rb"=\?utf-8\?[qb]\?[^?]*\?=", head)
    assert words
    assert max(map(len, words)) <= 75
    # What is not structural folds below 76 columns too.
    folded = [line for line in head.split(b"\r\n") if not line.startswith(b"List-Unsub")]
    assert max(map(len, folded)) <= 76


def test_no_line_of_a_body_begins_with_a_point_or_like_a_mailbox() -> None:
    body = filled(LETTER).split(b"\r\n\r\n", 1)[1].split(b"\r\n")
    assert not [line for line in body if line.startswith((b".", b"From "))]
    parsed = message_from_bytes(filled(LETTER), policy=policy.default)
    part = parsed.get_body(("plain",))
    assert part is not None
    text = part.get_content().replace("\r\n", "\n")
    assert text == LETTER.text.replace(UNSUBSCRIBE, ID.unsubscribe)


@EVERY
def test_pythons_reader_finds_no_defect_and_what_was_put_in(made: Letter) -> None:
    parsed = message_from_bytes(filled(made), policy=policy.default)
    assert [part.defects for part in parsed.walk() if part.defects] == []
    html = parsed.get_body(("html",))
    assert html is not None
    assert html.get_content().rstrip() == made.html.replace(UNSUBSCRIBE, ID.unsubscribe)
    sent = {part.get_content_type() for part in parsed.walk()}
    assert ("application/pdf" in sent) is (made.attachment is not None)
    for part in parsed.walk():
        if part.get_content_type() == "application/pdf" and made.attachment:
            assert part.get_content() == made.attachment.content
            assert part.get_filename() == made.attachment.name
        if part.get_content_type() == "image/png":
            assert part.get_content() == made.inline[0].content
            assert part["Content-ID"] == "<abc@letter.example>"


def test_parts_are_nested_as_programs_expect() -> None:
    def shape(made: Letter) -> list[str]:
        parsed = message_from_bytes(filled(made), policy=policy.default)
        return [part.get_content_type() for part in parsed.walk()]

    assert shape(LETTER) == ["multipart/alternative", "text/plain", "text/html"]
    assert shape(WITH_FILES) == [
        *("multipart/mixed", "multipart/alternative", "text/plain"),
        *("multipart/related", "text/html", "image/png", "application/pdf"),
    ]


BUILD = """
import sys
sys.path.insert(0, sys.argv[1])
from test_raw_bytes import WITH_FILES
from support.mailing import filled
sys.stdout.buffer.write(filled(WITH_FILES))
"""


def test_two_processes_make_the_same_bytes(repository: Path) -> None:
    tests = repository / "tests"
    made = [
        subprocess.run(
            [sys.executable, "-c", BUILD, str(tests / "mail")],
            env={"PYTHONPATH": str(tests), "PYTHONHASHSEED": seed, "TZ": zone, "PATH": ""},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    assert made[0] == made[1] == filled(WITH_FILES)
    assert len(made[0]) > 10_000


def test_copies_differ_in_their_first_headers_and_in_tokens_alone() -> None:
    made = encode(LETTER, SENDER)
    one = made.fill(personal())
    other = made.fill(Personal("b@b.example", None, THEN, tokens("s-2")))
    assert one.split(b"\r\n")[4:] != other.split(b"\r\n")[4:]
    ours, theirs = tokens().unsubscribe.encode(), tokens("s-2").unsubscribe.encode()
    assert one.split(b"\r\n")[4:] == other.replace(theirs, ours).split(b"\r\n")[4:]
    assert made.size >= len(one)


def test_without_a_service_leaving_is_by_mail_alone_and_no_click_is_promised() -> None:
    raw = filled(LETTER, sender=replace(SENDER, service=None))
    found = dict(headers(raw))
    assert found["List-Unsubscribe"].startswith("<mailto:leave+")
    assert "https" not in found["List-Unsubscribe"]
    assert "List-Unsubscribe-Post" not in found


def test_a_notice_says_that_it_was_made_by_a_program_and_is_no_list_mail() -> None:
    found = dict(headers(filled(replace(LETTER, auto_submitted=True))))
    assert found["Auto-Submitted"] == "auto-generated"
    assert not [name for name in found if name.startswith("List-")]


def test_bulk_is_said_only_where_it_is_asked_for() -> None:
    assert (
        dict(headers(filled(LETTER, sender=replace(SENDER, bulk=True))))["Precedence"] == "bulk"
    )


def test_the_sender_of_the_envelope_bears_a_token_where_bounces_have_a_domain() -> None:
    assert SENDER.envelope(ID) == f"b+{ID.verp}@bounces.letter.example"
    dashed = replace(SENDER, bounces=Bounces(domain="b.example", separator="="))
    assert dashed.envelope(ID) == f"b={ID.verp}@b.example"
    assert replace(SENDER, bounces=None).envelope(ID) == SENDER.address


def test_tokens_are_derived_and_never_alike() -> None:
    about = ("first", "issue", "s-1")
    made = derive(KEY, *about)
    assert made == derive(KEY, *about)
    others = [
        derive(KEY[::-1], *about),
        derive(KEY, "second", "issue", "s-1"),
        derive(KEY, "first", "correction-1", "s-1"),
        derive(KEY, "first", "issue", "s-2"),
        # Parts that run together are other parts.
        derive(KEY, "firstissue", "", "s-1"),
    ]
    every = [
        t for each in (made, *others) for t in (each.unsubscribe, each.verp, each.message_id)
    ]
    assert len(set(every)) == len(every)
    assert all(re.fullmatch("[a-z2-7]{26}", each) for each in every)
    assert len({token_hash(each) for each in every}) == len(every)
    assert token_hash(made.verp) == token_hash(made.verp.upper())
    with pytest.raises(ValueError, match="31 bytes"):
        derive(KEY[1:], *about)


EVIL = "x\r\nBcc: victim@there.example"
ENCODED = "=?utf-8?q?x=0D=0ABcc:_victim=40there.example?="


def put(**changes: object) -> Callable[[str], bytes]:
    """Return what makes a message with a text in one field that an outsider can set."""

    def made(text: str) -> bytes:
        to = {name: text if value is None else value for name, value in changes.items()}
        return filled(LETTER, replace(personal(), **to))  # type: ignore[arg-type]

    return made


FIELDS: dict[str, Callable[[str], bytes]] = {
    "the name of a recipient": put(name=None),
    "the local part of a recipient": lambda text: filled(
        LETTER, personal(to=f"{text}@there.example")
    ),
    "the domain of a recipient": lambda text: filled(LETTER, personal(to=f"reader@{text}")),
    "the subject": lambda text: filled(replace(LETTER, subject=text)),
    "the sender's name": lambda text: filled(LETTER, sender=replace(SENDER, name=text)),
    "the address for replies": lambda text: filled(
        LETTER, sender=replace(SENDER, reply_to=f"{text}@there.example")
    ),
    "the list's id": lambda text: filled(LETTER, sender=replace(SENDER, list_id=text)),
    "the owner": lambda text: filled(LETTER, sender=replace(SENDER, owner=text)),
    "the page of the issue": lambda text: filled(
        replace(LETTER, archive_url=f"https://letter.example/{text}")
    ),
    "the issue": lambda text: filled(replace(LETTER, issue=text)),
    "the edition": lambda text: filled(replace(LETTER, edition=text)),
    "the kind": lambda text: filled(replace(LETTER, kind=text)),
    "the language": lambda text: filled(replace(LETTER, language=text)),
    "the help page": lambda text: filled(LETTER, sender=replace(SENDER, help=text)),
}
FIELD = pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)


@FIELD
@pytest.mark.parametrize("evil", [EVIL, "x\nBcc: a@b.example", "x\rBcc: a@b.example", "x\x00y"])
def test_a_line_break_in_a_header_is_refused(field: Callable[[str], bytes], evil: str) -> None:
    with pytest.raises(ValueError, match=r"header|address"):
        field(evil)


@FIELD
def test_what_looks_encoded_is_text_and_adds_no_header(field: Callable[[str], bytes]) -> None:
    plain = [name for name, _ in headers(filled(LETTER))]
    try:
        raw = field(ENCODED)
    except ValueError:
        return  # an address with such characters is none
    assert [name for name, _ in headers(raw)] == plain
    parsed = message_from_bytes(raw, policy=policy.default)
    assert parsed["Bcc"] is None
    assert parsed.defects == []


@given(name=st.text(max_size=200), subject=st.text(min_size=1, max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_name_and_subject_is_carried_or_refused(name: str, subject: str) -> None:
    try:
        raw = filled(replace(LETTER, subject=subject), personal(name=name))
    except ValueError:
        bad = r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]"
        assert re.search(bad, name) or re.search(bad, subject)
        return
    head = raw.split(b"\r\n\r\n", 1)[0]
    assert max(map(len, head.split(b"\r\n"))) <= 998
    parsed = message_from_bytes(raw, policy=policy.default)
    to = parsed["To"]
    assert isinstance(to, AddressHeader)
    (reader,) = to.addresses
    assert reader.addr_spec == "reader@there.example"
    shown = " ".join(name.split())
    # Python 3.11 puts a space between two encoded-words of a name; other readers do not.
    bare = reader.display_name.replace(" ", "")
    assert bare == (shown.replace(" ", "") if len(shown) <= 150 else "")
    assert str(parsed["Subject"]).strip() == subject.strip()


@pytest.mark.parametrize(
    ("to", "shown"),
    [
        ("o'neil+tag@there.example", "o'neil+tag@there.example"),
        ('"a b"@there.example', '"a b"@there.example'),
        ("reader@bücher.example", "reader@xn--bcher-kva.example"),
        ("jürgen@there.example", "jürgen@there.example"),
        ("读者@there.example", "读者@there.example"),
    ],
)
def test_addresses_are_carried_as_they_are(to: str, shown: str) -> None:
    raw = filled(LETTER, personal(to=to, name='Grüße, Herr "Q" مختبر'))
    line = next(value for name, value in headers(raw) if name == "To")
    assert line.endswith(f"<{shown}>")


@pytest.mark.parametrize(
    "to",
    [
        "nobody",
        "@there.example",
        "reader@",
        "a,b@there.example",
        "a b@there.example",
        "x@there.example>, <evil@there.example",
        '"a"b"@there.example',
        "a@b@there.example, c@there.example",
        "reader@there.example(comment)",
    ],
)
def test_what_is_no_address_is_refused(to: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        filled(LETTER, personal(to=to))


def test_a_very_long_name_is_left_out_and_the_mail_goes() -> None:
    raw = filled(LETTER, personal(name="x" * 10_000))
    assert dict(headers(raw))["To"] == "reader@there.example"


def test_a_date_without_a_zone_is_refused() -> None:
    naive = Personal("a@b.example", None, datetime(2026, 11, 23), ID)  # noqa: DTZ001 - the fault
    with pytest.raises(ValueError, match="zone"):
        filled(LETTER, naive)


def test_tokens_are_as_long_as_what_stands_for_them() -> None:
    assert len(UNSUBSCRIBE) == LENGTH == len(ID.unsubscribe)
