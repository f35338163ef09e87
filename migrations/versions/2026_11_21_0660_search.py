"""Search through contents by words and by meaning, and the fingerprints of originality."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from heliograph.kit.database import row_security

revision = "2026_11_21_0660"
down_revision = "2026_11_21_0640"
branch_labels = None
depends_on = None

BANDS = 20
INDEX = """
    CREATE TABLE content_index (
        content_id UUID NOT NULL REFERENCES content_contents (id) ON DELETE CASCADE,
        workspace_id UUID NOT NULL,
        brand_id UUID NOT NULL,
        type VARCHAR(64) NOT NULL,
        status VARCHAR(16) NOT NULL,
        target_date DATE NOT NULL,
        words TSVECTOR NOT NULL,
        bands INTEGER[] NOT NULL,
        embedder VARCHAR(64) NOT NULL,
        CONSTRAINT pk_content_index PRIMARY KEY (content_id)
    )
"""
# A database without pgvector searches words only; the column is all that is missing then.
CAN_VECTORS = "SELECT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'halfvec')"
VECTORS = (
    "ALTER TABLE content_index ADD COLUMN embedding halfvec(384)",
    "CREATE INDEX ix_content_index_meaning ON content_index"
    " USING hnsw (embedding halfvec_cosine_ops) WITH (m = 16, ef_construction = 64)",
)
INDEXES = (
    "CREATE INDEX ix_content_index_words ON content_index USING gin (words)",
    "CREATE INDEX ix_content_index_brand ON content_index (brand_id, target_date)",
    "CREATE INDEX ix_content_index_workspace ON content_index (workspace_id, target_date)",
    # One small index a band: whoever shares one value with a text is compared with it in full.
    *(
        f"CREATE INDEX ix_content_index_band_{band} ON content_index ((bands[{band}]))"
        for band in range(1, BANDS + 1)
    ),
)
MARKED = (
    "ALTER TABLE content_contents ADD COLUMN is_indexed BOOLEAN NOT NULL DEFAULT false",
    "CREATE INDEX ix_content_contents_unindexed ON content_contents (updated_at)"
    " WHERE NOT is_indexed",
)


def upgrade() -> None:
    """Add the index; contents that are there are taken up by the job `content.index`."""
    op.execute(INDEX)
    if op.get_bind().execute(sa.text(CAN_VECTORS)).scalar():
        for statement in VECTORS:
            op.execute(statement)
    for statement in (*INDEXES, *MARKED, *row_security("content_index").split(";")):
        op.execute(statement)


def downgrade() -> None:
    """Take it away; nothing of the contents is lost."""
    op.execute("DROP TABLE content_index")
    op.execute("DROP INDEX ix_content_contents_unindexed")
    op.execute("ALTER TABLE content_contents DROP COLUMN is_indexed")
