"""Guards of channels and dead letters over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from sqlalchemy import text

from heliograph.flows.instance import Instance
from heliograph.kit.database import Database
from heliograph.kit.ids import new_id
from heliograph.modules.scheduling import Lease, Piece, When, claim
from tests.apps.api.support import Client, RunningAPI

DEFAULT = {"posts": 10, "minutes": 10, "is_default": True}


@pytest.fixture
async def owner(api: RunningAPI) -> AsyncIterator[Client]:
    """The owner of the workspace."""
    async with api.with_key(api.owner_key) as client:
        yield client


@pytest.fixture
async def instance(api: RunningAPI, database: Database) -> AsyncIterator[Instance]:
    """The product behind the API."""
    made = Instance(api.settings, database, processes=0)
    yield made
    await made.close()


@pytest.fixture
async def channel_id(api: RunningAPI, database: Database) -> UUID:
    """A connected account, without a network behind it."""
    one = new_id()
    statement = """
        INSERT INTO channels_channels (id, workspace_id, platform, base_url, remote_id, handle,
            name, secrets, is_sandbox, time_zone, health, health_detail, created_at, updated_at)
        VALUES (:id, :workspace_id, 'mastodon', 'https://m.example', '1', 'leo', 'Leo', '', true,
            'Europe/Berlin', 'good', '', now(), now())
    """
    async with database.work(api.workspace_id).transaction() as session:
        await session.execute(text(statement), {"id": one, "workspace_id": api.workspace_id})
    return one


async def posts_of(api: RunningAPI, instance: Instance, channel_id: UUID, count: int) -> list[UUID]:
    """So many posts that are due now, each asked for by a worker."""
    made = []
    for number in range(count):
        work = instance.database.work(api.workspace_id)
        service = instance.scheduling.service(work)
        post = await service.create(channel_id, Piece(text=f"Post {number}"), When(now=True))
        made.append(post["id"])
        async with work.transaction() as session:
            await claim(session, post["id"], Lease("worker", 90, None))
    return made


async def test_a_channel_shows_its_guards_and_takes_others(owner: Client, channel_id: UUID) -> None:
    path = f"/api/v1/channels/{channel_id}"
    first = (await owner.get(path)).json()["data"]["guards"]
    assert first == {"fuse": DEFAULT, "quiet_hours": None, "auto_retries": 2}

    wanted = {
        "fuse": {"posts": 3, "minutes": 60},
        "quiet_hours": {"starts": "22:00", "ends": "07:00"},
        "auto_retries": 0,
    }
    changed = (await owner.patch(path, json={"guards": wanted})).json()["data"]["guards"]
    assert changed == wanted | {"fuse": {"posts": 3, "minutes": 60, "is_default": False}}

    kept = (await owner.patch(path, json={"guards": {"quiet_hours": None}})).json()["data"]
    assert kept["guards"] == changed | {"quiet_hours": None}
    back = (await owner.patch(path, json={"guards": {"fuse": None, "auto_retries": None}})).json()
    assert back["data"]["guards"] == first
    untouched = (await owner.patch(path, json={"name": "Leo Daily"})).json()["data"]
    assert (untouched["name"], untouched["guards"]) == ("Leo Daily", first)


@pytest.mark.parametrize(
    "guards",
    [
        {"fuse": {"posts": -1, "minutes": 10}},
        {"fuse": {"posts": 1, "minutes": 0}},
        {"fuse": {"posts": 1}},
        {"quiet_hours": {"starts": "22:00", "ends": "22:00"}},
        {"quiet_hours": {"starts": "22:00+02:00", "ends": "07:00"}},
        {"quiet_hours": {"starts": "25:00", "ends": "07:00"}},
        {"auto_retries": 11},
        {"burst": 1},
    ],
)
async def test_guards_that_make_no_sense_are_refused(
    owner: Client, channel_id: UUID, guards: dict[str, object]
) -> None:
    path = f"/api/v1/channels/{channel_id}"
    assert (await owner.patch(path, json={"guards": guards})).status_code == 422
    assert (await owner.get(path)).json()["data"]["guards"]["fuse"] == DEFAULT


async def test_a_tripped_fuse_is_shown_and_a_person_lets_the_posts_go(
    api: RunningAPI, owner: Client, instance: Instance, channel_id: UUID
) -> None:
    path = f"/api/v1/channels/{channel_id}"
    await owner.patch(path, json={"guards": {"fuse": {"posts": 2, "minutes": 10}}})
    posts = await posts_of(api, instance, channel_id, 5)

    (state,) = (await owner.get("/api/v1/guards")).json()["data"]
    assert state == (await owner.get(f"{path}/guards")).json()["data"]
    assert state["channel_id"] == str(channel_id)
    told = {name: state["fuse"][name] for name in ("posts", "minutes", "sent", "waiting")}
    assert told == {"posts": 2, "minutes": 10, "sent": 2, "waiting": 3}
    assert state["fuse"]["tripped_at"]
    assert state["fuse"]["frees_at"] > state["fuse"]["tripped_at"]
    post = (await owner.get(f"/api/v1/posts/{posts[-1]}")).json()["data"]
    assert (post["status"], post["held_by"]) == ("scheduled", "fuse")
    assert "fuse holds it back" in post["status_sentence"]
    (need,) = (await owner.get("/api/v1/home")).json()["data"]["needs_you"]
    assert (need["kind"], need["link"]) == ("fuse", f"/channels?open={channel_id}")
    assert "heliograph_fuses_tripped 1.0" in (await owner.get("/metrics")).text

    done = await owner.post(f"{path}/fuse/reset")

    assert done.json()["data"] == {"channel_id": str(channel_id), "let_go": 3}
    after = (await owner.get(f"{path}/guards")).json()["data"]["fuse"]
    assert (after["waiting"], after["sent"], after["tripped_at"]) == (0, 0, None)
    assert (await owner.get("/api/v1/home")).json()["data"]["needs_you"] == []


async def test_the_state_tells_quiet_hours_and_a_freeze(owner: Client, channel_id: UUID) -> None:
    path = f"/api/v1/channels/{channel_id}"
    before = (await owner.get(f"{path}/guards")).json()["data"]
    assert (before["quiet_until"], before["frozen"]) == (None, False)

    always = {"starts": "00:00", "ends": "23:59"}
    await owner.patch(path, json={"guards": {"quiet_hours": always}})
    await owner.put(f"{path}/freeze", json={"frozen": True})

    after = (await owner.get(f"{path}/guards")).json()["data"]
    assert after["frozen"] is True
    assert after["quiet_until"] is not None


async def test_dead_letters_are_found_by_channel_and_reason_and_go_again(
    api: RunningAPI, owner: Client, instance: Instance, channel_id: UUID
) -> None:
    posts = await posts_of(api, instance, channel_id, 3)
    async with instance.database.work(api.workspace_id).transaction() as session:
        for post_id, code in zip(
            posts, ("publishing.gave_up", "publishing.refused", ""), strict=True
        ):
            problem = f'{{"code": "{code}", "detail": "Down.", "remedy": "Try again."}}'
            await session.execute(
                text(
                    "UPDATE scheduling_posts SET status = :status,"
                    " problem = cast(:problem AS jsonb) WHERE id = :id"
                ),
                {"id": post_id, "problem": problem, "status": "failed" if code else "unknown"},
            )
    address = "/api/v1/dead-letters"
    shown = (await owner.get(f"{address}?reason=publishing.gave_up")).json()["data"]
    assert [one["id"] for one in shown] == [str(posts[0])]
    assert (await owner.get(f"{address}?channel_id={new_id()}")).json()["data"] == []
    assert len((await owner.get(f"{address}?channel_id={channel_id}")).json()["data"]) == 3
    assert len((await owner.get(f"{address}?status=unknown")).json()["data"]) == 1

    some = await owner.post(
        f"{address}/redrive", json={"everything": True, "reason": "publishing.gave_up"}
    )
    assert some.json()["data"] == [{"post_id": str(posts[0]), "outcome": "redriven", "detail": ""}]
    named = await owner.post(
        f"{address}/redrive", json={"post_ids": [str(one) for one in posts[1:]]}
    )
    assert [one["outcome"] for one in named.json()["data"]] == ["redriven", "refused"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"post_ids": []},
        {"everything": False},
        {"everything": True, "post_ids": [str(new_id())]},
        {"post_ids": [str(new_id())], "reason": "publishing.gave_up"},
    ],
)
async def test_a_redrive_that_names_nothing_or_too_much_is_refused(
    owner: Client, body: dict[str, object]
) -> None:
    assert (await owner.post("/api/v1/dead-letters/redrive", json=body)).status_code == 422
