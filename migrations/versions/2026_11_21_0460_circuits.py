"""Platforms that cannot be reached at the moment."""

from __future__ import annotations

from alembic import op

revision = "2026_11_21_0460"
down_revision = "2026_11_21_0420"
branch_labels = None
depends_on = None

# No workspace: whether a server can be reached is the same for everybody.
CIRCUITS = """
    CREATE TABLE publishing_circuits (
        door TEXT NOT NULL,
        opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
        retry_at TIMESTAMP WITH TIME ZONE NOT NULL,
        failures INTEGER NOT NULL,
        CONSTRAINT pk_publishing_circuits PRIMARY KEY (door)
    )
"""


def upgrade() -> None:
    """Make the table."""
    op.execute(CIRCUITS)


def downgrade() -> None:
    """Take it away again."""
    op.execute("DROP TABLE publishing_circuits")
