"""What platforms told us, once each, and the numbers of accounts."""

from __future__ import annotations

from alembic import op

from heliograph.kit.database import row_security

revision = "2026_11_21_0420"
down_revision = "2026_11_21_0400"
branch_labels = None
depends_on = None

HEARD = """
    CREATE TABLE channels_heard_events (
        workspace_id UUID NOT NULL,
        platform VARCHAR(32) NOT NULL,
        event_id VARCHAR(200) NOT NULL,
        kind VARCHAR(16) NOT NULL,
        received_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_channels_heard_events PRIMARY KEY (workspace_id, platform, event_id)
    )
"""
WATCHES = """
    CREATE TABLE analytics_account_watches (
        channel_id UUID NOT NULL,
        workspace_id UUID NOT NULL,
        next_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_analytics_account_watches PRIMARY KEY (channel_id)
    )
"""
ACCOUNTS = """
    CREATE TABLE analytics_account_snapshots (
        id UUID NOT NULL,
        taken_at TIMESTAMP WITH TIME ZONE NOT NULL,
        workspace_id UUID NOT NULL,
        channel_id UUID NOT NULL,
        platform VARCHAR(32) NOT NULL,
        metrics JSONB NOT NULL,
        CONSTRAINT pk_analytics_account_snapshots PRIMARY KEY (id)
    )
"""
INDEXES = (
    "CREATE INDEX ix_analytics_account_watches_next ON analytics_account_watches (next_at)",
    "CREATE INDEX ix_analytics_account_snapshots_channel"
    " ON analytics_account_snapshots (channel_id, taken_at)",
    "CREATE INDEX ix_scheduling_posts_remote ON scheduling_posts (channel_id, remote_id)"
    " WHERE remote_id IS NOT NULL",
)
TABLES = ("channels_heard_events", "analytics_account_watches", "analytics_account_snapshots")


def upgrade() -> None:
    """Make the tables and the index that finds a post by its id on the platform."""
    rules = [rule for table in TABLES for rule in row_security(table).split(";")]
    for statement in (HEARD, WATCHES, ACCOUNTS, *INDEXES, *rules):
        op.execute(statement)


def downgrade() -> None:
    """Take them away again."""
    op.execute("DROP INDEX ix_scheduling_posts_remote")
    for table in TABLES:
        op.execute(f"DROP TABLE {table}")
