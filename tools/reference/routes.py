"""The page of all routes."""

from __future__ import annotations

import tempfile
from pathlib import Path

from fastapi import FastAPI

from heliograph.apps.api.factory import Parts, create_api
from heliograph.kit.database import Database
from heliograph.kit.secrets import Vault
from heliograph.kit.settings import load_settings
from heliograph.kit.storage import Storage
from heliograph.kit.web.permissions import named_routes
from tools.reference.page import Page, first_sentence


def api() -> FastAPI:
    """The API of this version over nothing: enough to read its routes."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        settings = load_settings(home=home, port=8000)
        database = Database("postgresql://localhost/none", settings.database)
        return create_api(Parts(settings, database, Storage(home / "media"), Vault(home / "keys")))


def api_page() -> Page:
    """Every route with the permission it needs."""
    app = api()
    page = Page("API")
    page.say(
        "The complete description with all fields is the OpenAPI document at "
        "`/api/v1/openapi.json`. Every route names the permission its caller needs; `public` "
        "routes need no sign-in. `/api/v1/live` is a WebSocket for whoever is signed in."
    )
    told = {
        (method.upper(), path): operation
        for path, operations in app.openapi()["paths"].items()
        for method, operation in operations.items()
    }
    by_tag: dict[str, list[tuple[object, ...]]] = {}
    for route in named_routes(app):
        operation = told.get((route.method, route.path), {})
        tag = next(iter(operation.get("tags", ())), "other")
        words = operation.get("description") or operation.get("summary", "")
        permission = f"`{route.permission}`" if route.permission else "public"
        row = (f"`{route.method} {route.path}`", permission, first_sentence(words))
        by_tag.setdefault(tag, []).append(row)
    for tag, rows in sorted(by_tag.items()):
        page.say(f"## {tag}")
        page.table(("route", "permission", "what it does"), rows)
    return page
