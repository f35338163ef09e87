"""The sandbox's video service: its own tokens, its states over time, its refusals."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.apps.sandbox.test_bluesky import Caller
from tests.doubles.sandbox import SandboxProcess
from tests.support.videos import write_video

UPLOAD = "com.atproto.repo.uploadBlob"
LIMITS = "app.bsky.video.getUploadLimits"


@pytest.fixture
def caller(calm: SandboxProcess, handle: str, http: httpx.Client) -> Caller:
    return Caller(calm, handle, http)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("films") / "film.mp4"
    write_video(path, seconds=1)
    return path.read_bytes()


def pass_for(caller: Caller, method: str, **more: Any) -> str:
    told = caller.http.get(
        f"{caller.base}/com.atproto.server.getServiceAuth",
        params={"aud": "did:web:127.0.0.1", "lxm": method, **more},
        headers={"Authorization": f"Bearer {caller.session['accessJwt']}"},
    )
    return str(told.json().get("token") or told.json()["error"])


def send(caller: Caller, data: bytes, token: str, **more: str) -> httpx.Response:
    return caller.http.post(
        f"{caller.base}/app.bsky.video.uploadVideo",
        params={"did": caller.did, "name": "film.mp4", **more},
        content=data,
        headers={"Authorization": f"Bearer {token}", "Content-Type": "video/mp4"},
    )


def state(caller: Caller, job: str) -> dict[str, Any]:
    told: dict[str, Any] = caller.get("app.bsky.video.getJobStatus", jobId=job).json()["jobStatus"]
    return told


def test_a_job_goes_through_its_states_and_ends_with_a_blob(
    caller: Caller, calm: SandboxProcess, film: bytes
) -> None:
    calm.faults("bluesky", processing_s=70)
    job = send(caller, film, pass_for(caller, UPLOAD)).json()["jobId"]
    seen = []
    for _ in range(7):
        seen.append(state(caller, job)["state"])
        calm.control("POST", "/clock", {"advance_s": 10})
    assert seen[0] == "JOB_STATE_CREATED"
    assert seen[-1] == "JOB_STATE_UPLOADED"
    assert len(set(seen)) == 7
    done = state(caller, job)
    assert done["state"] == "JOB_STATE_COMPLETED"
    assert done["blob"]["mimeType"] == "video/mp4"


def test_a_record_cannot_show_a_video_before_its_job_is_done(
    caller: Caller, calm: SandboxProcess, film: bytes, http: httpx.Client
) -> None:
    # Somebody else's job for the same bytes tells by which name the blob will go.
    calm.faults("bluesky", processing_s=0)
    other = Caller(calm, f"other-{caller.did[-6:]}", http)
    blob = send(other, film, pass_for(other, UPLOAD)).json()["blob"]
    calm.faults("bluesky", processing_s=70)
    send(caller, film, pass_for(caller, UPLOAD))
    embed = {"$type": "app.bsky.embed.video", "video": blob, "alt": ""}
    assert caller.create("Too early", embed=embed).json()["error"] == "BlobNotFound"
    calm.control("POST", "/clock", {"advance_s": 71})
    assert caller.create("Ready", embed=embed).status_code == 200


def test_the_same_bytes_have_one_job(caller: Caller, film: bytes) -> None:
    first = send(caller, film, pass_for(caller, UPLOAD))
    second = send(caller, film, pass_for(caller, UPLOAD))
    assert (first.status_code, second.status_code) == (200, 409)
    assert second.json()["error"] == "already_exists"
    assert second.json()["jobId"] == first.json()["jobId"]


def test_what_is_no_video_fails_after_a_while(caller: Caller, calm: SandboxProcess) -> None:
    calm.faults("bluesky", processing_s=0.2)
    job = send(caller, b"no film at all", pass_for(caller, UPLOAD)).json()["jobId"]
    time.sleep(0.3)
    failed = state(caller, job)
    assert failed["state"] == "JOB_STATE_FAILED"
    assert failed["failureCode"] == "validation_failure"


def test_a_video_of_more_than_three_minutes_is_refused(
    caller: Caller, film: bytes, tmp_path: Path
) -> None:
    place = film.find(b"mvhd")
    scale = int.from_bytes(film[place + 16 : place + 20])
    long = film[: place + 20] + (scale * 181).to_bytes(4) + film[place + 24 :]
    assert send(caller, long, pass_for(caller, UPLOAD)).json()["error"] == "VideoTooLong"


@pytest.mark.parametrize(("method", "error"), [(LIMITS, "BadJwtLexiconMethod"), (UPLOAD, None)])
def test_a_token_opens_only_the_method_it_names(
    caller: Caller, film: bytes, method: str, error: str | None
) -> None:
    assert send(caller, film, pass_for(caller, method)).json().get("error") == error


def test_tokens_run_out_and_belong_to_one_service(
    caller: Caller, calm: SandboxProcess, film: bytes
) -> None:
    ahead = time.time() + calm.control("GET", "/clock")["ahead_s"]
    assert pass_for(caller, UPLOAD, exp=int(ahead) + 7200) == "BadExpiration"
    elsewhere = pass_for(caller, UPLOAD, aud="did:web:elsewhere.example")
    assert send(caller, film, elsewhere).json()["error"] == "BadJwtAudience"
    short = pass_for(caller, UPLOAD)
    calm.control("POST", "/clock", {"advance_s": 61})
    assert send(caller, film, short).json()["error"] == "JwtExpired"
    assert send(caller, film, "a.b.c").json()["error"] == "BadJwtSignature"


def test_a_video_for_somebody_else_is_refused(caller: Caller, film: bytes) -> None:
    answer = send(caller, film, pass_for(caller, UPLOAD), did="did:plc:somebody")
    assert answer.status_code == 401
