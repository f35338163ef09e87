"""Another workspace's things are not there, whatever product route is asked for them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import pytest
from tools.reference.routes import api as whole_api

from heliograph.kit.ids import new_id
from heliograph.kit.web.permissions import NamedRoute, named_routes
from heliograph.modules.content import Pipeline
from heliograph.modules.videos import Composing
from tests.apps.api.support import Client, RunningAPI
from tests.apps.sandbox.pictures import picture
from tests.doubles.sandbox import SandboxProcess

MARKS = ("Nobody else may read this", "hiddenhandle", "viewer@example.org")
BODIES: dict[str, Any] = {
    "PATCH /api/v1/members/{member_id}": {"role": "admin"},
    "PATCH /api/v1/brands/{brand_id}": {"name": "Mine now"},
    "POST /api/v1/brands/{brand_id}/kit-from-logo": {"asset_id": str(new_id()), "keep": True},
    "PUT /api/v1/brands/{brand_id}/look": {"background": {"kind": "scene"}},
    "POST /api/v1/content/{content_id}/fill": {"template_id": str(new_id())},
    "PATCH /api/v1/providers/{provider_id}": {"name": "Mine now"},
    "PATCH /api/v1/templates/{template_id}": {"name": "Mine now"},
    "PUT /api/v1/content/templates/{template_id}": {"name": "Mine now"},
    "POST /api/v1/templates/{template_id}/preview": {},
    "POST /api/v1/templates/{template_id}/fill": {},
    "PATCH /api/v1/channels/{channel_id}": {"name": "Mine now"},
    "POST /api/v1/channels/{channel_id}/reconnect": {"secrets": {"access_token": "x"}},
    "POST /api/v1/channels/consents/{consent_id}/choose": {"choice_id": "any"},
    "PUT /api/v1/channels/{channel_id}/slots": [{"time": "07:00"}],
    "PUT /api/v1/channels/{channel_id}/freeze": {"frozen": True},
    "POST /api/v1/content/runs/{run_id}/redo": {"step": "words"},
    "PATCH /api/v1/content/{content_id}": {"version": 1, "text": "Mine now"},
    "POST /api/v1/content/{content_id}/variants": {"kind": "alternative"},
    "POST /api/v1/content/{content_id}/variants/{variant_id}/choose": {"version": 2},
    "POST /api/v1/content/{content_id}/versions/{number}/restore": {"version": 2},
    "POST /api/v1/content/{content_id}/previews": {"channel_ids": [str(new_id())]},
    "PATCH /api/v1/videos/{video_id}": {"version": 1, "title": "Mine now"},
    "PUT /api/v1/videos/{video_id}/timeline": {"version": 1, "timeline": {}},
    "PUT /api/v1/videos/{video_id}/scenes": {"version": 1, "scenes": ["opening"]},
    "POST /api/v1/videos/{video_id}/scenes": {"version": 1, "scene": {"id": "mine"}},
    "PATCH /api/v1/videos/{video_id}/scenes/{scene_id}": {"version": 1, "line": "Mine now"},
    "POST /api/v1/videos/{video_id}/versions/{number}/restore": {"version": 1},
    "POST /api/v1/videos/{video_id}/renders": {},
    "PATCH /api/v1/styles/{style_id}": {"document": {"name": "Mine now"}},
    "POST /api/v1/styles/{style_id}/comparisons": {"video_id": str(new_id())},
    "PATCH /api/v1/posts/{post_id}": {"revision": 1, "text": "Mine now"},
    "POST /api/v1/posts/{post_id}/approve": {"revision": 1},
    "PUT /api/v1/content/{content_id}/picture": {"version": 2},
    "POST /api/v1/posts/{post_id}/resolve": {"decision": "give_up"},
    "POST /api/v1/posts/{post_id}/hand-finish": {"url": None},
    "POST /api/v1/channels/{channel_id}/test-post": {"asset_id": None},
    "PATCH /api/v1/assets/{asset_id}": {"alt": "Mine now"},
    "PATCH /api/v1/assets/folders/{folder_id}": {"name": "Mine now"},
}
ROUTES = [one for one in named_routes(whole_api()) if one.path.startswith("/api/v1/")]
# Nobody is signed in where platforms call; its own tests try another workspace's address.
CALLED = "/api/v1/hooks/{platform}/{owner_id}"
# A list of what is for a subject of a pack, which all workspaces share; its own tests try it.
OF_SUBJECT = "/api/v1/content/templates/{zodiac_sign}"
WITH_IDS = [one for one in ROUTES if "{" in one.path and one.path not in (CALLED, OF_SUBJECT)]
# It answers a browser with a page; a foreign state is tried in the tests of consents.
CALLBACK = "/api/v1/channels/consents/callback"
LISTS = [
    one for one in ROUTES if "{" not in one.path and one.method == "GET" and one.path != CALLBACK
]


@dataclass(frozen=True)
class Tenants:
    """What the first workspace owns, by the names in paths, and the owner of the second."""

    ids: dict[str, str]
    first: Client
    rival: Client
    secrets: dict[str, str]
    base_url: str


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProcess]:
    """A network for the channels."""
    process = SandboxProcess.start(tmp_path_factory.mktemp("sandbox"))
    yield process
    process.stop()


@pytest.fixture
async def tenants(api: RunningAPI, sandbox: SandboxProcess) -> AsyncIterator[Tenants]:
    """One of each thing in the first workspace."""
    viewer = await api.member("viewer")
    rival_token = await api.other_workspace()
    async with api.with_key(api.owner_key) as first, api.with_key(rival_token) as rival:
        ids = {"member_id": str(viewer["user"]["id"])}
        secrets = sandbox.account("mastodon", MARKS[1], MARKS[0])
        base_url = sandbox.base_url("mastodon")
        brand = {"name": MARKS[0], "handle": MARKS[1], "pack": "zodiac", "subject": "leo"}
        channel = {"platform": "mastodon", "secrets": secrets, "base_url": base_url}
        ids["key_id"] = await made(first, "api-keys", {"name": MARKS[0]})
        ids["brand_id"] = await made(first, "brands", brand)
        ids["channel_id"] = await made(first, "channels", channel)
        model = {"kind": "openai", "base_url": "ollama", "model": "any", "name": MARKS[0]}
        ids["provider_id"] = await made(first, "providers", model)
        template = {"name": MARKS[0], "body": f"{MARKS[0]}: {{{{day}}}}"}
        ids["template_id"] = await made(first, "templates", template)
        consent = {"platform": "mastodon", "base_url": base_url}
        ids["consent_id"] = await made(first, "channels/consents", consent)
        run = {"brand_id": ids["brand_id"], "target_date": "2026-11-21"}
        answer = await first.post("/api/v1/content/generate", json=run)
        ids["run_id"] = answer.json()["data"]["id"]
        ids["content_id"] = answer.json()["data"]["content_id"]
        work = api.instance.database.work(api.workspace_id)
        await Pipeline(work, api.instance.content).run(UUID(ids["run_id"]))
        ids |= await video_ids(first, api, ids["content_id"])
        ids |= await studio_ids(first, ids["content_id"], ids["brand_id"])
        upload = {"file": ("a.png", picture(8, 8, "png"), "image/png")}
        answer = await first.post("/api/v1/assets", files=upload, data={"alt": MARKS[0]})
        ids["asset_id"] = answer.json()["data"]["id"]
        ids["version"] = "1"
        ids["folder_id"] = await made(first, "assets/folders", {"name": MARKS[0]})
        begin = {"Tus-Resumable": "1.0.0", "Upload-Length": "9"}
        answer = await first.post("/api/v1/assets/uploads", headers=begin)
        ids["upload_id"] = answer.json()["data"]["id"]
        post = {"channel_id": ids["channel_id"], "text": MARKS[0]}
        ids["post_id"] = await made(first, "posts", post)
        yield Tenants(ids, first, rival, secrets, base_url)


async def video_ids(client: Client, api: RunningAPI, content_id: str) -> dict[str, str]:
    """A video with a scene, a render that waits, and a style."""
    order = {"content_id": content_id, "voice": "none", "mood": "none"}
    video = (await client.post("/api/v1/videos", json=order)).json()["data"]["id"]
    work = api.instance.database.work(api.workspace_id)
    await Composing(work, api.instance.videos).run(UUID(video))
    render = await client.post(f"/api/v1/videos/{video}/renders", json={})
    style = await client.post("/api/v1/styles", json={"name": MARKS[0], "base": "nocturne"})
    assert (render.status_code, style.status_code) == (202, 202)
    ids = {"render_id": render.json()["data"]["id"], "style_id": style.json()["data"]["id"]}
    return ids | {"video_id": video, "scene_id": "opening", "form": "srt"}


async def studio_ids(client: Client, content_id: str, brand_id: str) -> dict[str, str]:
    """A batch, a variant and an earlier wording."""
    batch = {"brand_ids": [brand_id], "first_day": "2026-12-01", "days": 1}
    ordered = await client.post("/api/v1/content/batches", json=batch)
    variants = await client.post(f"/api/v1/content/{content_id}/variants", json={})
    reworded = {"version": 1, "text": f"{MARKS[0]}, and so on for twenty words or more."}
    changed = await client.patch(f"/api/v1/content/{content_id}", json=reworded)
    assert (ordered.status_code, variants.status_code, changed.status_code) == (202, 201, 200)
    variant = variants.json()["data"][0]["id"]
    return {"batch_id": ordered.json()["data"]["id"], "variant_id": variant, "number": "1"}


async def made(client: Client, kind: str, body: dict[str, Any]) -> str:
    answer = await client.post(f"/api/v1/{kind}", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["data"]["id"])


async def asked(client: Client, route: NamedRoute, ids: dict[str, str]) -> httpx.Response:
    body = BODIES.get(f"{route.method} {route.path}")
    return await client.request(route.method, route.path.format(**ids), json=body)


def is_blank(answer: httpx.Response) -> bool:
    """Whether nothing of the first workspace can be read in it."""
    return not any(mark in answer.text for mark in MARKS)


async def test_every_route_with_an_id_hides_another_workspaces_thing(tenants: Tenants) -> None:
    assert len(WITH_IDS) > 30
    seen = {one: await asked(tenants.rival, one, tenants.ids) for one in WITH_IDS}

    assert {
        one.path: answer.text for one, answer in seen.items() if answer.status_code != 404
    } == {}
    assert all(is_blank(answer) for answer in seen.values())
    # Control: the first workspace reads the very same addresses.
    own = [await asked(tenants.first, one, tenants.ids) for one in WITH_IDS if one.method == "GET"]
    assert {answer.status_code for answer in own} == {200}


async def test_no_list_shows_another_workspaces_things(tenants: Tenants) -> None:
    shown = [await tenants.rival.get(one.path) for one in LISTS]

    assert {answer.url.path: answer.text for answer in shown if not answer.is_success} == {}
    assert all(is_blank(answer) for answer in shown)
    # A scene's id is a plain word, and its video's own.
    ids = [v for name, v in tenants.ids.items() if name.endswith("_id") and name != "scene_id"]
    assert not any(value in answer.text for answer in shown for value in ids)
    own = [await tenants.first.get(one.path) for one in LISTS]
    assert sum(not is_blank(answer) for answer in own) > 3


async def test_no_order_reaches_another_workspaces_things_by_an_id_in_its_body(
    tenants: Tenants, sandbox: SandboxProcess
) -> None:
    ids = tenants.ids
    secrets = sandbox.account("mastodon", "rival", "Rival")
    channel = {"platform": "mastodon", "secrets": secrets, "base_url": tenants.base_url}
    mine = await made(tenants.rival, "channels", channel)
    brand = {"name": "Mine", "handle": "mine", "pack": "zodiac", "subject": "leo"}
    own_brand = await made(tenants.rival, "brands", brand)
    orders = [
        ("posts", {"channel_id": ids["channel_id"], "text": "x"}),
        ("posts", {"channel_id": mine, "content_id": ids["content_id"]}),
        ("posts", {"channel_id": mine, "text": "x", "asset_ids": [ids["asset_id"]]}),
        ("posts", {"channel_id": mine, "text": "x", "brand_id": ids["brand_id"]}),
        ("posts/batch", {"content_id": ids["content_id"], "channel_ids": [mine], "when": "now"}),
        ("content/generate", {"brand_id": ids["brand_id"], "target_date": "2026-11-21"}),
        (
            "content/generate",
            {
                "brand_id": own_brand,
                "target_date": "2026-11-21",
                "channel_ids": [ids["channel_id"]],
            },
        ),
        (
            "content/generate",
            {
                "brand_id": own_brand,
                "target_date": "2026-11-21",
                "background": {"kind": "photo", "asset_id": ids["asset_id"]},
            },
        ),
        (f"brands/{own_brand}/kit-from-logo", {"asset_id": ids["asset_id"]}),
        ("providers/estimates", {"orders": [{"step": "text", "brand_id": ids["brand_id"]}]}),
        ("videos/estimate", {"content_id": ids["content_id"]}),
        ("content/check", {"brand_id": ids["brand_id"], "text": "x"}),
        ("templates/preview", {"brand_id": ids["brand_id"], "body": "x"}),
        ("content/check", {"brand_id": own_brand, "text": "x", "asset_id": ids["asset_id"]}),
        ("content/batches", {"brand_ids": [ids["brand_id"]], "first_day": "2026-11-21"}),
        ("content/batches/preview", {"brand_ids": [ids["brand_id"]], "first_day": "2026-11-21"}),
        (
            "content/batches",
            {
                "brand_ids": [own_brand],
                "first_day": "2026-11-21",
                "channel_ids": [ids["channel_id"]],
            },
        ),
        ("channels", channel | {"brand_ids": [ids["brand_id"]]}),
    ]
    for kind, body in orders:
        answer = await tenants.rival.post(f"/api/v1/{kind}", json=body)
        assert answer.status_code == 404, (kind, body, answer.text)
        assert is_blank(answer)
    changed = await tenants.rival.patch(
        f"/api/v1/channels/{mine}", json={"brand_ids": [ids["brand_id"]]}
    )
    assert changed.status_code == 404


async def test_a_post_far_from_today_is_refused(tenants: Tenants) -> None:
    for due_at in ("9999-12-31T23:59:59Z", "1900-01-01T00:00:00Z"):
        order = {"channel_id": tenants.ids["channel_id"], "text": "x", "due_at": due_at}
        answer = await tenants.first.post("/api/v1/posts", json=order)

        found = (answer.status_code, answer.json()["errors"][0]["code"])
        assert found == (422, "scheduling.bad_time")


async def test_the_same_account_may_be_connected_by_two_workspaces_apart(tenants: Tenants) -> None:
    order = {"platform": "mastodon", "secrets": tenants.secrets, "base_url": tenants.base_url}
    theirs = await made(tenants.rival, "channels", order)

    assert theirs != tenants.ids["channel_id"]
    assert (await tenants.first.get(f"/api/v1/channels/{theirs}")).status_code == 404
