"""The sandbox's Instagram over real HTTP, with media really fetched from another server."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.apps.sandbox.graph import GraphCaller, refusal, shelf_of, video
from tests.apps.sandbox.pictures import noise, picture
from tests.doubles.sandbox import SandboxProcess

FILES = {
    "/good.jpg": picture(), "/wide.jpg": picture(1910, 1000), "/second.jpg": picture(shade=10),
    "/tall.jpg": picture(600, 1200), "/drawn.png": picture(kind="png"),
    "/heavy.jpg": noise(2700, 2700),
}  # fmt: skip


@pytest.fixture(scope="session")
def shelf() -> Iterator[str]:
    """A server with files, apart from the sandbox."""
    with shelf_of({**FILES, "/clip.mp4": video()}) as address:
        yield address


class Caller(GraphCaller):
    """One account with its token."""

    def status(self, container: str) -> str:
        answer = self.get(container, fields="status_code,status").json()
        return str(answer["status_code"])


@pytest.fixture
def caller(sandbox: SandboxProcess, handle: str, http: httpx.Client) -> Caller:
    return Caller(sandbox, "instagram", handle, http)


def test_me_gives_only_the_fields_asked_for(caller: Caller, handle: str) -> None:
    me = caller.get("me", fields="user_id,username,followers_count").json()
    assert me == {
        "id": caller.user_id, "user_id": caller.user_id, "username": handle,
        "followers_count": me["followers_count"],
    }  # fmt: skip
    assert me["followers_count"] > 1000
    assert refusal(caller.get("me", fields="shoe_size"))[:2] == (400, 100)


def test_a_container_is_in_progress_then_finished_then_published(
    caller: Caller, shelf: str, sandbox: SandboxProcess, handle: str
) -> None:
    container = caller.container(image_url=f"{shelf}/good.jpg", caption="Dawn #leo", alt_text="Sun")
    assert caller.status(container) == "IN_PROGRESS"
    assert refusal(caller.publish(container)) == (400, 9007, 2207027)
    deadline = time.monotonic() + 60
    while caller.status(container) == "IN_PROGRESS" and time.monotonic() < deadline:
        time.sleep(0.1)
    assert caller.status(container) == "FINISHED"
    media_id = caller.publish(container).json()["id"]
    assert caller.status(container) == "PUBLISHED"
    standing = sandbox.posts("instagram", handle)
    assert [(post["id"], post["text"], post["key"]) for post in standing] == [
        (media_id, "Dawn #leo", container)
    ]
    assert standing[0]["media"][0]["bytes"] == len(FILES["/good.jpg"])


def test_a_used_container_makes_no_second_post(
    caller: Caller, shelf: str, sandbox: SandboxProcess, handle: str
) -> None:
    container = caller.container(image_url=f"{shelf}/good.jpg")
    sandbox.control("POST", "/clock", {"advance_s": 2})
    assert caller.publish(container).status_code == 200
    assert refusal(caller.publish(container)) == (400, 24, 2207008)
    assert len(sandbox.posts("instagram", handle)) == 1


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"image_url": "{shelf}/missing.jpg"}, (400, 9004, 2207052)),
        ({"image_url": "http://127.0.0.1:1/a.jpg"}, (400, 9004, 2207052)),
        ({"image_url": "http://10.0.0.1/a.jpg"}, (400, 9004, 2207052)),
        ({"image_url": "ftp://example.org/a.jpg"}, (400, 9004, 2207052)),
        ({"image_url": "{shelf}/drawn.png"}, (400, 36001, 2207005)),
        ({"image_url": "{shelf}/heavy.jpg"}, (400, 36000, 2207004)),
        ({"image_url": "{shelf}/tall.jpg"}, (400, 36003, 2207009)),
        ({"image_url": "{shelf}/good.jpg", "caption": "x" * 2201}, (400, 36004, 2207010)),
        ({"image_url": "{shelf}/good.jpg", "caption": "@someone " * 21}, (400, 100, 2207040)),
        ({"image_url": "{shelf}/good.jpg", "media_type": "HOLOGRAM"}, (400, 100, 2207023)),
        ({"video_url": "{shelf}/clip.mp4", "media_type": "VIDEO"}, (400, 100, 2207023)),
        ({"media_type": "CAROUSEL", "children": "1"}, (400, 100, 2207028)),
        ({}, (400, 100, None)),
    ],
)
def test_what_will_not_do_is_refused_with_the_platforms_code(
    caller: Caller, shelf: str, form: dict[str, str], expected: tuple[int, int, int | None]
) -> None:
    filled = {name: value.format(shelf=shelf) for name, value in form.items()}
    assert refusal(caller.post(f"{caller.user_id}/media", **filled)) == expected


def test_an_unpublished_container_expires_after_a_day(
    caller: Caller, shelf: str, sandbox: SandboxProcess
) -> None:
    container = caller.container(image_url=f"{shelf}/good.jpg")
    sandbox.control("POST", "/clock", {"advance_s": 86_401})
    assert caller.status(container) == "EXPIRED"
    assert refusal(caller.publish(container)) == (400, -2, 2207020)


def test_a_carousel_gathers_its_children(
    caller: Caller, shelf: str, sandbox: SandboxProcess, handle: str
) -> None:
    children = [
        caller.container(image_url=f"{shelf}/{name}.jpg", is_carousel_item="true")
        for name in ("good", "second")
    ]
    media_id = caller.published(media_type="CAROUSEL", children=",".join(children), caption="Two")
    known = caller.get(media_id, fields="media_type,media_product_type,children").json()
    assert known["media_type"] == "CAROUSEL_ALBUM"
    assert len(known["children"]["data"]) == 2
    assert len(sandbox.posts("instagram", handle)[0]["media"]) == 2


def test_a_clip_becomes_a_reel_and_a_bad_one_fails_later(
    caller: Caller, shelf: str, sandbox: SandboxProcess
) -> None:
    reel = caller.published(media_type="REELS", video_url=f"{shelf}/clip.mp4")
    known = caller.get(reel, fields="media_type,media_product_type,permalink").json()
    assert (known["media_type"], known["media_product_type"]) == ("VIDEO", "REELS")
    assert "/reel/" in known["permalink"]
    broken = caller.container(media_type="REELS", video_url=f"{shelf}/good.jpg")
    sandbox.control("POST", "/clock", {"advance_s": 2})
    answer = caller.get(broken, fields="status_code,status").json()
    assert answer["status_code"] == "ERROR"
    assert "2207026" in answer["status"]


def test_the_list_is_newest_first_and_goes_on_after_a_cursor(
    caller: Caller, shelf: str, sandbox: SandboxProcess
) -> None:
    made = [
        caller.published(image_url=f"{shelf}/good.jpg", caption=f"n{number}") for number in range(3)
    ]
    fields = "id,caption,timestamp,permalink"
    page = caller.get(f"{caller.user_id}/media", fields=fields, limit=2).json()
    assert [item["id"] for item in page["data"]] == made[:0:-1]
    assert page["data"][0]["caption"] == "n2"
    after = page["paging"]["cursors"]["after"]
    rest = caller.get(f"{caller.user_id}/media", fields="id", limit=2, after=after).json()
    assert [item["id"] for item in rest["data"]] == [made[0]]
    assert "next" not in rest["paging"]


def test_the_daily_quota_is_told_and_enforced(
    caller: Caller, shelf: str, sandbox: SandboxProcess
) -> None:
    caller.published(image_url=f"{shelf}/good.jpg")
    path = f"{caller.user_id}/content_publishing_limit"
    told = caller.get(path, fields="quota_usage,config").json()["data"][0]
    assert told["quota_usage"] == 1
    assert told["config"]["quota_duration"] == 86_400
    before = sandbox.control("GET", "/settings")
    sandbox.control("PUT", "/settings", {"instagram_daily_posts": 1, "rate_scale": 1})
    container = caller.container(image_url=f"{shelf}/second.jpg")
    sandbox.control("POST", "/clock", {"advance_s": 2})
    answer = caller.publish(container)
    sandbox.control("PUT", "/settings", before)
    assert refusal(answer) == (400, 9, 2207042)


def test_insights_run_behind_and_empty_is_not_zero(
    caller: Caller, shelf: str, sandbox: SandboxProcess
) -> None:
    media_id = caller.published(image_url=f"{shelf}/good.jpg", caption="Ready?")
    path = f"{media_id}/insights"
    assert caller.get(path, metric="views,reach").json() == {"data": []}
    sandbox.control("POST", "/clock", {"advance_s": 20})
    early = caller.get(path, metric="views,reach,likes,saved").json()["data"]
    assert [item["name"] for item in early] == ["views", "reach", "likes", "saved"]
    assert early[0]["id"] == f"{media_id}/insights/views/lifetime"
    sandbox.control("POST", "/clock", {"advance_s": 900})
    late = caller.get(path, metric="views").json()["data"]
    assert 0 < early[0]["values"][0]["value"] < late[0]["values"][0]["value"]
    answer = caller.get(path, metric="impressions")
    assert refusal(answer)[:2] == (400, 100)
    assert "does not support the impressions metric" in answer.json()["error"]["message"]


def test_account_insights_come_by_day_and_as_totals(
    caller: Caller, shelf: str, sandbox: SandboxProcess
) -> None:
    caller.published(image_url=f"{shelf}/good.jpg")
    sandbox.control("POST", "/clock", {"advance_s": 600})
    path = f"{caller.user_id}/insights"
    daily = caller.get(path, metric="reach,follower_count", period="day").json()["data"]
    assert daily[0]["values"][0]["value"] > 0
    total = caller.get(path, metric="views", metric_type="total_value").json()["data"]
    assert total[0]["total_value"]["value"] > 0


def test_bad_tokens_answer_401_with_code_190(
    caller: Caller, sandbox: SandboxProcess, handle: str
) -> None:
    assert refusal(caller.get("me", access_token="nonsense")) == (401, 190, 467)
    sandbox.control("POST", "/revoke", {"platform": "instagram", "handle": handle})
    assert refusal(caller.get("me")) == (401, 190, 458)


def test_a_token_lives_sixty_days_and_is_renewed_when_it_is_a_day_old(
    caller: Caller, sandbox: SandboxProcess
) -> None:
    ask = {"grant_type": "ig_refresh_token", "access_token": caller.token}
    early = caller.http.get(f"{caller.root}/refresh_access_token", params=ask)
    assert early.status_code == 400
    sandbox.control("POST", "/clock", {"advance_s": 90_000})
    renewed = caller.http.get(f"{caller.root}/refresh_access_token", params=ask).json()
    assert renewed["expires_in"] == 5_183_944
    sandbox.control("POST", "/clock", {"advance_s": 59.5 * 86_400})
    assert refusal(caller.get("me")) == (401, 190, 463)
    assert caller.get("me", access_token=renewed["access_token"]).status_code == 200


def test_usage_headers_stand_on_every_answer_and_a_full_bucket_throttles(
    caller: Caller, calm: SandboxProcess, handle: str
) -> None:
    answer = caller.get("me")
    assert answer.headers["x-app-usage"].startswith('{"call_count":')
    usage = httpx.Response(200, content=answer.headers["x-business-use-case-usage"]).json()
    assert usage[caller.user_id][0]["type"] == "instagram"
    calm.control("POST", "/exhaust/instagram", {"handle": handle, "seconds": 600})
    throttled = caller.get("me")
    assert refusal(throttled)[:2] == (400, 80002)
    usage = httpx.Response(200, content=throttled.headers["x-business-use-case-usage"]).json()
    assert next(iter(usage.values()))[0]["estimated_time_to_regain_access"] == 10


def test_sign_in_by_a_person_gives_an_hour_then_sixty_days(
    caller: Caller, sandbox: SandboxProcess, handle: str
) -> None:
    app = sandbox.control("GET", "/apps")["instagram"]
    back = "http://127.0.0.1:1/back"
    question = {
        "client_id": app["client_id"], "redirect_uri": back, "response_type": "code",
        "scope": "instagram_business_basic,instagram_business_content_publish", "state": "s-2",
    }  # fmt: skip
    address = f"{caller.root}/oauth/authorize"
    assert handle in caller.http.get(address, params=question).text
    form = {**question, "account": handle, "decision": "allow"}
    target = caller.http.post(address, data=form).headers["location"]
    assert target.endswith("#_")
    code = parse_qs(urlsplit(target).query)["code"][0]
    trade = {**app, "grant_type": "authorization_code", "redirect_uri": back, "code": code}
    short = caller.http.post(f"{caller.root}/oauth/access_token", data=trade).json()
    assert str(short["user_id"]) == caller.user_id
    assert caller.http.post(f"{caller.root}/oauth/access_token", data=trade).status_code == 400
    ask = {
        "grant_type": "ig_exchange_token", "client_secret": app["client_secret"],
        "access_token": short["access_token"],
    }  # fmt: skip
    long = caller.http.get(f"{caller.root}/access_token", params=ask).json()
    assert long["expires_in"] == 5_183_944
    assert caller.get("me", access_token=long["access_token"]).json()["id"] == caller.user_id
