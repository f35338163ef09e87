"""What a brand sets for its pack and its gate; variants of contents; batches of runs."""

from __future__ import annotations

from alembic import op

from heliograph.kit.database import row_security

revision = "2026_11_21_0600"
down_revision = "2026_11_21_0500"
branch_labels = None
depends_on = None

COLUMNS = (
    "ALTER TABLE brands_brands ADD COLUMN options JSONB NOT NULL DEFAULT '{}'",
    "ALTER TABLE brands_brands ADD COLUMN policy JSONB NOT NULL DEFAULT '{}'",
    "ALTER TABLE content_runs ADD COLUMN batch_id UUID",
    "CREATE INDEX ix_content_runs_batch ON content_runs (batch_id) WHERE batch_id IS NOT NULL",
)
BATCHES = """
    CREATE TABLE content_batches (
        id UUID PRIMARY KEY,
        workspace_id UUID NOT NULL,
        request JSONB NOT NULL,
        total INTEGER NOT NULL,
        cancelled_at TIMESTAMP WITH TIME ZONE,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL
    )
"""
BATCHES_LIST = "CREATE INDEX ix_content_batches_list ON content_batches (workspace_id, created_at)"
VARIANTS = """
    CREATE TABLE content_variants (
        id UUID PRIMARY KEY,
        workspace_id UUID NOT NULL,
        content_id UUID NOT NULL REFERENCES content_contents (id) ON DELETE CASCADE,
        kind VARCHAR(16) NOT NULL,
        platform VARCHAR(32),
        text TEXT NOT NULL,
        hook TEXT NOT NULL,
        hashtags JSONB NOT NULL,
        reasons JSONB NOT NULL,
        used_templates JSONB NOT NULL,
        quality JSONB NOT NULL,
        score DOUBLE PRECISION,
        provider VARCHAR(64) NOT NULL,
        chosen_at TIMESTAMP WITH TIME ZONE,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL
    )
"""
VARIANTS_OF = """
    CREATE INDEX ix_content_variants_content ON content_variants (content_id, created_at)
"""


def upgrade() -> None:
    """Add the columns and the tables."""
    statements = [*COLUMNS, BATCHES, BATCHES_LIST, VARIANTS, VARIANTS_OF]
    for table in ("content_batches", "content_variants"):
        statements += row_security(table).split(";")
    for statement in statements:
        op.execute(statement)


def downgrade() -> None:
    """Take them away; the contents stay."""
    op.execute("DROP TABLE content_variants")
    op.execute("DROP TABLE content_batches")
    op.execute("ALTER TABLE content_runs DROP COLUMN batch_id")
    op.execute("ALTER TABLE brands_brands DROP COLUMN policy")
    op.execute("ALTER TABLE brands_brands DROP COLUMN options")
