"""Which column of a list is what: our own names, and those that other systems export."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Field: TypeAlias = Literal[
    "address",
    "name",
    "first name",
    "last name",
    "language",
    "tier",
    "audiences",
    "cadence",
    "pdf",
    "topics",
    "status",
    "created_at",
    "source",
    "attributes",
]

# In the order in which we write them.
OWN: tuple[Field, ...] = (
    "address",
    "name",
    "language",
    "tier",
    "audiences",
    "cadence",
    "pdf",
    "topics",
    "status",
    "created_at",
    "source",
    "attributes",
)

# What columns are usually called.
USUAL: Mapping[str, Field] = {
    **{name: name for name in OWN},
    "email": "address",
    "e-mail": "address",
    "email address": "address",
    "email_address": "address",
    "e-mail address": "address",
    "mail": "address",
    "full name": "name",
    "full_name": "name",
    "first name": "first name",
    "first_name": "first name",
    "firstname": "first name",
    "last name": "last name",
    "last_name": "last name",
    "lastname": "last name",
    "lang": "language",
    "locale": "language",
}

_YES = frozenset(("true", "yes", "1"))
_NO = frozenset(("false", "no", "0"))


@dataclass(frozen=True, slots=True)
class Preset:
    """How another system writes its lists. Headers are in lower case.

    `marks` are headers that it alone has, together. `left` gives the words of a column that say
    that somebody has left or cannot be reached, `pending` those that say that they have not
    confirmed, `paid` those that say that they pay. `left_when_filled` and `paid_when_filled`
    are columns where any word says so. `attributes` are columns kept for segments: tags of
    another system are no topics of this newsletter.
    """

    name: str
    marks: tuple[frozenset[str], ...]
    fields: Mapping[str, Field]
    left: Mapping[str, frozenset[str]] = field(default_factory=dict)
    left_when_filled: frozenset[str] = frozenset()
    pending: Mapping[str, frozenset[str]] = field(default_factory=dict)
    paid: Mapping[str, frozenset[str]] = field(default_factory=dict)
    paid_when_filled: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()

    def field_of(self, header: str) -> Field | None:
        """Return what a column holds; of those that the system has not, what its name says."""
        if header in self.known:
            return self.fields.get(header)
        return USUAL.get(header)

    @property
    def known(self) -> frozenset[str]:
        """Every header that is looked at."""
        return frozenset(
            (
                *self.fields,
                *self.left,
                *self.pending,
                *self.paid,
                *self.left_when_filled,
                *self.paid_when_filled,
                *self.attributes,
            )
        )


# Source of the names: exports of each system as public importers and their tests show them.
PRESETS: tuple[Preset, ...] = (
    Preset(
        "brief",
        (frozenset(("address", "cadence", "pdf")),),
        {name: name for name in OWN},
    ),
    Preset(
        "Mailchimp",
        (
            frozenset(("email address", "leid")),
            frozenset(("email address", "member_rating")),
            frozenset(("email address", "optin_time")),
        ),
        {
            "email address": "address",
            "first name": "first name",
            "last name": "last name",
            "optin_time": "created_at",
        },
        left_when_filled=frozenset(("unsub_time", "clean_time")),
        attributes=frozenset(("tags",)),
    ),
    Preset(
        "Substack",
        (frozenset(("email", "active_subscription")),),
        {"email": "address", "name": "name", "created_at": "created_at"},
        left={"email_disabled": _YES},
        paid={"active_subscription": _YES},
        attributes=frozenset(("plan",)),
    ),
    Preset(
        "Ghost",
        (frozenset(("email", "subscribed_to_emails")),),
        {"email": "address", "name": "name", "created_at": "created_at"},
        left={"subscribed_to_emails": _NO},
        left_when_filled=frozenset(("deleted_at",)),
        paid={"complimentary_plan": _YES},
        paid_when_filled=frozenset(("tiers",)),
        attributes=frozenset(("labels",)),
    ),
    Preset(
        "Buttondown",
        (
            frozenset(("email_address", "creation_date")),
            frozenset(("email", "creation_date")),
            frozenset(("email_address", "unsubscription_date")),
        ),
        {
            "email_address": "address",
            "email": "address",
            "creation_date": "created_at",
            "metadata": "attributes",
        },
        left={
            name: frozenset(
                (
                    "unsubscribed",
                    "removed",
                    "blocked",
                    "complained",
                    "undeliverable",
                    "spammy",
                )
            )
            for name in ("type", "subscriber_type")
        },
        left_when_filled=frozenset(("unsubscription_date",)),
        pending={name: frozenset(("unactivated",)) for name in ("type", "subscriber_type")},
        paid={
            name: frozenset(("premium", "gifted", "trialed"))
            for name in ("type", "subscriber_type")
        },
        attributes=frozenset(("tags",)),
    ),
    Preset(
        "listmonk",
        (frozenset(("email", "attributes", "uuid")),),
        {
            "email": "address",
            "name": "name",
            "created_at": "created_at",
            "attributes": "attributes",
        },
        left={
            "status": frozenset(("disabled", "blocklisted", "unsubscribed")),
            "subscription_status": frozenset(("unsubscribed",)),
        },
        pending={"subscription_status": frozenset(("unconfirmed",))},
    ),
)

# A list of no system we know.
PLAIN = Preset("plain", (), {})


def heading(cell: str) -> str:
    """Return a header as it is compared: in lower case, without white space around it."""
    return cell.strip().lower()


def preset_of(headers: Sequence[str]) -> Preset:
    """Return the system whose headers these are; `PLAIN` where it is none we know."""
    there = {heading(each) for each in headers}
    for preset in PRESETS:
        if any(marks <= there for marks in preset.marks):
            return preset
    return PLAIN
