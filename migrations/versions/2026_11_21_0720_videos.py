"""Videos: timelines, their versions and renders, the files they use, and styles."""

from __future__ import annotations

from alembic import op

from heliograph.kit.database import row_security

revision = "2026_11_21_0720"
down_revision = "2026_11_21_0700"
branch_labels = None
depends_on = None

TABLES = {
    "videos_videos": """
        CREATE TABLE videos_videos (
            id UUID NOT NULL,
            workspace_id UUID NOT NULL,
            brand_id UUID NOT NULL,
            content_id UUID,
            title TEXT NOT NULL,
            language VARCHAR(16) NOT NULL,
            status VARCHAR(16) NOT NULL,
            version INTEGER NOT NULL,
            timeline JSONB NOT NULL,
            wishes JSONB NOT NULL,
            error JSONB,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_videos_videos PRIMARY KEY (id)
        )
    """,
    "videos_versions": """
        CREATE TABLE videos_versions (
            video_id UUID NOT NULL REFERENCES videos_videos (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            workspace_id UUID NOT NULL,
            timeline JSONB NOT NULL,
            change TEXT NOT NULL,
            author_id UUID,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_videos_versions PRIMARY KEY (video_id, number)
        )
    """,
    "videos_files": """
        CREATE TABLE videos_files (
            video_id UUID NOT NULL REFERENCES videos_videos (id) ON DELETE CASCADE,
            name VARCHAR(64) NOT NULL,
            workspace_id UUID NOT NULL,
            CONSTRAINT pk_videos_files PRIMARY KEY (video_id, name)
        )
    """,
    "videos_renders": """
        CREATE TABLE videos_renders (
            id UUID NOT NULL,
            workspace_id UUID NOT NULL,
            video_id UUID NOT NULL REFERENCES videos_videos (id) ON DELETE CASCADE,
            version INTEGER NOT NULL,
            aspect VARCHAR(8) NOT NULL,
            preset VARCHAR(16) NOT NULL,
            status VARCHAR(16) NOT NULL,
            stage VARCHAR(32) NOT NULL,
            done INTEGER NOT NULL,
            total INTEGER NOT NULL,
            seconds_left DOUBLE PRECISION,
            error JSONB,
            asset_id UUID,
            cover_asset_id UUID,
            facts JSONB NOT NULL,
            quality JSONB NOT NULL,
            score DOUBLE PRECISION,
            prints JSONB NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            finished_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_videos_renders PRIMARY KEY (id)
        )
    """,
    "videos_styles": """
        CREATE TABLE videos_styles (
            id UUID NOT NULL,
            workspace_id UUID NOT NULL,
            name VARCHAR(120) NOT NULL,
            status VARCHAR(16) NOT NULL,
            document JSONB NOT NULL,
            analysis JSONB NOT NULL,
            cube VARCHAR(64) NOT NULL,
            asset_id UUID,
            error JSONB,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_videos_styles PRIMARY KEY (id)
        )
    """,
}
INDEXES = (
    "CREATE INDEX ix_videos_videos_list ON videos_videos (workspace_id, created_at)",
    "CREATE INDEX ix_videos_renders_video ON videos_renders (video_id, created_at)",
    "CREATE INDEX ix_videos_styles_list ON videos_styles (workspace_id, created_at)",
    "CREATE INDEX ix_videos_files_name ON videos_files (name)",
)


def upgrade() -> None:
    """Make the tables, each fenced by workspace."""
    for table, statement in TABLES.items():
        op.execute(statement)
        for rule in row_security(table).split(";"):
            op.execute(rule)
    for statement in INDEXES:
        op.execute(statement)


def downgrade() -> None:
    """Take them away again; videos and their versions go with them."""
    for table in reversed(TABLES):
        op.execute(f"DROP TABLE {table}")
