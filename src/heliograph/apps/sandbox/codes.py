"""The parts of OAuth that the networks share: apps, codes, redirects."""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request

from heliograph.apps.sandbox.answers import text_of
from heliograph.apps.sandbox.store import JSON, Connection, Row
from heliograph.apps.sandbox.world import world_of

OWN_APP = "sandbox"


@dataclass(frozen=True)
class App:
    """A program that asks for permission."""

    client_id: str
    client_secret: str
    name: str
    redirect_uris: tuple[str, ...]
    scopes: str
    website: str | None


@dataclass(frozen=True)
class Grant:
    """What a person allowed; worth one token for a short time."""

    client_id: str
    account_id: str
    redirect_uri: str
    scopes: str
    challenge: str | None = None


def add_app(db: Connection, platform: str, app: App, now: float) -> None:
    """Register a program."""
    db.execute(
        "insert or replace into apps values (?, ?, ?, ?, ?, ?, ?, ?)",
        (app.client_id, platform, app.client_secret, app.name, json.dumps(app.redirect_uris),
         app.scopes, app.website, now),
    )  # fmt: skip


def find_app(db: Connection, platform: str, client_id: str) -> App | None:
    """A registered program."""
    row = db.execute(
        "select * from apps where client_id = ? and platform = ?", (client_id, platform)
    ).fetchone()
    return _app(row) if row else None


def app_of(db: Connection, platform: str) -> App:
    """The program that every network knows from the start, for use by tests and first runs."""
    found = find_app(db, platform, OWN_APP)
    if found is None:
        found = App(OWN_APP, secrets.token_hex(16), "Heliograph", (), "", None)
        add_app(db, platform, found, 0.0)
    return found


def sent_pair(parameters: Mapping[str, JSON], id_name: str = "client_id") -> tuple[str, str]:
    """Id and secret of a program that sends them among its parameters."""
    return text_of(parameters.get(id_name)), text_of(parameters.get("client_secret"))


async def known_app(request: Request, platform: str, client_id: str) -> App | None:
    """A registered program, for a route that has no database at hand."""
    return await world_of(request).store.read(lambda db: find_app(db, platform, client_id))


async def trusted_app(request: Request, platform: str, client_id: str, secret: str) -> App | None:
    """A registered program that shows its own secret."""
    app = await known_app(request, platform, client_id)
    shown = secret.encode(errors="replace")
    return app if app and secrets.compare_digest(app.client_secret.encode(), shown) else None


def redirect_allowed(app: App, address: str) -> bool:
    """Registered to the letter; our own app may come back to any address of this machine until
    addresses are registered for it."""
    if app.redirect_uris:
        return address in app.redirect_uris
    return (urlsplit(address).hostname or "") in {"127.0.0.1", "localhost", "::1"}


def issue_code(db: Connection, platform: str, grant: Grant, now: float) -> str:
    """A code for the person's yes."""
    code = secrets.token_urlsafe(32)
    db.execute(
        "insert into codes values (?, ?, ?, ?, ?, ?, ?, ?, null)",
        (code, platform, grant.client_id, grant.account_id, grant.redirect_uri, grant.scopes,
         grant.challenge, now),
    )  # fmt: skip
    return code


def redeem_code(db: Connection, platform: str, code: str, now: float, lives_s: int) -> Grant | None:
    """What the code stands for, once, and only while it lives."""
    row = db.execute(
        "update codes set used_at = ? where code = ? and platform = ? and used_at is null "
        "and created_at > ? returning *",
        (now, code, platform, now - lives_s),
    ).fetchone()
    if row is None:
        return None
    return Grant(
        row["client_id"], row["account_id"], row["redirect_uri"], row["scopes"], row["challenge"]
    )


def proves(challenge: str | None, verifier: str) -> bool:
    """PKCE, S256 only."""
    if not challenge:
        return True
    digest = hashlib.sha256(verifier.encode()).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=") == challenge


def serves(
    grant: Grant,
    app: App,
    parameters: Mapping[str, JSON],
    proof: Callable[[str | None, str], bool] = proves,
) -> bool:
    """Whether a code is brought by the program it was given to, under the same address, and with
    the verifier of its challenge."""
    return (
        grant.client_id == app.client_id
        and grant.redirect_uri == text_of(parameters.get("redirect_uri"))
        and proof(grant.challenge, text_of(parameters.get("code_verifier")))
    )


def with_query(address: str, values: Mapping[str, str]) -> str:
    """The redirect target with what is told to the program; empty values are left out."""
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{address}{'&' if '?' in address else '?'}{query}"


def _app(row: Row) -> App:
    return App(
        row["client_id"], row["client_secret"], row["name"],
        tuple(json.loads(row["redirect_uris"])), row["scopes"], row["website"],
    )  # fmt: skip
