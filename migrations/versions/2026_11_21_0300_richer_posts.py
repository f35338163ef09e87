"""What posts of every kind carry, and what is known of a video file."""

from __future__ import annotations

from alembic import op

from heliograph.kit.database import row_security

revision = "2026_11_21_0300"
down_revision = "2026_11_21_0200"
branch_labels = None
depends_on = None

UP = (
    "ALTER TABLE scheduling_posts ADD COLUMN extras JSONB NOT NULL DEFAULT '{}'::jsonb",
    "ALTER TABLE assets_assets ADD COLUMN duration_ms INTEGER",
    "ALTER TABLE assets_assets ADD COLUMN fps FLOAT",
    "ALTER TABLE assets_assets ADD COLUMN video_codec VARCHAR(32)",
    "ALTER TABLE assets_assets ADD COLUMN audio_codec VARCHAR(32)",
)


STAGES = """
    CREATE TABLE publishing_stages (
        workspace_id UUID NOT NULL,
        post_id UUID NOT NULL,
        key VARCHAR(80) NOT NULL,
        number INTEGER NOT NULL,
        remote_id TEXT NOT NULL,
        url TEXT,
        published_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_publishing_stages PRIMARY KEY (post_id, key, number)
    )
"""


def upgrade() -> None:
    """Add the columns and the table; rows that stand keep what they say."""
    for statement in (*UP, STAGES, *row_security("publishing_stages").split(";")):
        op.execute(statement)


def downgrade() -> None:
    """Take them away again."""
    op.execute("DROP TABLE publishing_stages")
    op.execute("ALTER TABLE scheduling_posts DROP COLUMN extras")
    for name in ("duration_ms", "fps", "video_codec", "audio_codec"):
        op.execute(f"ALTER TABLE assets_assets DROP COLUMN {name}")
