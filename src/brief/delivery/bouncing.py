"""What follows from a mail that came back: for one letter that it is about, or for none."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from brief.delivery.returned import How, Returned

Kind: TypeAlias = Literal[
    "hard",
    "soft-permanent",
    "policy",
    "content",
    "unknown-permanent",
    "complaint",
    "leave",
    "automatic",
    "delay",
    "delivered",
    "unrecognised",
]

SAYS: dict[Kind, str] = {
    "hard": "no such mailbox",
    "soft-permanent": "mailbox full, off, or out of reach",
    "policy": "refused by a rule about us",
    "content": "the letter itself was refused",
    "unknown-permanent": "refused for a reason not known",
    "complaint": "complaints of spam",
    "leave": "have left by mail",
    "automatic": "automatic replies",
    "delay": "delays",
    "delivered": "reports of success",
    "unrecognised": "unrecognised",
}

# Nothing follows from these, and nothing is kept of them.
IGNORED: tuple[Kind, ...] = ("automatic", "delay", "delivered")

NOBODY = "no such mailbox"
FULL = "full or switched off in 3 issues in a row"

# Issues in a row after which a mailbox that takes nothing is given up.
MOST_SOFT = 3


@dataclass(frozen=True, slots=True)
class Match:
    """The letter that a mail is about, and by what it was found."""

    how: How
    delivery: int
    address_norm: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a mail counts as, and why its address is suppressed at once, if it is."""

    kind: Kind
    suppress: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one mail.

    `suppressed` is the reason by which its address is suppressed from now on, `before` says
    that it was so already, `again` that this very mail was taken before.
    """

    decision: Decision
    match: Match | None
    suppressed: str | None = None
    before: bool = False
    again: bool = False


def decide(returned: Returned, match: Match | None, *, by_address: bool) -> Decision:
    """Say what follows from a mail.

    Without a token nothing is proven: anybody can write that an address does not exist. Such a
    mail counts, and suppresses nobody unless `by_address` says that it may.
    """
    if match is not None and match.how == "leave":
        return Decision("leave", "left")
    if returned.sort in ("automatic", "delay", "delivered", "unrecognised"):
        return Decision(_as_kind(returned))
    if match is None:
        return Decision("unrecognised")
    if returned.sort == "leave":
        # Whoever writes to the address of bounces has not asked for anything.
        return Decision("unrecognised")
    trusted = match.how in ("verp", "message-id") or by_address
    if returned.sort == "complaint":
        return Decision("complaint", "complaint") if trusted else Decision("unrecognised")
    kind = _failure(returned, match)
    return Decision(kind, NOBODY if kind == "hard" and trusted else None)


def _as_kind(returned: Returned) -> Kind:
    match returned.sort:
        case "automatic" | "delay" | "delivered":
            return returned.sort
        case _:
            return "unrecognised"


def _failure(returned: Returned, match: Match) -> Kind:
    """Class a failure; an address of another domain is where somebody forwards their mail."""
    sort = returned.status.sort if returned.status else "unknown-permanent"
    match sort:
        case "hard":
            return "soft-permanent" if _is_forwarded(returned, match) else "hard"
        case "soft-permanent" | "policy" | "content":
            return sort
        case _:
            return "unknown-permanent"


def _is_forwarded(returned: Returned, match: Match) -> bool:
    if match.address_norm is None or not returned.addresses:
        return False
    ours = match.address_norm.rpartition("@")[2]
    return all(each.rpartition("@")[2] != ours for each in returned.addresses)
