"""The product's tables: brands, channels, assets, content, scheduling, publishing, analytics."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from heliograph.kit.database import row_security

revision = "2026_11_21_0100"
down_revision = "2026_11_21_0050"
branch_labels = None
depends_on = None

SCOPED = (
    "analytics_snapshots",
    "analytics_watches",
    "assets_assets",
    "brands_brands",
    "channels_channels",
    "content_contents",
    "publishing_deliveries",
    "publishing_history",
    "scheduling_posts",
    "scheduling_slots",
    "scheduling_switches",
    "channels_brands",
    "content_runs",
    "content_versions",
    "content_steps",
)


def upgrade() -> None:
    """Create every table from the file beside this one, then fence its rows."""
    script = Path(__file__).with_suffix(".sql").read_text()
    for statement in script.split(";\n"):
        if statement.strip():
            op.execute(statement)
    for table in SCOPED:
        for rule in row_security(table).split(";"):
            op.execute(rule)


def downgrade() -> None:
    """Drop them again, newest first."""
    for table in (*reversed(SCOPED), "content_pack_events", "content_pack_years"):
        op.execute(f"DROP TABLE {table} CASCADE")
