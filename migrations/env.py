"""Alembic's entry: runs on the connection that `heliograph.kit.migrate` hands over."""

from __future__ import annotations

from alembic import context

from heliograph.kit.database import Table
from heliograph.kit.errors import AppError


class StartedDirectly(AppError):
    """Somebody called alembic itself."""

    code = "database.started_directly"
    title = "Migrations run through Heliograph"
    remedy = "Use `heliograph.kit.migrate.migrate(url)`, which `heliograph up` calls at each start."


def run() -> None:
    """Apply what is missing, each migration in its own transaction."""
    connection = context.config.attributes.get("connection")
    if connection is None:
        raise StartedDirectly
    context.configure(
        connection=connection, target_metadata=Table.metadata, transaction_per_migration=True
    )
    with context.begin_transaction():
        context.run_migrations()


run()
