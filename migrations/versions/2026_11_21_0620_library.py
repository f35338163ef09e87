"""The library: folders, tags, titles, licences, versions, uploads that go on after a break."""

from __future__ import annotations

from alembic import op

from heliograph.kit.database import row_security

revision = "2026_11_21_0620"
down_revision = "2026_11_21_0600"
branch_labels = None
depends_on = None

FOLDERS = """
    CREATE TABLE assets_folders (
        id UUID NOT NULL,
        workspace_id UUID NOT NULL,
        parent_id UUID REFERENCES assets_folders (id),
        name VARCHAR(120) NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_assets_folders PRIMARY KEY (id),
        CONSTRAINT uq_assets_folders_name UNIQUE NULLS NOT DISTINCT (workspace_id, parent_id, name)
    )
"""
COLUMNS = (
    "file_id UUID",
    "title VARCHAR(300) NOT NULL DEFAULT ''",
    "folder_id UUID REFERENCES assets_folders (id)",
    "tags JSONB NOT NULL DEFAULT '[]'",
    "origin VARCHAR(16) NOT NULL DEFAULT 'upload'",
    "source_url TEXT NOT NULL DEFAULT ''",
    "licence VARCHAR(24) NOT NULL DEFAULT 'unknown'",
    "licence_note JSONB NOT NULL DEFAULT '{}'",
    "created_by UUID",
    "version INTEGER NOT NULL DEFAULT 1",
    "updated_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()",
    "trashed_at TIMESTAMP WITH TIME ZONE",
    "used_at TIMESTAMP WITH TIME ZONE",
    "looked_at TIMESTAMP WITH TIME ZONE",
    "thumbnail_id UUID",
    "difference_hash BIGINT",
    "frequency_hash BIGINT",
)
# Words as they are written, and their English stems: whoever searches "lanterns" finds "lantern".
WORDS = """
    ALTER TABLE assets_assets ADD COLUMN words TSVECTOR NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title), 'A')
        || setweight(to_tsvector('english', title), 'A')
        || setweight(to_tsvector('simple', tags), 'A')
        || setweight(to_tsvector('simple', alt), 'B')
        || setweight(to_tsvector('english', alt), 'B')
    ) STORED
"""
TAKEN_OVER = (
    "UPDATE assets_assets SET updated_at = created_at",
    "UPDATE assets_assets SET origin = 'rendition', looked_at = created_at"
    " WHERE source = 'rendition'",
    "UPDATE assets_assets SET origin = 'generated', licence = 'generated'"
    " WHERE source NOT IN ('rendition', 'upload')",
    "UPDATE assets_assets SET licence = 'own_work', licence_note ="
    """ '{"note": "Uploaded before licences were recorded"}'"""
    " WHERE source = 'upload'",
)
VERSIONS = """
    CREATE TABLE assets_versions (
        file_id UUID NOT NULL,
        workspace_id UUID NOT NULL,
        asset_id UUID NOT NULL REFERENCES assets_assets (id) ON DELETE CASCADE,
        version INTEGER NOT NULL,
        stored_as TEXT NOT NULL,
        sha256 VARCHAR(64) NOT NULL,
        mime VARCHAR(128) NOT NULL,
        size BIGINT NOT NULL,
        width INTEGER,
        height INTEGER,
        duration_ms INTEGER,
        fps DOUBLE PRECISION,
        video_codec VARCHAR(32),
        audio_codec VARCHAR(32),
        created_by UUID,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        replaced_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_assets_versions PRIMARY KEY (file_id),
        CONSTRAINT uq_assets_versions_number UNIQUE (asset_id, version)
    )
"""
UPLOADS = """
    CREATE TABLE assets_uploads (
        id UUID NOT NULL,
        workspace_id UUID NOT NULL,
        created_by UUID NOT NULL,
        length BIGINT NOT NULL,
        received BIGINT NOT NULL,
        about JSONB NOT NULL,
        asset_id UUID,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_assets_uploads PRIMARY KEY (id)
    )
"""
PARTS = """
    CREATE TABLE assets_upload_parts (
        upload_id UUID NOT NULL REFERENCES assets_uploads (id) ON DELETE CASCADE,
        workspace_id UUID NOT NULL,
        start BIGINT NOT NULL,
        size BIGINT NOT NULL,
        stored_as TEXT NOT NULL,
        CONSTRAINT pk_assets_upload_parts PRIMARY KEY (upload_id, start)
    )
"""
MEANINGS = """
    CREATE TABLE assets_meanings (
        asset_id UUID NOT NULL REFERENCES assets_assets (id) ON DELETE CASCADE,
        workspace_id UUID NOT NULL,
        embedder VARCHAR(120) NOT NULL,
        vector BYTEA NOT NULL,
        made_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_assets_meanings PRIMARY KEY (asset_id)
    )
"""
INDEXES = (
    "CREATE INDEX ix_assets_assets_words ON assets_assets USING gin (words)",
    "CREATE INDEX ix_assets_assets_tags ON assets_assets USING gin (tags)",
    "CREATE INDEX ix_assets_assets_library ON assets_assets (workspace_id, created_at, id)"
    " WHERE origin <> 'rendition' AND trashed_at IS NULL",
    "CREATE INDEX ix_assets_assets_file ON assets_assets (file_id)",
    "CREATE INDEX ix_assets_assets_stored ON assets_assets (stored_as)",
    "CREATE INDEX ix_assets_assets_unseen ON assets_assets (created_at) WHERE looked_at IS NULL",
    "CREATE INDEX ix_assets_versions_stored ON assets_versions (stored_as)",
    "CREATE INDEX ix_assets_uploads_expiry ON assets_uploads (expires_at)",
)
FENCED = (
    "assets_folders",
    "assets_versions",
    "assets_uploads",
    "assets_upload_parts",
    "assets_meanings",
)


def upgrade() -> None:
    """Add what the library keeps; files that are there already become part of it."""
    op.execute(FOLDERS)
    added = ", ".join(f"ADD COLUMN {column}" for column in COLUMNS)
    op.execute(f"ALTER TABLE assets_assets {added}")
    for statement in (*TAKEN_OVER, WORDS, VERSIONS, UPLOADS, PARTS, MEANINGS, *INDEXES):
        op.execute(statement)
    for table in FENCED:
        for statement in row_security(table).split(";"):
            op.execute(statement)


def downgrade() -> None:
    """Take it away; of every file its newest version stays."""
    for table in FENCED[:0:-1]:
        op.execute(f"DROP TABLE {table}")
    op.execute("ALTER TABLE assets_assets DROP COLUMN words")
    dropped = ", ".join(f"DROP COLUMN {column.split()[0]}" for column in COLUMNS)
    op.execute(f"ALTER TABLE assets_assets {dropped}")
    op.execute("DROP TABLE assets_folders")
