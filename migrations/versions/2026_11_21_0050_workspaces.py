"""Workspaces, people, their ways of signing in, and the stored results of repeated requests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from heliograph.kit.database import row_security

revision = "2026_11_21_0050"
down_revision: str | None = "2026_11_21_0000"
branch_labels: str | None = None
depends_on: str | None = None

MOMENT = postgresql.TIMESTAMP(timezone=True)
FENCED = (
    "workspaces_memberships",
    "workspaces_sessions",
    "workspaces_refresh_tokens",
    "workspaces_api_keys",
    "workspaces_signin_links",
    "kit_idempotency",
)


def upgrade() -> None:
    """Create the tables, then fence their rows."""
    _people()
    _sessions()
    _keys_and_links()
    _plumbing()
    for rule in row_security("workspaces_workspaces", "id").split(";"):
        op.execute(rule)
    for table in FENCED:
        for rule in row_security(table).split(";"):
            op.execute(rule)


def downgrade() -> None:
    """Drop them."""
    for table in (
        "kit_idempotency",
        "workspaces_signin_failures",
        "workspaces_signing_keys",
        "workspaces_signin_links",
        "workspaces_api_keys",
        "workspaces_refresh_tokens",
        "workspaces_sessions",
        "workspaces_memberships",
        "workspaces_users",
        "workspaces_workspaces",
    ):
        op.drop_table(table)


def _people() -> None:
    op.create_table(
        "workspaces_workspaces",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False, unique=True),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    op.create_table(
        "workspaces_users",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("email", sa.Text(), nullable=False, unique=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text()),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    op.create_table(
        "workspaces_memberships",
        sa.Column("workspace_id", sa.Uuid(), sa.ForeignKey("workspaces_workspaces.id")),
        sa.Column("user_id", sa.Uuid(), sa.ForeignKey("workspaces_users.id")),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", name="pk_workspaces_memberships"),
    )
    op.create_index("ix_workspaces_memberships_user_id", "workspaces_memberships", ["user_id"])


def _sessions() -> None:
    op.create_table(
        "workspaces_sessions",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), sa.ForeignKey("workspaces_users.id"), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("last_used_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
        sa.Column("revoked_because", sa.Text()),
    )
    op.create_index(
        "ix_workspaces_sessions_user_id", "workspaces_sessions", ["user_id", "workspace_id"]
    )
    op.create_index(
        "ix_workspaces_sessions_revoked_at",
        "workspaces_sessions",
        ["revoked_at"],
        postgresql_where=sa.text("revoked_at IS NOT NULL"),
    )
    op.create_table(
        "workspaces_refresh_tokens",
        sa.Column("token_hash", sa.LargeBinary(), primary_key=True),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["workspaces_sessions.id"],
            name="fk_workspaces_refresh_tokens_session_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index(
        "ix_workspaces_refresh_tokens_session_id", "workspaces_refresh_tokens", ["session_id"]
    )


def _keys_and_links() -> None:
    op.create_table(
        "workspaces_api_keys",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), sa.ForeignKey("workspaces_users.id"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("starts_with", sa.Text(), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(), nullable=False, unique=True),
        sa.Column("scopes", postgresql.JSONB(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT),
        sa.Column("last_used_at", MOMENT),
        sa.Column("revoked_at", MOMENT),
    )
    op.create_index(
        "ix_workspaces_api_keys_workspace_id", "workspaces_api_keys", ["workspace_id", "user_id"]
    )
    op.create_table(
        "workspaces_signin_links",
        sa.Column("token_hash", sa.LargeBinary(), primary_key=True),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), sa.ForeignKey("workspaces_users.id"), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
    )


def _plumbing() -> None:
    op.create_table(
        "workspaces_signing_keys",
        sa.Column("kid", sa.Text(), primary_key=True),
        sa.Column("private_key", sa.Text(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("retired_at", MOMENT),
    )
    op.create_table(
        "workspaces_signin_failures",
        sa.Column("subject", sa.LargeBinary(), primary_key=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
    )
    op.create_table(
        "kit_idempotency",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("result", sa.Text()),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", "key", name="pk_kit_idempotency"),
    )
    op.create_index("ix_kit_idempotency_begun_at", "kit_idempotency", ["begun_at"])
