"""Connecting by consent, and what renewal and quotas need to remember."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from heliograph.kit.database import row_security

revision = "2026_11_21_0200"
down_revision = "2026_11_21_0100"
branch_labels = None
depends_on = None

MOMENT = postgresql.TIMESTAMP(timezone=True)
FENCED = ("channels_consents", "channels_apps")


def upgrade() -> None:
    """Add the columns and the tables, then fence the rows of the new tables."""
    op.add_column("channels_channels", sa.Column("token_expires_at", MOMENT))
    op.add_column("channels_channels", sa.Column("renewal_warned_at", MOMENT))
    op.add_column(
        "channels_channels",
        sa.Column("quotas", postgresql.JSONB(), nullable=False, server_default="[]"),
    )
    op.create_index(
        "ix_channels_channels_token_expires_at",
        "channels_channels",
        ["token_expires_at"],
        postgresql_where=sa.text("deleted_at IS NULL AND token_expires_at IS NOT NULL"),
    )
    _consents()
    _apps()
    for table in FENCED:
        for rule in row_security(table).split(";"):
            op.execute(rule)


def downgrade() -> None:
    """Drop them."""
    for table in FENCED:
        op.drop_table(table)
    op.drop_index("ix_channels_channels_token_expires_at", "channels_channels")
    for column in ("quotas", "renewal_warned_at", "token_expires_at"):
        op.drop_column("channels_channels", column)


def _consents() -> None:
    op.create_table(
        "channels_consents",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("base_url", sa.Text(), nullable=False),
        sa.Column("state_hash", sa.LargeBinary(), nullable=False, unique=True),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("choices", postgresql.JSONB(), nullable=False),
        sa.Column("brand_ids", postgresql.JSONB(), nullable=False),
        sa.Column("channel_id", sa.Uuid()),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT),
    )
    op.create_index("ix_channels_consents_expires_at", "channels_consents", ["expires_at"])


def _apps() -> None:
    op.create_table(
        "channels_apps",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("platform", sa.String(32), nullable=False),
        sa.Column("base_url", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "platform", "base_url", name="pk_channels_apps"),
    )
