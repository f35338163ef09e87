"""All pictures of a piece in order: a carousel has several."""

from __future__ import annotations

from alembic import op

revision = "2026_11_21_0700"
down_revision = "2026_11_21_0680"
branch_labels = None
depends_on = None

ADDED = "ALTER TABLE content_contents ADD COLUMN images JSONB NOT NULL DEFAULT '[]'"
# The previous release writes `image` alone: posts take that one where this list is empty.
TAKEN_OVER = (
    "UPDATE content_contents SET images = jsonb_build_array(image)"
    " WHERE jsonb_typeof(image) = 'object'"
)


def upgrade() -> None:
    """Add the list, with the one picture that pieces have so far."""
    op.execute(ADDED)
    op.execute(TAKEN_OVER)


def downgrade() -> None:
    """Take it away; the first picture of each piece stays where it always was."""
    op.execute("ALTER TABLE content_contents DROP COLUMN images")
