"""The sandbox's LinkedIn over real HTTP: headers, states, parts, repeats, consent, hooks."""

from __future__ import annotations

import hashlib
import hmac
import http.server
import json
import threading
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, urlsplit

import httpx
import pytest

from tests.apps.sandbox.pictures import picture
from tests.doubles.sandbox import SandboxProcess

HEADERS = {"LinkedIn-Version": "202607", "X-Restli-Protocol-Version": "2.0.0"}
SPREAD = {"feedDistribution": "MAIN_FEED", "targetEntities": [],
          "thirdPartyDistributionChannels": []}  # fmt: skip
BACK = "http://127.0.0.1:9/back"


class Caller:
    """One author with a token."""

    def __init__(self, sandbox: SandboxProcess, handle: str, http: httpx.Client) -> None:
        self.http, self.base = http, sandbox.base_url("linkedin")
        self.secrets = sandbox.account("linkedin", handle)
        self.author = self.secrets["author"]
        self.headers = {**HEADERS, "Authorization": f"Bearer {self.secrets['access_token']}"}

    def call(self, method: str, path: str, **parts: Any) -> httpx.Response:
        headers = {**self.headers, **parts.pop("headers", {})}
        return self.http.request(method, f"{self.base}{path}", headers=headers, **parts)

    def post(self, text: str, **parts: Any) -> httpx.Response:
        body = {"author": self.author, "commentary": text, "visibility": "PUBLIC",
                "distribution": SPREAD, "lifecycleState": "PUBLISHED", **parts}  # fmt: skip
        return self.call("POST", "/rest/posts", json=body)

    def begin(self, family: str, **asked: Any) -> dict[str, Any]:
        body = {"initializeUploadRequest": {"owner": self.author, **asked}}
        answer = self.call("POST", f"/rest/{family}?action=initializeUpload", json=body)
        assert answer.status_code == 200, answer.text
        value: dict[str, Any] = answer.json()["value"]
        return value

    def state(self, family: str, urn: str) -> httpx.Response:
        return self.call("GET", f"/rest/{family}/{quote(urn, safe='')}")


@pytest.fixture
def member(calm: SandboxProcess, handle: str, http: httpx.Client) -> Caller:
    return Caller(calm, handle, http)


@pytest.fixture
def page(calm: SandboxProcess, handle: str, http: httpx.Client) -> Caller:
    return Caller(calm, f"{handle}-page", http)


def test_a_post_is_answered_with_an_empty_body_and_its_id_in_a_header(member: Caller) -> None:
    answer = member.post("Hello")
    assert (answer.status_code, answer.content) == (201, b"")
    assert answer.headers["x-restli-id"].startswith("urn:li:share:")


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("LinkedIn-Version", "", 400),
        ("LinkedIn-Version", "202511", 426),
        ("LinkedIn-Version", "tomorrow", 426),
        ("X-Restli-Protocol-Version", "1.0.0", 400),
        ("Authorization", "Bearer nonsense", 401),
    ],
)
def test_every_call_needs_its_headers(member: Caller, header: str, value: str, status: int) -> None:
    member.headers[header] = value
    assert member.post("Hello").status_code == status


def test_urns_must_be_encoded(member: Caller) -> None:
    urn = member.post("Encoded").headers["x-restli-id"]
    assert member.call("DELETE", f"/rest/posts/{urn}").status_code == 400
    for _ in range(2):
        answer = member.call("DELETE", f"/rest/posts/{quote(urn, safe='')}")
        assert answer.status_code == 204


def test_little_text_is_cut_at_the_first_bare_sign(member: Caller, calm: SandboxProcess) -> None:
    texts = {
        "Cut (here)": "Cut ",
        r"Kept \(here\) #tag https://a.example/x_y": "Kept (here) #tag https://a.example/x_y",
        r"{hashtag|\#|word} by @[Leo](urn:li:person:x)": "#word by Leo",
    }
    for commentary in texts:
        assert member.post(commentary).status_code == 201
    stood = [post["text"] for post in calm.posts("linkedin") if post["account_id"] in member.author]
    assert stood == list(texts.values())


def test_a_repeat_is_refused_with_the_first_posts_urn(member: Caller) -> None:
    urn = member.post("Only once").headers["x-restli-id"]
    again = member.post("Only once")
    assert again.status_code == 422
    assert again.json()["message"] == f"Content is a duplicate of {urn}"


def test_nobody_posts_for_somebody_else(member: Caller, page: Caller) -> None:
    answer = member.post("Not mine", author="urn:li:person:other")
    assert (answer.status_code, answer.json()["code"]) == (403, "ACCESS_DENIED")
    assert member.post("A page's", author=page.author).status_code == 403


@pytest.mark.parametrize(
    "change",
    [
        {"visibility": "EVERYBODY"},
        {"lifecycleState": "DRAFT"},
        {"distribution": None},
        {"commentary": "a" * 3001},
        {"content": {"media": {"id": "urn:li:image:unknown"}}},
        {"content": {"multiImage": {"images": [{"id": "urn:li:image:1"}]}}},
        {"content": {"poll": {"question": "?", "options": [{"text": "one"}]}}},
        {"content": {"article": {"source": "https://a.example"}}},
    ],
)
def test_a_field_that_will_not_do_is_named(member: Caller, change: dict[str, Any]) -> None:
    answer = member.post("A post", **change)
    assert answer.status_code == 422
    assert answer.json()["errorDetails"]["inputErrors"]


def test_a_picture_is_processed_before_it_may_be_used(page: Caller, calm: SandboxProcess) -> None:
    slot = page.begin("images")
    assert page.state("images", slot["image"]).json()["status"] == "WAITING_UPLOAD"
    assert page.http.put(slot["uploadUrl"], content=picture()).status_code == 401
    put = page.http.put(slot["uploadUrl"], content=picture(), headers=page.headers)
    assert put.status_code == 201
    content = {"media": {"id": slot["image"], "altText": "A line"}}
    assert page.state("images", slot["image"]).json()["status"] == "PROCESSING"
    assert page.post("Too early", content=content).status_code == 422
    calm.control("POST", "/clock", {"advance_s": 3})
    assert page.state("images", slot["image"]).json()["status"] == "AVAILABLE"
    assert page.post("In time", content=content).status_code == 201


def test_a_member_may_not_ask_how_far_a_picture_is(member: Caller) -> None:
    slot = member.begin("images")
    assert member.state("images", slot["image"]).status_code == 403


def test_a_video_needs_parts_of_the_right_size_and_their_tags(
    member: Caller, calm: SandboxProcess
) -> None:
    body = b"\0\0\0\x18ftypisom" + b"\1" * 4_300_000
    slot = member.begin("videos", fileSizeBytes=len(body))
    parts = slot["uploadInstructions"]
    assert [(part["firstByte"], part["lastByte"]) for part in parts] == [
        (0, 4_194_303), (4_194_304, len(body) - 1)
    ]  # fmt: skip
    assert member.http.put(parts[0]["uploadUrl"], content=body[:100]).status_code == 400
    tags = []
    for part in parts:
        piece = body[part["firstByte"] : part["lastByte"] + 1]
        answer = member.http.put(part["uploadUrl"], content=piece)
        assert answer.status_code == 200
        tags.append(answer.headers["etag"])

    def finish(ids: list[str]) -> httpx.Response:
        asked = {"video": slot["video"], "uploadToken": "", "uploadedPartIds": ids}
        path = "/rest/videos?action=finalizeUpload"
        return member.call("POST", path, json={"finalizeUploadRequest": asked})

    assert finish(tags[::-1]).status_code == 400
    assert finish(tags).status_code == 200
    calm.control("POST", "/clock", {"advance_s": 3})
    assert member.state("videos", slot["video"]).json()["status"] == "AVAILABLE"
    answer = member.post("Moving", content={"media": {"id": slot["video"]}})
    assert answer.headers["x-restli-id"].startswith("urn:li:ugcPost:")


def test_a_file_of_another_kind_fails_in_processing(page: Caller, calm: SandboxProcess) -> None:
    slot = page.begin("images")
    page.http.put(slot["uploadUrl"], content=b"no picture", headers=page.headers)
    calm.control("POST", "/clock", {"advance_s": 3})
    assert page.state("images", slot["image"]).json()["status"] == "PROCESSING_FAILED"


def test_the_finder_is_for_organisations_and_shows_the_newest_first(
    page: Caller, member: Caller
) -> None:
    first, second = (page.post(text).headers["x-restli-id"] for text in ("One", "Two"))
    finder = {"X-RestLi-Method": "FINDER"}
    path = f"/rest/posts?q=author&author={quote(page.author, safe='')}&count=5"
    found = page.call("GET", path, headers=finder).json()["elements"]
    assert [post["id"] for post in found] == [second, first]
    mine = f"/rest/posts?q=author&author={quote(member.author, safe='')}"
    assert member.call("GET", mine, headers=finder).status_code == 403


def test_an_edit_changes_the_words(page: Caller, calm: SandboxProcess) -> None:
    urn = quote(page.post("Before").headers["x-restli-id"], safe="")
    patch = {"patch": {"$set": {"commentary": "After"}}}
    assert page.call("POST", f"/rest/posts/{urn}", json=patch).status_code == 400
    update = {"X-RestLi-Method": "PARTIAL_UPDATE"}
    answer = page.call("POST", f"/rest/posts/{urn}", json=patch, headers=update)
    assert answer.status_code == 204
    assert page.call("GET", f"/rest/posts/{urn}").json()["commentary"] == "After"


def test_a_post_has_a_page_of_its_own(member: Caller, calm: SandboxProcess) -> None:
    poll = {"question": "North or south?", "options": [{"text": "North"}, {"text": "South"}],
            "settings": {"duration": "ONE_DAY"}}  # fmt: skip
    urn = member.post("", content={"poll": poll}).headers["x-restli-id"]
    answer = member.http.get(f"{calm.origin}/linkedin/feed/update/{urn}")
    assert answer.status_code == 200
    assert "North or south?" in answer.text
    assert member.http.get(f"{calm.origin}/linkedin/feed/update/urn:li:share:1").status_code == 404


def test_numbers_grow_with_time(member: Caller, calm: SandboxProcess) -> None:
    urn = member.post("Will it grow?").headers["x-restli-id"]
    entity = f"(share:{quote(urn, safe='')})"
    path = f"/rest/memberCreatorPostAnalytics?q=entity&entity={entity}&queryType=IMPRESSION"
    before = member.call("GET", path).json()["elements"][0]["count"]
    calm.control("POST", "/clock", {"advance_s": 600})
    assert member.call("GET", path).json()["elements"][0]["count"] > before


def consent(http: httpx.Client, base: str, client_id: str, **answer: str) -> dict[str, str]:
    query = {"response_type": "code", "client_id": client_id, "redirect_uri": BACK,
             "scope": "openid profile w_member_social", "state": "s p"}  # fmt: skip
    got = http.post(f"{base}/oauth/v2/authorization", params=query, data=answer)
    return dict(parse_qsl(urlsplit(got.headers["location"]).query))


def test_consent_code_and_refresh_keep_their_times(
    calm: SandboxProcess, member: Caller, handle: str, http: httpx.Client
) -> None:
    app = calm.control("GET", "/apps")["linkedin"]
    keys = {name: app[name] for name in ("client_id", "client_secret")}
    denied = consent(http, member.base, app["client_id"], decision="deny")
    assert (denied["error"], denied["state"]) == ("user_cancelled_authorize", "s p")

    def token(**form: str) -> httpx.Response:
        return http.post(f"{member.base}/oauth/v2/accessToken", data={**keys, **form})

    def exchange(code: str, back: str = BACK) -> httpx.Response:
        return token(grant_type="authorization_code", code=code, redirect_uri=back)

    yes = {"decision": "allow", "account": handle}
    code = consent(http, member.base, app["client_id"], **yes)["code"]
    given = exchange(code).json()
    assert (given["expires_in"], given["refresh_token_expires_in"]) == (5_184_000, 31_536_000)
    assert exchange(code).status_code == 400
    other = consent(http, member.base, app["client_id"], **yes)["code"]
    assert exchange(other, f"{BACK}/x").status_code == 400
    late = consent(http, member.base, app["client_id"], **yes)["code"]
    calm.control("POST", "/clock", {"advance_s": 1801})
    assert exchange(late).status_code == 400
    again = token(grant_type="refresh_token", refresh_token=given["refresh_token"]).json()
    assert again["refresh_token"] == given["refresh_token"]
    assert 31_536_000 - 1900 < again["refresh_token_expires_in"] <= 31_536_000 - 1801
    bad = token(grant_type="refresh_token", refresh_token="nothing")
    assert (bad.status_code, bad.json()["error"]) == (400, "invalid_grant")


class _Receiver(http.server.BaseHTTPRequestHandler):
    """Answers challenges with the secret it knows, and keeps what is sent."""

    secret = b""
    seen: list[tuple[str, bytes]]

    def do_GET(self) -> None:
        code = parse_qs(urlsplit(self.path).query)["challengeCode"][0]
        signed = hmac.new(self.secret, code.encode(), hashlib.sha256).hexdigest()
        self._answer({"challengeCode": code, "challengeResponse": signed})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.seen.append((self.headers["x-li-signature"], body))
        self._answer({})

    def _answer(self, body: dict[str, str]) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: Any) -> None:
        return


def test_an_address_proves_itself_and_hears_of_comments(page: Caller, calm: SandboxProcess) -> None:
    secret = calm.control("GET", "/apps")["linkedin"]["client_secret"].encode()
    own = type("Own", (_Receiver,), {"seen": [], "secret": b"another secret"})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), own) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        body = {"webhook": f"http://127.0.0.1:{server.server_port}/hook"}
        path = f"/rest/eventSubscriptions/{quote(page.author, safe='')}"
        assert page.call("PUT", path, json=body).status_code == 400
        own.secret = secret
        assert page.call("PUT", path, json=body).status_code == 204
        urn = page.post("Speak").headers["x-restli-id"]
        comment = {"actor": page.author, "object": urn, "message": {"text": "First"}}
        answer = page.call(
            "POST", f"/rest/socialActions/{quote(urn, safe='')}/comments", json=comment
        )
        assert answer.status_code == 201
        server.shutdown()
    ((signature, sent),) = own.seen
    assert signature == hmac.new(secret, b"hmacsha256=" + sent, hashlib.sha256).hexdigest()
    assert json.loads(sent)["notifications"][0]["sourcePost"] == urn
