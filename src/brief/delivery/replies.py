"""What the reply of a server means: for this mail, this address, this domain, this campaign.

The enhanced code (RFC 3463) decides where there is one, else the code and the phase. The text
is never read: servers write what they like.
"""

import re
from typing import Literal, NamedTuple, TypeAlias

Phase: TypeAlias = Literal[
    "connect", "greeting", "ehlo", "tls", "auth", "mail", "rcpt", "data", "body", "t6", "dot"
]
"""Where a transaction stood. `t6` is the question to the ledger between body and dot."""

Sort: TypeAlias = Literal[
    "accepted",
    "relay",
    "lost",
    "policy",
    "hard",
    "soft-permanent",
    "content",
    "defer",
    "unknown-permanent",
    "unanswered",
]
"""The classes of section 5; besides, `lost`: the connection broke in this mail, before the dot;
`unanswered`: no reply to the dot can come any more."""

SAYS: dict[Sort, str] = {
    "accepted": "taken by the relay",
    "relay": "the relay could not be used",
    "lost": "the connection broke before the mail was handed over",
    "policy": "refused by a rule of the server about us",
    "hard": "there is no such mailbox",
    "soft-permanent": "the mailbox is full or switched off",
    "content": "the server refuses the message itself",
    "defer": "the server asks for patience",
    "unknown-permanent": "refused for good, for a reason not known",
    "unanswered": "no reply came after the mail was handed over",
}

# Phases before a mail is begun: what fails in them is charged to no recipient.
BEFORE_MAIL: frozenset[Phase] = frozenset(("connect", "greeting", "ehlo", "tls", "auth"))

# No such user, host or mailbox; moved away; null MX. Source: RFC 3463, RFC 7505.
_NOBODY = frozenset(("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"))
_FULL_OR_OFF = frozenset(("5.2.1", "5.2.2"))

_ENHANCED = re.compile(r"([245]\.\d{1,3}\.\d{1,3})(?=\s|$)")

# Replies are kept to be read by people; no server needs more to say what it means.
_LONGEST_TEXT = 500


class Reply(NamedTuple):
    """What a server said, and in which phase. Without a code it said nothing that counts."""

    phase: Phase
    code: int | None
    enhanced: str | None
    text: str
    untrusted: bool = False
    """The relay has no certificate that holds, or no TLS at all: not a fault that passes."""

    @property
    def codes(self) -> str:
        """The codes alone: texts name people, and are kept only where these can be erased."""
        return " ".join(str(each) for each in (self.code, self.enhanced) if each) or self.phase


class Verdict(NamedTuple):
    """What a reply means.

    `charged`: it counts as an attempt of this recipient. `suppress`: never write to the address
    again. `slow`: give the domain a rest.
    """

    sort: Sort
    charged: bool = True
    suppress: bool = False
    slow: bool = False


def read_reply(phase: Phase, code: int, text: bytes) -> Reply:
    """Read the reply of a server; a code outside of 200 to 599 is no reply."""
    said = text.decode("utf-8", "replace").strip()
    shown = "".join(c if c.isprintable() else " " for c in said)[:_LONGEST_TEXT]
    if not 200 <= code <= 599:  # noqa: PLR2004 - RFC 5321, 4.2.1
        return Reply(phase, None, None, shown)
    found = _ENHANCED.match(said)
    # A code that contradicts its enhanced code is believed, not the latter.
    enhanced = found[1] if found and found[1][0] == str(code)[0] else None
    return Reply(phase, code, enhanced, shown)


def no_reply(phase: Phase, why: str) -> Reply:
    """Return that a server said nothing, and what was seen instead."""
    return Reply(phase, None, None, why[:_LONGEST_TEXT])


def verdict(reply: Reply) -> Verdict:
    """Say what a reply means."""
    code, phase = reply.code, reply.phase
    if phase == "dot" and code is None:
        return Verdict("unanswered")
    if phase in BEFORE_MAIL or code == 421:  # noqa: PLR2004 - RFC 5321: closing the channel
        return Verdict("relay", charged=False)
    if code is None:
        return Verdict("lost")
    if code >= 500:  # noqa: PLR2004 - RFC 5321, 4.2.1
        return _permanent(code, reply.enhanced or "", phase)
    if code >= 400:  # noqa: PLR2004 - the same
        return _temporary(reply.enhanced or "", phase)
    if phase == "dot":
        # A dot is answered by 2xx; a 3xx says nothing that one could rely on.
        return Verdict("accepted" if code < 300 else "unanswered")  # noqa: PLR2004 - the same
    # An answer to another question: the two sides are out of step.
    return Verdict("relay", charged=False)


def _temporary(enhanced: str, phase: Phase) -> Verdict:
    if phase == "mail":
        # The sender is refused for now, before any recipient was named.
        return Verdict("relay", charged=False)
    return Verdict("defer", slow=enhanced.startswith("4.7."))


def _permanent(code: int, enhanced: str, phase: Phase) -> Verdict:
    if enhanced in _FULL_OR_OFF:
        return Verdict("soft-permanent")
    if enhanced == "5.6.7":
        # An address in other letters than ASCII, where no server takes it: theirs alone.
        return Verdict("unknown-permanent")
    if enhanced == "5.3.4" or enhanced.startswith("5.6."):
        return Verdict("content")
    if code == 552 and not enhanced.startswith("5.2."):  # noqa: PLR2004 - too much mail data
        return Verdict("content")
    if phase == "mail" or enhanced.startswith("5.7."):
        return Verdict("policy")
    if enhanced in _NOBODY and phase in ("rcpt", "dot"):
        return Verdict("hard", suppress=True)
    return Verdict("unknown-permanent")
