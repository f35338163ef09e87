"""TikTok's sign-in on the wire: client keys, scopes by commas, challenges in two forms."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.doubles.sandbox import SandboxProcess

JSON = dict[str, Any]


class Consent:
    """A program on one's own machine, asking for permission."""

    def __init__(self, sandbox: SandboxProcess, handle: str, http: httpx.Client) -> None:
        sandbox.account("tiktok", handle)
        keys = sandbox.control("GET", "/apps")["tiktok"]
        self.base, self.http, self.handle = sandbox.base_url("tiktok"), http, handle
        self.keys = {"client_key": keys["client_id"], "client_secret": keys["client_secret"]}

    def ask(self, **changes: str) -> httpx.Response:
        digest = hashlib.sha256(b"a-verifier")
        question = {
            "client_key": self.keys["client_key"], "response_type": "code", "state": "s",
            "scope": "user.info.basic,video.publish", "redirect_uri": "http://127.0.0.1:9/back",
            "code_challenge": digest.hexdigest(), "code_challenge_method": "S256",
            "account": self.handle, "decision": "allow", **changes,
        }  # fmt: skip
        return self.http.post(f"{self.base}/v2/auth/authorize/", data=question)

    def code(self, **changes: str) -> str:
        answer = parse_qs(urlsplit(self.ask(**changes).headers["location"]).query)
        assert answer["scopes"] == ["user.info.basic,video.publish"]
        return answer["code"][0]

    def token(self, **form: str) -> JSON:
        answer = self.http.post(f"{self.base}/v2/oauth/token/", data={**self.keys, **form})
        assert answer.status_code == 200
        return dict(answer.json())

    def redeem(self, code: str, **changes: str) -> JSON:
        form = {
            "grant_type": "authorization_code", "code": code, "code_verifier": "a-verifier",
            "redirect_uri": "http://127.0.0.1:9/back", **changes,
        }  # fmt: skip
        return self.token(**form)


@pytest.fixture
def consent(calm: SandboxProcess, handle: str, http: httpx.Client) -> Consent:
    return Consent(calm, handle, http)


def test_a_code_becomes_a_day_and_a_refresh_token_that_serves_once(consent: Consent) -> None:
    code = consent.code()
    given = consent.redeem(code)
    assert (given["expires_in"], given["refresh_expires_in"]) == (86_400, 31_536_000)
    assert (given["token_type"], given["scope"]) == ("Bearer", "user.info.basic,video.publish")
    assert consent.redeem(code)["error"] == "invalid_grant"
    refresh = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
    assert consent.token(**refresh)["refresh_token"] != given["refresh_token"]
    assert consent.token(**refresh)["error"] == "invalid_grant"


def test_the_challenge_may_be_hexadecimal_or_standard_but_not_missing(consent: Consent) -> None:
    standard = urlsafe_b64encode(hashlib.sha256(b"a-verifier").digest()).decode().rstrip("=")
    assert consent.redeem(consent.code(code_challenge=standard))["access_token"]
    assert consent.redeem(consent.code(), code_verifier="another")["error"] == "invalid_grant"
    assert consent.ask(code_challenge="").json()["error"] == "invalid_request"


def test_redirects_are_exact_and_carry_no_query(consent: Consent) -> None:
    assert consent.ask(redirect_uri="http://127.0.0.1:9/back?a=1").json()["error"]
    assert consent.ask(redirect_uri="https://elsewhere.example/back").json()["error"]
    other = consent.redeem(consent.code(), redirect_uri="http://127.0.0.1:9/other")
    assert other["error"] == "invalid_grant"


def test_a_no_comes_back_as_access_denied(consent: Consent) -> None:
    answer = parse_qs(urlsplit(consent.ask(decision="deny").headers["location"]).query)
    assert (answer["error"], answer["state"]) == (["access_denied"], ["s"])


def test_a_scope_that_was_not_granted_is_missed(consent: Consent) -> None:
    token = consent.redeem(consent.code())["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    answer = consent.http.post(f"{consent.base}/v2/video/list/?fields=id", json={}, headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "scope_not_authorized")


def test_revoking_ends_both_tokens_with_an_empty_answer(consent: Consent) -> None:
    given = consent.redeem(consent.code())
    form = {**consent.keys, "token": given["access_token"]}
    answer = consent.http.post(f"{consent.base}/v2/oauth/revoke/", data=form)
    assert (answer.status_code, answer.content) == (200, b"")
    refresh = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
    assert consent.token(**refresh)["error"] == "invalid_grant"
