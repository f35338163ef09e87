"""The sandbox's Instagram: stories, uploads, options, comments, scopes, and refusals on request."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.apps.sandbox.graph import LATE, GraphCaller, refusal, shelf_of, video
from tests.apps.sandbox.pictures import picture
from tests.doubles.sandbox import SandboxProcess

FILES = {
    "/good.jpg": picture(), "/upright.jpg": picture(540, 960), "/late.mp4": LATE,
    "/cover.jpg": picture(shade=200),
}  # fmt: skip


@pytest.fixture(scope="session")
def films() -> Iterator[str]:
    """A server with pictures and videos, apart from the sandbox."""
    more = {"/clip.mp4": video(), "/short.mp4": video(1)}
    with shelf_of({**FILES, **more}) as address:
        yield address


@pytest.fixture
def caller(sandbox: SandboxProcess, handle: str, http: httpx.Client) -> GraphCaller:
    return GraphCaller(sandbox, "instagram", handle, http)


def opened(caller: GraphCaller, **form: Any) -> dict[str, str]:
    """A container that waits for the bytes of its video."""
    made: dict[str, str] = caller.create(upload_type="resumable", **form).json()
    return made


def sent(caller: GraphCaller, uri: str, body: bytes, **headers: Any) -> httpx.Response:
    named = {name: str(value) for name, value in headers.items()}
    return caller.http.post(
        uri, content=body, headers={"Authorization": f"OAuth {caller.token}", **named}
    )


def status(caller: GraphCaller, container: str) -> str:
    return str(caller.get(container, fields="status_code").json()["status_code"])


def test_a_story_stands_in_its_own_list_for_a_day_and_may_be_tall(
    caller: GraphCaller, films: str
) -> None:
    story = caller.published(media_type="STORIES", image_url=f"{films}/upright.jpg", caption="x")
    known = caller.get(story, fields="caption,media_product_type,permalink").json()
    assert known["media_product_type"] == "STORY"
    assert "caption" not in known
    assert f"/stories/{caller.handle}/{story}/" in known["permalink"]
    assert caller.http.get(known["permalink"]).status_code == 200
    lists = [caller.get(f"me/{what}").json()["data"] for what in ("media", "stories")]
    assert lists == [[], [{"id": story}]]
    caller.wait(86_401)
    assert caller.get("me/stories").json()["data"] == []
    assert caller.get(f"{story}/insights", metric="views").json() == {"data": []}


def test_a_video_may_be_a_story_or_an_item_of_a_carousel(caller: GraphCaller, films: str) -> None:
    story = caller.published(media_type="STORIES", video_url=f"{films}/clip.mp4")
    assert caller.get(story, fields="media_type").json()["media_type"] == "VIDEO"
    items = [
        caller.container(image_url=f"{films}/good.jpg", is_carousel_item="true"),
        caller.container(
            media_type="VIDEO", video_url=f"{films}/clip.mp4", is_carousel_item="true"
        ),
    ]
    made = caller.published(media_type="CAROUSEL", children=",".join(items), caption="Both")
    assert caller.get(made, fields="media_type").json()["media_type"] == "CAROUSEL_ALBUM"


@pytest.mark.parametrize("name", ["short", "late"])
def test_a_video_that_is_too_short_or_begins_late_fails_in_its_container(
    caller: GraphCaller, films: str, name: str
) -> None:
    broken = caller.container(media_type="REELS", video_url=f"{films}/{name}.mp4")
    caller.wait()
    told = caller.get(broken, fields="status_code,status").json()
    assert (told["status_code"], "2207026" in told["status"]) == ("ERROR", True)
    assert refusal(caller.publish(broken)) == (400, 352, 2207026)


def test_the_bytes_of_a_video_are_taken_whole_or_piece_by_piece(caller: GraphCaller) -> None:
    body = video()
    made = opened(caller, media_type="REELS", caption="In pieces")
    assert status(caller, made["id"]) == "IN_PROGRESS"
    half = len(body) // 2
    size = len(body)
    assert sent(caller, made["uri"], body[:half], offset=0, file_size=size).json()["success"]
    wrong = sent(caller, made["uri"], body[half:], offset=half + 1, file_size=size)
    assert (wrong.status_code, wrong.json()["debug_info"]["retriable"]) == (400, True)
    assert status(caller, made["id"]) == "IN_PROGRESS"
    assert sent(caller, made["uri"], body[half:], offset=half, file_size=size).json()["success"]
    caller.wait()
    assert status(caller, made["id"]) == "FINISHED"
    assert caller.publish(made["id"]).status_code == 200


def test_the_upload_host_fetches_a_file_where_it_is_given_an_address(
    caller: GraphCaller, films: str
) -> None:
    made = opened(caller, media_type="REELS")
    assert sent(caller, made["uri"], b"", file_url=f"{films}/none.mp4").status_code == 400
    assert sent(caller, made["uri"], b"", file_url=f"{films}/clip.mp4").json()["success"]
    caller.wait()
    assert status(caller, made["id"]) == "FINISHED"


def test_the_upload_host_wants_its_headers_and_the_owners_token(
    caller: GraphCaller, sandbox: SandboxProcess
) -> None:
    made = opened(caller, media_type="REELS")
    assert sent(caller, made["uri"], b"abc", offset=0).status_code == 400
    bare = caller.http.post(made["uri"], content=b"abc", headers={"offset": "0"})
    assert refusal(bare) == (401, 190, 467)
    other = GraphCaller(sandbox, "instagram", f"{caller.handle}x", caller.http)
    foreign = sent(other, made["uri"], b"abc", offset=0, file_size=3)
    assert foreign.json()["debug_info"]["type"] == "NotFoundError"


def test_a_reel_keeps_its_cover_and_whether_it_shows_in_the_feed(
    caller: GraphCaller, films: str
) -> None:
    reel = caller.published(
        media_type="REELS", video_url=f"{films}/clip.mp4", cover_url=f"{films}/cover.jpg",
        share_to_feed="false", collaborators=json.dumps(["virgo"]), location_id="7640",
        user_tags=json.dumps([{"username": "aries"}]), audio_name="Wind",
        trial_params=json.dumps({"graduation_strategy": "MANUAL"}),
    )  # fmt: skip
    known = caller.get(reel, fields="is_shared_to_feed,thumbnail_url").json()
    assert known["is_shared_to_feed"] is False
    assert caller.http.get(known["thumbnail_url"]).content == FILES["/cover.jpg"]


@pytest.mark.parametrize(("form", "expected"), [
    ({"media_type": "REELS", "video_url": "{films}/clip.mp4", "thumb_offset": "5000"},
     (1, 2207057)),
    ({"media_type": "REELS", "video_url": "{films}/clip.mp4", "thumb_offset": "soon"},
     (100, None)),
    ({"media_type": "REELS", "video_url": "{films}/clip.mp4", "cover_url": "{films}/none.jpg"},
     (9004, 2207052)),
    ({"media_type": "REELS", "video_url": "{films}/clip.mp4", "trial_params": "{{}}"},
     (100, None)),
    ({"media_type": "REELS", "video_url": "{films}/clip.mp4", "alt_text": "A sun"}, (100, None)),
    ({"image_url": "{films}/good.jpg", "cover_url": "{films}/cover.jpg"}, (100, None)),
    ({"image_url": "{films}/good.jpg", "collaborators": '["a","b","c","d"]'}, (100, None)),
    ({"image_url": "{films}/good.jpg", "collaborators": "a,b"}, (100, None)),
    ({"image_url": "{films}/good.jpg", "user_tags": '[{{"username":"a"}}]'}, (100, None)),
    ({"image_url": "{films}/good.jpg", "location_id": "the beach"}, (100, None)),
    ({"image_url": "{films}/good.jpg", "alt_text": "x" * 1001}, (100, None)),
    ({"media_type": "REELS"}, (100, None)),
])  # fmt: skip
def test_an_option_that_will_not_do_is_refused(
    caller: GraphCaller, films: str, form: dict[str, str], expected: tuple[int, int | None]
) -> None:
    filled = {name: value.format(films=films) for name, value in form.items()}
    assert refusal(caller.create(**filled)) == (400, *expected)


def test_the_owners_comments_stand_newest_first_and_can_be_taken_away(
    caller: GraphCaller, films: str
) -> None:
    medium = caller.published(image_url=f"{films}/good.jpg")
    made = [
        caller.post(f"{medium}/comments", message=f"#{word}").json()["id"] for word in ("a", "b")
    ]
    rows = caller.get(f"{medium}/comments", fields="id,text,username").json()["data"]
    assert [row["id"] for row in rows] == made[::-1]
    assert rows[0] == {"id": made[1], "text": "#b", "username": caller.handle}
    assert caller.get(made[0], fields="text").json()["text"] == "#a"
    before = caller.get(medium, fields="comments_count").json()["comments_count"]
    assert caller.delete(made[0]).json() == {"success": True}
    assert caller.get(medium, fields="comments_count").json()["comments_count"] == before - 1
    assert refusal(caller.get(made[0])) == (400, 100, 33)
    assert refusal(caller.post(f"{medium}/comments", message=" "))[:2] == (400, 100)
    story = caller.published(media_type="STORIES", image_url=f"{films}/good.jpg")
    assert refusal(caller.post(f"{story}/comments", message="x"))[:2] == (400, 100)


def test_a_scope_that_was_not_given_is_missed(caller: GraphCaller, films: str) -> None:
    medium = caller.published(image_url=f"{films}/good.jpg")
    token = caller.granted("instagram_business_basic")
    for answer in (
        caller.create(access_token=token, image_url=f"{films}/good.jpg"),
        caller.get(f"{medium}/insights", access_token=token, metric="views"),
        caller.get(f"{medium}/comments", access_token=token),
        caller.delete(medium, token),
    ):
        assert refusal(answer)[:2] == (403, 10)
    assert caller.delete(medium).json()["success"] is True


def test_consent_is_given_only_to_a_known_program_for_known_scopes(caller: GraphCaller) -> None:
    question = {
        **caller.app(), "redirect_uri": "http://127.0.0.1:1/back", "response_type": "code",
        "scope": "instagram_business_basic", "state": "s",
    }  # fmt: skip
    address = f"{caller.root}/oauth/authorize"
    assert caller.http.get(address, params=question).status_code == 200
    for wrong in ({"redirect_uri": "https://evil.example/"}, {"scope": "shoe_size"},
                  {"client_id": "nobody"}, {"response_type": "token"}):  # fmt: skip
        assert caller.http.get(address, params={**question, **wrong}).status_code == 400


@pytest.mark.parametrize(("which", "expected"), [
    ("25/2207050", (400, 25, 2207050)), ("-2/2207003", (400, -2, 2207003)),
    ("-1/2207053", (400, -1, 2207053)), ("190/460", (401, 190, 460)), ("200", (403, 200, None)),
    ("80002", (400, 80002, None)), ("100/2207081", (400, 100, 2207081)),
])  # fmt: skip
def test_a_script_may_ask_for_any_refusal_by_name(
    caller: GraphCaller, calm: SandboxProcess, which: str, expected: tuple[int, int, int | None]
) -> None:
    calm.faults("instagram", script=[f"refused:{which}"], only=["read"])
    assert refusal(caller.get("me")) == expected
    assert caller.get("me").status_code == 200


def test_a_token_of_an_earlier_release_keeps_what_it_could_do(
    tmp_path: Path, http: httpx.Client, films: str
) -> None:
    running = SandboxProcess.start(tmp_path)
    caller = GraphCaller(running, "instagram", "veteran", http)
    running.stop()
    with sqlite3.connect(tmp_path / "sandbox.db") as store:
        store.execute("update tokens set scopes = 'read write follow push profile'")
    store.close()
    running.resume()
    try:
        assert caller.create(image_url=f"{films}/good.jpg").status_code == 200
    finally:
        running.stop()
