"""Texts with typed placeholders, and every wording they had."""

from __future__ import annotations

from alembic import op

from heliograph.kit.database import row_security

revision = "2026_11_21_0680"
down_revision = "2026_11_21_0660"
branch_labels = None
depends_on = None

TABLES = {
    "templates_templates": """
        CREATE TABLE templates_templates (
            id UUID NOT NULL,
            workspace_id UUID NOT NULL,
            name VARCHAR(120) NOT NULL,
            description TEXT NOT NULL,
            pack VARCHAR(64) NOT NULL,
            content_type VARCHAR(64) NOT NULL,
            subject VARCHAR(64) NOT NULL,
            platform VARCHAR(64) NOT NULL,
            language VARCHAR(16) NOT NULL,
            version INTEGER NOT NULL,
            body TEXT NOT NULL,
            fields JSONB NOT NULL,
            usage_count INTEGER NOT NULL,
            last_used_at TIMESTAMP WITH TIME ZONE,
            archived_at TIMESTAMP WITH TIME ZONE,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_templates_templates PRIMARY KEY (id)
        )
    """,
    "templates_versions": """
        CREATE TABLE templates_versions (
            template_id UUID NOT NULL REFERENCES templates_templates (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            workspace_id UUID NOT NULL,
            body TEXT NOT NULL,
            fields JSONB NOT NULL,
            created_by UUID,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_templates_versions PRIMARY KEY (template_id, number)
        )
    """,
}
UNIQUE_NAMES = (
    "CREATE UNIQUE INDEX uq_templates_templates_name ON templates_templates (workspace_id, name)"
)


def upgrade() -> None:
    """Make the tables, each fenced by workspace."""
    for table, statement in TABLES.items():
        op.execute(statement)
        for rule in row_security(table).split(";"):
            op.execute(rule)
    op.execute(UNIQUE_NAMES)


def downgrade() -> None:
    """Take them away again; stored templates go with them."""
    for table in reversed(TABLES):
        op.execute(f"DROP TABLE {table}")
