"""Where the database of an instance is, for processes that only connect."""

from __future__ import annotations

from heliograph.kit.errors import AppError
from heliograph.kit.settings import Settings


class DatabaseUnknown(AppError):
    """No address is configured and no embedded server has left one."""

    code = "database.unknown"
    status = 503
    title = "The database of this instance is not known"
    remedy = "Start the instance with `heliograph up`, or set HELIOGRAPH_DATABASE_URL."


def find_database(settings: Settings) -> str:
    """The configured address, else the one the embedded server of this home has left."""
    if settings.database_url:
        return settings.database_url
    file = settings.home / "database.url"
    try:
        return file.read_text().strip()
    except OSError as error:
        raise DatabaseUnknown(f"There is no readable {file}") from error
