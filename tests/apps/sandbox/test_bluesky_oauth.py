"""The sandbox's authorization server refuses what the real one refuses."""

from __future__ import annotations

import hashlib
import time
from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from tests.doubles.sandbox import SandboxProcess

BACK, SCOPE = "http://127.0.0.1:9/back", "atproto transition:generic"
CLIENT = f"http://localhost?{urlencode({'redirect_uri': BACK, 'scope': SCOPE})}"
VERIFIER = "v" * 64


def digest(text: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


class Program:
    """A program written here, with a key of its own."""

    def __init__(self, sandbox: SandboxProcess, http: httpx.Client, handle: str) -> None:
        self.sandbox, self.http, self.base = sandbox, http, sandbox.base_url("bluesky")
        self.handle = sandbox.account("bluesky", handle)["identifier"]
        self.key, self.nonce = ec.generate_private_key(ec.SECP256R1()), ""

    def proof(self, method: str, url: str, **claims: Any) -> str:
        public = ECAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        now = time.time() + self.sandbox.control("GET", "/clock")["ahead_s"]
        told = {"jti": uuid4().hex, "htm": method, "htu": url, "iat": int(now), **claims}
        if self.nonce:
            told.setdefault("nonce", self.nonce)
        return jwt.encode(told, self.key, "ES256", {"typ": "dpop+jwt", "jwk": public})

    def send(self, path: str, form: dict[str, str], proof: str | None = None) -> httpx.Response:
        url = f"{self.base}{path}"
        headers = {"DPoP": proof or self.proof("POST", url)}
        answer = self.http.post(url, data=form, headers=headers)
        self.nonce = answer.headers.get("dpop-nonce", self.nonce)
        return answer

    def question(self, **changes: str) -> dict[str, str]:
        asked = {
            "client_id": CLIENT, "response_type": "code", "redirect_uri": BACK, "scope": SCOPE,
            "state": "s", "code_challenge": digest(VERIFIER), "code_challenge_method": "S256",
        }  # fmt: skip
        return asked | changes

    def push(self, **changes: str) -> httpx.Response:
        self.send("/oauth/par", {})
        return self.send("/oauth/par", self.question(**changes))

    def page(self, uri: str) -> str:
        return f"{self.base}/oauth/authorize?{urlencode({'client_id': CLIENT, 'request_uri': uri})}"

    def allowed(self) -> dict[str, str]:
        uri = self.push().json()["request_uri"]
        form = {"account": self.handle, "decision": "allow"}
        answer = self.http.post(self.page(uri), data=form)
        return {
            name: one[0]
            for name, one in parse_qs(urlsplit(answer.headers["location"]).query).items()
        }

    def exchange(self, code: str, **changes: str) -> httpx.Response:
        form = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": BACK,
            "client_id": CLIENT, "code_verifier": VERIFIER,
        }  # fmt: skip
        return self.send("/oauth/token", form | changes)

    def whoami(self, token: str, **claims: Any) -> httpx.Response:
        url = f"{self.base}/xrpc/com.atproto.server.getSession"
        proof = self.proof("GET", url, **{"ath": digest(token), **claims})
        headers = {"Authorization": f"DPoP {token}", "DPoP": proof}
        answer = self.http.get(url, headers=headers)
        self.nonce = answer.headers.get("dpop-nonce", self.nonce)
        return answer


@pytest.fixture
def program(calm: SandboxProcess, http: httpx.Client, handle: str) -> Program:
    return Program(calm, http, handle)


def test_the_metadata_tell_the_profile_of_the_protocol(program: Program) -> None:
    resource = program.http.get(f"{program.base}/.well-known/oauth-protected-resource").json()
    issuer = resource["authorization_servers"][0]
    told = program.http.get(f"{issuer}/.well-known/oauth-authorization-server").json()
    assert told["issuer"] == issuer
    assert told["require_pushed_authorization_requests"] is True
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert told["dpop_signing_alg_values_supported"] == ["ES256"]


def test_the_first_question_is_asked_again_with_the_nonce(program: Program) -> None:
    first = program.send("/oauth/par", program.question())
    assert (first.status_code, first.json()["error"]) == (400, "use_dpop_nonce")
    second = program.send("/oauth/par", program.question())
    assert (second.status_code, second.json()["expires_in"]) == (201, 299)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"redirect_uri": "http://127.0.0.1:9/elsewhere"}, "invalid_request"),
        ({"scope": "transition:generic"}, "invalid_scope"),
        ({"scope": "atproto transition:email"}, "invalid_scope"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"client_id": "http://localhost?redirect_uri=http://elsewhere/"}, "invalid_redirect_uri"),
        ({"client_id": "http://program.example/"}, "invalid_client_metadata"),
    ],
)
def test_a_question_that_breaks_the_profile_is_refused(
    program: Program, changes: dict[str, str], error: str
) -> None:
    answer = program.push(**changes)
    assert (answer.status_code, answer.json()["error"]) == (400, error)


def test_on_loopback_any_port_comes_back(program: Program) -> None:
    assert program.push(redirect_uri="http://127.0.0.1:4711/back").status_code == 201


def test_a_question_is_answered_once_and_within_five_minutes(program: Program) -> None:
    uri = program.push().json()["request_uri"]
    late = program.push().json()["request_uri"]
    assert program.http.post(program.page(uri), data={"decision": "deny"}).status_code == 303
    assert program.http.get(program.page(uri)).status_code == 400
    program.sandbox.control("POST", "/clock", {"advance_s": 300})
    assert program.http.get(program.page(late)).status_code == 400


def test_the_answer_names_who_gave_it(program: Program) -> None:
    answer = program.allowed()
    assert (answer["iss"], answer["state"]) == (program.base, "s")


def test_a_code_used_twice_ends_what_it_gave(program: Program) -> None:
    code = program.allowed()["code"]
    given = program.exchange(code).json()
    assert given["token_type"] == "DPoP"
    assert program.whoami(given["access_token"]).json()["handle"] == program.handle
    assert program.exchange(code).json()["error"] == "invalid_grant"
    assert program.whoami(given["access_token"]).json()["error"] == "invalid_token"


def test_a_code_needs_its_verifier_its_address_and_its_key(program: Program) -> None:
    assert program.exchange(program.allowed()["code"], code_verifier="w" * 64).status_code == 400
    assert program.exchange(program.allowed()["code"], redirect_uri=f"{BACK}/x").status_code == 400
    code = program.allowed()["code"]
    program.key = ec.generate_private_key(ec.SECP256R1())
    assert program.exchange(code).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    "claims",
    [
        {"htm": "POST"},
        {"htu": "https://elsewhere.example/"},
        {"iat": 1_000_000},
        {"ath": "another"},
        {"jti": ""},
    ],
)
def test_a_proof_of_another_call_opens_nothing(program: Program, claims: dict[str, Any]) -> None:
    token = program.exchange(program.allowed()["code"]).json()["access_token"]
    answer = program.whoami(token, **claims)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_dpop_proof")
    assert 'error="invalid_dpop_proof"' in answer.headers["www-authenticate"]


def test_a_proof_serves_once_and_an_old_nonce_not_for_long(program: Program) -> None:
    token = program.exchange(program.allowed()["code"]).json()["access_token"]
    assert program.whoami(token, jti="the-same").status_code == 200
    assert program.whoami(token, jti="the-same").json()["error"] == "invalid_dpop_proof"
    program.sandbox.control("POST", "/clock", {"advance_s": 361})
    stale = program.whoami(token)
    assert stale.json()["error"] == "use_dpop_nonce"
    assert program.whoami(token).status_code == 200


def test_a_bound_token_is_no_bearer_token(program: Program) -> None:
    token = program.exchange(program.allowed()["code"]).json()["access_token"]
    url = f"{program.base}/xrpc/com.atproto.server.getSession"
    answer = program.http.get(url, headers={"Authorization": f"Bearer {token}"})
    assert answer.json()["error"] == "InvalidToken"
