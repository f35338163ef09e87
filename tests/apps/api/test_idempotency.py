"""A POST with an Idempotency-Key has one effect and one answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import asyncpg
import pytest
from fastapi import APIRouter, Response, UploadFile
from pydantic import BaseModel
from sqlalchemy import text

from heliograph.kit.clock import FixedClock
from heliograph.kit.database import Database
from heliograph.kit.postgres import EmbeddedPostgres
from heliograph.kit.web.context import Offers
from heliograph.kit.web.envelope import One, one
from heliograph.kit.web.idempotency import ResultBook
from heliograph.kit.web.permissions import offered, requires
from tests.apps.api.support import RunningAPI, running_api
from tests.conftest import ProductDatabase

router = APIRouter()
OWN = [requires("profile:manage")]


@dataclass
class Counter:
    """What the test's routes did."""

    effects: list[Any] = field(default_factory=list)


Counted = Annotated[Counter, offered(Counter)]


class Order(BaseModel):
    name: str
    seconds: float = 0.0
    status: int = 201


@router.post("/orders", status_code=201, dependencies=OWN)
async def order(wanted: Order, counter: Counted, response: Response) -> One[int]:
    await asyncio.sleep(wanted.seconds)
    counter.effects.append(wanted.name)
    response.headers["Location"] = f"/orders/{len(counter.effects)}"
    if wanted.status == 500:
        raise RuntimeError("after the effect")
    response.status_code = wanted.status
    return one(len(counter.effects))


@router.post("/files", status_code=201, dependencies=OWN)
async def store(file: UploadFile, counter: Counted) -> One[int]:
    counter.effects.append(await file.read())
    return one(len(counter.effects))


@pytest.fixture
async def shop(database: Database) -> AsyncIterator[tuple[RunningAPI, Counter]]:
    async with running_api(database, routers=(router,)) as running:
        yield running, prepared(running)


def prepared(running: RunningAPI) -> Counter:
    counter = Counter()
    offers: Offers = running.app.state.offers
    offers.add(counter)
    running.client.headers["Authorization"] = f"Bearer {running.owner_key}"
    return counter


Shop = tuple[RunningAPI, Counter]
KEY = {"Idempotency-Key": "key-1"}


async def test_a_repeat_gets_the_first_answer_and_has_no_effect(shop: Shop) -> None:
    api, counter = shop
    first = await api.client.post("/api/v1/orders", json={"name": "a"}, headers=KEY)
    again = await api.client.post("/api/v1/orders", json={"name": "a"}, headers=KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again.headers["location"] == first.headers["location"]
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert counter.effects == ["a"]


async def test_without_a_key_every_post_counts(shop: Shop) -> None:
    api, counter = shop
    for _ in range(2):
        await api.client.post("/api/v1/orders", json={"name": "a"})
    assert counter.effects == ["a", "a"]


async def test_fifty_at_once_have_one_effect_and_equal_answers(shop: Shop) -> None:
    api, counter = shop
    body = {"name": "a", "seconds": 0.3}
    answers = await asyncio.gather(
        *(api.client.post("/api/v1/orders", json=body, headers=KEY) for _ in range(50))
    )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert counter.effects == ["a"]


async def test_fifty_at_once_without_a_key_have_fifty_effects(shop: Shop) -> None:
    api, counter = shop
    await asyncio.gather(
        *(api.client.post("/api/v1/orders", json={"name": "a"}) for _ in range(50))
    )
    assert len(counter.effects) == 50


async def test_another_body_or_address_with_the_same_key_is_refused(shop: Shop) -> None:
    api, counter = shop
    await api.client.post("/api/v1/orders", json={"name": "a"}, headers=KEY)
    for path, body in (("/api/v1/orders", {"name": "b"}), ("/api/v1/orders?x=1", {"name": "a"})):
        answer = await api.client.post(path, json=body, headers=KEY)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["code"] == "idempotency.key_reused"
    assert counter.effects == ["a"]


async def test_a_fault_of_ours_is_a_result_and_is_not_tried_again(shop: Shop) -> None:
    api, counter = shop
    body = {"name": "a", "status": 500}
    answers = [await api.client.post("/api/v1/orders", json=body, headers=KEY) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [500, 500]
    assert answers[0].content == answers[1].content
    assert counter.effects == ["a"]


@pytest.mark.parametrize("status", [429, 503])
async def test_a_passing_refusal_leaves_the_key_free(shop: Shop, status: int) -> None:
    api, counter = shop
    for _ in range(2):
        body = {"name": "a", "status": status}
        assert (
            await api.client.post("/api/v1/orders", json=body, headers=KEY)
        ).status_code == status
    assert counter.effects == ["a", "a"]


async def test_wrong_input_leaves_the_key_free_for_the_corrected_request(shop: Shop) -> None:
    api, counter = shop
    assert (await api.client.post("/api/v1/orders", json={}, headers=KEY)).status_code == 422
    answer = await api.client.post("/api/v1/orders", json={"name": "a"}, headers=KEY)
    assert answer.status_code == 201
    assert counter.effects == ["a"]


async def test_an_upload_is_the_same_whatever_its_boundary(shop: Shop) -> None:
    api, counter = shop
    for _ in range(2):
        files = {"file": ("a.png", b"bytes", "image/png")}
        assert (await api.client.post("/api/v1/files", files=files, headers=KEY)).status_code == 201
    assert counter.effects == [b"bytes"]
    other = {"file": ("a.png", b"other", "image/png")}
    assert (await api.client.post("/api/v1/files", files=other, headers=KEY)).status_code == 422


async def test_keys_of_different_people_do_not_meet(shop: Shop) -> None:
    api, counter = shop
    await api.client.post("/api/v1/orders", json={"name": "a"}, headers=KEY)
    owner = await api.identity.workspaces.create_workspace("r@example.org", "R", "Rival")
    principal = await api.identity.workspaces.principal_of(owner.user_id, owner.workspace_id)
    assert principal.workspace_id != api.workspace_id
    link = (await api.identity.workspaces.new_sign_in_link(owner.user_id)).partition("#token=")[2]
    async with api.fresh_client() as other:
        signed_in = await api.identity.sign_in.with_link(link, _device())
        other.headers["Authorization"] = f"Bearer {signed_in.access_token}"
        answer = await other.post("/api/v1/orders", json={"name": "a"}, headers=KEY)
    assert "idempotency-replayed" not in answer.headers
    assert counter.effects == ["a", "a"]


async def test_a_request_cut_off_in_the_middle_is_not_repeated_blindly(
    shop: Shop, database: Database
) -> None:
    api, counter = shop
    await api.client.post("/api/v1/orders", json={"name": "a"}, headers=KEY)
    # As a killed process leaves it: begun a while ago, without a result.
    async with database.system_work().transaction() as session:
        await session.execute(
            text("UPDATE kit_idempotency SET result = NULL, begun_at = now() - interval '1 hour'")
        )
    answer = await api.client.post("/api/v1/orders", json={"name": "a"}, headers=KEY)
    assert answer.status_code == 409
    assert answer.json()["errors"][0]["code"] == "idempotency.outcome_unknown"
    assert counter.effects == ["a"]


@pytest.mark.slow
async def test_a_request_that_runs_elsewhere_is_waited_for_and_then_refused(
    shop: Shop, database: Database
) -> None:
    api, counter = shop
    await api.client.post("/api/v1/orders", json={"name": "a"}, headers=KEY)
    async with database.system_work().transaction() as session:
        await session.execute(text("UPDATE kit_idempotency SET result = NULL"))
    answer = await api.client.post("/api/v1/orders", json={"name": "a"}, headers=KEY)
    assert answer.status_code == 409
    assert answer.json()["errors"][0]["code"] == "idempotency.in_progress"
    assert int(answer.headers["retry-after"]) > 0
    assert counter.effects == ["a"]


async def test_a_key_is_free_again_after_a_day(database: Database) -> None:
    clock = FixedClock(datetime(2026, 11, 21, 9, tzinfo=UTC))
    async with running_api(database, clock=clock, routers=(router,)) as api:
        counter = prepared(api)
        book = api.app.state.offers.get(ResultBook)
        await api.client.post("/api/v1/orders", json={"name": "a"}, headers=KEY)
        clock.advance(timedelta(hours=23))
        await api.client.post("/api/v1/orders", json={"name": "a"}, headers=KEY)
        assert counter.effects == ["a"]
        assert await book.sweep() == 0
        clock.advance(timedelta(hours=2))
        await api.client.post("/api/v1/orders", json={"name": "b"}, headers=KEY)
        assert counter.effects == ["a", "b"]
        clock.advance(timedelta(hours=25))
        assert await book.sweep() == 1


@pytest.mark.parametrize("key", ["", "x" * 256, "with space", "ümlaut".encode().decode("latin-1")])
async def test_a_key_that_is_none_is_refused(shop: Shop, key: str) -> None:
    api, counter = shop
    headers = {"Idempotency-Key": key.encode("latin-1")}
    answer = await api.client.post("/api/v1/orders", json={"name": "a"}, headers=headers)
    assert answer.status_code == 400
    assert counter.effects == []


async def test_a_stored_answer_shows_nothing_in_the_database(
    shop: Shop, database: Database
) -> None:
    api, _ = shop
    await api.client.post("/api/v1/orders", json={"name": "planted-secret"}, headers=KEY)
    async with database.system_work().transaction() as session:
        rows = (await session.execute(text("SELECT t::text FROM kit_idempotency t"))).all()
    assert len(rows) == 1
    assert "data" not in str(rows)
    assert "planted-secret" not in str(rows)


def _device() -> Any:
    return type("Here", (), {"address": "127.0.0.1", "agent": "tests"})()


async def test_what_was_done_while_the_database_went_away_is_known_when_it_is_back(
    shop: tuple[RunningAPI, Counter],
    postgres: EmbeddedPostgres,
    product_database: ProductDatabase,
) -> None:
    running, counter = shop
    name = product_database.url.partition("?")[0].rpartition("/")[2]
    master = await asyncpg.connect(postgres.superuser_url("postgres"))
    order = {"name": "lantern", "seconds": 1.0}
    key = {"Idempotency-Key": "cut-off"}
    try:
        async with running.with_key(running.owner_key) as client:
            asking = asyncio.create_task(client.post("/api/v1/orders", json=order, headers=key))
            await asyncio.sleep(0.5)
            await master.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            await master.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", name
            )
            cut = (await asyncio.gather(asking, return_exceptions=True))[0]
            assert isinstance(cut, BaseException) or cut.status_code >= 500
            assert counter.effects == ["lantern"]
    finally:
        await master.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        await master.close()

    async with running.with_key(running.owner_key) as client:
        answers = [await client.post("/api/v1/orders", json=order, headers=key) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert counter.effects == ["lantern"]
