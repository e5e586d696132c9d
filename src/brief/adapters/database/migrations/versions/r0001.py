"""The first tables of delivery."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "bucket",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("tokens", sa.Double(), nullable=False),
        sa.Column("updated_at", sa.Double(), nullable=False),
        sa.Column("closed_until", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_bucket")),
    )
    op.create_table(
        "campaign",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("issue", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("manifest_sha256", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("planned_at", sa.Double(), nullable=False),
        sa.Column("not_before", sa.Double(), nullable=False),
        sa.Column("not_after", sa.Double(), nullable=False),
        sa.Column("fence", sa.String(), nullable=False),
        sa.Column("on_unknown", sa.String(), nullable=False),
        sa.Column("frozen_at", sa.Double(), nullable=False),
        sa.Column("frozen_by", sa.String(), nullable=False),
        sa.Column("resumed_at", sa.Double(), nullable=False),
        sa.Column("paused_because", sa.Text(), nullable=True),
        sa.Column("finished_at", sa.Double(), nullable=True),
        sa.CheckConstraint(
            "on_unknown IN ('hold', 'resend')", name=op.f("ck_campaign_on_unknown")
        ),
        sa.CheckConstraint(
            "state IN ('sending', 'paused', 'cancelled', 'finished', 'finished-with-unknowns')",
            name=op.f("ck_campaign_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint(
            "issue", "edition", "kind", name=op.f("uq_campaign_issue_edition_kind")
        ),
    )
    op.create_index(op.f("ix_campaign_state"), "campaign", ["state"], unique=False)
    op.create_table(
        "consent_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subscriber", sa.String(), nullable=True),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("text_version", sa.String(), nullable=True),
        sa.Column("network", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_event")),
    )
    op.create_index(
        op.f("ix_consent_event_subscriber"), "consent_event", ["subscriber"], unique=False
    )
    op.create_table(
        "subscriber",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("address_norm", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("tier", sa.String(), nullable=True),
        sa.Column("audiences", sa.JSON(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("cadence", sa.String(), nullable=False),
        sa.Column("pdf", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("updated_at", sa.Double(), nullable=False),
        sa.CheckConstraint("pdf IN ('attach', 'link', 'none')", name=op.f("ck_subscriber_pdf")),
        sa.CheckConstraint(
            "status IN ('pending', 'confirmed', 'left', 'erased')",
            name=op.f("ck_subscriber_status"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriber")),
        sa.UniqueConstraint("address_norm", name=op.f("uq_subscriber_address_norm")),
    )
    op.create_index(op.f("ix_subscriber_status"), "subscriber", ["status"], unique=False)
    op.create_table(
        "mail_key",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_mail_key")),
    )
    op.create_table(
        "witness",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("fence", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_witness")),
    )
    op.create_table(
        "suppression",
        sa.Column("address_hmac", sa.String(), nullable=False),
        sa.Column("key_no", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("address_hmac", name=op.f("pk_suppression")),
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "campaign", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("issue", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subscriber", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("address_norm", sa.String(), nullable=True),
        sa.Column("address_hmac", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("variant", sa.String(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("key_no", sa.Integer(), nullable=False),
        sa.Column("unsub_hash", sa.String(), nullable=False),
        sa.Column("verp_hash", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("claim", sa.String(), nullable=True),
        sa.Column("lease_until", sa.Double(), nullable=True),
        sa.Column("next_at", sa.Double(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("first_claimed_at", sa.Double(), nullable=True),
        sa.Column("sort", sa.String(), nullable=True),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("enhanced", sa.String(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("relay_id", sa.String(), nullable=True),
        sa.Column("settled_at", sa.Double(), nullable=True),
        sa.CheckConstraint(
            "state IN ('queued', 'claimed', 'exposed', 'unknown', 'sent', 'failed',"
            " 'suppressed', 'cancelled', 'expired')",
            name=op.f("ck_delivery_state"),
        ),
        sa.ForeignKeyConstraint(
            ["campaign"], ["campaign.id"], name=op.f("fk_delivery_campaign")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint(
            "issue", "kind", "address_norm", name=op.f("uq_delivery_issue_kind_address_norm")
        ),
        sa.UniqueConstraint(
            "issue", "kind", "subscriber", name=op.f("uq_delivery_issue_kind_subscriber")
        ),
        sa.UniqueConstraint("message_id", name=op.f("uq_delivery_message_id")),
        sa.UniqueConstraint("unsub_hash", name=op.f("uq_delivery_unsub_hash")),
        sa.UniqueConstraint("verp_hash", name=op.f("uq_delivery_verp_hash")),
    )
    op.create_index(
        op.f("ix_delivery_address_hmac"), "delivery", ["address_hmac"], unique=False
    )
    op.create_index(op.f("ix_delivery_claim"), "delivery", ["claim"], unique=False)
    op.create_index(
        "ix_delivery_due", "delivery", ["campaign", "state", "next_at", "id"], unique=False
    )
    op.create_index(op.f("ix_delivery_subscriber"), "delivery", ["subscriber"], unique=False)
    op.create_table(
        "variant",
        sa.Column(
            "campaign", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("content_sha256", sa.String(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign"], ["campaign.id"], name=op.f("fk_variant_campaign")
        ),
        sa.PrimaryKeyConstraint("campaign", "key", name=op.f("pk_variant")),
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "delivery", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("enhanced", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["delivery"], ["delivery.id"], name=op.f("fk_attempt_delivery")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    op.create_index(op.f("ix_attempt_delivery"), "attempt", ["delivery"], unique=False)
    op.create_table(
        "bounce",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source_sha256", sa.String(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column(
            "delivery", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("address_hmac", sa.String(), nullable=True),
        sa.Column("sort", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["delivery"], ["delivery.id"], name=op.f("fk_bounce_delivery")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bounce")),
        sa.UniqueConstraint("source_sha256", name=op.f("uq_bounce_source_sha256")),
    )
    op.create_index(op.f("ix_bounce_address_hmac"), "bounce", ["address_hmac"], unique=False)
    op.create_index(op.f("ix_bounce_delivery"), "bounce", ["delivery"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "campaign", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "delivery", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign"], ["campaign.id"], name=op.f("fk_decision_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["delivery"], ["delivery.id"], name=op.f("fk_decision_delivery")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_campaign"), "decision", ["campaign"], unique=False)
    op.create_index(op.f("ix_decision_delivery"), "decision", ["delivery"], unique=False)
