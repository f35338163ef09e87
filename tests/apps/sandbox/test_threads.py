"""The sandbox's Threads over real HTTP, written from the platform's side."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest

from tests.apps.sandbox.graph import LATE, GraphCaller, question_of, refusal, shelf_of, video
from tests.apps.sandbox.pictures import picture
from tests.doubles.sandbox import SandboxProcess

FILES = {
    "/good.jpg": picture(), "/drawn.png": picture(kind="png"), "/strip.jpg": picture(2200, 200),
    "/late.mp4": LATE,
}  # fmt: skip


@pytest.fixture(scope="module")
def shelf() -> Iterator[str]:
    with shelf_of({**FILES, "/clip.mp4": video()}) as address:
        yield address


@pytest.fixture
def caller(sandbox: SandboxProcess, handle: str, http: httpx.Client) -> GraphCaller:
    return GraphCaller(sandbox, "threads", handle, http)


def test_a_container_is_in_progress_then_finished_then_published(
    caller: GraphCaller, shelf: str, sandbox: SandboxProcess
) -> None:
    container = caller.container(media_type="IMAGE", image_url=f"{shelf}/good.jpg", text="Moon")
    assert caller.get(container, fields="status").json()["status"] == "IN_PROGRESS"
    assert refusal(caller.publish(container)) == (400, 24, 4279009)
    sandbox.control("POST", "/clock", {"advance_s": 2})
    assert caller.get(container, fields="status").json()["status"] == "FINISHED"
    made = caller.publish(container).json()["id"]
    assert caller.get(container, fields="status").json()["status"] == "PUBLISHED"
    assert refusal(caller.publish(container)) == (400, 24, 4279009)
    known = caller.get(made, fields="permalink,media_type,text,shortcode").json()
    assert (known["media_type"], known["text"]) == ("IMAGE", "Moon")
    assert caller.http.get(known["permalink"]).status_code == 200


@pytest.mark.parametrize(("form", "expected"), [
    ({"media_type": "REEL", "text": "x"}, 100),
    ({"media_type": "TEXT"}, 100),
    ({"media_type": "TEXT", "text": "x" * 501}, 100),
    ({"media_type": "TEXT", "text": "x" * 497 + "🌙"}, 100),
    ({"media_type": "TEXT", "text": "x", "topic_tag": "a.b"}, 100),
    ({"media_type": "TEXT", "text": "x", "reply_control": "nobody"}, 100),
    ({"media_type": "TEXT", "text": "x", "poll_attachment": '{"option_a":"one"}'}, 100),
    ({"media_type": "TEXT", "text": "x", "reply_to_id": "123"}, 100),
    ({"media_type": "IMAGE", "text": "x"}, 100),
    ({"media_type": "CAROUSEL", "children": "1"}, 100),
    ({"media_type": "CAROUSEL", "children": "1,2"}, 24),
    ({"media_type": "IMAGE", "image_url": "http://a/b.jpg", "link_attachment": "http://a"}, 100),
    (
        {"media_type": "TEXT", "text": " ".join(f"https://a.example/{n}" for n in range(6))},
        "THREADS_API__LINK_LIMIT_EXCEEDED",
    ),
])  # fmt: skip
def test_what_will_not_do_is_refused_with_the_platforms_code(
    caller: GraphCaller, form: dict[str, str], expected: int | str
) -> None:
    assert refusal(caller.post(f"{caller.user_id}/threads", **form))[:2] == (400, expected)


@pytest.mark.parametrize(("form", "trouble"), [
    ({"media_type": "VIDEO", "video_url": "{shelf}/none.mp4"}, "FAILED_DOWNLOADING_VIDEO"),
    ({"media_type": "VIDEO", "video_url": "{shelf}/late.mp4"}, "FAILED_PROCESSING_VIDEO"),
    ({"media_type": "IMAGE", "image_url": "{shelf}/strip.jpg"}, "INVALID_ASPEC_RATIO"),
    ({"media_type": "IMAGE", "image_url": "{shelf}/none.jpg"}, "UNKNOWN"),
])  # fmt: skip
def test_a_file_that_will_not_do_fails_later_in_its_container(
    caller: GraphCaller, shelf: str, sandbox: SandboxProcess, form: dict[str, str], trouble: str
) -> None:
    filled = {name: value.format(shelf=shelf) for name, value in form.items()}
    container = caller.container(**filled)
    sandbox.control("POST", "/clock", {"advance_s": 2})
    state = caller.get(container, fields="status,error_message").json()
    assert (state["status"], state["error_message"]) == ("ERROR", trouble)
    assert caller.publish(container).status_code == 400


def test_an_emoji_costs_its_bytes(caller: GraphCaller) -> None:
    caller.container(media_type="TEXT", text="x" * 496 + "🌙")


def test_one_call_can_make_and_publish_a_text(
    caller: GraphCaller, sandbox: SandboxProcess, handle: str
) -> None:
    made = caller.container(media_type="TEXT", text="At once #moon", auto_publish_text="true")
    assert [post["id"] for post in sandbox.posts("threads", handle)] == [made]
    assert caller.get(made, fields="topic_tag").json()["topic_tag"] == "moon"


def test_replies_are_listed_apart_from_posts(caller: GraphCaller) -> None:
    root = caller.container(media_type="TEXT", text="Root", auto_publish_text="true")
    answer = caller.container(
        media_type="TEXT", text="Branch", reply_to_id=root, auto_publish_text="true"
    )
    ids = [
        [one["id"] for one in caller.get(f"me/{what}", fields="id,text").json()["data"]]
        for what in ("threads", "replies")
    ]
    assert ids == [[root], [answer]]
    told = caller.get(f"{caller.user_id}/threads_publishing_limit",
                      fields="quota_usage,config,reply_quota_usage").json()["data"][0]  # fmt: skip
    assert (told["quota_usage"], told["reply_quota_usage"]) == (1, 1)
    assert told["config"]["quota_duration"] == 86_400


def test_asking_for_a_quota_without_its_scope_gives_a_bare_500(
    caller: GraphCaller, sandbox: SandboxProcess
) -> None:
    token = caller.granted("threads_basic,threads_content_publish")
    path = f"{caller.user_id}/threads_publishing_limit"
    bare = caller.get(path, access_token=token, fields="quota_usage,delete_quota_usage")
    assert (bare.status_code, bare.content) == (500, b"")
    assert caller.get(path, access_token=token, fields="quota_usage,config").status_code == 200
    made = caller.container(media_type="TEXT", text="Stays", auto_publish_text="true")
    assert refusal(caller.delete(made, token))[:2] == (403, 10)


def test_a_post_can_be_deleted(caller: GraphCaller) -> None:
    made = caller.container(media_type="TEXT", text="Brief", auto_publish_text="true")
    params = {"access_token": caller.token}
    gone = caller.http.delete(f"{caller.base}/{made}", params=params).json()
    assert gone == {"success": True, "deleted_id": made}
    assert refusal(caller.get(made)) == (400, 100, 33)


def test_a_long_token_is_renewed_only_when_it_is_a_day_old(
    caller: GraphCaller, sandbox: SandboxProcess
) -> None:
    ask = {"grant_type": "th_refresh_token", "access_token": caller.token}
    early = caller.http.get(f"{caller.root}/refresh_access_token", params=ask)
    assert refusal(early)[:2] == (400, 100)
    sandbox.control("POST", "/clock", {"advance_s": 90_000})
    renewed = caller.http.get(f"{caller.root}/refresh_access_token", params=ask).json()
    assert renewed["expires_in"] == 5_183_944
    assert caller.get("me", access_token=renewed["access_token"]).status_code == 200


def test_bad_tokens_answer_401_with_code_190(
    caller: GraphCaller, sandbox: SandboxProcess, handle: str
) -> None:
    assert refusal(caller.get("me", access_token="nonsense")) == (401, 190, 467)
    sandbox.control("POST", "/revoke", {"platform": "threads", "handle": handle})
    assert refusal(caller.get("me")) == (401, 190, 458)


def test_a_foreign_redirect_or_scope_is_refused(
    caller: GraphCaller, sandbox: SandboxProcess
) -> None:
    question = question_of(caller, "threads_basic")
    address = f"{caller.root}/oauth/authorize"
    for wrong in ({"redirect_uri": "https://evil.example/"}, {"scope": "threads_delete"},
                  {"client_id": "nobody"}):  # fmt: skip
        assert caller.http.get(address, params={**question, **wrong}).status_code == 400


def test_usage_headers_stand_on_every_answer(caller: GraphCaller) -> None:
    answer = caller.get("me")
    assert json.loads(answer.headers["x-app-usage"])["call_count"] >= 0
    usage = json.loads(answer.headers["x-business-use-case-usage"])
    assert usage[caller.user_id][0]["type"] == "threads"
