"""Providers over the API: set up, changed, tried out; what is refused, and what is hidden."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from sqlalchemy import text

from heliograph.kit.database import Database
from tests.apps.api.support import Client, RunningAPI, running_api
from tests.doubles.models import anthropic, openai
from tests.doubles.models.server import KEY, ModelServer, serving

PRICE = {"input_per_1k": "0.0005", "output_per_1k": "0.0015", "as_of": "2026-11-20"}
CLOUD = {"kind": "openai", "model": "some-model", "key": KEY, "price": PRICE}


@pytest.fixture
async def api(database: Database) -> AsyncIterator[RunningAPI]:
    """A running API and its owner."""
    async with running_api(database) as running:
        yield running


@pytest.fixture
async def owner(api: RunningAPI) -> AsyncIterator[Client]:
    """The owner's client."""
    async with api.with_key(api.owner_key) as client:
        yield client


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A well server that speaks like OpenAI."""
    with serving(openai.behave, "/v1") as model:
        yield model


async def asked(client: Client, method: str, path: str, body: Any = None, status: int = 200) -> Any:
    answer = await client.request(method, f"/api/v1/{path}", json=body)
    assert answer.status_code == status, answer.text
    assert KEY not in answer.text
    return answer.json()["data"] if answer.content else None


async def refusal(client: Client, method: str, path: str, body: Any) -> dict[str, Any]:
    answer = await client.request(method, f"/api/v1/{path}", json=body)
    assert answer.status_code in (404, 409, 422), answer.text
    assert KEY not in answer.text
    error: dict[str, Any] = answer.json()["errors"][0]
    return error


async def test_a_provider_is_set_up_shown_changed_and_removed(owner: Client) -> None:
    made = await asked(owner, "POST", "providers", CLOUD, 201)
    path = f"providers/{made['id']}"
    assert (made["name"], made["tier"], made["step"]) == (
        "OpenAI and compatible",
        "balanced",
        "text",
    )
    assert made["base_url"] == "https://api.openai.com/v1"
    assert (made["has_key"], made["health"]) == (True, "untried")
    assert made["price"] == {
        "input_per_1k": 0.0005,
        "output_per_1k": 0.0015,
        "per_picture": 0.0,
        "per_1k_characters": 0.0,
        "as_of": "2026-11-20",
    }
    changed = await asked(owner, "PATCH", path, {"tier": "premium", "is_enabled": False})
    assert (changed["tier"], changed["is_enabled"], changed["has_key"]) == ("premium", False, True)
    assert await asked(owner, "GET", path) == changed
    assert [one["id"] for one in await asked(owner, "GET", "providers")] == [made["id"]]
    await asked(owner, "DELETE", path, status=204)
    assert await asked(owner, "GET", "providers") == []
    assert (await refusal(owner, "DELETE", path, None))["code"] == "providers.not_found"


async def test_the_key_is_stored_sealed(owner: Client, database: Database) -> None:
    await asked(owner, "POST", "providers", CLOUD, 201)
    async with database.system_work().transaction() as session:
        rows = await session.execute(text("SELECT row_to_json(p)::text FROM providers_providers p"))
        (stored,) = rows.scalars().all()
    assert KEY not in stored
    assert "hv1." in stored


async def test_known_services_have_names(owner: Client) -> None:
    kinds = {one["id"]: one for one in await asked(owner, "GET", "providers/kinds")}
    assert {"openai", "anthropic", "google", "stability", "leonardo", "diffusion"} <= set(kinds)
    assert "embedded" not in kinds
    made = await asked(owner, "POST", "providers", CLOUD | {"base_url": "groq"}, 201)
    assert made["base_url"] == "https://api.groq.com/openai/v1"


async def test_a_server_of_ones_own_needs_neither_key_nor_price(owner: Client) -> None:
    order = {"kind": "openai", "model": "llama", "base_url": "ollama", "name": "Own"}
    made = await asked(owner, "POST", "providers", order, 201)
    assert (made["base_url"], made["has_key"]) == ("http://127.0.0.1:11434/v1", False)
    assert made["price"]["input_per_1k"] == 0


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"kind": "embedded"}, "/kind"),
        ({"kind": "nobody"}, "/kind"),
        ({"tier": "offline"}, "/tier"),
        ({"kind": "anthropic", "key": None}, "/key"),
        ({"kind": "diffusion"}, "/key"),
        ({"key": "two\nlines"}, "/key"),
        ({"key": "schlüssel"}, "/key"),
        ({"price": None}, "/price"),
        ({"base_url": "ftp://api.openai.com"}, "/base_url"),
        ({"base_url": "file:///etc/passwd"}, "/base_url"),
        ({"base_url": "api.openai.com"}, "/base_url"),
        ({"base_url": "https://"}, "/base_url"),
        ({"base_url": "https://name:word@api.openai.com/v1"}, "/base_url"),
        ({"base_url": "https://api.openai.com/v1?to=me"}, "/base_url"),
        ({"base_url": "https://api.openai.com:port"}, "/base_url"),
        ({"base_url": "http://api.openai.com/v1"}, "/base_url"),
        ({"base_url": "http://203.0.113.7.example/v1"}, "/base_url"),
        ({"timeout_seconds": 0}, "/timeout_seconds"),
        ({"price": {"input_per_1k": -1, "as_of": "2026-11-20"}}, "/price/input_per_1k"),
        ({"price": {"input_per_1k": 1}}, "/price/as_of"),
        ({"colour": "red"}, "/colour"),
    ],
)
async def test_what_cannot_work_is_refused_by_name(
    owner: Client, changed: dict[str, Any], pointer: str
) -> None:
    error = await refusal(owner, "POST", "providers", CLOUD | changed)
    assert error["source"]["pointer"].endswith(pointer)
    assert error["remedy"]
    assert await asked(owner, "GET", "providers") == []


async def test_two_providers_cannot_have_one_name(owner: Client) -> None:
    await asked(owner, "POST", "providers", CLOUD | {"name": "One"}, 201)
    other = await asked(owner, "POST", "providers", CLOUD | {"name": "Two"}, 201)
    for method, path in (("POST", "providers"), ("PATCH", f"providers/{other['id']}")):
        body = CLOUD | {"name": "One"} if method == "POST" else {"name": "One"}
        assert (await refusal(owner, method, path, body))["code"] == "providers.name_taken"


async def test_a_stored_key_goes_to_no_other_server(owner: Client, server: ModelServer) -> None:
    made = await asked(owner, "POST", "providers", CLOUD, 201)
    path = f"providers/{made['id']}"
    error = await refusal(owner, "PATCH", path, {"base_url": server.url})
    assert error["source"]["pointer"] == "/key"
    assert server.asked == []
    changed = await asked(owner, "PATCH", path, {"base_url": server.url, "key": "sk-for-this-one"})
    assert changed["base_url"] == server.url


async def test_trying_a_provider_out_tells_how_it_is(owner: Client, server: ModelServer) -> None:
    order = CLOUD | {"base_url": server.url, "model": openai.MODEL}
    made = await asked(owner, "POST", "providers", order, 201)
    good = await asked(owner, "POST", f"providers/{made['id']}/test")
    assert (good["is_ok"], good["has_model"]) == (True, True)
    assert openai.MODEL in good["models"]
    await asked(owner, "PATCH", f"providers/{made['id']}", {"model": "nope"})
    other = await asked(owner, "POST", f"providers/{made['id']}/test")
    assert (other["is_ok"], other["has_model"]) == (False, False)
    assert "nope" in other["sentence"]
    await asked(owner, "PATCH", f"providers/{made['id']}", {"key": "sk-wrong-0000000"})
    wrong = await asked(owner, "POST", f"providers/{made['id']}/test")
    assert not wrong["is_ok"]
    assert "sk-wrong" not in wrong["sentence"]
    assert "key again" in wrong["remedy"]
    shown = await asked(owner, "GET", f"providers/{made['id']}")
    assert shown["health"] == "broken"


async def test_trying_out_what_is_away_is_a_finding_and_no_failure(owner: Client) -> None:
    with serving(anthropic.behave, "/v1") as gone:
        pass
    order = CLOUD | {"kind": "anthropic", "base_url": gone.url}
    made = await asked(owner, "POST", "providers", order, 201)
    found = await asked(owner, "POST", f"providers/{made['id']}/test")
    assert not found["is_ok"]
    assert "runs" in found["remedy"]


@pytest.mark.parametrize(
    "host",
    ["10.0.0.5", "192.168.1.1", "169.254.169.254", "[fd00::1]", "0.0.0.1", "[::ffff:10.0.0.1]"],
)
async def test_private_networks_are_not_reached_unless_a_setting_allows(
    owner: Client, host: str
) -> None:
    order = {"kind": "openai", "model": "m", "base_url": f"http://{host}:9/v1"}
    made = await asked(owner, "POST", "providers", order, 201)
    found = await asked(owner, "POST", f"providers/{made['id']}/test")
    assert not found["is_ok"]
    assert "private address" in found["sentence"]


async def test_caps_tiers_and_estimates_over_the_api(owner: Client) -> None:
    await asked(owner, "POST", "providers", CLOUD | {"name": "Cloud"}, 201)
    tiers = await asked(owner, "PUT", "providers/tiers", {"step": "text", "tier": "balanced"})
    assert {"brand_id": None, "step": "text", "tier": "balanced"} in tiers
    assert {"brand_id": None, "step": "image", "tier": "offline"} in tiers
    (cap,) = await asked(owner, "PUT", "providers/budgets", {"monthly_limit": "2.50"})
    assert (cap["monthly_limit"], cap["spent"], cap["left"]) == (2.5, 0.0, 2.5)
    told = await asked(owner, "POST", "providers/estimate", {"step": "text", "pieces": 30})
    assert [one["provider"] for one in told["choices"]] == ["Cloud", "Built in"]
    assert told["choices"][0]["low"] > 0
    assert (told["tier"], told["left"]) == ("balanced", 2.5)
    assert await asked(owner, "GET", "providers/ledger") == []
    assert await asked(owner, "GET", "providers/ledger/totals?by=month") == []
    (none,) = await asked(owner, "PUT", "providers/budgets", {"monthly_limit": None})
    assert none["monthly_limit"] is None
    error = await refusal(owner, "PUT", "providers/tiers", {"step": "text", "tier": "golden"})
    assert error["source"]["pointer"].endswith("/tier")


@pytest.mark.parametrize("query", ["outcome=lost", "step=video", "since=yesterday", "sort=colour"])
async def test_a_ledger_cannot_be_asked_for_nonsense(owner: Client, query: str) -> None:
    await refusal(owner, "GET", f"providers/ledger?{query}", None)
