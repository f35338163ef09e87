"""`python -m heliograph.apps.api.openapi`: prints the OpenAPI document, without a database."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import orjson
from fastapi import FastAPI

from heliograph.apps.api.factory import Parts, create_api
from heliograph.kit.database import Database
from heliograph.kit.secrets import Vault
from heliograph.kit.settings import load_settings
from heliograph.kit.storage import Storage


def application() -> FastAPI:
    """The API of this version over no database; it can be asked for nothing but its routes."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        settings = load_settings(home=home, port=8000)
        # Nothing is asked of the database: an address is enough to build the routes.
        database = Database("postgresql://localhost/none", settings.database)
        storage, vault = Storage(home / "media"), Vault(home / "keys")
        return create_api(Parts(settings, database, storage, vault))


def document() -> bytes:
    """The OpenAPI document of this version, with sorted keys so that changes read well."""
    return orjson.dumps(application().openapi(), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)


if __name__ == "__main__":
    sys.stdout.buffer.write(document() + b"\n")
