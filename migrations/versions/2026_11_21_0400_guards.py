"""Guards of publishing: fuse, quiet hours, lateness, planning anew; the dispatcher's indexes."""

from __future__ import annotations

from alembic import op

from heliograph.kit.database import row_security

revision = "2026_11_21_0400"
down_revision = "2026_11_21_0300"
branch_labels = None
depends_on = None

CHANNELS = (
    "ALTER TABLE channels_channels ADD COLUMN fuse_posts INTEGER NOT NULL DEFAULT 10",
    "ALTER TABLE channels_channels ADD COLUMN fuse_minutes INTEGER NOT NULL DEFAULT 10",
    "ALTER TABLE channels_channels ADD COLUMN quiet_from TIME WITHOUT TIME ZONE",
    "ALTER TABLE channels_channels ADD COLUMN quiet_to TIME WITHOUT TIME ZONE",
    "ALTER TABLE channels_channels ADD COLUMN auto_retries INTEGER NOT NULL DEFAULT 2",
)
POSTS = (
    "ALTER TABLE scheduling_posts ADD COLUMN is_urgent BOOLEAN NOT NULL DEFAULT false",
    "ALTER TABLE scheduling_posts ADD COLUMN held_by VARCHAR(8)",
    "ALTER TABLE scheduling_posts ADD COLUMN late_at TIMESTAMP WITH TIME ZONE",
    "ALTER TABLE scheduling_posts ADD COLUMN reschedules INTEGER NOT NULL DEFAULT 0",
)
TABLES = (
    """
    CREATE TABLE scheduling_fuses (
        channel_id UUID NOT NULL,
        workspace_id UUID NOT NULL,
        tripped_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_scheduling_fuses PRIMARY KEY (channel_id)
    )
    """,
    """
    CREATE TABLE scheduling_sends (
        post_id UUID NOT NULL,
        workspace_id UUID NOT NULL,
        channel_id UUID NOT NULL,
        at TIMESTAMP WITH TIME ZONE NOT NULL,
        kind VARCHAR(8) NOT NULL DEFAULT 'send',
        CONSTRAINT pk_scheduling_sends PRIMARY KEY (post_id)
    )
    """,
    "CREATE INDEX ix_scheduling_sends_channel ON scheduling_sends (channel_id, at)",
)
# What the dispatcher asks of a waiting post stands in the index, so that a million posts with a
# later time cost it nothing and those that are due are found without reading the table.
INDEXES = (
    """
    CREATE INDEX ix_scheduling_posts_waiting ON scheduling_posts (next_attempt_at)
    INCLUDE (id, workspace_id, channel_id, attempt, due_at, requires_approval, approved_revision,
             revision)
    WHERE status IN ('scheduled', 'retrying')
    """,
    """
    CREATE INDEX ix_scheduling_posts_leased ON scheduling_posts (lease_until)
    WHERE status = 'publishing'
    """,
    """
    CREATE INDEX ix_scheduling_posts_late ON scheduling_posts (workspace_id, late_at)
    WHERE status = 'scheduled' AND late_at IS NOT NULL
    """,
    """
    CREATE INDEX ix_scheduling_posts_held ON scheduling_posts (channel_id, next_attempt_at)
    WHERE held_by IS NOT NULL
    """,
    "DROP INDEX ix_scheduling_posts_open",
)
FENCED = ("scheduling_fuses", "scheduling_sends")


def upgrade() -> None:
    """Add the columns, tables and indexes; rows that stand get the generic fuse."""
    for statement in (*CHANNELS, *POSTS, *TABLES, *INDEXES):
        op.execute(statement)
    for table in FENCED:
        for rule in row_security(table).split(";"):
            op.execute(rule)


def downgrade() -> None:
    """Take them away again."""
    op.execute(
        "CREATE INDEX ix_scheduling_posts_open ON scheduling_posts (next_attempt_at)"
        " WHERE status IN ('scheduled', 'retrying', 'publishing')"
    )
    for name in ("held", "late", "leased", "waiting"):
        op.execute(f"DROP INDEX ix_scheduling_posts_{name}")
    for table in FENCED:
        op.execute(f"DROP TABLE {table}")
    for name in ("is_urgent", "held_by", "late_at", "reschedules"):
        op.execute(f"ALTER TABLE scheduling_posts DROP COLUMN {name}")
    for name in ("fuse_posts", "fuse_minutes", "quiet_from", "quiet_to", "auto_retries"):
        op.execute(f"ALTER TABLE channels_channels DROP COLUMN {name}")
