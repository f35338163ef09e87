"""Videos in the library: how they are coded, a moving preview, and what was found."""

from __future__ import annotations

from alembic import op

from heliograph.kit.database import row_security

revision = "2026_11_21_0780"
down_revision = "2026_11_21_0760"
branch_labels = None
depends_on = None

# What is not known of files that are there already breaks no rule.
COLUMNS = (
    ("pixel_format", "VARCHAR(32)"),
    ("audio_rate", "INTEGER"),
    ("audio_channels", "INTEGER"),
    ("is_streamable", "BOOLEAN"),
)
TABLES = ("assets_assets", "assets_versions")
INSPECTIONS = """
    CREATE TABLE videos_inspections (
        workspace_id UUID NOT NULL,
        sha256 VARCHAR(64) NOT NULL,
        status VARCHAR(16) NOT NULL,
        quality JSONB NOT NULL,
        facts JSONB NOT NULL,
        prints JSONB NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        finished_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_videos_inspections PRIMARY KEY (workspace_id, sha256)
    )
"""


def upgrade() -> None:
    """Add the columns, empty, and the table, fenced by workspace."""
    for table in TABLES:
        for column, kind in COLUMNS:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
    op.execute("ALTER TABLE assets_assets ADD COLUMN preview_id UUID")
    # They are looked at once more, which makes their previews.
    op.execute("UPDATE assets_assets SET looked_at = NULL WHERE mime = 'video/mp4'")
    op.execute(INSPECTIONS)
    for rule in row_security("videos_inspections").split(";"):
        op.execute(rule)


def downgrade() -> None:
    """Take them away again; videos are looked at anew when they are posted."""
    op.execute("DROP TABLE videos_inspections")
    op.execute("ALTER TABLE assets_assets DROP COLUMN preview_id")
    for table in TABLES:
        for column, _ in reversed(COLUMNS):
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
