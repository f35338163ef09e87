"""Configured model providers, which tier a brand uses, what may be spent, and what was."""

from __future__ import annotations

from alembic import op

from heliograph.kit.database import row_security

revision = "2026_11_21_0640"
down_revision = "2026_11_21_0620"
branch_labels = None
depends_on = None

TABLES = {
    "providers_providers": """
        CREATE TABLE providers_providers (
            id UUID NOT NULL,
            workspace_id UUID NOT NULL,
            kind VARCHAR(32) NOT NULL,
            step VARCHAR(8) NOT NULL,
            name VARCHAR(120) NOT NULL,
            tier VARCHAR(16) NOT NULL,
            base_url TEXT NOT NULL,
            model VARCHAR(200) NOT NULL,
            secret TEXT NOT NULL,
            price_input NUMERIC(14, 8) NOT NULL,
            price_output NUMERIC(14, 8) NOT NULL,
            price_picture NUMERIC(14, 8) NOT NULL,
            priced_on DATE NOT NULL,
            timeout_seconds INTEGER NOT NULL,
            max_tokens INTEGER NOT NULL,
            options JSONB NOT NULL,
            is_enabled BOOLEAN NOT NULL,
            health VARCHAR(16) NOT NULL,
            health_detail TEXT NOT NULL,
            failures INTEGER NOT NULL,
            retry_at TIMESTAMP WITH TIME ZONE,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_providers_providers PRIMARY KEY (id)
        )
    """,
    "providers_tiers": """
        CREATE TABLE providers_tiers (
            id UUID NOT NULL,
            workspace_id UUID NOT NULL,
            brand_id UUID,
            step VARCHAR(8) NOT NULL,
            tier VARCHAR(16) NOT NULL,
            updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_providers_tiers PRIMARY KEY (id)
        )
    """,
    "providers_budgets": """
        CREATE TABLE providers_budgets (
            id UUID NOT NULL,
            workspace_id UUID NOT NULL,
            brand_id UUID,
            monthly_limit NUMERIC(14, 4) NOT NULL,
            updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_providers_budgets PRIMARY KEY (id)
        )
    """,
    "providers_calls": """
        CREATE TABLE providers_calls (
            id UUID NOT NULL,
            workspace_id UUID NOT NULL,
            provider_id UUID,
            provider VARCHAR(120) NOT NULL,
            kind VARCHAR(32) NOT NULL,
            model VARCHAR(200) NOT NULL,
            tier VARCHAR(16) NOT NULL,
            step VARCHAR(8) NOT NULL,
            brand_id UUID,
            content_id UUID,
            run_id UUID,
            prompt VARCHAR(80) NOT NULL,
            outcome VARCHAR(16) NOT NULL,
            detail TEXT NOT NULL,
            is_cached BOOLEAN NOT NULL,
            input_tokens INTEGER NOT NULL,
            output_tokens INTEGER NOT NULL,
            pictures INTEGER NOT NULL,
            cost NUMERIC(16, 8) NOT NULL,
            is_estimate BOOLEAN NOT NULL,
            milliseconds INTEGER NOT NULL,
            started_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_providers_calls PRIMARY KEY (id)
        )
    """,
    "providers_answers": """
        CREATE TABLE providers_answers (
            workspace_id UUID NOT NULL,
            fingerprint VARCHAR(64) NOT NULL,
            step VARCHAR(8) NOT NULL,
            answer JSONB NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_providers_answers PRIMARY KEY (workspace_id, fingerprint)
        )
    """,
}
# A workspace's own choice has no brand, and there is one such row: nulls count as equal.
INDEXES = (
    "CREATE UNIQUE INDEX uq_providers_providers_name ON providers_providers (workspace_id, name)",
    "CREATE UNIQUE INDEX uq_providers_tiers_step ON providers_tiers (workspace_id, brand_id, step)"
    " NULLS NOT DISTINCT",
    "CREATE UNIQUE INDEX uq_providers_budgets_brand ON providers_budgets (workspace_id, brand_id)"
    " NULLS NOT DISTINCT",
    "CREATE INDEX ix_providers_calls_started ON providers_calls (workspace_id, started_at, id)",
    "CREATE INDEX ix_providers_calls_provider ON providers_calls (provider_id, started_at)",
    "CREATE INDEX ix_providers_answers_created ON providers_answers (created_at)",
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
    """Take them away again; stored keys go with them."""
    for table in reversed(TABLES):
        op.execute(f"DROP TABLE {table}")
