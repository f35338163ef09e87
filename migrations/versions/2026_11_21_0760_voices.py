"""Voices that a workspace configures are paid by the characters that they say."""

from __future__ import annotations

from alembic import op

revision = "2026_11_21_0760"
down_revision = "2026_11_21_0740"
branch_labels = None
depends_on = None

# Rows that are there already said nothing; later ones say it themselves.
COLUMNS = (
    ("providers_providers", "price_characters", "NUMERIC(14, 8)"),
    ("providers_calls", "characters", "INTEGER"),
)


def upgrade() -> None:
    """Add the price of what is said to providers, and what was said to the ledger."""
    for table, column, kind in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind} NOT NULL DEFAULT 0")
        op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT")


def downgrade() -> None:
    """Take both away again."""
    for table, column, _ in reversed(COLUMNS):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
