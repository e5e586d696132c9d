"""The tables of delivery: people, campaigns, deliveries, and all that was ever decided of them.

An instant is a number of seconds since 1970 in UTC, so that both engines compare and add alike.
No table holds a token in plain text. Rows of `attempt`, `consent_event` and `decision` are only
ever added.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

# Names that both engines and every migration agree on.
METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite counts up by itself only in a column of exactly this type.
SERIAL = BigInteger().with_variant(Integer, "sqlite")


def _one_of(column: str, *values: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


subscriber = Table(
    "subscriber",
    METADATA,
    Column("id", String, primary_key=True),
    Column("address", String, nullable=False),
    Column("address_norm", String, nullable=False, unique=True),
    Column("name", String),
    Column("language", String),
    Column("tier", String),
    Column("audiences", JSON, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("attributes", JSON, nullable=False),
    Column("cadence", String, nullable=False),
    Column("pdf", String, nullable=False),
    Column("status", String, nullable=False, index=True),
    Column("source", String),
    Column("created_at", Double, nullable=False),
    Column("updated_at", Double, nullable=False),
    _one_of("status", "pending", "confirmed", "left", "erased"),
    _one_of("pdf", "attach", "link", "none"),
)

# What tells the mail keys of this list from others, without saying them: with another key, no
# suppression would be found.
mail_key = Table(
    "mail_key",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("digest", String, nullable=False),
    Column("at", Double, nullable=False),
)

# One row: which database this is, and what its witness outside of it must say.
witness = Table(
    "witness",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("identity", String, nullable=False),
    Column("fence", String, nullable=False),
    Column("number", String, nullable=False),
    Column("previous", String, nullable=False),
    Column("at", Double, nullable=False),
)

consent_event = Table(
    "consent_event",
    METADATA,
    Column("id", SERIAL, primary_key=True),
    # Not a foreign key: what was agreed to outlives the row of the person, without a name.
    Column("subscriber", String, index=True),
    Column("at", Double, nullable=False),
    Column("event", String, nullable=False),
    Column("source", String, nullable=False),
    Column("text_version", String),
    Column("network", String),
    Column("note", Text),
)

suppression = Table(
    "suppression",
    METADATA,
    Column("address_hmac", String, primary_key=True),
    Column("key_no", Integer, nullable=False),
    Column("scope", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("at", Double, nullable=False),
    Column("note", Text),
)

campaign = Table(
    "campaign",
    METADATA,
    Column("id", SERIAL, primary_key=True),
    Column("issue", String, nullable=False),
    Column("edition", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("manifest_sha256", String, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("expected", Integer, nullable=False),
    Column("planned_at", Double, nullable=False),
    Column("not_before", Double, nullable=False),
    Column("not_after", Double, nullable=False),
    Column("fence", String, nullable=False),
    Column("on_unknown", String, nullable=False),
    Column("frozen_at", Double, nullable=False),
    Column("frozen_by", String, nullable=False),
    # Breakers count from here: a person has seen what was before.
    Column("resumed_at", Double, nullable=False),
    Column("paused_because", Text),
    Column("finished_at", Double),
    UniqueConstraint("issue", "edition", "kind"),
    _one_of("state", "sending", "paused", "cancelled", "finished", "finished-with-unknowns"),
    _one_of("on_unknown", "hold", "resend"),
)

variant = Table(
    "variant",
    METADATA,
    Column("campaign", SERIAL, ForeignKey(campaign.c.id), primary_key=True),
    Column("key", String, primary_key=True),
    Column("content_sha256", String, nullable=False),
    Column("bytes", Integer, nullable=False),
)

delivery = Table(
    "delivery",
    METADATA,
    Column("id", SERIAL, primary_key=True),
    Column("campaign", SERIAL, ForeignKey(campaign.c.id), nullable=False),
    Column("issue", String, nullable=False),
    Column("kind", String, nullable=False),
    # These are emptied when a person is erased; counts and hashes stay.
    Column("subscriber", String, index=True),
    Column("address", String),
    Column("address_norm", String),
    Column("address_hmac", String, nullable=False, index=True),
    Column("name", String),
    Column("variant", String, nullable=False),
    Column("domain", String, nullable=False),
    Column("message_id", String, nullable=False, unique=True),
    Column("key_no", Integer, nullable=False),
    Column("unsub_hash", String, nullable=False, unique=True),
    Column("verp_hash", String, nullable=False, unique=True),
    Column("state", String, nullable=False),
    Column("owner", String),
    Column("claim", String, index=True),
    Column("lease_until", Double),
    Column("next_at", Double, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("first_claimed_at", Double),
    # The class of the last reply, its codes and its text.
    Column("sort", String),
    Column("code", Integer),
    Column("enhanced", String),
    Column("reply", Text),
    Column("relay_id", String),
    Column("settled_at", Double),
    UniqueConstraint("issue", "kind", "subscriber"),
    UniqueConstraint("issue", "kind", "address_norm"),
    Index("ix_delivery_due", "campaign", "state", "next_at", "id"),
    _one_of(
        "state",
        "queued",
        "claimed",
        "exposed",
        "unknown",
        "sent",
        "failed",
        "suppressed",
        "cancelled",
        "expired",
    ),
)

attempt = Table(
    "attempt",
    METADATA,
    Column("id", SERIAL, primary_key=True),
    Column("delivery", SERIAL, ForeignKey(delivery.c.id), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("at", Double, nullable=False),
    Column("phase", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("code", Integer),
    Column("enhanced", String),
    Column("text", Text),
)

decision = Table(
    "decision",
    METADATA,
    Column("id", SERIAL, primary_key=True),
    Column("campaign", SERIAL, ForeignKey(campaign.c.id), nullable=False, index=True),
    Column("delivery", SERIAL, ForeignKey(delivery.c.id), index=True),
    Column("at", Double, nullable=False),
    Column("who", String, nullable=False),
    Column("action", String, nullable=False),
    Column("reason", Text, nullable=False),
)

bucket = Table(
    "bucket",
    METADATA,
    Column("key", String, primary_key=True),
    Column("tokens", Double, nullable=False),
    Column("updated_at", Double, nullable=False),
    Column("closed_until", Double),
)

bounce = Table(
    "bounce",
    METADATA,
    Column("id", SERIAL, primary_key=True),
    # The digest of the mail itself: reading a mailbox twice adds nothing.
    Column("source_sha256", String, nullable=False, unique=True),
    Column("at", Double, nullable=False),
    Column("delivery", SERIAL, ForeignKey(delivery.c.id), index=True),
    Column("address_hmac", String, index=True),
    Column("sort", String, nullable=False),
    Column("how", String, nullable=False),
    Column("status", String),
    Column("text", Text),
)
