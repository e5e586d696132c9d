"""The block `mail:` of newsletter.yaml: who sends, how mail leaves, and within which limits."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from brief.diagnostics.model import Problem
from brief.schema.base import Part
from brief.schema.fault import refuse, shown
from brief.schema.shapes import shorthand
from brief.schema.types import (
    Line,
    Number,
    Switch,
    Text,
    Url,
    Whole,
    text_of,
    typed,
)

# What a local part and a domain may hold without quotes or encodings. Source: RFC 5322 (2008),
# 3.2.3, dot-atom; RFC 5321, 4.5.3.1 for the lengths; RFC 1123, 2.1 for names of hosts.
_ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+{_LABEL}")
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LONGEST_LOCAL, _LONGEST_DOMAIN = 64, 253

# Before a token of 26 characters and what divides it from the name of a mailbox.
_LONGEST_BEFORE_TOKEN = _LONGEST_LOCAL - 27
# The header that names two ways to leave is one line of 998 bytes.
_LONGEST_URL = 500

LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))

Tls = Literal["starttls", "tls", "none"]
Sort = Literal["smtp", "eml", "mbox", "sendmail"]
PdfChoice = Literal["attach", "link", "none"]

PORTS: dict[Tls, int] = {"starttls": 587, "tls": 465, "none": 25}
"""The port of each way to a relay. Source: RFC 6409, RFC 8314, RFC 5321."""


def is_address(text: str) -> bool:
    """Tell whether a text is an address of mail in ASCII and without quotes."""
    local, at, domain = text.rpartition("@")
    return bool(at and len(local) <= _LONGEST_LOCAL and _LOCAL.fullmatch(local)) and (
        is_domain(domain)
    )


def is_domain(text: str) -> bool:
    """Tell whether a text is the name of a host in ASCII, of two labels or more."""
    return len(text) <= _LONGEST_DOMAIN and _DOMAIN.fullmatch(text) is not None


def _address(value: Any) -> str:
    text = text_of(value)
    if not is_address(text):
        hint = "write it as letter@example.org, in letters of ASCII and without a name"
        raise refuse("B501", f"is not an address of mail: {shown(text)}", hint)
    local, _, domain = text.rpartition("@")
    return f"{local}@{domain.lower()}"


def _domain(value: Any) -> str:
    text = text_of(value)
    if not is_domain(text):
        hint = "write it as mail.example.org; of other scripts the form that begins with xn--"
        raise refuse("B502", f"is not a domain: {shown(text)}", hint)
    return text.lower()


MailAddress = Annotated[str, *typed(_address, type="string", format="email")]
Domain = Annotated[str, *typed(_domain, type="string")]
Separator = Literal["+", "-", "="]


class Sender(Part):
    """Who a mail is from."""

    email: MailAddress
    name: Annotated[Line | None, Field(description="default: the title of the newsletter")] = (
        None
    )


class Bounces(Part):
    """Where servers return what they cannot deliver, with a token for each mail (VERP)."""

    domain: Annotated[Domain, Field(description="domain of the envelope's sender")]
    prefix: Annotated[Line, Field(description="what stands before the token")] = "b"
    separator: Annotated[
        Separator, Field(description="what the server takes as the end of the mailbox's name")
    ] = "+"


class Transport(Part):
    """How mail leaves. User and password come from the environment only."""

    kind: Annotated[
        Sort, Field(description="a relay, a folder of .eml files, one mbox, a program")
    ] = "smtp"
    host: Annotated[Line | None, Field(description="name of the relay")] = None
    port: Annotated[
        Whole | None, Field(description="default: 587 with starttls, 465 with tls, else 25")
    ] = None
    tls: Annotated[Tls, Field(description="`none` is for this machine alone")] = "starttls"
    path: Annotated[
        Line | None, Field(description="the folder, the mbox or the program; default by kind")
    ] = None
    connections: Annotated[Whole, Field(description="to the relay at one time")] = 4
    mails_per_connection: Annotated[Whole, Field(description="before it is opened anew")] = 100

    @property
    def port_number(self) -> int:
        """The port that is written, else the usual one."""
        return PORTS[self.tls] if self.port is None else self.port


class Limits(Part):
    """How fast mail leaves. Counted over restarts and by all machines that send together."""

    per_second: Annotated[
        Number | None, Field(description="mails in a second, over all; none: no limit")
    ] = None
    per_domain: Annotated[
        Number | None, Field(description="mails in a second to one domain of recipients")
    ] = None
    per_day: Annotated[Whole | None, Field(description="mails in 24 hours, over all")] = None


class Mail(Part):
    """How the newsletter is sent by mail. Secrets come from the environment only."""

    # `from` is a word of Python.
    from_: Annotated[
        Annotated[Sender, shorthand("email")] | None,
        Field(alias="from", description="without it, no mail is made"),
    ] = None
    reply_to: MailAddress | None = None
    list: Annotated[
        Domain | None, Field(description="List-Id; default: `letter.` and the domain of `from`")
    ] = None
    domain: Annotated[
        Domain | None, Field(description="of Message-IDs; default: the domain of `from`")
    ] = None
    bounces: Annotated[
        Annotated[Bounces, shorthand("domain")] | None,
        Field(description="default: bounces go to `from`, without a token"),
    ] = None
    leave: Annotated[
        MailAddress | None,
        Field(description="mailbox for leaving by mail, which takes `+token`; default: `from`"),
    ] = None
    service: Annotated[
        Url | None, Field(description="address of the subscriber service, for one click")
    ] = None
    owner: Annotated[
        MailAddress | None, Field(description="a person to write to; default: the publisher")
    ] = None
    help: Annotated[Url | None, Field(description="page that helps; default: the site")] = None
    reason: Annotated[
        Text | None, Field(description="the footer's sentence: why somebody gets this")
    ] = None
    pdf: Annotated[
        PdfChoice, Field(description="the PDF, for those who have chosen nothing")
    ] = "link"
    bulk: Annotated[Switch, Field(description="say `Precedence: bulk`")] = False
    transport: Annotated[Transport, shorthand("kind")] = Transport()
    limits: Limits = Limits()
    issues: Annotated[
        Whole, Field(description="mails are made for so many of the newest issues")
    ] = 3
    hold_minutes: Annotated[Whole, Field(description="wait before the first mail")] = 5
    late_minutes: Annotated[
        Whole, Field(description="nothing is sent so long after the planned time")
    ] = 120


def mail_rules(mail: Mail, *, postal: bool, owner: bool) -> Iterator[Problem]:
    """Yield what is wrong with a block `mail` whose fields are sound.

    `postal` tells whether the publisher has a postal address, `owner` whether an email.
    """
    yield from _transport_rules(mail.transport)
    yield from _address_rules(mail)
    if mail.from_ is None:
        return
    if not postal:
        message = "mail has no postal address to print"
        yield Problem("B504", message, ("mail",), "add `address` to `publisher`")
    if not owner and mail.owner is None:
        message = "mail has nobody to write to"
        yield Problem("B505", message, ("mail",), "add `owner`, or `email` to `publisher`")


def _address_rules(mail: Mail) -> Iterator[Problem]:
    """Yield what is wrong with addresses that are parts of others."""
    if mail.bounces and not (
        len(mail.bounces.prefix) <= _LONGEST_BEFORE_TOKEN
        and _LOCAL.fullmatch(mail.bounces.prefix)
    ):
        message = f"`prefix` cannot begin an address: `{mail.bounces.prefix}`"
        hint = f"write at most {_LONGEST_BEFORE_TOKEN} letters"
        yield Problem("B501", message, ("mail", "bounces", "prefix"), hint)
    leave = mail.leave or (mail.from_.email if mail.from_ else "")
    if len(leave.rpartition("@")[0]) > _LONGEST_BEFORE_TOKEN:
        message = f"`{leave}` has no room for the token that is put behind its name"
        hint = f"name a mailbox of at most {_LONGEST_BEFORE_TOKEN} characters as `leave`"
        yield Problem("B501", message, ("mail", "leave" if mail.leave else "from"), hint)
    for name, url in (("service", mail.service), ("help", mail.help)):
        # As a header carries it: each byte of another script is three characters.
        size = sum(1 if each.isascii() else 3 * len(each.encode()) for each in url or "")
        if size > _LONGEST_URL:
            message = f"`{name}` takes {size} characters; a header has room for {_LONGEST_URL}"
            yield Problem("B503", message, ("mail", name), "give it a shorter address")
    if mail.service and mail.service.startswith("http:"):
        message = f"`service` is not https: `{mail.service}`"
        hint = "mail programs leave by https only"
        yield Problem("B503", message, ("mail", "service"), hint)
    if mail.service and re.search("[?#]", mail.service):
        message = f"`service` has a query or a part of a page: `{mail.service}`"
        hint = "write the address of the service alone: each path is put behind it"
        yield Problem("B503", message, ("mail", "service"), hint)


def _transport_rules(transport: Transport) -> Iterator[Problem]:
    at = ("mail", "transport")
    if transport.kind == "smtp":
        if transport.path is not None:
            message = "a relay has no `path`"
            yield Problem("B503", message, (*at, "path"), "delete it, or change `kind`")
        if transport.tls == "none" and transport.host not in (None, *LOOPBACK):
            message = f"`tls: none` would send mail to `{transport.host}` in plain text"
            hint = "write `starttls` or `tls`; without either only this machine is reached"
            yield Problem("B503", message, (*at, "tls"), hint)
    else:
        for name in ("host", "port"):
            if getattr(transport, name) is not None:
                message = f"the transport `{transport.kind}` has no `{name}`"
                yield Problem("B503", message, (*at, name), "delete it, or write `kind: smtp`")
    for name in ("connections", "mails_per_connection"):
        if not getattr(transport, name):
            yield Problem("B503", f"`{name}` is 0", (*at, name), "write 1 or more")
