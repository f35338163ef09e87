"""The sandbox's Bluesky over real HTTP."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from typing import Any

import httpx
import pytest

from tests.apps.sandbox.pictures import noise, picture
from tests.doubles.sandbox import SandboxProcess
from tests.support.loopback import TLS

POST = "app.bsky.feed.post"


class Caller:
    """One signed-in account."""

    def __init__(self, sandbox: SandboxProcess, handle: str, http: httpx.Client) -> None:
        self.http, self.base = http, sandbox.base_url("bluesky") + "/xrpc"
        self.secrets = sandbox.account("bluesky", handle, f"Name of {handle}")
        self.session = self.sign_in().json()
        self.did: str = self.session["did"]

    def sign_in(self, password: str = "") -> httpx.Response:
        return self.http.post(
            f"{self.base}/com.atproto.server.createSession",
            json={
                "identifier": self.secrets["identifier"],
                "password": password or self.secrets["app_password"],
            },
        )

    def get(self, name: str, **params: Any) -> httpx.Response:
        return self.http.get(f"{self.base}/{name}", params=params)

    def post(self, name: str, body: Any = None, token: str = "") -> httpx.Response:
        bearer = token or self.session["accessJwt"]
        return self.http.post(
            f"{self.base}/{name}", json=body, headers={"Authorization": f"Bearer {bearer}"}
        )

    def put(self, text: str, rkey: str, **more: Any) -> httpx.Response:
        return self.post("com.atproto.repo.putRecord", self.body(text, rkey, **more))

    def create(self, text: str, rkey: str | None = None, **more: Any) -> httpx.Response:
        return self.post("com.atproto.repo.createRecord", self.body(text, rkey, **more))

    def body(self, text: str, rkey: str | None, **more: Any) -> dict[str, Any]:
        record = {"$type": POST, "text": text, "createdAt": "2026-11-21T07:00:00.000Z", **more}
        body = {"repo": self.did, "collection": POST, "record": record}
        return body if rkey is None else {**body, "rkey": rkey}

    def upload(self, data: bytes, mime: str = "image/jpeg") -> httpx.Response:
        return self.http.post(
            f"{self.base}/com.atproto.repo.uploadBlob", content=data,
            headers={"Authorization": f"Bearer {self.session['accessJwt']}", "Content-Type": mime},
        )  # fmt: skip


@pytest.fixture
def caller(sandbox: SandboxProcess, handle: str, http: httpx.Client) -> Caller:
    return Caller(sandbox, handle, http)


def claims_of(token: str) -> dict[str, Any]:
    part = token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return claims


def test_a_session_lives_two_hours_and_its_refresh_ninety_days(caller: Caller) -> None:
    access, refresh = (
        claims_of(caller.session["accessJwt"]),
        claims_of(caller.session["refreshJwt"]),
    )
    assert access["exp"] - access["iat"] == 7200
    assert refresh["exp"] - refresh["iat"] == 7_776_000
    service = caller.session["didDoc"]["service"][0]
    assert service["serviceEndpoint"] + "/xrpc" == caller.base


def test_a_wrong_password_answers_401(caller: Caller) -> None:
    answer = caller.sign_in("xxxx-xxxx-xxxx-xxxx")
    assert answer.status_code == 401
    assert answer.json() == {
        "error": "AuthenticationRequired", "message": "Invalid identifier or password",
    }  # fmt: skip


def test_token_trouble_has_the_odd_status_codes(caller: Caller) -> None:
    bad = caller.post("com.atproto.repo.putRecord", caller.body("x", "k"), token="a.b.c")
    assert (bad.status_code, bad.json()["error"]) == (400, "InvalidToken")
    none = caller.http.post(f"{caller.base}/com.atproto.repo.putRecord", json={})
    assert (none.status_code, none.json()["error"]) == (401, "AuthMissing")
    swapped = caller.post("com.atproto.repo.putRecord", {}, token=caller.session["refreshJwt"])
    assert (swapped.status_code, swapped.json()["error"]) == (400, "InvalidToken")


def test_an_access_token_expires_and_refreshing_mends_it(
    caller: Caller, sandbox: SandboxProcess
) -> None:
    sandbox.control("POST", "/clock", {"advance_s": 7201})
    answer = caller.put("x", "k1")
    assert (answer.status_code, answer.json()["error"]) == (400, "ExpiredToken")
    refresh = caller.session["refreshJwt"]
    pair = caller.post("com.atproto.server.refreshSession", token=refresh).json()
    caller.session = {**caller.session, **pair}
    assert caller.put("x", "k1").status_code == 200
    # The old refresh token works for a short grace only.
    assert caller.post("com.atproto.server.refreshSession", token=refresh).status_code == 200
    sandbox.control("POST", "/clock", {"advance_s": 11})
    dead = caller.post("com.atproto.server.refreshSession", token=refresh)
    assert (dead.status_code, dead.json()["error"]) == (400, "ExpiredToken")


def test_a_deleted_session_cannot_be_refreshed(caller: Caller) -> None:
    refresh = caller.session["refreshJwt"]
    assert caller.post("com.atproto.server.deleteSession", token=refresh).status_code == 200
    assert caller.post("com.atproto.server.refreshSession", token=refresh).status_code == 400


def test_put_record_may_be_repeated_and_a_change_moves_only_the_cid(
    caller: Caller, sandbox: SandboxProcess, handle: str
) -> None:
    first = caller.put("The Sun enters Sagittarius.", "3kabcdefghij2").json()
    again = caller.put("The Sun enters Sagittarius.", "3kabcdefghij2").json()
    assert (first["uri"], first["cid"]) == (again["uri"], again["cid"])
    assert first["validationStatus"] == "valid"
    changed = caller.put("The Sun has entered Sagittarius.", "3kabcdefghij2").json()
    assert changed["uri"] == first["uri"]
    assert changed["cid"] != first["cid"]
    standing = sandbox.posts("bluesky", caller.did)
    assert [post["text"] for post in standing] == ["The Sun has entered Sagittarius."]
    assert standing[0]["key"] == "3kabcdefghij2"


def test_the_cid_is_the_one_the_real_network_would_give(caller: Caller) -> None:
    # DAG-CBOR of {"$type","createdAt","text"} by hand: keys by length, then SHA-256 as CIDv1.
    def string(text: str) -> bytes:
        raw = text.encode()
        return (bytes([0x60 + len(raw)]) if len(raw) < 24 else bytes([0x78, len(raw)])) + raw

    pairs = [("text", "hi"), ("$type", POST), ("createdAt", "2026-11-21T07:00:00.000Z")]
    encoded = b"\xa3" + b"".join(string(key) + string(value) for key, value in pairs)
    raw = b"\x01\x71\x12\x20" + hashlib.sha256(encoded).digest()
    expected = "b" + base64.b32encode(raw).decode().lower().rstrip("=")
    assert caller.put("hi", "cid-1").json()["cid"] == expected


def test_create_record_on_a_taken_key_answers_500(caller: Caller, sandbox: SandboxProcess) -> None:
    assert caller.create("one", "3kabcdefghij3").status_code == 200
    assert caller.create("one", "3kabcdefghij3").status_code == 500
    assert len(sandbox.posts("bluesky", caller.did)) == 1


def test_create_record_without_a_key_doubles(caller: Caller, sandbox: SandboxProcess) -> None:
    keys = {caller.create("same").json()["uri"].rsplit("/", 1)[1] for _ in range(2)}
    assert len(sandbox.posts("bluesky", caller.did)) == 2
    assert all(len(key) == 13 for key in keys)


def test_a_record_is_found_until_it_is_deleted(caller: Caller) -> None:
    caller.put("here", "3kabcdefghij4")
    where = {"repo": caller.did, "collection": POST, "rkey": "3kabcdefghij4"}
    assert caller.get("com.atproto.repo.getRecord", **where).json()["value"]["text"] == "here"
    listed = caller.get("com.atproto.repo.listRecords", repo=caller.did, collection=POST).json()
    assert [record["uri"].rsplit("/", 1)[1] for record in listed["records"]] == ["3kabcdefghij4"]
    assert "commit" in caller.post("com.atproto.repo.deleteRecord", where).json()
    assert caller.post("com.atproto.repo.deleteRecord", where).json() == {}
    gone = caller.get("com.atproto.repo.getRecord", **where)
    assert (gone.status_code, gone.json()["error"]) == (400, "RecordNotFound")


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        ({"text": "x" * 301},
         "grapheme too big (maximum 300, got 301) at $.record.text"),
        ({"text": "👩‍👩‍👧‍👦" * 200}, "string too big (maximum 3000, got 5000) at $.record.text"),
        ({"langs": ["en", "ar", "de", "fr"]},
         "array too big (maximum 3, got 4) at $.record.langs"),
        ({"facets": [{"features": []}]},
         'Missing required key "index" at $.record.facets[0]'),
        ({"createdAt": "yesterday"}, "Invalid datetime at $.record.createdAt"),
    ],
)  # fmt: skip
def test_a_record_that_breaks_the_lexicon_is_refused_in_its_words(
    caller: Caller, record: dict[str, Any], sentence: str
) -> None:
    answer = caller.put(record.pop("text", "fine"), "bad", **record)
    assert answer.status_code == 400
    assert answer.json()["error"] == "InvalidRequest"
    assert answer.json()["message"] == f"Invalid {POST} record: {sentence}"


def test_three_hundred_graphemes_of_many_bytes_are_accepted(caller: Caller) -> None:
    assert caller.put("e\u0301" * 300, "accents").status_code == 200


def test_a_picture_is_uploaded_first_and_shown_with_the_post(
    caller: Caller, sandbox: SandboxProcess
) -> None:
    data = picture()
    blob = caller.upload(data).json()["blob"]
    assert blob["mimeType"] == "image/jpeg"
    assert blob["size"] == len(data)
    embed = {
        "$type": "app.bsky.embed.images",
        "images": [{"image": blob, "alt": "A lion", "aspectRatio": {"width": 4, "height": 5}}],
    }
    uri = caller.put("with a picture", "pic-1", embed=embed).json()["uri"]
    standing = sandbox.posts("bluesky", caller.did)[0]["media"][0]
    assert (standing["alt"], standing["width"]) == ("A lion", 1080)
    view = caller.get("app.bsky.feed.getPosts", uris=[uri]).json()["posts"][0]
    assert (
        httpx.get(view["embed"]["images"][0]["fullsize"], trust_env=False, verify=TLS).content
        == data
    )


def test_a_fifth_picture_and_an_unknown_blob_are_refused(caller: Caller) -> None:
    blob = caller.upload(picture(64, 64)).json()["blob"]
    five = {"$type": "app.bsky.embed.images", "images": [{"image": blob, "alt": ""}] * 5}
    answer = caller.put("five", "five", embed=five)
    assert "array too big (maximum 4, got 5) at $.record.embed.images" in answer.json()["message"]
    strange = {**blob, "ref": {"$link": "bafkreigh2akiscaildc"}}
    lost = {"$type": "app.bsky.embed.images", "images": [{"image": strange, "alt": ""}]}
    answer = caller.put("lost", "lost", embed=lost)
    assert (answer.status_code, answer.json()["error"]) == (400, "BlobNotFound")


def test_a_picture_over_two_million_bytes_is_refused_when_it_is_shown(caller: Caller) -> None:
    data = noise(1300, 1300)
    assert 2_000_000 < len(data) < 5_000_000
    blob = caller.upload(data).json()["blob"]
    embed = {"$type": "app.bsky.embed.images", "images": [{"image": blob, "alt": ""}]}
    answer = caller.put("heavy", "heavy", embed=embed)
    assert (answer.status_code, answer.json()["error"]) == (400, "BlobTooLarge")
    assert caller.upload(b"\xff\xd8\xff" + b"0" * 6_000_000).status_code == 413


def test_numbers_grow_and_at_most_25_posts_are_read_at_once(
    caller: Caller, sandbox: SandboxProcess
) -> None:
    uri = caller.put("What does Mercury ask of you today? #mercury", "grow").json()["uri"]
    sandbox.control("POST", "/clock", {"advance_s": 15})
    early = caller.get("app.bsky.feed.getPosts", uris=[uri]).json()["posts"][0]
    sandbox.control("POST", "/clock", {"advance_s": 900})
    late = caller.get("app.bsky.feed.getPosts", uris=[uri]).json()["posts"][0]
    assert 0 < early["likeCount"] < late["likeCount"]
    assert caller.get("app.bsky.feed.getPosts", uris=[uri] * 26).status_code == 400


def test_the_profile_and_the_feed_show_the_account(caller: Caller) -> None:
    caller.put("first", "a1")
    time.sleep(0.01)
    caller.put("second", "a2")
    profile = caller.get("app.bsky.actor.getProfile", actor=caller.did).json()
    assert profile["postsCount"] == 2
    assert profile["followersCount"] > 1000
    assert profile["displayName"].startswith("Name of")
    handle = profile["handle"]
    resolved = caller.get("com.atproto.identity.resolveHandle", handle=handle).json()
    assert resolved == {"did": caller.did}
    feed = caller.get("app.bsky.feed.getAuthorFeed", actor=handle, limit=1).json()
    assert feed["feed"][0]["post"]["record"]["text"] == "second"
    rest = caller.get(
        "app.bsky.feed.getAuthorFeed", actor=handle, limit=1, cursor=feed["cursor"]
    ).json()
    assert rest["feed"][0]["post"]["record"]["text"] == "first"


def test_an_exhausted_bucket_answers_429_with_unix_seconds(
    caller: Caller, calm: SandboxProcess
) -> None:
    normal = caller.put("fine", "r1")
    assert int(normal.headers["ratelimit-remaining"]) < int(normal.headers["ratelimit-limit"])
    calm.control("POST", "/exhaust/bluesky", {"seconds": 60})
    answer = caller.put("not now", "r2")
    assert answer.status_code == 429
    assert answer.json() == {"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"}
    assert int(answer.headers["ratelimit-reset"]) > time.time()


def test_a_revoked_app_password_ends_everything(
    caller: Caller, sandbox: SandboxProcess, handle: str
) -> None:
    sandbox.control("POST", "/revoke", {"platform": "bluesky", "handle": handle})
    assert caller.put("no", "n1").json()["error"] == "ExpiredToken"
    refresh = caller.session["refreshJwt"]
    assert caller.post("com.atproto.server.refreshSession", token=refresh).status_code == 400
    assert caller.sign_in().status_code == 401
