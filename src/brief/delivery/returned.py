"""What a mail that came back is: by its standard parts first, by its words last.

Who is meant is told by tokens that nobody can guess. What a mail merely says of an address
proves nothing: anybody can write a mail that says so.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.message import Message
from typing import Literal, TypeAlias

from brief.delivery.addresses import addresses_in
from brief.delivery.status import Status, from_text, status_of

Sort: TypeAlias = Literal[
    "failure", "complaint", "leave", "automatic", "delay", "delivered", "unrecognised"
]

How: TypeAlias = Literal["verp", "message-id", "leave", "address"]

# Where a server says whom the mail that came back was for. None of them is shown to people.
_RECIPIENTS = (
    "Delivered-To",
    "X-Original-To",
    "Envelope-To",
    "X-Envelope-To",
    "X-Delivered-To",
    "X-RCPT-To",
    "To",
    "Cc",
    "Received",
)

# 26 characters of base32 behind a separator, before the domain (delivery.tokens).
_TOKEN = re.compile(r"[+\-=]([a-z2-7]{26})@", re.IGNORECASE)
_MESSAGE_ID = re.compile(r"<?([a-z2-7]{26}@[A-Za-z0-9.-]+)>?", re.IGNORECASE)

# Characters of a text that are looked at. What a mail means stands at its beginning.
MOST_TEXT = 100_000
# A mail with more parts than this is made to hurt.
MOST_PARTS = 200

# A local part of servers, or what some write in place of an address.
_SERVERS = re.compile(
    r"(?<![\w.-])(mailer-daemon|post_?master|mail-daemon|mail\.delivery\.system)(?![\w.-])",
    re.IGNORECASE,
)
_SAID_BY_SERVERS = re.compile(
    r"mail delivery (failed|system|subsystem)|undeliver|delivery (status|failure|has failed)"
    r"|returned (mail|to sender)|failure notice|could not be delivered|unzustellbar"
    r"|non remis|no se puede entregar",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"out of (the )?office|automatic reply|auto(matic)?[ -]?(reply|response|antwort)"
    r"|abwesen|vacation|absence|réponse automatique|fuera de la oficina",
    re.IGNORECASE,
)

# Where a letter begins that is returned in a mail of free form.
_COPY = re.compile(
    r"(?im)^[- ]*(?:original message|this is a copy of|below this line is a copy|begin message"
    r"|received: |return-path: |message headers follow).*$"
)

Detector: TypeAlias = Callable[[bytes], tuple[str, ...]]
"""Finds the addresses that a mail in free form says failed for good; the last resort."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What one mail is.

    `tokens` are those of the address that it was sent to, `inside` those that stand in what it
    returns; `message_ids` those of letters it returns or answers, `addresses` those it names,
    normalised. `status` tells of a failure. `text` is what the server said.
    """

    sort: Sort
    tokens: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    message_ids: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    status: Status | None = None
    text: str = ""
    subject: str = ""
    sender: str = ""


def read_returned(content: bytes, detector: Detector | None = None) -> Returned:
    """Find out what a mail is. It never raises, whatever a stranger has sent."""
    try:
        return _read(content, detector)
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ):
        # The standard parser has such faults on mail that is no mail.
        return Returned("unrecognised")


def _read(content: bytes, detector: Detector | None) -> Returned:
    mail = message_from_bytes(content)
    parts = tuple(_parts(mail))
    outer = tuple(_outer(mail))
    tokens = _unique(_TOKEN.findall(" ".join(outer)))
    about = Returned(
        "unrecognised",
        tokens=tokens,
        inside=_unique(_TOKEN.findall(" ".join(_inside(mail, parts)))),
        message_ids=_unique(_MESSAGE_ID.findall(" ".join(_letters(mail, parts)))),
        subject=_header(mail, "Subject"),
        sender=_header(mail, "From"),
    )
    report = next((part for part in parts if _type(part) == "message/feedback-report"), None)
    if report is not None:
        return _complaint(report, about)
    texts = "\n".join(_texts(parts))
    reports = [part for part in parts if _type(part) == "message/delivery-status"]
    if reports:
        return _reported(reports, texts, about)
    failed = _header(mail, "X-Failed-Recipients")
    if failed or _from_server(mail):
        named = [each for one in failed.split(",") if one.strip() for each in addresses_in(one)]
        if not named and detector is not None:
            named = [each for one in detector(content) for each in addresses_in(one)]
        return _free_form(texts, _unique(named), about)
    if _is_automatic(mail):
        return replace(about, sort="automatic")
    # A person or their mail program has written: that is how one leaves by mail.
    return replace(about, sort="leave") if tokens else about


def _complaint(report: Message, about: Returned) -> Returned:
    """Read a report of abuse (RFC 5965)."""
    fields = _fields(report)
    kind = _header(fields, "Feedback-Type").lower()
    found = _TOKEN.findall(_header(fields, "Original-Mail-From"))
    return replace(
        about,
        # `not-spam` says the contrary.
        sort="delivered" if kind == "not-spam" else "complaint",
        inside=_unique([*found, *about.inside]),
        addresses=addresses_in(_header(fields, "Original-Rcpt-To")),
        text=kind,
    )


def _reported(reports: list[Message], text: str, about: Returned) -> Returned:
    """Read a report of delivery (RFC 3464)."""
    rows = [row for report in reports for row in _rows(report)]
    actions = [_header(row, "Action").lower() for row in rows]
    if not actions:
        # A report that reports nothing; the words beside it may.
        return _free_form(text, (), about)
    if "failed" not in actions:
        return replace(about, sort="delay" if "delayed" in actions else "delivered")
    row = rows[actions.index("failed")]
    said = _header(row, "Diagnostic-Code")
    # The original recipient, where a server names it, is the one whom we wrote to.
    named = (*_named(row, "Original-Recipient"), *_named(row, "Final-Recipient"))
    status = status_of(_header(row, "Status"), said or from_text(_COPY.split(text)[0]).text)
    return replace(
        about, sort="failure", addresses=_unique(named), status=status, text=_short(said)
    )


def _free_form(text: str, named: tuple[str, ...], about: Returned) -> Returned:
    """Read a bounce in a server's own words."""
    # What stands behind the returned letter is our own text.
    said = _COPY.split(text)[0]
    status = from_text(said)
    if status.delayed:
        return replace(about, sort="delay")
    if not (named or status.is_said or _SAID_BY_SERVERS.search(about.subject)):
        return about
    shown = _short(status.text or said)
    return replace(about, sort="failure", addresses=named, status=status, text=shown)


def _from_server(mail: Message) -> bool:
    """Tell whether a server wrote a mail, and not a person or a person's program."""
    if _SERVERS.search(_header(mail, "From")):
        return not _AWAY.search(_header(mail, "Subject"))
    from_nobody = _header(mail, "Return-Path").replace(" ", "") == "<>"
    report = mail.get_param("report-type") == "delivery-status"
    return (from_nobody or report) and bool(_SAID_BY_SERVERS.search(_header(mail, "Subject")))


def _is_automatic(mail: Message) -> bool:
    """Tell whether nobody wrote a mail (RFC 3834): a notice of absence, for one."""
    submitted = _header(mail, "Auto-Submitted").lower()
    if submitted and submitted != "no":
        return True
    if _header(mail, "Precedence").lower() in ("auto_reply", "auto-reply", "junk"):
        return True
    if any(mail.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply")):
        return True
    return bool(_AWAY.search(_header(mail, "Subject")))


def _parts(mail: Message) -> Iterator[Message]:
    for number, part in enumerate(mail.walk()):
        if number >= MOST_PARTS:
            return
        yield part


def _type(part: Message) -> str:
    return part.get_content_type().lower()


def _header(mail: Message, name: str) -> str:
    """Return a header in one line; empty where there is none."""
    return " ".join(str(mail.get(name, "")).split())


def _outer(mail: Message) -> Iterator[str]:
    for name in _RECIPIENTS:
        for each in mail.get_all(name, []):
            yield " ".join(str(each).split())


def _inside(mail: Message, parts: tuple[Message, ...]) -> Iterator[str]:
    """Yield what a mail returns of a letter that could name its sender in the envelope."""
    for part in parts:
        if part is not mail and part.get("Return-Path"):
            yield _header(part, "Return-Path")
        if _type(part) == "text/rfc822-headers":
            yield from re.findall(r"(?im)^return-path:.*$", _text(part))
    yield from re.findall(r"(?im)^return-path:.*$", "\n".join(_texts(parts)))


def _letters(mail: Message, parts: tuple[Message, ...]) -> Iterator[str]:
    """Yield the Message-IDs of letters that a mail returns or answers."""
    for part in parts:
        if part is not mail:
            yield _header(part, "Message-ID")
    text = "\n".join((*_texts(parts), *(_text(p) for p in parts if "rfc822" in _type(p))))
    yield from re.findall(r"(?im)^message-id:\s*(<[^>\s]+>)", text)
    yield _header(mail, "In-Reply-To")
    yield _header(mail, "References")


def _rows(report: Message) -> Iterator[Message]:
    """Yield the groups of a report that tell of one recipient each."""
    payload = report.get_payload()
    groups = payload if isinstance(payload, list) else []
    for group in groups:
        if isinstance(group, Message) and group.get("Action"):
            yield group


def _fields(report: Message) -> Message:
    payload = report.get_payload()
    if isinstance(payload, list) and payload and isinstance(payload[0], Message):
        return payload[0]
    return message_from_bytes(_bytes(report))


def _named(row: Message, name: str) -> tuple[str, ...]:
    return addresses_in(_header(row, name)) if row.get(name) else ()


def _texts(parts: tuple[Message, ...]) -> Iterator[str]:
    left = MOST_TEXT
    for part in parts:
        if _type(part) in ("text/plain", "text/html") and left > 0:
            text = _text(part)
            if _type(part) == "text/html":
                text = re.sub(r"<[^<>]*>", " ", text)
            yield text[:left]
            left -= len(text)


def _text(part: Message) -> str:
    charset = part.get_content_charset() or "utf-8"
    content = _bytes(part)[:MOST_TEXT]
    try:
        return content.decode(charset, "replace")
    except LookupError:
        return content.decode("latin-1")


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _unique(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.lower() for each in found))


def _short(text: str) -> str:
    shown = " ".join(text.split())
    return "".join(c if c.isprintable() else " " for c in shown)[:300]
