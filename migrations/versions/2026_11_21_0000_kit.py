"""The plumbing's own tables: the outbox of events, their deliveries, and recurring ticks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from heliograph.kit.database import row_security

revision = "2026_11_21_0000"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None

MOMENT = postgresql.TIMESTAMP(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "kit_outbox",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("occurred_at", MOMENT, nullable=False, server_default=sa.func.now()),
        sa.Column("delivered_at", MOMENT),
    )
    op.create_index("ix_kit_outbox_workspace_id_id", "kit_outbox", ["workspace_id", "id"])
    op.create_index(
        "ix_kit_outbox_undelivered",
        "kit_outbox",
        ["occurred_at"],
        postgresql_where=sa.text("delivered_at IS NULL"),
    )
    op.create_table(
        "kit_deliveries",
        sa.Column("event_id", sa.Uuid(), sa.ForeignKey("kit_outbox.id", ondelete="CASCADE")),
        sa.Column("listener", sa.Text()),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("delivered_at", MOMENT, nullable=False, server_default=sa.func.now()),
        sa.PrimaryKeyConstraint("event_id", "listener", name="pk_kit_deliveries"),
    )
    for table in ("kit_outbox", "kit_deliveries"):
        for statement in row_security(table).split(";"):
            op.execute(statement)
    # When it is lost in a crash, the ticks merely run once more.
    op.create_table(
        "kit_ticks",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("started_at", MOMENT, nullable=False),
        prefixes=["UNLOGGED"],
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("kit_ticks", "kit_deliveries", "kit_outbox"):
        op.drop_table(table)
