"""What happens by itself after a file has come."""

from __future__ import annotations

from heliograph.flows.wiring import registry_of
from heliograph.kit.jobs import JobQueue
from heliograph.modules.assets import Origin
from heliograph.modules.assets.service.files import LOOK_JOB
from tests.apps.api.support import Client, RunningAPI
from tests.modules.assets.making import kept, saved, scene

TICKS = {"assets.look_at_rest", "assets.end_uploads", "assets.clean"}


async def waiting(api: RunningAPI) -> int:
    async with api.instance.database.system_work().transaction() as session:
        counts = {one.name: one.due for one in await JobQueue().health(session)}
    return counts.get(LOOK_JOB, 0)


async def test_a_file_that_a_person_brought_is_looked_at_at_once(
    owner: Client, api: RunningAPI
) -> None:
    asset = await kept(owner, saved(scene()), alt="A red hill")
    assert await waiting(api) == 1
    (job,) = (one for one in registry_of(api.instance).jobs_of(["studio"]) if one.name == LOOK_JOB)
    args = {"workspace_id": str(api.workspace_id), "asset_id": asset["id"]}
    early = await owner.get(f"{asset['url']}?small")
    assert len(early.content) == asset["size"], "itself, as long as there is no small picture"
    assert "immutable" not in early.headers["cache-control"]

    for _ in range(2):
        await job.handler(args)

    small = await owner.get(f"{asset['url']}?small")
    assert small.headers["content-type"] == "image/webp"
    assert len(small.content) < asset["size"]
    assert "immutable" in small.headers["cache-control"]
    shown = (await owner.get(f"/api/v1/assets/{asset['id']}")).json()["data"]
    assert (await owner.get(shown["thumbnail_url"])).status_code == 200
    forms = (await owner.get(f"/api/v1/assets/{asset['id']}/renditions")).json()["data"]
    assert len(forms) == 1, "a job that runs twice does nothing twice"
    found = (await owner.get("/api/v1/assets/search", params={"q": "crimson hill"})).json()["data"]
    assert [one["id"] for one in found] == [asset["id"]]


async def test_what_was_generated_waits_for_a_quiet_minute(api: RunningAPI, owner: Client) -> None:
    service = api.instance.assets.service(api.instance.database.work(api.workspace_id))
    made = await service.keep(saved(scene()), Origin("canvas", {}, "A card"))
    assert await waiting(api) == 0
    ticks = {one.name: one for one in registry_of(api.instance).ticks_of(["studio"])}
    assert set(ticks) >= TICKS

    for name in sorted(TICKS):
        await ticks[name].handler()

    shown = (await owner.get(f"/api/v1/assets/{made['id']}")).json()["data"]
    assert shown["thumbnail_url"] is not None
