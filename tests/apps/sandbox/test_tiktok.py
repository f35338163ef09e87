"""TikTok on the wire: the envelope, declarations, parts, fetching, states over time, sign-in."""

from __future__ import annotations

import hashlib
import struct
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.apps.sandbox.pictures import picture
from tests.doubles.sandbox import SandboxProcess
from tests.support.loopback import TLS
from tests.support.videos import write_video

MB = 1_000_000
JSON = dict[str, Any]
PUBLISH = "/v2/post/publish"
INFO: JSON = {"title": "A lantern", "privacy_level": "PUBLIC_TO_EVERYONE"}


class Caller:
    """Somebody with a token."""

    def __init__(self, sandbox: SandboxProcess, handle: str) -> None:
        self.sandbox, self.handle = sandbox, handle
        self.base = sandbox.base_url("tiktok")
        self.secrets = sandbox.account("tiktok", handle)
        headers = {"Authorization": f"Bearer {self.secrets['access_token']}"}
        self.http = httpx.Client(headers=headers, trust_env=False, timeout=60, verify=TLS)

    def post(self, path: str, body: JSON | None = None) -> httpx.Response:
        return self.http.post(f"{self.base}{path}", json=body or {})

    def init(self, source: JSON, **info: Any) -> httpx.Response:
        body = {"post_info": {**INFO, **info}, "source_info": source}
        return self.post(f"{PUBLISH}/video/init/", body)

    def upload(self, video: bytes, **info: Any) -> JSON:
        """A video in one part; gives its publish id."""
        begun = self.init(whole(len(video)), **info).json()["data"]
        assert send(begun["upload_url"], video, 0, len(video)).status_code == 201
        return dict(begun)

    def status(self, publish_id: str) -> JSON:
        answer = self.post(f"{PUBLISH}/status/fetch/", {"publish_id": publish_id})
        return dict(answer.json()["data"])

    def settled(self, publish_id: str) -> JSON:
        """The status once TikTok has done its work and told the post's id, where it tells one."""
        for _ in range(1200):
            status = self.status(publish_id)
            if status["status"] == "FAILED" or status.get("publicaly_available_post_id"):
                return status
            time.sleep(0.05)
        return status


def whole(size: int) -> JSON:
    return {"source": "FILE_UPLOAD", "video_size": size, "chunk_size": size, "total_chunk_count": 1}


def send(url: str, video: bytes, start: int, end: int, **headers: str) -> httpx.Response:
    """One part, without any token."""
    fields = {
        "Content-Type": "video/mp4", "Content-Range": f"bytes {start}-{end - 1}/{len(video)}",
    }  # fmt: skip
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with httpx.Client(trust_env=False, timeout=60, verify=TLS) as client:
        return client.put(url, content=video[start:end], headers={**fields, **named})


def code(answer: httpx.Response) -> str:
    return str(answer.json()["error"]["code"])


@pytest.fixture
def me(calm: SandboxProcess, handle: str) -> Iterator[Caller]:
    calm.control("PUT", "/settings", {"container_s": 0.2})
    caller = Caller(calm, handle)
    yield caller
    caller.http.close()
    calm.control("PUT", "/settings", {"container_s": 1.0, "rate_scale": 100.0})


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("video") / "lantern.mp4"
    write_video(path, seconds=4)
    return path.read_bytes()


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory, video: bytes) -> Iterator[str]:
    """Where files can be fetched from."""
    folder: Path = tmp_path_factory.mktemp("host")
    (folder / "lantern.mp4").write_bytes(video)
    (folder / "one.jpg").write_bytes(picture(shade=10))
    (folder / "two.jpg").write_bytes(picture(shade=80))
    (folder / "huge.jpg").write_bytes(picture(2000, 2000))
    (folder / "drawing.png").write_bytes(picture(kind="png"))
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_success_and_errors_come_in_one_envelope(me: Caller) -> None:
    good = me.post(f"{PUBLISH}/creator_info/query/")
    assert (good.status_code, code(good)) == (200, "ok")
    assert good.json()["data"]["creator_username"] == me.handle
    assert good.json()["data"]["max_video_post_duration_sec"] == 600
    bad = me.post(f"{PUBLISH}/status/fetch/", {"publish_id": "v_pub_file~none"})
    assert (bad.status_code, code(bad)) == (400, "invalid_publish_id")
    assert bad.json()["error"]["log_id"]
    assert code(me.post("/v2/no/such/place/")) == "not_found"


def test_a_foreign_publish_id_is_told_apart(me: Caller, calm: SandboxProcess, video: bytes) -> None:
    begun = me.init(whole(len(video))).json()["data"]
    other = Caller(calm, f"{me.handle}b")
    answer = other.post(f"{PUBLISH}/status/fetch/", {"publish_id": begun["publish_id"]})
    assert code(answer) == "token_not_authorized_for_specified_publish_id"
    other.http.close()


def test_a_video_goes_from_upload_to_post_and_its_id_comes_last(me: Caller, video: bytes) -> None:
    me.sandbox.faults("tiktok", processing_s=50)
    publish_id = me.upload(video)["publish_id"]
    seen = []
    for _ in range(3):
        status = me.status(publish_id)
        seen.append((status["status"], bool(status.get("publicaly_available_post_id"))))
        me.sandbox.control("POST", "/clock", {"advance_s": 51})
    assert seen == [
        ("PROCESSING_UPLOAD", False), ("PUBLISH_COMPLETE", False), ("PUBLISH_COMPLETE", True),
    ]  # fmt: skip
    standing = me.sandbox.posts("tiktok", me.handle)
    assert [post["text"] for post in standing] == ["A lantern"]
    assert standing[0]["media"][0]["sha256"] == hashlib.sha256(video).hexdigest()
    assert (standing[0]["media"][0]["width"], standing[0]["media"][0]["height"]) == (540, 960)


@pytest.mark.parametrize(
    ("size", "chunk", "count", "good"),
    [
        (4 * MB, 4 * MB, 1, True),
        (4 * MB, 2 * MB, 2, False),
        (50_000_123, 10 * MB, 5, True),
        (50_000_123, 10 * MB, 6, False),
        (50 * MB, 50 * MB, 1, True),
        (50 * MB, 4 * MB, 12, False),
        (65 * MB, 65 * MB, 1, False),
        (130 * MB, 65 * MB, 2, False),
        (4000 * MB + 1, 64 * MB, 62, False),
        (0, 0, 0, False),
    ],
)
def test_parts_are_counted_by_tiktok_s_rules(
    me: Caller, size: int, chunk: int, count: int, good: bool
) -> None:
    source = {
        "source": "FILE_UPLOAD", "video_size": size, "chunk_size": chunk,
        "total_chunk_count": count,
    }  # fmt: skip
    assert code(me.init(source)) == ("ok" if good else "invalid_params")


def test_parts_come_in_order_and_the_last_takes_what_is_left(me: Caller, video: bytes) -> None:
    space = 12 * MB - len(video)
    heavy = video + struct.pack(">I4s", space, b"free") + bytes(space - 8)
    source = {
        "source": "FILE_UPLOAD", "video_size": 12 * MB, "chunk_size": 5 * MB,
        "total_chunk_count": 2,
    }  # fmt: skip
    begun = me.init(source).json()["data"]
    url = begun["upload_url"]
    assert send(url, heavy, 5 * MB, 12 * MB).status_code == 416
    first = send(url, heavy, 0, 5 * MB)
    assert (first.status_code, first.headers["content-range"]) == (206, "bytes 0-4999999/12000000")
    again = send(url, heavy, 0, 5 * MB)
    assert (again.status_code, again.headers["content-range"]) == (416, "bytes 0-4999999/12000000")
    assert me.status(begun["publish_id"])["uploaded_bytes"] == 5 * MB
    assert send(url, heavy, 5 * MB, 10 * MB).status_code == 416
    assert send(url, heavy, 5 * MB, 12 * MB).status_code == 201
    assert send(url, heavy, 5 * MB, 12 * MB).status_code == 416
    assert me.settled(begun["publish_id"])["status"] == "PUBLISH_COMPLETE"


def test_wrong_headers_a_dead_address_and_an_unknown_one_are_told_apart(
    me: Caller, video: bytes
) -> None:
    url = me.init(whole(len(video))).json()["data"]["upload_url"]
    size = len(video)
    assert send(url, video, 0, size, Content_Type="text/plain").status_code == 400
    assert send(url, video, 0, size, Content_Range="bytes 0-9/10").status_code == 400
    assert send(url, video, 0, size, Content_Range="").status_code == 400
    assert send(url[:-3] + "xyz", video, 0, size).status_code == 403
    nobody = url.replace("v_pub_file", "v_pub_none")
    assert send(nobody, video, 0, size).status_code == 404
    me.sandbox.control("POST", "/clock", {"advance_s": 3601})
    assert send(url, video, 0, size).status_code == 403


def test_a_withdrawn_permission_ends_what_is_on_its_way(me: Caller, video: bytes) -> None:
    begun = me.init(whole(len(video))).json()["data"]
    me.sandbox.control("POST", "/revoke", {"platform": "tiktok", "handle": me.handle})
    assert send(begun["upload_url"], video, 0, len(video)).status_code == 404
    answer = me.post(f"{PUBLISH}/status/fetch/", {"publish_id": begun["publish_id"]})
    assert (answer.status_code, code(answer)) == (401, "access_token_invalid")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("lantern.mp4", None),
        ("gone.mp4", "video_pull_failed"),
        ("one.jpg", "file_format_check_failed"),
    ],
)
def test_a_video_by_address_is_really_fetched_and_fails_late(
    me: Caller, host: str, path: str, reason: str | None
) -> None:
    begun = me.init({"source": "PULL_FROM_URL", "video_url": f"{host}/{path}"}).json()["data"]
    assert "upload_url" not in begun
    assert me.status(begun["publish_id"])["status"] == "PROCESSING_DOWNLOAD"
    assert me.settled(begun["publish_id"]).get("fail_reason") == reason


def photos(me: Caller, urls: list[str], **info: Any) -> httpx.Response:
    body = {
        "media_type": "PHOTO", "post_mode": "DIRECT_POST",
        "post_info": {**INFO, "description": "Two lanterns", **info},
        "source_info": {"source": "PULL_FROM_URL", "photo_images": urls, "photo_cover_index": 0},
    }  # fmt: skip
    return me.post(f"{PUBLISH}/content/init/", body)


def test_photos_are_fetched_in_order(me: Caller, host: str) -> None:
    begun = photos(me, [f"{host}/one.jpg", f"{host}/two.jpg"]).json()["data"]
    assert me.settled(begun["publish_id"])["status"] == "PUBLISH_COMPLETE"
    post = me.sandbox.posts("tiktok", me.handle)[0]
    assert (post["text"], post["kind"]) == ("Two lanterns", "photo")
    assert [one["sha256"] for one in post["media"]] == [
        hashlib.sha256(picture(shade=shade)).hexdigest() for shade in (10, 80)
    ]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("gone.jpg", "photo_pull_failed"),
        ("drawing.png", "file_format_check_failed"),
        ("huge.jpg", "picture_size_check_failed"),
    ],
)
def test_a_photo_that_will_not_do_fails_late(me: Caller, host: str, path: str, reason: str) -> None:
    begun = photos(me, [f"{host}/one.jpg", f"{host}/{path}"]).json()["data"]
    assert me.settled(begun["publish_id"])["fail_reason"] == reason
    assert me.sandbox.posts("tiktok", me.handle) == []


def test_a_domain_that_cannot_be_verified_is_refused(me: Caller) -> None:
    answer = photos(me, ["http://pictures.example/one.jpg"])
    assert (answer.status_code, code(answer)) == (403, "url_ownership_unverified")
    assert code(photos(me, ["one.jpg"])) == "invalid_params"
    assert code(photos(me, [])) == "invalid_params"


@pytest.mark.parametrize(
    ("info", "told"),
    [
        ({"title": "a" * 2200}, "ok"),
        ({"title": "a" * 2201}, "invalid_params"),
        ({"title": "🌙" * 1100}, "ok"),
        ({"title": "🌙" * 1101}, "invalid_params"),
        ({"privacy_level": "FOLLOWER_OF_CREATOR"}, "privacy_level_option_mismatch"),
        ({"privacy_level": ""}, "privacy_level_option_mismatch"),
        ({"brand_content_toggle": True, "privacy_level": "SELF_ONLY"}, "invalid_params"),
        ({"disable_duet": "yes"}, "invalid_params"),
    ],
)
def test_declarations_are_checked(me: Caller, info: JSON, told: str) -> None:
    assert code(me.init(whole(MB), **info)) == told


def test_a_program_that_was_not_audited_posts_only_for_the_account_itself(
    calm: SandboxProcess, handle: str
) -> None:
    me = Caller(calm, f"unaudited.{handle}")
    told = "unaudited_client_can_only_post_to_private_accounts"
    assert code(me.init(whole(MB))) == told
    assert code(me.init(whole(MB), privacy_level="SELF_ONLY")) == "ok"
    me.http.close()


def test_calls_and_posts_are_counted(me: Caller) -> None:
    me.sandbox.control("PUT", "/settings", {"rate_scale": 1})
    told = [code(me.init(whole(MB))) for _ in range(7)]
    assert told == ["ok"] * 6 + ["rate_limit_exceeded"]
    for _ in range(9):
        me.sandbox.control("POST", "/clock", {"advance_s": 61})
        assert code(me.init(whole(MB))) == "ok"
    me.sandbox.control("POST", "/clock", {"advance_s": 61})
    assert code(me.init(whole(MB))) == "spam_risk_too_many_posts"
    assert code(me.post(f"{PUBLISH}/creator_info/query/")) == "spam_risk_too_many_posts"


def test_a_draft_ends_in_the_inbox_and_never_stands_by_itself(me: Caller, video: bytes) -> None:
    begun = me.post(f"{PUBLISH}/inbox/video/init/", {"source_info": whole(len(video))}).json()[
        "data"
    ]
    assert send(begun["upload_url"], video, 0, len(video)).status_code == 201
    time.sleep(0.3)
    assert me.status(begun["publish_id"])["status"] == "SEND_TO_USER_INBOX"
    assert me.sandbox.posts("tiktok", me.handle) == []


def test_only_public_posts_are_listed_and_counted(me: Caller, video: bytes) -> None:
    shown = me.settled(me.upload(video, title="Seen by all")["publish_id"])
    hidden = me.upload(video, title="Seen by me", privacy_level="SELF_ONLY")["publish_id"]
    me.sandbox.control("POST", "/clock", {"advance_s": 3600})
    assert me.status(hidden) == {
        "status": "PUBLISH_COMPLETE", "publicaly_available_post_id": [],
        "uploaded_bytes": len(video),
    }  # fmt: skip
    fields = "id,title,create_time,share_url"
    listed = me.post(f"/v2/video/list/?fields={fields}", {"max_count": 20}).json()["data"]
    assert [(one["title"], set(one)) for one in listed["videos"]] == [
        ("Seen by all", set(fields.split(",")))
    ]
    wanted = str(shown["publicaly_available_post_id"][0])
    query = me.post(
        "/v2/video/query/?fields=id,view_count,like_count",
        {"filters": {"video_ids": [wanted, "1"]}},
    ).json()["data"]["videos"]
    assert [one["id"] for one in query] == [wanted]
    assert query[0]["view_count"] >= query[0]["like_count"] > 0


def test_a_list_has_pages(me: Caller, video: bytes) -> None:
    for number in range(3):
        me.settled(me.upload(video, title=f"Lantern {number}")["publish_id"])
    path, seen, cursor = "/v2/video/list/?fields=id,title", [], 0
    for _ in range(3):
        page = me.post(path, {"max_count": 1, "cursor": cursor}).json()["data"]
        seen += [one["title"] for one in page["videos"]]
        cursor = page["cursor"]
    assert (seen, page["has_more"]) == (["Lantern 2", "Lantern 1", "Lantern 0"], False)
    assert code(me.post(path, {"max_count": 21})) == "invalid_params"


def test_each_field_of_a_user_needs_its_scope(me: Caller) -> None:
    url = f"{me.base}/v2/user/info/"
    told = me.http.get(url, params={"fields": "open_id,username,follower_count"}).json()["data"]
    assert told["user"]["username"] == me.handle
    assert code(me.http.get(url, params={"fields": "open_id,shoe_size"})) == "invalid_params"
    assert code(me.http.get(url)) == "invalid_params"


def test_the_viewer_shows_declarations_and_photos(me: Caller, host: str, video: bytes) -> None:
    me.settled(me.upload(video, title="Look #up", is_aigc=True)["publish_id"])
    urls = [f"{host}/one.jpg", f"{host}/two.jpg"]
    begun = photos(me, urls, title="Pair", brand_content_toggle=True).json()["data"]
    me.settled(begun["publish_id"])
    page = me.http.get(f"{me.sandbox.origin}/timeline?platform=tiktok&account={me.handle}").text
    assert "AI-generated" in page
    assert "Paid partnership" in page
    assert '<span class="tag" dir="auto">#up</span>' in page
    assert page.count('class="photo"') == 2
    assert me.http.get(me.sandbox.posts("tiktok", me.handle)[0]["url"]).status_code == 200
