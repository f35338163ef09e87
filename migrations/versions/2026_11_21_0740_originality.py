"""Counting what a brand made reads a few pages of an index, not its contents."""

from __future__ import annotations

from alembic import op

revision = "2026_11_21_0740"
down_revision = "2026_11_21_0720"
branch_labels = None
depends_on = None

# Row-level security asks for the workspace of every row: only an index that holds it can answer
# without the row. Every query names the workspace, so this one serves where the older one did.
COVERING = (
    "CREATE INDEX ix_content_index_brand_whole ON content_index"
    " (workspace_id, brand_id, target_date)"
)
PLAIN = "CREATE INDEX ix_content_index_brand ON content_index (brand_id, target_date)"


def upgrade() -> None:
    """Put the covering index in the place of the one without the workspace."""
    op.execute(COVERING)
    op.execute("DROP INDEX ix_content_index_brand")


def downgrade() -> None:
    """Put the older one back."""
    op.execute(PLAIN)
    op.execute("DROP INDEX ix_content_index_brand_whole")
