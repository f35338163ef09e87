"""A whole API on a real database, driven over its ASGI side."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from fastapi import APIRouter, FastAPI
from sqlalchemy import text

from heliograph.apps.api import Parts, create_api
from heliograph.flows.instance import Instance
from heliograph.kit.clock import Clock
from heliograph.kit.database import Database
from heliograph.kit.settings import Settings, load_settings
from heliograph.modules.workspaces import APIKeyRequest, passwords
from heliograph.modules.workspaces.module import Identity

# kit.http guards outgoing requests; an app in the same process needs the bare client.
Client = httpx.AsyncClient  # noqa: TID251 - see above
PASSWORD = "quiet lantern over harbour"
ORIGIN = "http://127.0.0.1:8000"
MARK = {"X-Requested-With": "heliograph"}


@dataclass
class RunningAPI:
    """An app with one workspace and its owner."""

    app: FastAPI
    settings: Settings
    identity: Identity
    client: Client
    workspace_id: UUID
    owner_id: UUID
    owner_key: str
    instance: Instance

    def fresh_client(self, address: str = "127.0.0.1") -> Client:
        """Another caller, without cookies, from an address."""
        transport = httpx.ASGITransport(self.app, client=(address, 40000))
        return Client(transport=transport, base_url=ORIGIN)

    def with_key(self, key: str) -> Client:
        """A caller with an API key or an access token."""
        client = self.fresh_client()
        client.headers["Authorization"] = f"Bearer {key}"
        return client

    async def signed_in(self, email: str, password: str = PASSWORD) -> dict[str, Any]:
        """Sign in by password and return what came back."""
        async with self.fresh_client() as client:
            body = {"email": email, "password": password}
            answer = await client.post("/api/v1/auth/login", json=body)
        assert answer.status_code == 200, answer.text
        data: dict[str, Any] = answer.json()["data"]
        return data

    async def member(self, role: str, email: str = "") -> dict[str, Any]:
        """A member of the first workspace with a role, signed in."""
        address = email or f"{role}@example.org"
        async with self.with_key(self.owner_key) as owner:
            body = {"email": address, "name": "Someone", "role": role, "password": PASSWORD}
            answer = await owner.post("/api/v1/members", json=body)
        assert answer.status_code == 201, answer.text
        return await self.signed_in(address)

    async def other_workspace(self) -> str:
        """The access token of the owner of a second workspace."""
        await self.identity.workspaces.create_workspace(
            "rival@example.org", "Rival", "Rival House", "UTC", PASSWORD
        )
        token: str = (await self.signed_in("rival@example.org"))["access_token"]
        return token


@cache
def hashed_password() -> str:
    """The owner's password as it is stored."""
    return passwords.HASHER.hash(PASSWORD)


async def give_password(database: Database, user_id: UUID) -> None:
    """Let a person sign in with the tests' password."""
    async with database.system_work().transaction() as session:
        await session.execute(
            text("UPDATE workspaces_users SET password_hash = :stored WHERE id = :id"),
            {"stored": hashed_password(), "id": user_id},
        )


@asynccontextmanager
async def running_api(
    database: Database,
    *,
    clock: Clock | None = None,
    routers: Sequence[APIRouter] | None = None,
    security: dict[str, Any] | None = None,
    dashboard: Path | None = None,
    uploads: dict[str, Any] | None = None,
) -> AsyncIterator[RunningAPI]:
    """Start an API with one workspace and an owner; stop it at the end."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        given = {"enabled": False}
        settings = load_settings(
            home=home, port=8000, security=security or {}, sandbox=given, uploads=uploads or {}
        )
        instance = Instance(settings, database, processes=0)
        parts = Parts(
            settings,
            database,
            instance.storage,
            instance.vault,
            clock or instance.clock,
            offers=(instance, *instance.offers()),
            dashboard=dashboard or home / "none",
        )
        app = create_api(parts) if routers is None else create_api(parts, routers)
        people: Identity = app.state.identity
        owner = await people.workspaces.create_first_owner(
            "owner@example.org", "Olivia Owner", "First House", "Europe/Berlin"
        )
        await give_password(database, owner.user_id)
        key = await people.workspaces.create_key(owner, APIKeyRequest(name="tests"))
        async with app.router.lifespan_context(app):
            running = RunningAPI(
                app,
                settings,
                people,
                Client(transport=httpx.ASGITransport(app), base_url=ORIGIN),
                owner.workspace_id,
                owner.user_id,
                key.key,
                instance,
            )
            async with running.client:
                yield running
        await instance.close()
