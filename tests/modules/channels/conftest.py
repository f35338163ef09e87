"""A person at a browser: signed in to an instance, with the sandbox's pages beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from heliograph.apps.api.wiring import build_on
from heliograph.flows.instance import Instance
from heliograph.kit.database import Database
from heliograph.modules.channels import ChannelTools
from heliograph.modules.workspaces.module import Identity
from tests.apps.api.support import MARK, ORIGIN, PASSWORD, Client, give_password
from tests.doubles.sandbox import SandboxProcess
from tests.support.loopback import TLS
from tests.support.stage import stage_settings


@dataclass
class Browser:
    """One person's browser on our own pages."""

    client: Client
    sandbox: SandboxProcess

    async def ask(self, method: str, path: str, body: Any = None, status: int = 200) -> Any:
        """One call of the dashboard; gives its data."""
        answer = await self.client.request(method, f"/api/v1{path}", json=body)
        assert answer.status_code == status, answer.text
        return answer.json().get("data") if answer.content else None

    async def begin(self, platform: str = "mastodon", **more: Any) -> Any:
        """Begin a consent at the sandbox."""
        order = {"platform": platform, "base_url": self.sandbox.base_url(platform), **more}
        return await self.ask("POST", "/channels/consents", order, 201)

    def press(self, url: str, handle: str, decision: str = "allow") -> str:
        """Press a button of the platform's page; gives the address it sends the browser to."""
        page = httpx.get(url, trust_env=False, verify=TLS)
        assert "<form" in page.text
        form = {"account": handle, "decision": decision}
        answer = httpx.post(url, data=form, trust_env=False, verify=TLS)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    async def come_back(self, address: str) -> httpx.Response:
        """Follow the platform's redirect to our own address."""
        place = urlsplit(address)
        assert f"{place.scheme}://{place.netloc}" == ORIGIN
        return await self.client.get(f"{place.path}?{place.query}")

    async def whole_trip(self, handle: str, platform: str = "mastodon", **more: Any) -> Any:
        """Begin, allow, come back; gives the consent as it stands then."""
        begun = await self.begin(platform, **more)
        back = await self.come_back(self.press(begun["url"], handle))
        assert back.status_code == 303, back.text
        assert back.headers["location"] == f"/channels?consent={begun['id']}"
        return await self.ask("GET", f"/channels/consents/{begun['id']}")


@dataclass
class Office:
    """An instance with an API, its owner's browser, and a way to open others."""

    instance: Instance
    identity: Identity
    app: Any
    browser: Browser

    async def second_browser(self, email: str, role: str = "admin") -> Browser:
        """A colleague's browser."""
        body = {"email": email, "name": "Someone", "role": role, "password": PASSWORD}
        await self.browser.ask("POST", "/members", body, 201)
        return Browser(await signed_in(self.app, email), self.browser.sandbox)

    def offer(self, tools: ChannelTools) -> None:
        """Let the routes work with other services from now on."""
        self.app.state.offers.add(tools)

    def stranger(self) -> Browser:
        """A browser in which nobody is signed in."""
        return Browser(_client(self.app), self.browser.sandbox)


def _client(app: Any) -> Client:
    return Client(transport=httpx.ASGITransport(app), base_url=ORIGIN, headers=MARK)


async def signed_in(app: Any, email: str) -> Client:
    """A browser with the cookies of a session."""
    client = _client(app)
    answer = await client.post("/api/v1/auth/login", json={"email": email, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    return client


def state_of(url: str) -> str:
    """The state that travels in an address."""
    return parse_qs(urlsplit(url).query)["state"][0]


@pytest.fixture
async def office(
    tmp_path: Path, database: Database, sandbox: SandboxProcess
) -> AsyncIterator[Office]:
    """An instance, and its owner at a browser."""
    settings = stage_settings(tmp_path, database, sandbox).model_copy(update={"port": 8000})
    instance = Instance(settings, database, processes=0)
    app = build_on(instance)
    identity: Identity = app.state.identity
    owner = await identity.workspaces.create_first_owner(
        "owner@example.org", "Olivia Owner", "First House", "Europe/Berlin"
    )
    await give_password(database, owner.user_id)
    async with app.router.lifespan_context(app):
        client = await signed_in(app, "owner@example.org")
        yield Office(instance, identity, app, Browser(client, sandbox))
        await client.aclose()
    await instance.close()


@pytest.fixture
def browser(office: Office) -> Browser:
    """The owner's browser."""
    return office.browser
