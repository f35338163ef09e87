"""The sandbox's videos, reels and stories of Facebook, from the platform's side."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import httpx
import pytest

from heliograph.apps.sandbox.facebook.film_rules import finished
from heliograph.apps.sandbox.facebook.films_store import FilmRow
from tests.apps.sandbox.test_facebook import Caller, refusal
from tests.doubles.sandbox import SandboxProcess
from tests.support.videos import write_video


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("films") / "upright.mp4"
    write_video(path, seconds=4)
    return path.read_bytes()


@pytest.fixture(scope="session")
def short_film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("films") / "short.mp4"
    write_video(path, seconds=2)
    return path.read_bytes()


@pytest.fixture
def caller(calm: SandboxProcess, handle: str, http: httpx.Client) -> Caller:
    return Caller(calm, handle, http)


def transfer(caller: Caller, session: str, start: int, piece: bytes) -> httpx.Response:
    return caller.http.post(
        f"{caller.base}/{caller.page_id}/videos",
        params={"access_token": caller.token, "upload_phase": "transfer"},
        data={"upload_session_id": session, "start_offset": str(start)},
        files={"video_file_chunk": ("chunk", piece, "application/octet-stream")},
    )


def send(
    caller: Caller, url: str, piece: bytes, offset: int, size: int, token: str = ""
) -> httpx.Response:
    headers = {
        "Authorization": f"OAuth {token or caller.token}", "offset": str(offset),
        "file_size": str(size),
    }  # fmt: skip
    return caller.http.post(url, headers=headers, content=piece)


def status(caller: Caller, video_id: str) -> dict[str, Any]:
    told: dict[str, Any] = caller.get(video_id, fields="status").json()["status"]
    return told


def until(caller: Caller, video_id: str, claim: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    for _ in range(60):
        told = status(caller, video_id)
        if claim(told):
            return told
        time.sleep(0.05)
    raise AssertionError(told)


def uploaded(caller: Caller, edge: str, film: bytes) -> str:
    path = f"{caller.page_id}/{edge}"
    begun = caller.post(path, upload_phase="start").json()
    assert send(caller, begun["upload_url"], film, 0, len(film)).json()["success"] is True
    return str(begun["video_id"])


def test_chunks_are_asked_for_in_order_and_no_other_is_taken(
    caller: Caller, sandbox: SandboxProcess, handle: str
) -> None:
    film = b"\0\0\0\x18ftypmp42" + bytes(1_500_000)
    path = f"{caller.page_id}/videos"
    begun = caller.post(path, upload_phase="start", file_size=len(film)).json()
    assert (begun["start_offset"], begun["end_offset"]) == ("0", str(1024 * 1024))
    session = begun["upload_session_id"]
    assert refusal(transfer(caller, session, 5, film[5:10])) == (400, 100, 1363037)
    told = transfer(caller, session, 0, film[: 1024 * 1024]).json()
    assert told == {"start_offset": str(1024 * 1024), "end_offset": str(len(film))}
    early = caller.post(path, upload_phase="finish", upload_session_id=session)
    assert refusal(early) == (400, 100, 1363033)
    told = transfer(caller, session, 1024 * 1024, film[1024 * 1024 :]).json()
    assert told["start_offset"] == told["end_offset"] == str(len(film))
    done = caller.post(path, upload_phase="finish", upload_session_id=session).json()
    assert done == {"success": True}
    told = until(caller, begun["video_id"], lambda one: one["video_status"] == "error")
    assert "could not be read" in told["processing_phase"]["error"]["message"]
    assert sandbox.posts("facebook", handle) == []


@pytest.mark.parametrize("size", ["", "0", "x", str(10 * 1024**3 + 1)])
def test_an_upload_of_no_size_does_not_begin(caller: Caller, size: str) -> None:
    answer = caller.post(f"{caller.page_id}/videos", upload_phase="start", file_size=size)
    assert refusal(answer)[:2] == (400, 100)


def test_a_video_in_one_call_stands_after_a_while(
    caller: Caller, sandbox: SandboxProcess, handle: str, film: bytes
) -> None:
    answer = caller.http.post(
        f"{caller.base}/{caller.page_id}/videos", params={"access_token": caller.token},
        data={"description": "At once", "title": "One"},
        files={"source": ("film.mp4", film, "video/mp4")},
    )  # fmt: skip
    video_id = answer.json()["id"]
    assert status(caller, video_id)["video_status"] == "processing"
    assert sandbox.posts("facebook", handle) == []
    told = until(caller, video_id, lambda one: one["video_status"] == "ready")
    assert told["publishing_phase"]["publish_status"] == "published"
    (post,) = sandbox.posts("facebook", handle)
    assert (post["text"], post["kind"]) == ("At once", "video")
    rows = caller.get(f"{caller.page_id}/videos", fields="id,description").json()["data"]
    assert rows == [{"id": video_id, "description": "At once"}]


def test_a_reel_goes_through_its_phases(
    caller: Caller, sandbox: SandboxProcess, handle: str, film: bytes
) -> None:
    path = f"{caller.page_id}/video_reels"
    begun = caller.post(path, upload_phase="start").json()
    video_id, url = begun["video_id"], begun["upload_url"]
    assert url.startswith(sandbox.base_url("facebook") + "/video-upload/v26.0/")
    assert status(caller, video_id)["uploading_phase"]["status"] == "not_started"
    half = len(film) // 2
    assert send(caller, url, film[:half], 0, len(film)).status_code == 400
    told = status(caller, video_id)["uploading_phase"]
    assert told == {"status": "in_progress", "bytes_transfered": half}
    wrong = send(caller, url, film[half:], half + 1, len(film)).json()["debug_info"]
    assert (wrong["type"], wrong["retriable"]) == ("OffsetInvalidError", True)
    assert send(caller, url, film[half:], half, len(film)).json()["success"] is True
    assert status(caller, video_id)["video_status"] == "upload_complete"
    done = caller.post(
        path, upload_phase="finish", video_id=video_id, video_state="PUBLISHED", description="Up"
    )
    assert done.json() == {"success": True}
    again = caller.post(path, upload_phase="finish", video_id=video_id, video_state="PUBLISHED")
    assert again.json() == {"success": True}
    until(caller, video_id, lambda one: one["publishing_phase"]["status"] == "complete")
    assert [one["text"] for one in sandbox.posts("facebook", handle)] == ["Up"]
    place = caller.get(video_id, fields="permalink_url").json()["permalink_url"]
    assert place == f"/reel/{video_id}"


def test_bytes_of_a_stranger_are_not_taken(
    caller: Caller, sandbox: SandboxProcess, film: bytes
) -> None:
    begun = caller.post(f"{caller.page_id}/video_reels", upload_phase="start").json()
    other = sandbox.account("facebook", "stranger")["access_token"]
    refused = send(caller, begun["upload_url"], film, 0, len(film), other).json()
    assert refused["debug_info"]["type"] == "NotAuthorizedError"
    unsigned = caller.http.post(begun["upload_url"], content=film)
    assert refusal(unsigned)[:2] == (400, 190)


def test_a_reel_that_is_too_short_fails_in_the_making(caller: Caller, short_film: bytes) -> None:
    video_id = uploaded(caller, "video_reels", short_film)
    caller.post(
        f"{caller.page_id}/video_reels", upload_phase="finish", video_id=video_id,
        video_state="PUBLISHED",
    )  # fmt: skip
    told = until(caller, video_id, lambda one: one["video_status"] == "error")
    assert "3 to 90 seconds" in told["processing_phase"]["error"]["message"]


def test_a_reel_is_scheduled_or_stays_a_draft(
    caller: Caller, sandbox: SandboxProcess, handle: str, film: bytes
) -> None:
    path = f"{caller.page_id}/video_reels"
    draft = uploaded(caller, "video_reels", film)
    caller.post(path, upload_phase="finish", video_id=draft, video_state="DRAFT")
    held = uploaded(caller, "video_reels", film)
    finish = {"upload_phase": "finish", "video_id": held, "video_state": "SCHEDULED"}
    assert refusal(caller.post(path, **finish))[:2] == (400, 100)
    now = caller.http.get(f"{sandbox.origin}/_sandbox/clock").json()["now"]
    due = int(datetime.fromisoformat(now).timestamp()) + 3600
    assert caller.post(path, **finish, scheduled_publish_time=due).status_code == 200
    told = until(caller, held, lambda one: one["video_status"] == "ready")
    assert told["publishing_phase"] == {
        "status": "not_started", "publish_status": "scheduled", "publish_time": due
    }  # fmt: skip
    assert sandbox.posts("facebook", handle) == []
    sandbox.control("POST", "/clock", {"advance_s": 3700})
    assert len(sandbox.posts("facebook", handle)) == 1
    assert status(caller, draft)["video_status"] == "upload_complete"


def test_the_thirty_first_reel_of_a_day_is_refused(
    caller: Caller, sandbox: SandboxProcess, film: bytes
) -> None:
    sandbox.control("PUT", "/settings", {"rate_scale": 1})
    path = f"{caller.page_id}/video_reels"
    answers = []
    try:
        for _ in range(31):
            video_id = uploaded(caller, "video_reels", film)
            form = {"upload_phase": "finish", "video_id": video_id, "video_state": "PUBLISHED"}
            answers.append(caller.post(path, **form))
    finally:
        sandbox.control("PUT", "/settings", {"rate_scale": 100})
    assert {answer.status_code for answer in answers[:30]} == {200}
    assert refusal(answers[30])[:2] == (400, 613)


def test_an_upload_of_yesterday_has_expired(caller: Caller, sandbox: SandboxProcess) -> None:
    begun = caller.post(f"{caller.page_id}/video_stories", upload_phase="start").json()
    sandbox.control("POST", "/clock", {"advance_s": 90_000})
    assert status(caller, begun["video_id"])["video_status"] == "expired"


def test_a_story_is_seen_for_a_day_and_then_archived(
    caller: Caller, sandbox: SandboxProcess, handle: str, film: bytes
) -> None:
    photo = caller.photo(40)["id"]
    told = caller.post(f"{caller.page_id}/photo_stories", photo_id=photo).json()
    assert told["success"] is True
    used = caller.post(f"{caller.page_id}/photo_stories", photo_id=photo)
    assert refusal(used) == (400, 100, 1366051)
    video_id = uploaded(caller, "video_stories", film)
    path = f"{caller.page_id}/video_stories"
    done = caller.post(path, upload_phase="finish", video_id=video_id).json()
    assert done["success"] is True
    until(caller, video_id, lambda one: one["video_status"] == "ready")
    rows = caller.get(f"{caller.page_id}/stories").json()["data"]
    assert {(row["post_id"], row["media_id"], row["status"]) for row in rows} == {
        (told["post_id"], photo, "published"), (done["post_id"], video_id, "published"),
    }  # fmt: skip
    assert caller.get(f"{caller.page_id}/feed").json()["data"] == []
    assert "Story" in caller.http.get(rows[0]["url"]).text
    sandbox.control("POST", "/clock", {"advance_s": 86_500})
    rows = caller.get(f"{caller.page_id}/stories").json()["data"]
    assert {row["status"] for row in rows} == {"archived"}
    assert sandbox.posts("facebook", handle) == []


def test_a_video_answers_to_metrics_of_its_own(
    caller: Caller, sandbox: SandboxProcess, film: bytes
) -> None:
    video_id = uploaded(caller, "video_reels", film)
    caller.post(
        f"{caller.page_id}/video_reels", upload_phase="finish", video_id=video_id,
        video_state="PUBLISHED",
    )  # fmt: skip
    sandbox.control("POST", "/clock", {"advance_s": 7200})
    names = "blue_reels_play_count,post_video_avg_time_watched,post_video_social_actions"
    rows = caller.get(f"{video_id}/video_insights", metric=names).json()["data"]
    values = {row["name"]: row["values"][0]["value"] for row in rows}
    assert values["blue_reels_play_count"] > 0
    assert set(values["post_video_social_actions"]) == {"COMMENT", "SHARE"}
    wrong = caller.get(f"{video_id}/video_insights", metric="post_media_view")
    assert refusal(wrong)[:2] == (400, 100)


def test_a_file_that_cannot_be_fetched_is_told_as_such(caller: Caller) -> None:
    begun = caller.post(f"{caller.page_id}/video_reels", upload_phase="start").json()
    headers = {"Authorization": f"OAuth {caller.token}", "file_url": "http://127.0.0.1:1/a.mp4"}
    lost = caller.http.post(begun["upload_url"], headers=headers).json()
    assert lost["debug_info"]["type"] == "ProcessingFailedError"
    lost_too = caller.post(f"{caller.page_id}/videos", file_url="http://127.0.0.1:1/a.mp4")
    assert refusal(lost_too)[:2] == (400, 324)


def test_a_video_is_called_published_when_it_is_shown_and_not_a_moment_before() -> None:
    """Its time may come between the settling of what is due and the answer about it."""
    ready = FilmRow(
        id="1", account_id="2", edge="videos", size=9, session="3", created_at=1.0, sha256="",
        mime="video/mp4", params={}, finished_at=2.0, ready_at=3.0, due_at=None, failure=None,
        post_id=None, poster=None,
    )  # fmt: skip
    assert finished(ready, 3.001)["video_status"] == "processing"
    shown = finished(replace(ready, post_id="2_4"), 3.001)
    assert shown["video_status"] == "ready"
    assert shown["publishing_phase"] == {
        "status": "complete", "publish_status": "published", "publish_time": 3,
    }  # fmt: skip
