"""What was measured of the manner of rendered films, to be compared with learned styles."""

from __future__ import annotations

from alembic import op

from heliograph.kit.database import row_security

revision = "2026_11_21_0800"
down_revision = "2026_11_21_0790"
branch_labels = None
depends_on = None

MEASURES = """
    CREATE TABLE videos_measures (
        render_id UUID NOT NULL,
        workspace_id UUID NOT NULL,
        status VARCHAR(16) NOT NULL,
        share FLOAT NOT NULL,
        analysis JSONB NOT NULL,
        error JSONB,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        finished_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_videos_measures PRIMARY KEY (render_id),
        CONSTRAINT fk_videos_measures_render_id_videos_renders FOREIGN KEY (render_id)
            REFERENCES videos_renders (id) ON DELETE CASCADE
    )
"""


def upgrade() -> None:
    """Add the table, fenced by workspace."""
    op.execute(MEASURES)
    for rule in row_security("videos_measures").split(";"):
        op.execute(rule)


def downgrade() -> None:
    """Take it away again; films are measured anew when somebody asks."""
    op.execute("DROP TABLE videos_measures")
