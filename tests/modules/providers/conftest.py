"""A workspace with models on loopback: doubles that speak the wire formats."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from evaluations.text_runs import plans
from sqlalchemy import text

from heliograph.flows.instance import Instance
from heliograph.kit.clock import FixedClock, SystemClock
from heliograph.kit.database import Database, UnitOfWork
from heliograph.kit.ids import new_id
from heliograph.kit.settings import ProviderSettings, SandboxSettings, Settings
from heliograph.modules.brands import BrandOrder
from heliograph.modules.providers import CallContext, ProvidersService, ProviderTools
from heliograph.sdk.packs import Plan
from heliograph.sdk.text import TextBrief
from tests.doubles.models import openai
from tests.doubles.models.server import KEY, ModelServer, serving

LINES = text("SELECT * FROM providers_calls WHERE workspace_id = :workspace ORDER BY id")
PRICE = {
    "input_per_1k": Decimal("0.001"),
    "output_per_1k": Decimal("0.002"),
    "per_picture": Decimal("0.04"),
    "as_of": date(2026, 11, 20),
}


@dataclass
class House:
    """One workspace, its clock, and its providers service."""

    instance: Instance
    tools: ProviderTools
    clock: FixedClock
    workspace_id: UUID
    brief: TextBrief

    @property
    def work(self) -> UnitOfWork:
        """A fresh unit of work."""
        return self.instance.database.work(self.workspace_id)

    @property
    def service(self) -> ProvidersService:
        """The service, as another process would make it."""
        return self.tools.service(self.work)

    def limited(self, **limits: Any) -> ProvidersService:
        """The service with other limits."""
        changed = self.tools.limits.model_copy(update=limits)
        return replace(self.tools, limits=changed).service(self.work)

    async def add(self, server: ModelServer | str, name: str = "Model", **more: Any) -> UUID:
        """A configured provider at a double, with a price."""
        url = server if isinstance(server, str) else server.url
        order: dict[str, Any] = {
            "kind": "openai",
            "model": openai.MODEL,
            "name": name,
            "base_url": url,
        }
        order |= {"tier": "balanced", "price": PRICE, "timeout_seconds": 10, **more}
        key = order.pop("key", KEY)
        made = await self.service.book.add(order, key)
        provider_id: UUID = made["id"]
        return provider_id

    async def use(self, tier: str, step: str = "text", brand_id: UUID | None = None) -> None:
        """Choose a tier."""
        await self.service.money.choose(brand_id, step, tier)

    async def brand(self, handle: str = "leodaily") -> UUID:
        """A brand."""
        order = BrandOrder(name=handle, handle=handle, pack="zodiac", subject="leo")
        made = await self.instance.brands.service(self.work).create(order)
        brand_id: UUID = made["id"]
        return brand_id

    async def ledger(self) -> list[dict[str, Any]]:
        """Every line, the oldest first."""
        async with self.work.transaction() as session:
            rows = await session.execute(LINES, {"workspace": self.workspace_id})
            return [dict(row) for row in rows.mappings()]


@pytest.fixture(scope="session")
def sky_plan() -> Plan:
    """One ordinary plan of the zodiac pack."""
    ((_, of_the_day),) = plans(date(2026, 11, 21), 1)
    return next(plan for plan in of_the_day if plan.subject == "leo")


@pytest.fixture
async def house(tmp_path: Path, database: Database, sky_plan: Plan) -> AsyncIterator[House]:
    """A workspace without providers."""
    settings = Settings(
        home=tmp_path,
        database_url=database.url,
        sandbox=SandboxSettings(enabled=False),
        providers=ProviderSettings(chain_seconds=30),
    )
    instance = Instance(settings, database, processes=0)
    clock = FixedClock(SystemClock().now())
    folder = instance.catalogue.pack("zodiac").folder
    brief = TextBrief(plan=sky_plan, pack_folder=folder, seed="s" * 64, series="house")
    tools = replace(instance.providers, clock=clock)
    yield House(instance, tools, clock, new_id(), brief)
    await instance.close()


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A well server that speaks like OpenAI."""
    with serving(openai.behave, "/v1") as model:
        yield model


@pytest.fixture
def second() -> Iterator[ModelServer]:
    """Another one."""
    with serving(openai.behave, "/v1") as model:
        yield model


@pytest.fixture
def context() -> CallContext:
    """A call for nobody's brand."""
    return CallContext(content_id=new_id(), run_id=new_id())
