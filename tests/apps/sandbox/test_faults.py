"""Trouble on demand: every fault does what its name says, on the wire."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.doubles.sandbox import SandboxProcess
from tests.support.loopback import TLS


def post(sandbox: SandboxProcess, handle: str, text: str, key: str = "") -> httpx.Response:
    token = sandbox.account("mastodon", handle)["access_token"]
    headers = {"Authorization": f"Bearer {token}", **({"Idempotency-Key": key} if key else {})}
    address = f"{sandbox.base_url('mastodon')}/api/v1/statuses"
    return httpx.post(
        address, data={"status": text}, headers=headers, timeout=60, trust_env=False, verify=TLS
    )


def texts(sandbox: SandboxProcess, handle: str) -> list[str]:
    return [standing["text"] for standing in sandbox.posts("mastodon", handle)]


def test_a_lost_answer_is_dropped_after_the_post_was_stored(
    calm: SandboxProcess, handle: str
) -> None:
    calm.faults("mastodon", lost_answer=1.0, only=["publish"])
    with pytest.raises(httpx.TransportError):
        post(calm, handle, "Heard by nobody")
    assert texts(calm, handle) == ["Heard by nobody"]
    assert calm.control("GET", "/faults/mastodon")["injected"] == {"lost_answer": 1}


def test_a_half_closed_answer_breaks_off_in_the_middle(calm: SandboxProcess, handle: str) -> None:
    calm.faults("mastodon", script=["half_closed"], only=["publish"])
    with pytest.raises(httpx.RemoteProtocolError):
        post(calm, handle, "Half an answer")
    assert texts(calm, handle) == ["Half an answer"]


def test_a_truncated_answer_is_whole_for_http_and_broken_as_json(
    calm: SandboxProcess, handle: str
) -> None:
    calm.faults("mastodon", script=["truncated"], only=["publish"])
    answer = post(calm, handle, "Cut short")
    assert answer.status_code == 200
    with pytest.raises(ValueError, match=r"line 1 column"):
        answer.json()
    assert texts(calm, handle) == ["Cut short"]


@pytest.mark.parametrize(
    ("fate", "status", "stands"),
    [("error_500", 500, 0), ("error_503", 503, 0), ("rate_limited", 429, 0),
     ("refused", 422, 0), ("committed_500", 500, 1)],
)  # fmt: skip
def test_errors_strike_before_storing_unless_they_say_otherwise(
    calm: SandboxProcess, handle: str, fate: str, status: int, stands: int
) -> None:
    calm.faults("mastodon", script=[fate], only=["publish"])
    assert post(calm, handle, "Once").status_code == status
    assert len(texts(calm, handle)) == stands
    assert post(calm, handle, "Twice").status_code == 200


@pytest.mark.parametrize(
    ("platform", "path", "errors"),
    [
        ("bluesky", "xrpc/app.bsky.actor.getProfile?actor=nobody",
         [(500, "InternalServerError"), (503, "NotEnoughResources"), (429, "RateLimitExceeded"),
          (400, "InvalidRequest")]),
        ("instagram", "v26.0/me", [(500, -1), (503, -1), (400, 4), (400, 4)]),
    ],
)  # fmt: skip
def test_each_network_words_trouble_in_its_own_way(
    calm: SandboxProcess, http: httpx.Client, platform: str, path: str,
    errors: list[tuple[int, str | int]],
) -> None:  # fmt: skip
    calm.faults(platform, script=["error_500", "error_503", "rate_limited", "refused"])
    seen = []
    for _ in errors:
        answer = http.get(f"{calm.base_url(platform)}/{path}")
        error = answer.json()["error"]
        seen.append((answer.status_code, error if isinstance(error, str) else error["code"]))
    assert seen == errors


def test_chance_is_repeatable_by_its_seed(calm: SandboxProcess, handle: str) -> None:
    def fates() -> list[int]:
        calm.faults("mastodon", error_500=0.5, seed=7, only=["publish"])
        return [post(calm, handle, "x").status_code for _ in range(12)]

    first = fates()
    assert set(first) == {200, 500}
    assert fates() == first


def test_only_the_kinds_named_are_troubled(
    calm: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    calm.faults("mastodon", error_500=1.0, only=["upload"])
    assert post(calm, handle, "untouched").status_code == 200
    upload = http.post(f"{calm.base_url('mastodon')}/api/v2/media", files={"file": b"x"})
    assert upload.status_code == 500


def test_a_slow_answer_is_slow_and_a_late_one_is_stored_after_the_caller_left(
    calm: SandboxProcess, handle: str
) -> None:
    calm.faults("mastodon", slow_ms=300)
    started = time.monotonic()
    assert post(calm, handle, "slow").status_code == 200
    assert time.monotonic() - started >= 0.3
    calm.faults("mastodon", late_ms=700)
    token = calm.account("mastodon", handle)["access_token"]
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(
            f"{calm.base_url('mastodon')}/api/v1/statuses", data={"status": "late"},
            headers={"Authorization": f"Bearer {token}"}, timeout=0.3, trust_env=False, verify=TLS,
        )  # fmt: skip
    assert texts(calm, handle) == ["slow"]
    time.sleep(0.8)
    assert texts(calm, handle) == ["slow", "late"]


def test_young_posts_are_hidden_from_looks_but_not_from_the_control_api(
    calm: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    calm.faults("mastodon", list_delay_s=1.0)
    made = post(calm, handle, "wait for me").json()
    address = f"{calm.base_url('mastodon')}/api/v1/accounts/{made['account']['id']}/statuses"
    assert http.get(address).json() == []
    assert texts(calm, handle) == ["wait for me"]
    calm.control("POST", "/clock", {"advance_s": 2})
    assert [status["id"] for status in http.get(address).json()] == [made["id"]]


def test_expired_tokens_answer_in_each_networks_words(
    calm: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    mastodon = {"Authorization": f"Bearer {calm.account('mastodon', handle)['access_token']}"}
    instagram = calm.account("instagram", handle)["access_token"]
    bluesky = calm.account("bluesky", handle)
    base = f"{calm.base_url('bluesky')}/xrpc/com.atproto.server"
    login = {"identifier": bluesky["identifier"], "password": bluesky["app_password"]}
    old = http.post(f"{base}.createSession", json=login).json()
    for platform in ("mastodon", "bluesky", "instagram"):
        calm.faults(platform, expired_token=True)
    verify = f"{calm.base_url('mastodon')}/api/v1/accounts/verify_credentials"
    assert http.get(verify, headers=mastodon).status_code == 401
    me = http.get(f"{calm.base_url('instagram')}/v26.0/me", params={"access_token": instagram})
    assert me.json()["error"]["error_subcode"] == 463
    bearer = {"Authorization": f"Bearer {old['accessJwt']}"}
    assert http.get(f"{base}.getSession", headers=bearer).json()["error"] == "ExpiredToken"
    again = {"Authorization": f"Bearer {old['refreshJwt']}"}
    new = http.post(f"{base}.refreshSession", headers=again).json()
    fresh = {"Authorization": f"Bearer {new['accessJwt']}"}
    assert http.get(f"{base}.getSession", headers=fresh).status_code == 200


@pytest.mark.parametrize(
    "programme",
    [{"lost_answers": 1}, {"lost_answer": 2}, {"only": ["posting"]}, {"script": ["boom"]},
     {"slow_ms": "long"}, {"error_500": 0.6, "error_503": 0.6}],
)  # fmt: skip
def test_a_programme_that_cannot_be_is_refused_with_a_sentence(
    calm: SandboxProcess, http: httpx.Client, programme: dict[str, object]
) -> None:
    answer = http.put(f"{calm.origin}/_sandbox/faults/mastodon", json=programme)
    assert answer.status_code == 422
    assert answer.json()["error"].endswith((".", "]."))
    assert calm.control("GET", "/faults/mastodon")["lost_answer"] == 0


def test_a_killed_sandbox_keeps_every_answered_post(tmp_path: Path) -> None:
    sandbox = SandboxProcess.start(tmp_path / "home")
    token = sandbox.account("mastodon", "leo")["access_token"]
    sandbox.faults("mastodon", slow_ms=5)
    promised: list[str] = []

    def post_until_it_is_gone(worker: int) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        address = f"{sandbox.base_url('mastodon')}/api/v1/statuses"
        with httpx.Client(headers=headers, timeout=60, trust_env=False, verify=TLS) as client:
            for number in range(100_000):
                key = {"Idempotency-Key": f"{worker}-{number}"}
                try:
                    answer = client.post(address, data={"status": f"n{number}"}, headers=key)
                except httpx.TransportError:
                    return
                promised.append(answer.json()["id"])

    with ThreadPoolExecutor(8) as callers:
        running = [callers.submit(post_until_it_is_gone, worker) for worker in range(8)]
        while len(promised) < 100:
            time.sleep(0.01)
        sandbox.kill()
        for caller in running:
            caller.result()
    sandbox.resume()
    standing = {kept["id"] for kept in sandbox.posts("mastodon")}
    repeated = post(sandbox, "leo", "n0", "0-0").json()["id"]
    programme = sandbox.control("GET", "/faults/mastodon")
    sandbox.stop()
    assert set(promised) <= standing
    assert repeated in standing
    assert programme["slow_ms"] == 5


def test_a_second_sandbox_over_the_same_folder_is_turned_away(
    sandbox: SandboxProcess,
) -> None:
    with pytest.raises(RuntimeError, match="did not start"):
        SandboxProcess.start(sandbox.home)
