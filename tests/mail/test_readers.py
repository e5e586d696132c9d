"""Synthetic issues of 5 to 400 notes as mails, read by five programs that others wrote.

Twenty on every run, chosen by size and shape; all two hundred with BRIEF_SLOW=1.
"""

import hashlib
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from pathlib import Path
from subprocess import CalledProcessError

import pytest

from support import dovecot, mutt
from support.mailing import SENDER
from support.sized import MOST
from support.synthetic import NUMBERS, ODD, PDFS, PEOPLE, SUBJECTS, Sent
from support.tools import need_package, need_program, said_by_node

MOST_BYTES = 80_000
Mails = tuple[Sent, ...]
FROM = f"{SENDER.name} <{SENDER.address}>"

# Python's reader, told to raise where it would forgive. Its `strict` is of the old interface.
STRICT = policy.default.clone(raise_on_defect=True)


@pytest.fixture(scope="module")
def mails(synthetic_mails: Mails) -> Mails:
    return synthetic_mails


def names(mail: Sent) -> tuple[str, str]:
    """Return the name of the recipient, which may be none, and the address."""
    return mail.to.name or "", mail.to.to


def files(mail: Sent) -> list[tuple[str, bytes]]:
    """Return what a mail carries beside its texts."""
    found = [("image/png", each.content) for each in mail.letter.inline]
    if mail.letter.attachment:
        found.append(("application/pdf", mail.letter.attachment.content))
    return found


def test_the_mails_are_of_all_sizes_and_shapes(mails: Mails) -> None:
    assert [mail.number for mail in mails] == list(NUMBERS)
    assert {mail.letter.subject.removesuffix(f" {mail.number}") for mail in mails} == {
        each.strip() for each in SUBJECTS
    }
    assert {(mail.to.to, mail.to.name) for mail in mails} == set(PEOPLE)
    assert {mail.letter.pdf for mail in mails} == set(PDFS)
    assert {mail.letter.edition for mail in mails} == {"public", "members"}
    assert {len(mail.letter.inline) for mail in mails} == {0, 1}
    sizes = [len(mail.html.encode()) for mail in mails]
    assert max(sizes) <= MOST_BYTES
    assert max(sizes) > MOST_BYTES * 0.95
    assert min(sizes) < 20_000
    assert f"Note {MOST - 2} on" in mails[-1].text
    shown = " ".join(mail.text for mail in mails)
    assert [each for each in range(len(ODD)) if f"Odd text {each}." not in shown] == []


def by_python(mails: Mails, _folder: Path) -> None:
    for mail in mails:
        parsed = message_from_bytes(mail.raw, policy=STRICT)
        assert isinstance(parsed, EmailMessage)
        for part in parsed.walk():
            assert part.defects == []
            # Headers are read when they are asked for, and may have faults of their own.
            assert [value.defects for value in part.values() if value.defects] == []
        assert [part.get_content_type() for part in parsed.walk()] == mail.types
        to, sender = parsed["To"], parsed["From"]
        assert isinstance(to, AddressHeader)
        assert isinstance(sender, AddressHeader)
        (reader,) = to.addresses
        name, address = names(mail)
        # Python 3.11 puts a space between two encoded-words of a name; other readers do not.
        assert reader.display_name.replace(" ", "") == name.replace(" ", "")
        assert reader.addr_spec == address
        assert str(sender) == FROM
        assert parsed["Subject"] == mail.letter.subject
        assert parsed["Date"].datetime == mail.to.date
        html, text = parsed.get_body(("html",)), parsed.get_body(("plain",))
        assert html is not None
        assert text is not None
        assert {each.get_content_charset() for each in (html, text)} == {"utf-8"}
        assert unbroken(html.get_payload(decode=True)) == mail.html.encode()
        assert unbroken(text.get_payload(decode=True)) == mail.text.encode()
        carried = [
            (part.get_content_type(), part.get_content())
            for part in parsed.walk()
            if part.get_content_maintype() in ("image", "application")
        ]
        assert carried == files(mail)


def unbroken(content: object) -> bytes:
    """Return a text with the ends of lines that its author's machine has."""
    assert isinstance(content, bytes)
    return content.replace(b"\r\n", b"\n")


def seen_by_dovecot(box: dovecot.Mailbox, number: int) -> Iterator[tuple[str, str, bytes]]:
    """Yield type, charset and content of each part."""
    for part in box.parts(number):
        if not part.kind.startswith("multipart/"):
            coded = "quoted-printable" if part.kind.startswith("text/") else "base64"
            assert part.encoding == coded
            content = box.decoded(number, part.section)
            yield part.kind, part.parameters.get("charset", ""), content


def by_dovecot(mails: Mails, _folder: Path) -> None:
    with dovecot.serving([mail.raw for mail in mails]) as box:
        headers = box.headers(("subject", "from", "to"))
        for number, mail in enumerate(mails, 1):
            envelope = box.ask(number, "ENVELOPE")
            (date, _, (sender,), _, (answers,), (to,), *none, identity) = envelope
            name, address = names(mail)
            assert sender == [SENDER.name, None, *SENDER.address.split("@")]
            assert answers[2:] == ["desk", "letter.example"]
            assert to[1:] == [None, *address.split("@")]
            assert none == [None, None, None]
            assert identity == f"<{mail.to.tokens.message_id}@letter.example>"
            assert date == f"{mail.to.date:%a, %d %b %Y %H:%M:%S} +0000"
            said = headers[number - 1]
            assert said["subject"] == mail.letter.subject
            assert said["from"] == FROM
            shown = said["to"].removesuffix(f"<{address}>").strip().strip('"')
            assert re.sub(r"\\(.)", r"\1", shown) == (name or address)
            assert [part.kind for part in box.parts(number)] == mail.types
            (_, *text), (_, *html), *carried = seen_by_dovecot(box, number)
            assert text[0] == html[0] == "utf-8"
            assert unbroken(text[1]) == mail.text.encode()
            assert unbroken(html[1]) == mail.html.encode()
            assert [(kind, content) for kind, _, content in carried] == files(mail)


def by_mutt(mails: Mails, folder: Path) -> None:
    shown = mutt.shown(folder, [(mail.raw, mail.types) for mail in mails])
    for mail, seen in zip(mails, shown, strict=True):
        sender, to, subject, *_ = re.sub(r"\n[ \t]", " ", "\n".join(seen.headers)).split("\n")
        name, address = names(mail)
        assert sender == f"From: {FROM}"
        # Mutt leaves out quotes and backslashes of names where it shows a message.
        bare = re.sub(r'["\\]', "", name)
        assert to.replace('"', "") == f"To: {bare} <{address}>" if bare else f"To: {address}"
        assert subject == f"Subject: {mail.letter.subject}"
        assert seen.text.rstrip("\n") == mail.text.rstrip("\n")
        text, html, *carried = seen.parts
        assert text[:2] == ("text/plain", "utf-8")
        assert html[:2] == ("text/html", "utf-8")
        assert unbroken(text[2]) == mail.text.encode()
        assert unbroken(html[2]) == mail.html.encode()
        assert [(kind, content) for kind, _, content in carried] == files(mail)


def written(folder: Path, mails: Mails) -> list[str]:
    """Write each mail to a file of its own."""
    for mail in mails:
        (folder / f"{mail.number}.eml").write_bytes(mail.raw)
    return [str(folder / f"{mail.number}.eml") for mail in mails]


def by_node(mails: Mails, folder: Path) -> None:
    need_package("mailparser")
    lines = said_by_node("read_mail.cjs", *written(folder, mails))
    for mail, line in zip(mails, lines, strict=True):
        said = json.loads(line)
        name, address = names(mail)
        assert said["to"] == [{"address": address, "name": name}]
        assert said["from"] == [{"address": SENDER.address, "name": SENDER.name}]
        assert said["subject"] == mail.letter.subject
        assert said.get("text", "").rstrip("\n") == mail.text.rstrip("\n")
        assert said.get("html", "").rstrip("\n") == mail.html.rstrip("\n")
        assert [
            (each["contentType"], each["checksum"], each["size"])
            for each in said["attachments"]
        ] == [
            (kind, hashlib.md5(content).hexdigest(), len(content))  # noqa: S324 - as it reports
            for kind, content in files(mail)
        ]


def by_mblaze(mails: Mails, folder: Path) -> None:
    def said(*command: str) -> bytes:
        program = need_program(command[0])
        return subprocess.run([program, *command[1:]], capture_output=True, check=True).stdout

    for mail, file in zip(mails, written(folder, mails), strict=True):
        shape = re.findall(r"(\d+): (\S+)", said("mshow", "-t", file).decode())
        assert [kind for _, kind in shape] == mail.types
        assert said("mhdr", "-d", "-h", "subject", file).decode()[:-1] == mail.letter.subject
        parts = [
            (kind, said("mshow", "-O", file, number))
            for number, kind in shape
            if not kind.startswith("multipart/")
        ]
        assert unbroken(parts[0][1]) == mail.text.encode()
        assert unbroken(parts[1][1]) == mail.html.encode()
        assert parts[2:] == files(mail)


READERS = {
    "python": by_python,
    "dovecot": by_dovecot,
    "mutt": by_mutt,
    "node": by_node,
    "mblaze": by_mblaze,
}
EACH = pytest.mark.parametrize("reader", READERS.values(), ids=READERS)


@EACH
def test_a_reader_finds_what_was_sent_and_no_defect(
    mails: Mails, folder: Path, reader: Callable[[Mails, Path], None]
) -> None:
    reader(mails, folder)


SPOILED = {
    "a charset": (b'charset="utf-8"', b'charset="utf-7"'),
    "a letter": (b"EXAMPLE LETTER", b"EXAMPLE LETTEr"),
    "a boundary": (b"\r\n--=_alternative_", b"\r\n--=_alternativE_"),
    "a subject": (b"Subject: ", b"Subject: =?utf-9?q?x?= "),
}


@EACH
@pytest.mark.parametrize("spoiled", SPOILED)
def test_what_is_spoiled_on_its_way_is_seen(
    mails: Mails, folder: Path, reader: Callable[[Mails, Path], None], spoiled: str
) -> None:
    if spoiled == "a charset" and reader in (by_node, by_mblaze):
        return  # what they are asked for has no charset any more
    right, wrong = SPOILED[spoiled]
    mail = mails[1]
    assert right in mail.raw
    other = replace(mail, raw=mail.raw.replace(right, wrong))
    with pytest.raises((AssertionError, ValueError, MessageError, CalledProcessError)):
        reader((other,), folder)
