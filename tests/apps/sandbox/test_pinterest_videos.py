"""Video pins on the wire: registered, stored next door without a token, processed, and covered."""

from __future__ import annotations

import time
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.apps.sandbox.pictures import picture
from tests.doubles.sandbox import SandboxProcess
from tests.support.loopback import TLS
from tests.support.videos import write_video


@pytest.fixture
def secrets(sandbox: SandboxProcess, handle: str) -> dict[str, str]:
    return sandbox.account("pinterest", handle)


@pytest.fixture
def api(calm: SandboxProcess, secrets: dict[str, str]) -> Iterator[httpx.Client]:
    calm.control("PUT", "/settings", {"container_s": 0.2})
    headers = {"Authorization": f"Bearer {secrets['access_token']}"}
    base = f"{calm.base_url('pinterest')}/v5"
    with httpx.Client(
        base_url=base, headers=headers, timeout=60, trust_env=False, verify=TLS
    ) as client:
        yield client
    calm.control("PUT", "/settings", {"container_s": 1.0})


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("video") / "lantern.mp4"
    write_video(path, seconds=4)
    return path.read_bytes()


def registered(api: httpx.Client) -> dict[str, Any]:
    answer = api.post("/media", json={"media_type": "video"})
    assert answer.status_code == 201
    return dict(answer.json())


def put_in(place: dict[str, Any], body: bytes, **changes: Any) -> httpx.Response:
    """The upload as the store wants it, but for the changes."""
    fields = {**place["upload_parameters"], **changes.pop("fields", {})}
    with httpx.Client(trust_env=False, timeout=60, verify=TLS) as bare:
        return bare.post(
            place["upload_url"], data=fields, files={"file": ("a.mp4", body, "video/mp4")},
            **changes,
        )  # fmt: skip


def processed(api: httpx.Client, media_id: str) -> str:
    for _ in range(1200):
        status = str(api.get(f"/media/{media_id}").json()["status"])
        if status in ("succeeded", "failed"):
            return status
        time.sleep(0.05)
    return status


def pin(api: httpx.Client, secrets: dict[str, str], media_id: str, **cover: Any) -> httpx.Response:
    source = {"source_type": "video_id", "media_id": media_id, **cover}
    body = {"board_id": secrets["board_id"], "title": "A lantern", "media_source": source}
    return api.post("/pins", json=body)


def test_a_video_is_registered_stored_processed_and_pinned(
    api: httpx.Client, secrets: dict[str, str], video: bytes, sandbox: SandboxProcess, handle: str
) -> None:
    place = registered(api)
    assert "x-amz-signature" in place["upload_parameters"]
    assert api.get(f"/media/{place['media_id']}").json()["status"] == "registered"
    assert put_in(place, video).status_code == 204
    assert api.get(f"/media/{place['media_id']}").json()["status"] == "processing"
    assert pin(api, secrets, place["media_id"], cover_image_key_frame_time=1).status_code == 400
    assert processed(api, place["media_id"]) == "succeeded"
    made = pin(api, secrets, place["media_id"], cover_image_key_frame_time=1)
    assert (made.status_code, made.json()["creative_type"]) == (201, "VIDEO")
    assert made.json()["media"]["media_type"] == "video"
    standing = sandbox.posts("pinterest", handle)[0]["media"][0]
    assert (standing["mime"], standing["width"], standing["height"]) == ("video/mp4", 540, 960)


def test_the_store_takes_only_what_was_signed_and_no_token(
    api: httpx.Client, video: bytes, calm: SandboxProcess
) -> None:
    place = registered(api)
    forged = put_in(place, video, fields={"x-amz-signature": "0" * 64})
    assert (forged.status_code, "SignatureDoesNotMatch" in forged.text) == (403, True)
    doubled = put_in(place, video, headers={"Authorization": "Bearer x"})
    assert (doubled.status_code, "auth mechanism" in doubled.text) == (400, True)
    calm.control("POST", "/clock", {"advance_s": 3601})
    late = put_in(place, video)
    assert (late.status_code, "expired" in late.text) == (403, True)
    assert api.get(f"/media/{place['media_id']}").json()["status"] == "registered"


def test_the_file_comes_after_every_field(api: httpx.Client, video: bytes) -> None:
    place = registered(api)
    parts = [("file", ("a.mp4", video, "video/mp4"))]
    parts += [(name, (None, value, None)) for name, value in place["upload_parameters"].items()]
    with httpx.Client(trust_env=False, timeout=60, verify=TLS) as bare:
        answer = bare.post(place["upload_url"], files=parts)
    assert (answer.status_code, "at the end" in answer.text) == (400, True)


def test_a_file_that_is_no_video_fails_in_processing(
    api: httpx.Client, secrets: dict[str, str]
) -> None:
    place = registered(api)
    assert put_in(place, picture()).status_code == 204
    assert processed(api, place["media_id"]) == "failed"
    refused = pin(api, secrets, place["media_id"], cover_image_key_frame_time=1)
    assert (refused.status_code, refused.json()["code"]) == (400, 1)


@pytest.mark.parametrize(
    ("cover", "status"),
    [
        ({}, 400),
        ({"cover_image_key_frame_time": 2}, 201),
        ({"cover_image_url": "http://127.0.0.1:9/gone.jpg"}, 400),
        ({"cover_image_data": b64encode(picture()).decode()}, 400),
        (
            {
                "cover_image_data": b64encode(picture()).decode(),
                "cover_image_content_type": "image/jpeg",
            },
            201,
        ),
    ],
)
def test_a_cover_is_required(
    api: httpx.Client, secrets: dict[str, str], video: bytes, cover: dict[str, Any], status: int
) -> None:
    place = registered(api)
    put_in(place, video)
    processed(api, place["media_id"])
    assert pin(api, secrets, place["media_id"], **cover).status_code == status


def test_a_video_of_somebody_else_is_not_to_be_had(
    api: httpx.Client, calm: SandboxProcess, handle: str
) -> None:
    place = registered(api)
    token = calm.account("pinterest", f"{handle}b")["access_token"]
    other = {"Authorization": f"Bearer {token}"}
    assert api.get(f"/media/{place['media_id']}", headers=other).status_code == 404
    assert api.get("/media/1").status_code == 404
    assert api.post("/media", json={"media_type": "image"}).status_code == 400
