"""Values of the ledger: what is frozen of a campaign, what a sender holds, how it ended.

Instants are seconds since 1970 in UTC, by the clock of the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from brief.delivery.pace import next_wait_s
from brief.delivery.replies import Reply, Sort, Verdict, verdict
from brief.delivery.states import CampaignState, State

OnUnknown: TypeAlias = Literal["hold", "resend"]


SUPERSEDED = "called-off-"
"""What the kind of a campaign begins with that was called off and frozen anew."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How fast mail may leave: in a second over all and to one domain, and in 24 hours."""

    per_second: float | None = None
    per_domain: float | None = None
    per_day: int | None = None


@dataclass(frozen=True, slots=True)
class Frozen:
    """A recipient as they are frozen. Hashes stand for the tokens in their mail."""

    subscriber: str
    address: str
    address_norm: str
    address_hmac: str
    domain: str
    name: str | None
    variant: str
    message_id: str
    key_no: int
    unsub_hash: str
    verp_hash: str


@dataclass(frozen=True, slots=True)
class Rendering:
    """One rendering that some recipients share."""

    key: str
    content_sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A campaign before it is frozen: one issue in one edition, of one kind."""

    issue: str
    edition: str
    kind: str
    manifest_sha256: str
    planned_at: float
    not_before: float
    not_after: float
    on_unknown: OnUnknown
    renderings: tuple[Rendering, ...]
    recipients: tuple[Frozen, ...]


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign as the ledger has it, with the number of rows in each state."""

    id: int
    issue: str
    edition: str
    kind: str
    manifest_sha256: str
    state: CampaignState
    expected: int
    not_before: float
    not_after: float
    fence: str
    on_unknown: OnUnknown
    paused_because: str | None
    counts: Mapping[State, int]
    renderings: Mapping[str, str]
    """The digest of the content of each rendering."""

    @property
    def balances(self) -> bool:
        """Whether every recipient is in one state: the accounting identity."""
        return self.expected == sum(self.counts.values())

    @property
    def is_superseded(self) -> bool:
        """Whether it was called off and another was frozen in its place."""
        return self.kind.startswith(SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row in the hands of one sender."""

    id: int
    subscriber: str
    address: str
    name: str | None
    variant: str
    attempt: int
    key_no: int
    first_claimed_at: float


@dataclass(frozen=True, slots=True)
class Batch:
    """What a claiming transaction gave. Where it gave nothing, how long to wait before another.

    `over` says that nothing can be claimed any more: all rows are settled, or the campaign does
    not send.
    """

    claim: str
    rows: tuple[Claimed, ...] = ()
    wait_s: float = 0.0
    over: bool = False


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a reply makes of a row. `wait_s` is for the queued, `slow` for their domain."""

    state: State
    sort: Sort
    reply: Reply
    charged: bool
    suppress: bool = False
    slow: bool = False
    wait_s: float = 0.0


# How long a domain rests that asks for patience with us, and not with one mail. Our choice.
SLOW_S = 60.0


def settlement(reply: Reply, attempt: int) -> Settlement:
    """Return what a reply makes of a row that had so many attempts before this one."""
    said = verdict(reply)
    state = _state(said, attempt)
    wait = 0.0
    if state == "queued" and said.sort == "defer":
        wait = next_wait_s(attempt + 1) or 0.0
    elif state == "queued" and said.sort == "lost" and attempt:
        # The first time may be chance; a mail that breaks connections must not do so at once.
        wait = next_wait_s(attempt) or 0.0
    return Settlement(
        state, said.sort, reply, said.charged, said.suppress, slow=said.slow, wait_s=wait
    )


def _state(said: Verdict, attempt: int) -> State:
    match said.sort:
        case "accepted":
            return "sent"
        case "unanswered":
            return "unknown"
        case "relay":
            return "queued"
        case "defer" | "lost":
            return "failed" if next_wait_s(attempt + 1) is None else "queued"
        case "policy" | "hard" | "soft-permanent" | "content" | "unknown-permanent":
            return "failed"
