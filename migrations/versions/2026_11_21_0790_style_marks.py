"""What a learned style knows its reference by, when the reference itself is gone."""

from __future__ import annotations

from alembic import op

revision = "2026_11_21_0790"
down_revision = "2026_11_21_0780"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the name of a stored file; a style without one is still compared with its reference."""
    op.execute("ALTER TABLE videos_styles ADD COLUMN marks VARCHAR(64) NOT NULL DEFAULT ''")


def downgrade() -> None:
    """Take it away again."""
    op.execute("ALTER TABLE videos_styles DROP COLUMN marks")
