"""The embedded PostgreSQL of an instance; see `EmbeddedPostgres`."""

from heliograph.kit.postgres.address import DatabaseUnknown, find_database
from heliograph.kit.postgres.equip import equip
from heliograph.kit.postgres.errors import (
    PostgresFailed,
    PostgresMissing,
    PostgresTooNew,
    PostgresUnreachable,
)
from heliograph.kit.postgres.server import EmbeddedPostgres

__all__ = [
    "DatabaseUnknown",
    "EmbeddedPostgres",
    "PostgresFailed",
    "PostgresMissing",
    "PostgresTooNew",
    "PostgresUnreachable",
    "equip",
    "find_database",
]
