"""Every rule of headers and bodies, on raw bytes, each with a mail that breaks it.

Nothing here is read by a library: a mail is lines, and a header is what stands before a colon.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

import pytest

from brief.delivery import headers
from brief.schema.mail import Bounces
from support.mailing import SENDER, tokens, variant
from support.synthetic import Sent

# Source of the rules: delivery.md, 2.1 to 2.3; RFC 5322, RFC 2045 to 2047, RFC 2369, RFC 2919,
# RFC 3834, RFC 8058.
STRUCTURAL = (
    *("Date", "Message-ID", "MIME-Version", "Content-Language", "List-Id"),
    *("List-Unsubscribe", "List-Unsubscribe-Post", "List-Archive", "List-Help"),
    *("List-Owner", "List-Post", "Feedback-ID", "X-Auto-Response-Suppress"),
)
OF_PEOPLE = ("From", "Reply-To", "To", "Subject")
ALL = {*STRUCTURAL, *OF_PEOPLE, "Content-Type"}

MARK = "[a-z2-7]{26}"
WEEKDAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
URL = r"https://[a-z0-9.-]+(?:/[!-;=?-~]*)?"
MAILTO = r"mailto:[!-;=?A-~]+@[a-z0-9.-]+"

VALUES = {
    "Date": rf"{WEEKDAY}, \d\d {MONTH} \d{{4}} \d\d:\d\d:\d\d \+0000",
    "Message-ID": rf"<{MARK}@letter\.example>",
    "MIME-Version": r"1\.0",
    "Content-Language": r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*",
    # Without a phrase, so it needs no encoding.
    "List-Id": r"<letter\.lists\.example>",
    "List-Unsubscribe": (
        rf"<https://news\.letter\.example/u/{MARK}>,"
        rf" <mailto:leave\+{MARK}@letter\.example\?subject=unsubscribe>"
    ),
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    "List-Archive": f"<{URL}>",
    "List-Help": f"<{URL}>",
    "List-Owner": f"<{MAILTO}>",
    "List-Post": "NO",
    "Feedback-ID": r"[!-9;-~]+:[!-9;-~]+:[!-9;-~]+:[a-z0-9]{1,15}",
    "X-Auto-Response-Suppress": "OOF, AutoReply",
    "Content-Type": r'multipart/(?:mixed|alternative); boundary="=_[a-z]+_[0-9a-f]{24}"',
}


class Header(NamedTuple):
    """One header: its name, its value with folds undone, and its lines as they stand."""

    name: str
    value: str
    lines: list[bytes]


def head(raw: bytes) -> list[Header]:
    found: list[Header] = []
    for line in raw.split(b"\r\n\r\n", 1)[0].split(b"\r\n"):
        if line[:1] in b" \t":
            name, value, lines = found.pop()
            found.append(Header(name, value + line.decode("latin-1"), [*lines, line]))
        else:
            name, _, value = line.decode("latin-1").partition(": ")
            found.append(Header(name, value, [line]))
    return found


def parts(raw: bytes) -> Iterator[tuple[dict[str, str], bytes]]:
    """Yield the headers and the body of each part that is no frame."""
    for part in re.split(rb"\r\n--=_\w+(?:--)?(?=\r\n)", raw.split(b"\r\n\r\n", 1)[1]):
        top, _, body = part.lstrip(b"\r\n").partition(b"\r\n\r\n")
        mine = dict(
            line.decode().split(": ", 1) for line in top.split(b"\r\n") if b": " in line
        )
        if mine.get("Content-Transfer-Encoding"):
            yield mine, body


def each_once(raw: bytes) -> bool:
    names = [each.name.lower() for each in head(raw)]
    return len(names) == len(set(names)) and {each.name for each in head(raw)} == ALL


def as_written(raw: bytes) -> bool:
    return all(
        re.fullmatch(VALUES[each.name], each.value) for each in head(raw) if each.name in VALUES
    )


def on_one_line(raw: bytes) -> bool:
    return all(
        len(each.lines) == 1 and "=?" not in each.value
        for each in head(raw)
        if each.name in STRUCTURAL
    )


def one_address(raw: bytes) -> bool:
    """Tell whether sender and reader are one address each, which is written plainly."""
    wanted = {"From": r"post@letter\.example", "To": r"[^\s<>@,]+@[a-z.]+"}
    wanted["Reply-To"] = r"desk@letter\.example"
    found = {each.name: each.value for each in head(raw)}
    bare = {name: re.sub(r'"(?:[^"\\]|\\.)*"', "", found[name]) for name in wanted}
    return all(
        re.fullmatch(rf"(?:[^<>@,]*<{address}>|{address})", bare[name])
        for name, address in wanted.items()
    )


def encoded_words(raw: bytes) -> bool:
    """Tell whether encoded-words are short, and stand where they may."""
    word = rb"=\?[^?]+\?[qb]\?[^?]*\?="
    lines = [line for each in head(raw) if each.name in OF_PEOPLE for line in each.lines]
    words = [each for line in lines for each in re.findall(word, line)]
    return (
        # A long address alone on its line cannot be folded.
        all(len(line) <= 76 or re.fullmatch(rb" <\S+>", line) for line in lines)
        and all(len(each) <= 75 and each.startswith(b"=?utf-8?") for each in words)
        and not any(b"=?" in re.sub(word, b"", line) for line in lines)
    )


def lines_are_short(raw: bytes) -> bool:
    top, body = raw.split(b"\r\n\r\n", 1)
    return max(map(len, top.split(b"\r\n"))) <= 998 and max(map(len, body.split(b"\r\n"))) <= 76


def ends_of_lines(raw: bytes) -> bool:
    return not re.search(rb"\r(?!\n)|(?<!\r)\n|\0", raw) and raw.endswith(b"--\r\n")


def seven_bits(raw: bytes) -> bool:
    coded = {"text": "quoted-printable", "image": "base64", "application": "base64"}
    return (
        raw.isascii()
        and b"\r\nContent-Transfer-Encoding: 8bit" not in raw
        and all(
            mine["Content-Transfer-Encoding"] == coded[mine["Content-Type"].split("/", 1)[0]]
            for mine, _ in parts(raw)
        )
    )


def texts_say_their_charset(raw: bytes) -> bool:
    kinds = [mine["Content-Type"] for mine, _ in parts(raw)]
    return kinds[:2] == ['text/plain; charset="utf-8"', 'text/html; charset="utf-8"']


def names_of_files(raw: bytes) -> bool:
    """Tell whether each file has a plain name, or is shown in its place."""
    said = [mine.get("Content-Disposition", "") for mine, _ in parts(raw)][2:]
    named = r'attachment; filename="[a-z0-9-]{1,56}\.pdf"'
    return b"*=" not in raw and all(re.fullmatch(f"inline|{named}", each) for each in said)


def nothing_to_stumble_over(raw: bytes) -> bool:
    return not any(
        line.startswith((b".", b"From "))
        for _, body in parts(raw)
        for line in body.split(b"\r\n")
    )


def boundaries_stand_alone(raw: bytes) -> bool:
    said = re.findall(rb'boundary="([^"]+)"', raw)
    return len(set(said)) == len(said) and all(
        raw.count(b"\r\n--" + each + b"--\r\n") == 1
        and raw.count(b"--" + each) == raw.count(b"\r\n--" + each)
        for each in said
    )


def token_where_it_belongs(raw: bytes) -> bool:
    """Tell whether the token to leave by is in its header, in both texts and nowhere else."""
    found = re.search(rf"/u/({MARK})>".encode(), raw)
    if found is None:
        return False
    token = found[1]
    top = raw.split(b"\r\n\r\n", 1)[0]
    bodies = [body.count(token) for _, body in parts(raw)]
    return top.count(token) == 2 and bodies[:2] == [1, 1] and not any(bodies[2:])


class Rule(NamedTuple):
    """A rule, and what makes of a mail one that breaks it."""

    holds: Callable[[bytes], bool]
    broken: Callable[[bytes], bytes]


def swap(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda raw: re.sub(old.encode(), new.encode(), raw, count=1)


RULES = {
    "each header once": Rule(each_once, swap("\nTo: ", "\nTo: a@b.example\r\nTo: ")),
    "no header that is not ours": Rule(each_once, swap("\nTo: ", "\nBcc: x@y.example\r\nTo: ")),
    "no bulk": Rule(each_once, swap("\nTo: ", "\nPrecedence: bulk\r\nTo: ")),
    "no reply by a program": Rule(each_once, swap("\nTo: ", "\nAuto-Submitted: no\r\nTo: ")),
    "a date with a zone": Rule(as_written, swap(" \\+0000", "")),
    "an id of ours": Rule(as_written, swap("Message-ID: <", "Message-ID: <1")),
    "an id of the list without a phrase": Rule(as_written, swap("Id: <", "Id: A <")),
    "ways to leave, https first": Rule(
        as_written, swap("(<https.*>), (<mailto.*>)", r"\2, \1")
    ),
    "one click": Rule(as_written, swap("=One-Click", "=one-click")),
    "no posts": Rule(as_written, swap("Post: NO", "Post: <mailto:post@letter.example>")),
    "four words of feedback": Rule(as_written, swap("Feedback-ID: ", "Feedback-ID: x:")),
    "no folds": Rule(on_one_line, swap(">, <mailto", ">,\r\n <mailto")),
    "no encoded structure": Rule(on_one_line, swap("Archive: <h", "Archive: =?utf-8?q?=3Ch?=")),
    "one reader": Rule(one_address, swap("\nTo: ", "\nTo: a@b.example, ")),
    "one sender": Rule(one_address, swap("\nFrom: ", "\nFrom: a@b.example, ")),
    "short words": Rule(encoded_words, swap("Subject: ", f"Subject: =?utf-8?q?{'x' * 70}?= ")),
    "short lines of headers": Rule(
        lines_are_short, swap("\nTo: ", f"\nX: {'x' * 996}\r\nTo: ")
    ),
    "short lines of bodies": Rule(lines_are_short, swap("\n=_|$", f"\n{'x' * 77}\r\n")),
    "whole ends of lines": Rule(ends_of_lines, swap("\r\n", "\n")),
    "a whole end": Rule(ends_of_lines, lambda raw: raw[:-2]),
    "seven bits": Rule(seven_bits, swap("EXAMPLE", "ÉXAMPLE")),
    "coded as declared": Rule(seven_bits, swap("quoted-printable", "8bit")),
    "a charset": Rule(texts_say_their_charset, swap('; charset="utf-8"', "")),
    "the text first": Rule(texts_say_their_charset, swap("text/plain", "text/html")),
    "plain names": Rule(names_of_files, swap('filename="', "filename*0*=\"utf-8''")),
    "no point": Rule(nothing_to_stumble_over, swap("\r\nEXAMPLE", "\r\n.EXAMPLE")),
    "no mailbox": Rule(nothing_to_stumble_over, swap("\r\nEXAMPLE", "\r\nFrom EXAMPLE")),
    "ends of parts": Rule(boundaries_stand_alone, lambda raw: raw.replace(b"--\r\n", b"\r\n")),
    "boundaries": Rule(boundaries_stand_alone, swap('="(=_\\w+)"', r'="\1"; x="--\1"')),
    "a token in its place": Rule(token_where_it_belongs, swap(f"leave\\+{MARK}", "leave+x")),
}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_holds_for_every_issue(synthetic_mails: tuple[Sent, ...], name: str) -> None:
    assert [each.number for each in synthetic_mails if not RULES[name].holds(each.raw)] == []


@pytest.mark.parametrize("name", RULES)
def test_what_breaks_a_rule_is_found(synthetic_mails: tuple[Sent, ...], name: str) -> None:
    rule = RULES[name]
    mail = next(each for each in synthetic_mails if each.letter.attachment)
    broken = rule.broken(mail.raw)
    assert broken != mail.raw
    assert not rule.holds(broken)


def test_without_the_rule_for_structural_headers_the_library_encodes_them(
    synthetic_mails: tuple[Sent, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = synthetic_mails[0]
    long = replace(mail.letter, archive_url=f"https://letter.example/{'issues-' * 12}")
    assert on_one_line(variant(long).fill(mail.to))
    monkeypatch.setattr(headers, "STRUCTURAL", frozenset())
    assert not on_one_line(variant(long).fill(mail.to))


def test_a_mail_that_is_made_again_is_the_same_and_no_other_is(
    synthetic_mails: tuple[Sent, ...],
) -> None:
    for mail in synthetic_mails:
        assert variant(mail.letter).fill(mail.to) == mail.raw
    said = [each.value for mail in synthetic_mails for each in head(mail.raw)]
    ids = [value for value in said if re.fullmatch(VALUES["Message-ID"], value)]
    assert len(set(ids)) == len(synthetic_mails)
    # What marks a bounce is in the envelope alone.
    for mail in synthetic_mails:
        assert mail.to.tokens.verp.encode() not in mail.raw
        sender = SENDER.envelope(mail.to.tokens)
        assert re.fullmatch(rf"b\+{MARK}@bounces\.letter\.example", sender)


def test_the_sender_of_every_envelope_is_short_and_plain() -> None:
    for prefix in ("b", "b.bounces", "b" * 37):
        bounces = Bounces(domain="b.example", prefix=prefix)
        local, _, domain = replace(SENDER, bounces=bounces).envelope(tokens()).partition("@")
        assert len(local) <= 64
        assert local == f"{prefix}+{tokens().verp}"
        assert domain == "b.example"
