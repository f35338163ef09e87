"""Clean-up removes what nobody needs, says so before, and never what somebody needs."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.clock import FixedClock, SystemClock
from heliograph.modules.assets import AssetsService, Origin
from heliograph.modules.assets.jobs import clean_everywhere, look_at_some
from heliograph.sdk.adapting import Recipe
from tests.apps.api.support import Client, RunningAPI
from tests.modules.assets.making import files_under, kept, saved, scene

ASSETS = "/api/v1/assets"
RECIPE = Recipe("image/jpeg", 320, 320, "crop", "", 1_000_000)


def service_of(api: RunningAPI) -> AssetsService:
    return api.instance.assets.service(api.instance.database.work(api.workspace_id))


def later(api: RunningAPI, days: float) -> None:
    """Let that many days pass, for the product and for the files on the disk."""
    past = time.time() - days * 86_400
    for file in files_under(api):
        os.utime(file, (past, past))
    clock = FixedClock(SystemClock().now() + timedelta(days=days))
    object.__setattr__(api.instance.assets, "clock", clock)


async def cleaned(client: Client, dry_run: bool) -> dict[str, Any]:
    answer = await client.post(f"{ASSETS}/clean", params={"dry_run": dry_run})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["data"]
    return found


async def test_nothing_that_is_used_or_young_goes(owner: Client, api: RunningAPI) -> None:
    asset = await kept(owner, saved(scene(1)))
    await look_at_some(api.instance.database, api.instance.assets)
    await service_of(api).renditions.of(await service_of(api).get(UUID(asset["id"])), RECIPE)
    before = sorted(files_under(api))

    for _ in range(2):
        found = await cleaned(owner, False)

    assert {found[kind]["count"] for kind in ("renditions", "trash", "uploads", "unowned")} == {0}
    assert sorted(files_under(api)) == before


async def test_a_rehearsal_counts_and_the_real_thing_removes(
    owner: Client, api: RunningAPI
) -> None:
    keeper = await kept(owner, saved(scene(1)), title="Keeper")
    gone = await kept(owner, saved(scene(2)), title="Gone")
    service = service_of(api)
    await service.renditions.of(await service.get(UUID(keeper["id"])), RECIPE)
    await api.instance.storage.put(b"nobody's")
    await owner.delete(f"{ASSETS}/{gone['id']}")
    later(api, 31)
    before = sorted(files_under(api))

    rehearsed = await cleaned(owner, True)
    assert sorted(files_under(api)) == before
    done = await cleaned(owner, False)
    again = await cleaned(owner, False)

    assert rehearsed["dry_run"] is True
    assert (rehearsed["renditions"]["count"], rehearsed["trash"]["count"]) == (1, 1)
    assert (rehearsed["unowned"]["count"], rehearsed["unowned"]["bytes"]) == (1, 8)
    assert done["trash"] == rehearsed["trash"]
    assert done["unowned"]["count"] == 3, "what was removed a moment ago is nobody's now"
    assert (again["trash"]["count"], again["unowned"]["count"]) == (0, 0)
    assert [file.name for file in files_under(api)] == [
        (await service.get(UUID(keeper["id"])))["sha256"]
    ]
    assert (await owner.get(f"{ASSETS}/{gone['id']}")).status_code == 404


async def test_what_a_post_took_stays_even_in_the_trash(owner: Client, api: RunningAPI) -> None:
    asset = await kept(owner, saved(scene(1)))
    references = await service_of(api).references([UUID(asset["id"])])
    await service_of(api).note_use([UUID(asset["id"])])
    made = await service_of(api).keep(saved(scene(2)), Origin("canvas", {}))
    for one in (asset["id"], made["id"]):
        await owner.delete(f"{ASSETS}/{one}")
    later(api, 400)

    await clean_everywhere(api.instance.database, api.instance.assets)

    (file,) = await service_of(api).media_files(references)
    assert b"".join([piece async for piece in file.read()]) == saved(scene(1))
    assert (await service_of(api).get(made["id"]))["trashed_at"] is not None


async def test_the_forms_of_a_file_go_with_it(owner: Client, api: RunningAPI) -> None:
    asset = await kept(owner, saved(scene(1)))
    await look_at_some(api.instance.database, api.instance.assets)
    assert len(files_under(api)) == 2
    await owner.delete(f"{ASSETS}/{asset['id']}")
    later(api, 31)

    for _ in range(2):
        await clean_everywhere(api.instance.database, api.instance.assets)

    assert files_under(api) == []


async def test_a_rendition_that_was_cleaned_up_is_made_again(
    owner: Client, api: RunningAPI
) -> None:
    asset = await kept(owner, saved(scene(1)))
    service = service_of(api)
    original = await service.get(UUID(asset["id"]))
    first = await service.renditions.of(original, RECIPE)
    later(api, 31)
    await clean_everywhere(api.instance.database, api.instance.assets)
    assert not await api.instance.storage.exists(first.asset["stored_as"])

    second = await service.renditions.of(original, RECIPE)

    assert second.asset["stored_as"] == first.asset["stored_as"]
    assert await api.instance.storage.exists(second.asset["stored_as"])


@pytest.mark.parametrize("role", ["creator", "viewer"])
async def test_only_who_may_delete_cleans_up(api: RunningAPI, role: str) -> None:
    member = await api.member(role)
    async with api.with_key(member["access_token"]) as client:
        answer = await client.post(f"{ASSETS}/clean", params={"dry_run": False})

    assert answer.status_code == 403


async def test_files_that_belong_to_somebody_else_stay(owner: Client, api: RunningAPI) -> None:
    cached = await api.instance.storage.put(b"a painting that cost money")
    await api.instance.storage.put(b"nobody's")
    later(api, 3)

    async def cache(_: AsyncSession, names: Sequence[str]) -> frozenset[str]:
        return frozenset({cached} & set(names))

    object.__setattr__(api.instance.assets, "owners", (cache,))
    found = await cleaned(owner, False)

    assert found["unowned"]["count"] == 1
    assert [file.name for file in files_under(api)] == [cached]
