"""Forms of stored files, cut for one platform's rules."""

from __future__ import annotations

from alembic import op

from heliograph.kit.database import row_security

revision = "2026_11_21_0500"
down_revision = "2026_11_21_0460"
branch_labels = None
depends_on = None

RENDITIONS = """
    CREATE TABLE assets_renditions (
        workspace_id UUID NOT NULL,
        sha256 VARCHAR(64) NOT NULL,
        recipe VARCHAR(64) NOT NULL,
        asset_id UUID NOT NULL REFERENCES assets_assets (id) ON DELETE CASCADE,
        cut JSONB,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_assets_renditions PRIMARY KEY (workspace_id, sha256, recipe)
    )
"""
MIME = "ALTER TABLE assets_assets ALTER COLUMN mime TYPE VARCHAR(128)"
INDEX = "CREATE INDEX ix_assets_renditions_asset ON assets_renditions (asset_id)"


def upgrade() -> None:
    """Add the table, and room for the long names of documents."""
    for statement in (RENDITIONS, MIME, INDEX, *row_security("assets_renditions").split(";")):
        op.execute(statement)


def downgrade() -> None:
    """Take it away; the renditions stay as ordinary files."""
    op.execute("DROP TABLE assets_renditions")
