"""The sandbox's YouTube over real HTTP, and judged by Google's own client library."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from google.oauth2.credentials import Credentials
from googleapiclient import discovery
from googleapiclient.discovery_cache import get_static_doc
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaFileUpload, MediaIoBaseUpload

from tests.apps.sandbox.pictures import noise, picture
from tests.doubles.sandbox import SandboxProcess

GRAIN = 256 * 1024
CLIP = b"\0\0\0\x18ftypisom" + b"\1" * (2 * GRAIN + 500)
FINE = {
    "snippet": {"title": "Dawn", "description": "Over the roofs #Leo", "categoryId": "22"},
    "status": {"privacyStatus": "public", "selfDeclaredMadeForKids": False},
}


@pytest.fixture(autouse=True)
def calm(sandbox: SandboxProcess) -> Iterator[None]:
    """No trouble before and after."""
    yield
    sandbox.faults("youtube")
    sandbox.control("DELETE", "/exhaust/youtube")


class Caller:
    """One channel with its token."""

    def __init__(self, sandbox: SandboxProcess, handle: str, http: httpx.Client) -> None:
        self.http, self.base = http, sandbox.base_url("youtube")
        self.secrets = sandbox.account("youtube", handle, "Leo Daily")
        self.auth = {"Authorization": f"Bearer {self.secrets['access_token']}"}

    def get(self, path: str, **params: Any) -> httpx.Response:
        return self.http.get(f"{self.base}/youtube/v3/{path}", params=params, headers=self.auth)

    def open(
        self, resource: Any = None, size: int = len(CLIP), mime: str = "video/mp4"
    ) -> httpx.Response:
        headers = {
            "X-Upload-Content-Length": str(size), "X-Upload-Content-Type": mime, **self.auth
        }  # fmt: skip
        params = {"uploadType": "resumable", "part": "snippet,status"}
        url = f"{self.base}/upload/youtube/v3/videos"
        return self.http.post(url, params=params, json=resource or FINE, headers=headers)

    def put(self, session: str, content: bytes, span: str = "") -> httpx.Response:
        headers = {**self.auth, "Content-Type": "video/mp4"}
        if span:
            headers["Content-Range"] = f"bytes {span}"
        return self.http.put(session, content=content, headers=headers)

    def upload(self, resource: Any = None, content: bytes = CLIP) -> dict[str, Any]:
        session = self.open(resource, len(content)).headers["location"]
        answer = self.put(session, content)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def thumbnail(self, video: str, content: bytes, mime: str = "image/jpeg") -> httpx.Response:
        headers = {**self.auth, "Content-Type": mime}
        url = f"{self.base}/upload/youtube/v3/thumbnails/set"
        return self.http.post(url, params={"videoId": video}, content=content, headers=headers)


@pytest.fixture
def caller(sandbox: SandboxProcess, handle: str, http: httpx.Client) -> Caller:
    return Caller(sandbox, handle, http)


def refusal(answer: httpx.Response) -> tuple[int, str]:
    error = answer.json()["error"]
    assert error["code"] == answer.status_code
    assert error["status"]
    return answer.status_code, error["errors"][0]["reason"]


def changed(part: str, **values: Any) -> dict[str, Any]:
    return {**FINE, part: {**FINE[part], **values}}


def test_a_session_tells_what_it_holds_and_becomes_one_video(
    caller: Caller, sandbox: SandboxProcess, handle: str
) -> None:
    opened = caller.open()
    assert (opened.status_code, opened.content) == (200, b"")
    session, size = opened.headers["location"], len(CLIP)
    nothing = caller.put(session, b"", f"*/{size}")
    assert (nothing.status_code, "range" in nothing.headers) == (308, False)
    first = caller.put(session, CLIP[:GRAIN], f"0-{GRAIN - 1}/{size}")
    assert (first.status_code, first.headers["range"]) == (308, f"bytes=0-{GRAIN - 1}")
    assert caller.put(session, b"", f"*/{size}").headers["range"] == f"bytes=0-{GRAIN - 1}"
    assert not sandbox.posts("youtube", handle)
    done = caller.put(session, CLIP[GRAIN:], f"{GRAIN}-{size - 1}/{size}")
    assert done.status_code == 201
    assert done.json()["status"]["uploadStatus"] == "uploaded"
    for repeat in (caller.put(session, b"", f"*/{size}"), caller.put(session, CLIP)):
        assert (repeat.status_code, repeat.json()["id"]) == (200, done.json()["id"])
    standing = sandbox.posts("youtube", handle)
    assert [post["text"] for post in standing] == ["Over the roofs #Leo"]
    assert standing[0]["media"][0]["bytes"] == size


def test_a_chunk_that_is_no_multiple_of_256_kib_is_refused(caller: Caller) -> None:
    session, size = caller.open().headers["location"], len(CLIP)
    answer = caller.put(session, CLIP[:1000], f"0-999/{size}")
    assert refusal(answer) == (400, "invalidChunk")
    assert "range" not in caller.put(session, b"", f"*/{size}").headers


def test_a_chunk_at_a_wrong_place_is_answered_with_the_stored_range(caller: Caller) -> None:
    session, size = caller.open().headers["location"], len(CLIP)
    caller.put(session, CLIP[:GRAIN], f"0-{GRAIN - 1}/{size}")
    wrong = caller.put(session, CLIP[2 * GRAIN :], f"{2 * GRAIN}-{size - 1}/{size}")
    assert (wrong.status_code, wrong.headers["range"]) == (308, f"bytes=0-{GRAIN - 1}")


def test_a_chunk_that_breaks_off_is_kept_in_whole_pieces(caller: Caller) -> None:
    session, size = caller.open().headers["location"], len(CLIP)
    place = urlsplit(session)
    head = (
        f"PUT {place.path}?{place.query} HTTP/1.1\r\nHost: {place.netloc}\r\n"
        f"Authorization: {caller.auth['Authorization']}\r\nContent-Length: {size}\r\n"
        f"Content-Range: bytes 0-{size - 1}/{size}\r\n\r\n"
    )
    with socket.create_connection((place.hostname, place.port)) as line:
        line.sendall(head.encode() + CLIP[: GRAIN + 4000])
        time.sleep(0.2)
    for _ in range(1200):
        told = caller.put(session, b"", f"*/{size}").headers.get("range")
        if told:
            break
        time.sleep(0.05)
    assert told == f"bytes=0-{GRAIN - 1}"


def test_a_session_is_the_channel_s_own_and_dies_after_a_week(
    caller: Caller, sandbox: SandboxProcess, http: httpx.Client, handle: str
) -> None:
    session = caller.open().headers["location"]
    other = Caller(sandbox, f"{handle}other", http)
    assert other.put(session, CLIP).status_code == 404
    assert http.put(session, content=CLIP).status_code == 401
    assert caller.put(f"{session}x", b"", f"*/{len(CLIP)}").status_code == 404


@pytest.mark.parametrize(
    ("resource", "reason"),
    [
        (changed("snippet", title=""), "invalidTitle"),
        (changed("snippet", title="a" * 101), "invalidTitle"),
        (changed("snippet", title="a<b"), "invalidTitle"),
        (changed("snippet", description="é" * 2501), "invalidDescription"),
        (changed("snippet", description="b>a"), "invalidDescription"),
        (changed("snippet", tags=["a b" * 83, "c" * 249]), "invalidTags"),
        (changed("snippet", categoryId="3"), "invalidCategoryId"),
        (changed("status", privacyStatus="secret"), "invalidVideoMetadata"),
        (changed("status", publishAt="2099-01-01T00:00:00Z"), "invalidPublishAt"),
        (
            changed("status", privacyStatus="private", publishAt="2020-01-01T00:00:00Z"),
            "invalidPublishAt",
        ),
    ],
)
def test_metadata_that_breaks_a_rule_is_refused(
    caller: Caller, resource: dict[str, Any], reason: str
) -> None:
    assert refusal(caller.open(resource)) == (400, reason)


def test_an_upload_without_a_body_or_of_another_kind_is_refused(caller: Caller) -> None:
    assert refusal(caller.open(size=0)) == (400, "mediaBodyRequired")
    assert refusal(caller.open(mime="image/png")) == (400, "mediaBodyRequired")


def test_a_video_is_uploaded_then_processed_and_its_numbers_grow(
    caller: Caller, sandbox: SandboxProcess
) -> None:
    sandbox.faults("youtube", processing_s=2)
    video = caller.upload()
    part = "status,processingDetails,statistics"

    def read() -> dict[str, Any]:
        found: dict[str, Any] = caller.get("videos", part=part, id=video["id"]).json()["items"][0]
        return found

    early = read()
    assert early["status"]["uploadStatus"] == "uploaded"
    assert early["processingDetails"]["processingStatus"] == "processing"
    assert "snippet" not in early
    sandbox.control("POST", "/clock", {"advance_s": 600})
    late = read()
    assert late["status"]["uploadStatus"] == "processed"
    assert late["processingDetails"]["processingStatus"] == "succeeded"
    assert int(late["statistics"]["viewCount"]) > int(early["statistics"]["viewCount"])


def test_private_videos_are_seen_by_their_owner_alone(
    caller: Caller, sandbox: SandboxProcess, http: httpx.Client, handle: str
) -> None:
    hidden = caller.upload(changed("status", privacyStatus="private"))["id"]
    other = Caller(sandbox, f"{handle}other", http)
    assert caller.get("videos", part="status", id=hidden).json()["items"]
    assert other.get("videos", part="status", id=hidden).json()["items"] == []
    shown = caller.upload(changed("snippet", title="Shown"))["id"]
    assert other.get("videos", part="status", id=shown).json()["items"]
    url = f"{caller.base}/youtube/v3/videos"
    theirs = http.delete(url, params={"id": shown}, headers=other.auth)
    assert refusal(theirs) == (403, "forbidden")


def test_parts_and_ids_are_checked(caller: Caller) -> None:
    assert refusal(caller.get("videos", id="a")) == (400, "missingRequiredParameter")
    assert refusal(caller.get("videos", part="shoe", id="a")) == (400, "unknownPart")
    assert refusal(caller.get("videos", part="id")) == (400, "missingRequiredParameter")
    many = ",".join(["a"] * 51)
    assert refusal(caller.get("videos", part="id", id=many)) == (400, "invalidParameter")
    assert refusal(caller.get("no-such-thing")) == (404, "notFound")


def test_a_thumbnail_is_a_jpeg_or_png_of_at_most_two_mebibytes(caller: Caller) -> None:
    video = caller.upload()["id"]
    assert caller.thumbnail(video, picture(1280, 720)).status_code == 200
    assert refusal(caller.thumbnail(video, b"")) == (400, "mediaBodyRequired")
    assert refusal(caller.thumbnail(video, b"none")) == (400, "invalidImage")
    assert refusal(caller.thumbnail(video, noise(2700, 2700))) == (400, "invalidImage")
    webp = caller.thumbnail(video, picture(), "image/webp")
    assert refusal(webp) == (400, "imageFormatUnsupported")
    assert refusal(caller.thumbnail("nosuchvideo", picture())) == (404, "videoNotFound")


def test_an_empty_quota_is_told_and_a_google_account_may_have_no_channel(
    caller: Caller, sandbox: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    nobody = Caller(sandbox, f"nochannel{handle}", http)
    mine = {"part": "id", "mine": "true"}
    assert nobody.get("channels", **mine).json()["items"] == []
    sandbox.control("POST", "/exhaust/youtube", {"handle": handle})
    assert refusal(caller.open()) == (400, "uploadLimitExceeded")
    assert caller.get("channels", **mine).status_code == 200
    sandbox.control("POST", "/exhaust/youtube", {})
    assert refusal(caller.open()) == (403, "quotaExceeded")
    assert refusal(caller.get("channels", **mine)) == (403, "quotaExceeded")


def consent(caller: Caller, handle: str, **changes: str) -> httpx.Response:
    form = {
        "client_id": caller.secrets["client_id"], "redirect_uri": "http://127.0.0.1:9/back",
        "response_type": "code", "scope": "https://www.googleapis.com/auth/youtube.readonly",
        "state": "s", "account": handle, "decision": "allow", **changes,
    }  # fmt: skip
    return caller.http.post(f"{caller.base}/o/oauth2/v2/auth", data=form)


def redeemed(caller: Caller, answer: httpx.Response, **changes: str) -> httpx.Response:
    form = {
        "grant_type": "authorization_code", "redirect_uri": "http://127.0.0.1:9/back",
        "code": httpx.URL(answer.headers["location"]).params["code"],
        "client_id": caller.secrets["client_id"],
        "client_secret": caller.secrets["client_secret"], **changes,
    }  # fmt: skip
    return caller.http.post(f"{caller.base}/token", data=form)


def test_a_refresh_token_is_given_only_for_offline_access(caller: Caller, handle: str) -> None:
    online = redeemed(caller, consent(caller, handle)).json()
    assert "refresh_token" not in online
    assert (online["token_type"], online["expires_in"]) == ("Bearer", 3599)
    known = redeemed(caller, consent(caller, handle, access_type="offline")).json()
    assert "refresh_token" not in known
    asked = consent(caller, handle, access_type="offline", prompt="consent")
    assert redeemed(caller, asked).json()["refresh_token"]


def test_scopes_that_were_not_given_open_nothing(caller: Caller, handle: str) -> None:
    token = redeemed(caller, consent(caller, handle)).json()["access_token"]
    caller.auth = {"Authorization": f"Bearer {token}"}
    assert caller.get("channels", part="id", mine="true").status_code == 200
    assert refusal(caller.open()) == (403, "insufficientPermissions")


def test_what_google_does_not_know_is_refused_before_the_question(
    caller: Caller, handle: str
) -> None:
    strange = {
        "invalid_client": {"client_id": "nobody"},
        "redirect_uri_mismatch": {"redirect_uri": "https://example.com/back"},
        "invalid_scope": {"scope": "everything"},
        "unsupported_response_type": {"response_type": "token"},
    }
    for error, change in strange.items():
        assert consent(caller, handle, **change).json()["error"] == error
    wrong = redeemed(caller, consent(caller, handle), client_secret="guess")
    assert (wrong.status_code, wrong.json()["error"]) == (401, "invalid_client")


def test_the_viewer_shows_the_title_and_lives_at_watch(
    caller: Caller, sandbox: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    video = caller.upload(changed("snippet", title="Dawn & <no markup".replace("<", "")))
    link = sandbox.posts("youtube", handle)[0]["url"]
    assert link == f"{caller.base}/watch?v={video['id']}"
    page = http.get(link).text
    assert "Dawn &amp; no markup" in page
    assert '<span class="tag" dir="auto">#Leo</span>' in page
    assert http.get(f"{caller.base}/watch?v=nothing").status_code == 404


@pytest.fixture
def google(caller: Caller) -> Iterator[Any]:
    """Google's client library, pointed at the sandbox."""
    document = json.loads(get_static_doc("youtube", "v3"))
    # Uploads go below the root address, which `api_endpoint` alone does not move.
    document["rootUrl"] = f"{caller.base}/"
    service = discovery.build_from_document(
        document,
        credentials=Credentials(token=caller.secrets["access_token"]),
        client_options={"api_endpoint": f"{caller.base}/"},
    )
    yield service
    service.close()


def test_google_s_client_uploads_in_chunks_and_reads_the_video_back(
    google: Any, tmp_path: Path, handle: str
) -> None:
    path = tmp_path / "dawn.mp4"
    path.write_bytes(CLIP)
    media = MediaFileUpload(str(path), mimetype="video/mp4", chunksize=GRAIN, resumable=True)
    request = google.videos().insert(part="snippet,status", body=FINE, media_body=media)
    seen, video = [], None
    while video is None:
        progress, video = request.next_chunk()
        seen.append(progress.resumable_progress if progress else None)
    media.stream().close()
    assert seen == [GRAIN, 2 * GRAIN, None]
    found = google.videos().list(part="snippet,status", id=video["id"]).execute()["items"][0]
    assert found["snippet"]["title"] == "Dawn"
    channel = google.channels().list(part="snippet,contentDetails", mine=True).execute()
    mine = channel["items"][0]
    assert mine["snippet"]["customUrl"] == f"@{handle}"
    uploads = mine["contentDetails"]["relatedPlaylists"]["uploads"]
    items = google.playlistItems().list(part="snippet", playlistId=uploads).execute()["items"]
    assert [one["snippet"]["resourceId"]["videoId"] for one in items] == [video["id"]]


def test_google_s_client_changes_files_comments_and_deletes(google: Any, caller: Caller) -> None:
    video = caller.upload()["id"]
    body = {"id": video, "snippet": {"title": "Dusk", "categoryId": "27"}}
    assert google.videos().update(part="snippet", body=body).execute()["snippet"]["title"] == "Dusk"
    cover = MediaIoBaseUpload(BytesIO(picture(1280, 720)), "image/jpeg")
    assert google.thumbnails().set(videoId=video, media_body=cover).execute()["items"]
    made = google.playlists().insert(
        part="snippet,status",
        body={"snippet": {"title": "Lanterns"}, "status": {"privacyStatus": "public"}},
    ).execute()  # fmt: skip
    filed = {"playlistId": made["id"], "resourceId": {"kind": "youtube#video", "videoId": video}}
    google.playlistItems().insert(part="snippet", body={"snippet": filed}).execute()
    said = {"videoId": video, "topLevelComment": {"snippet": {"textOriginal": "First"}}}
    google.commentThreads().insert(part="snippet", body={"snippet": said}).execute()
    threads = google.commentThreads().list(part="snippet", videoId=video).execute()["items"]
    assert threads[0]["snippet"]["topLevelComment"]["snippet"]["textOriginal"] == "First"
    assert google.videos().delete(id=video).execute() == ""
    items = google.playlistItems().list(part="snippet", playlistId=made["id"]).execute()
    assert items["items"] == []
    with pytest.raises(HttpError) as gone:
        google.videos().delete(id=video).execute()
    assert gone.value.status_code == 404
    assert gone.value.error_details[0]["reason"] == "videoNotFound"


def test_google_s_client_understands_a_refusal(google: Any) -> None:
    media = MediaIoBaseUpload(BytesIO(CLIP), "video/mp4", chunksize=GRAIN, resumable=True)
    body = changed("snippet", title="")
    with pytest.raises(HttpError) as refused:
        google.videos().insert(part="snippet,status", body=body, media_body=media).execute()
    assert refused.value.error_details[0]["reason"] == "invalidTitle"
