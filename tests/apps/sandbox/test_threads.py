"""The sandbox's Threads over real HTTP, written from the platform's side."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.apps.sandbox.pictures import picture
from tests.doubles.sandbox import SandboxProcess

FILES = {
    "/good.jpg": picture(), "/drawn.png": picture(kind="png"), "/strip.jpg": picture(2200, 200),
    "/late.mp4": b"\0\0\0\x18ftypisom" + b"\0" * 12 + b"\0\0\0\x08mdat" + b"\0\0\0\x08moov",
}  # fmt: skip


class _Shelf(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        data = FILES.get(self.path)
        self.send_response(404 if data is None else 200)
        self.send_header("content-length", str(len(data or b"")))
        self.end_headers()
        self.wfile.write(data or b"")

    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture(scope="module")
def shelf() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Shelf)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


class Caller:
    """One account with its token."""

    def __init__(self, sandbox: SandboxProcess, handle: str, http: httpx.Client) -> None:
        self.http, self.root = http, sandbox.base_url("threads")
        self.base = self.root + "/v1.0"
        self.secrets = sandbox.account("threads", handle)
        self.user_id, self.token = self.secrets["user_id"], self.secrets["access_token"]

    def get(self, path: str, **params: Any) -> httpx.Response:
        query = {"access_token": self.token, **params}
        return self.http.get(f"{self.base}/{path}", params=query)

    def post(self, path: str, **form: Any) -> httpx.Response:
        return self.http.post(f"{self.base}/{path}", data={"access_token": self.token, **form})

    def container(self, **form: Any) -> str:
        answer = self.post(f"{self.user_id}/threads", **form)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    def publish(self, container: str) -> httpx.Response:
        return self.post(f"{self.user_id}/threads_publish", creation_id=container)


@pytest.fixture
def caller(sandbox: SandboxProcess, handle: str, http: httpx.Client) -> Caller:
    return Caller(sandbox, handle, http)


def refusal(answer: httpx.Response) -> tuple[int, Any, int | None]:
    error = answer.json()["error"]
    assert error["fbtrace_id"]
    return answer.status_code, error["code"], error.get("error_subcode")


def test_a_container_is_in_progress_then_finished_then_published(
    caller: Caller, shelf: str, sandbox: SandboxProcess
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
    caller: Caller, form: dict[str, str], expected: int | str
) -> None:
    assert refusal(caller.post(f"{caller.user_id}/threads", **form))[:2] == (400, expected)


@pytest.mark.parametrize(("form", "trouble"), [
    ({"media_type": "VIDEO", "video_url": "{shelf}/none.mp4"}, "FAILED_DOWNLOADING_VIDEO"),
    ({"media_type": "VIDEO", "video_url": "{shelf}/late.mp4"}, "FAILED_PROCESSING_VIDEO"),
    ({"media_type": "IMAGE", "image_url": "{shelf}/strip.jpg"}, "INVALID_ASPEC_RATIO"),
    ({"media_type": "IMAGE", "image_url": "{shelf}/none.jpg"}, "UNKNOWN"),
])  # fmt: skip
def test_a_file_that_will_not_do_fails_later_in_its_container(
    caller: Caller, shelf: str, sandbox: SandboxProcess, form: dict[str, str], trouble: str
) -> None:
    filled = {name: value.format(shelf=shelf) for name, value in form.items()}
    container = caller.container(**filled)
    sandbox.control("POST", "/clock", {"advance_s": 2})
    state = caller.get(container, fields="status,error_message").json()
    assert (state["status"], state["error_message"]) == ("ERROR", trouble)
    assert caller.publish(container).status_code == 400


def test_an_emoji_costs_its_bytes(caller: Caller) -> None:
    caller.container(media_type="TEXT", text="x" * 496 + "🌙")


def test_one_call_can_make_and_publish_a_text(
    caller: Caller, sandbox: SandboxProcess, handle: str
) -> None:
    made = caller.container(media_type="TEXT", text="At once #moon", auto_publish_text="true")
    assert [post["id"] for post in sandbox.posts("threads", handle)] == [made]
    assert caller.get(made, fields="topic_tag").json()["topic_tag"] == "moon"


def test_replies_are_listed_apart_from_posts(caller: Caller) -> None:
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
    caller: Caller, sandbox: SandboxProcess
) -> None:
    app = sandbox.control("GET", "/apps")["threads"]
    token = _granted(caller, app, "threads_basic,threads_content_publish")
    path = f"{caller.user_id}/threads_publishing_limit"
    bare = caller.get(path, access_token=token, fields="quota_usage,delete_quota_usage")
    assert (bare.status_code, bare.content) == (500, b"")
    assert caller.get(path, access_token=token, fields="quota_usage,config").status_code == 200
    made = caller.container(media_type="TEXT", text="Stays", auto_publish_text="true")
    denied = caller.http.delete(f"{caller.base}/{made}", params={"access_token": token})
    assert refusal(denied)[:2] == (403, 10)


def test_a_post_can_be_deleted(caller: Caller) -> None:
    made = caller.container(media_type="TEXT", text="Brief", auto_publish_text="true")
    params = {"access_token": caller.token}
    gone = caller.http.delete(f"{caller.base}/{made}", params=params).json()
    assert gone == {"success": True, "deleted_id": made}
    assert refusal(caller.get(made)) == (400, 100, 33)


def test_a_long_token_is_renewed_only_when_it_is_a_day_old(
    caller: Caller, sandbox: SandboxProcess
) -> None:
    ask = {"grant_type": "th_refresh_token", "access_token": caller.token}
    early = caller.http.get(f"{caller.root}/refresh_access_token", params=ask)
    assert refusal(early)[:2] == (400, 100)
    sandbox.control("POST", "/clock", {"advance_s": 90_000})
    renewed = caller.http.get(f"{caller.root}/refresh_access_token", params=ask).json()
    assert renewed["expires_in"] == 5_183_944
    assert caller.get("me", access_token=renewed["access_token"]).status_code == 200


def test_bad_tokens_answer_401_with_code_190(
    caller: Caller, sandbox: SandboxProcess, handle: str
) -> None:
    assert refusal(caller.get("me", access_token="nonsense")) == (401, 190, 467)
    sandbox.control("POST", "/revoke", {"platform": "threads", "handle": handle})
    assert refusal(caller.get("me")) == (401, 190, 458)


def test_a_foreign_redirect_or_scope_is_refused(caller: Caller, sandbox: SandboxProcess) -> None:
    app = sandbox.control("GET", "/apps")["threads"]
    question = _question(app, "threads_basic")
    address = f"{caller.root}/oauth/authorize"
    for wrong in ({"redirect_uri": "https://evil.example/"}, {"scope": "threads_delete"},
                  {"client_id": "nobody"}):  # fmt: skip
        assert caller.http.get(address, params={**question, **wrong}).status_code == 400


def test_usage_headers_stand_on_every_answer(caller: Caller) -> None:
    answer = caller.get("me")
    assert json.loads(answer.headers["x-app-usage"])["call_count"] >= 0
    usage = json.loads(answer.headers["x-business-use-case-usage"])
    assert usage[caller.user_id][0]["type"] == "threads"


def _question(app: dict[str, str], scope: str) -> dict[str, str]:
    return {
        "client_id": app["client_id"], "redirect_uri": "http://127.0.0.1:1/back",
        "response_type": "code", "scope": scope, "state": "s",
    }  # fmt: skip


def _granted(caller: Caller, app: dict[str, str], scope: str) -> str:
    question = _question(app, scope)
    handle = caller.get("me", fields="username").json()["username"]
    form = {**question, "account": handle, "decision": "allow"}
    target = caller.http.post(f"{caller.root}/oauth/authorize", data=form).headers["location"]
    assert target.endswith("#_")
    code = httpx.URL(target).params["code"]
    trade = {**app, "grant_type": "authorization_code", "code": code,
             "redirect_uri": question["redirect_uri"]}  # fmt: skip
    short = caller.http.post(f"{caller.root}/oauth/access_token", data=trade).json()
    return str(short["access_token"])
