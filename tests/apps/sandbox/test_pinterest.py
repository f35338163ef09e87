"""The sandbox's Pinterest, called as its specification says."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.apps.sandbox.pictures import picture
from tests.doubles.sandbox import SandboxProcess
from tests.support.loopback import TLS


@pytest.fixture
def secrets(sandbox: SandboxProcess, handle: str) -> dict[str, str]:
    return sandbox.account("pinterest", handle)


@pytest.fixture
def api(sandbox: SandboxProcess, secrets: dict[str, str]) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {secrets['access_token']}"}
    base = f"{sandbox.base_url('pinterest')}/v5"
    with httpx.Client(
        base_url=base, headers=headers, timeout=60, trust_env=False, verify=TLS
    ) as client:
        yield client


def inline(data: bytes) -> dict[str, Any]:
    return {"content_type": "image/jpeg", "data": b64encode(data).decode()}


def pin(secrets: dict[str, str], **parts: Any) -> dict[str, Any]:
    source = {"source_type": "image_base64", **inline(picture())}
    return {"board_id": secrets["board_id"], "media_source": source, **parts}


def test_a_pin_is_answered_with_201_and_stands(
    api: httpx.Client, secrets: dict[str, str], sandbox: SandboxProcess, handle: str
) -> None:
    body = pin(secrets, title="Lion", description="At dawn", link="https://example.com/l")
    answer = api.post("/pins", json=body)
    assert answer.status_code == 201
    assert answer.json()["creative_type"] == "REGULAR"
    standing = sandbox.posts("pinterest", handle)
    assert [(one["id"], one["text"]) for one in standing] == [(answer.json()["id"], "At dawn")]
    shown = httpx.get(standing[0]["url"], trust_env=False, verify=TLS)
    assert (shown.status_code, "Lion" in shown.text) == (200, True)


def test_a_carousel_has_two_to_five_pictures_of_one_shape(
    api: httpx.Client, secrets: dict[str, str]
) -> None:
    def answer(*pictures: bytes) -> httpx.Response:
        items = [inline(one) for one in pictures]
        source = {"source_type": "multiple_image_base64", "items": items}
        return api.post("/pins", json=pin(secrets, media_source=source))

    small = picture(100, 150)
    assert answer(small, small).json()["creative_type"] == "CAROUSEL"
    assert "maxItems=5" in answer(*[small] * 6).json()["message"]
    assert "minItems=2" in answer(small).json()["message"]
    assert "aspect ratio" in answer(small, picture(150, 150)).json()["message"]


def test_an_address_nobody_answers_at_is_told(api: httpx.Client, secrets: dict[str, str]) -> None:
    source = {"source_type": "image_url", "url": "http://127.0.0.1:9/a.jpg"}
    answer = api.post("/pins", json=pin(secrets, media_source=source))
    assert (answer.status_code, answer.json()["code"]) == (400, 235)
    assert "Unable to reach the URL" in answer.json()["message"]


@pytest.mark.parametrize(
    ("parts", "status", "code"),
    [
        ({"title": "t" * 101}, 400, 1),
        ({"description": "d" * 801}, 400, 1),
        ({"link": "l" * 2049}, 400, 1),
        ({"alt_text": "a" * 501}, 400, 1),
        ({"board_id": "1"}, 404, 40),
        ({"media_source": {"source_type": "no_such"}}, 400, 1),
        ({"media_source": {"source_type": "image_base64", "data": "d29yZHM="}}, 400, 236),
    ],
)
def test_what_does_not_fit_is_refused_with_its_code(
    api: httpx.Client, secrets: dict[str, str], parts: dict[str, Any], status: int, code: int
) -> None:
    answer = api.post("/pins", json=pin(secrets, **parts))
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_board_lists_its_pins_newest_first_page_by_page(
    api: httpx.Client, secrets: dict[str, str]
) -> None:
    made = [api.post("/pins", json=pin(secrets)).json()["id"] for _ in range(3)]
    path = f"/boards/{secrets['board_id']}/pins"
    first = api.get(path, params={"page_size": 2}).json()
    rest = api.get(path, params={"page_size": 2, "bookmark": first["bookmark"]}).json()
    listed = [one["id"] for one in (*first["items"], *rest["items"])]
    assert listed == list(reversed(made))
    assert rest["bookmark"] is None


def test_a_pin_is_changed_and_taken_down(api: httpx.Client, secrets: dict[str, str]) -> None:
    made = api.post("/pins", json=pin(secrets, title="Befor")).json()["id"]
    assert api.patch(f"/pins/{made}", json={"title": "Before"}).json()["title"] == "Before"
    assert api.delete(f"/pins/{made}").status_code == 204
    gone = api.delete(f"/pins/{made}")
    assert (gone.status_code, gone.json()["code"]) == (404, 50)


def test_numbers_grow_and_their_days_are_checked(
    api: httpx.Client, secrets: dict[str, str], sandbox: SandboxProcess
) -> None:
    made = api.post("/pins", json=pin(secrets, description="Grow")).json()["id"]
    ahead = sandbox.control("POST", "/clock", {"advance_s": 600})["ahead_s"]
    today = (datetime.now(UTC) + timedelta(seconds=ahead)).date()  # noqa: TID251 - the real time
    days = {"start_date": str(today - timedelta(days=80)), "end_date": str(today)}
    wanted = {**days, "metric_types": "IMPRESSION,SAVE,TOTAL_REACTIONS"}
    told = api.get(f"/pins/{made}/analytics", params=wanted).json()["all"]
    assert told["summary_metrics"]["IMPRESSION"] > told["summary_metrics"]["SAVE"] > 0
    assert "TOTAL_REACTIONS" in told["lifetime_metrics"]
    long = {**wanted, "start_date": str(today - timedelta(days=99))}
    assert api.get(f"/pins/{made}/analytics", params=long).status_code == 400


def test_every_answer_tells_what_is_left(api: httpx.Client) -> None:
    first, second = (api.get("/user_account").headers for _ in range(2))
    spent = int(first["x-ratelimit-remaining"]) - int(second["x-ratelimit-remaining"])
    assert spent == 1
    assert 0 < int(second["x-ratelimit-reset"]) <= 60


def test_a_refresh_token_serves_once(sandbox: SandboxProcess, secrets: dict[str, str]) -> None:
    address = f"{sandbox.base_url('pinterest')}/v5/oauth/token"
    keys = (secrets["client_id"], secrets["client_secret"])
    form = {"grant_type": "refresh_token", "refresh_token": secrets["refresh_token"]}
    with httpx.Client(trust_env=False, verify=TLS) as client:
        fresh = client.post(address, data=form, auth=keys)
        assert fresh.json()["access_token"].startswith("pina_")
        assert fresh.json()["refresh_token_expires_in"] == 5_184_000
        assert client.post(address, data=form, auth=keys).status_code == 400
        assert client.post(address, data=form, auth=(keys[0], "wrong")).status_code == 401


def test_withdrawn_access_answers_401(
    api: httpx.Client, sandbox: SandboxProcess, handle: str
) -> None:
    sandbox.control("POST", "/revoke", {"platform": "pinterest", "handle": handle})
    answer = api.get("/boards")
    assert (answer.status_code, answer.json()["code"]) == (401, 2)
