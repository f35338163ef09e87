"""The consent flow of the sandbox's X, driven by tweepy and by plain calls."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import httpx
import tweepy

from tests.apps.sandbox.detour import Detour
from tests.doubles.sandbox import SandboxProcess

BACK = "http://127.0.0.1:1/back"
SCOPES = ["tweet.read", "tweet.write", "users.read", "media.write", "offline.access"]


def test_tweepys_own_consent_flow_gives_a_token_that_opens_the_account(
    sandbox: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    sandbox.account("x", handle)
    app = sandbox.control("GET", "/apps")["x"]
    flow = tweepy.OAuth2UserHandler(
        client_id=app["client_id"], client_secret=app["client_secret"], redirect_uri=BACK,
        scope=SCOPES,
    )  # fmt: skip
    flow.trust_env = False
    flow.mount("https://api.twitter.com", Detour(sandbox.base_url("x")))
    asked = urlsplit(flow.get_authorization_url())
    question = f"{sandbox.base_url('x')}{asked.path}?{asked.query}"
    assert handle in http.get(question).text
    answer = http.post(question, data={"account": handle, "decision": "allow"})
    # The library takes no address without TLS, not even one of this machine.
    target = answer.headers["location"].replace("http://", "https://", 1)
    token = flow.fetch_token(target)
    flow.close()
    assert token["expires_in"] == 7200
    client = tweepy.Client(token["access_token"])
    client.session.mount("https://api.twitter.com", Detour(sandbox.base_url("x")))
    assert client.get_me(user_auth=False).data.username == handle
    client.session.close()


def test_the_consent_page_has_its_rules(
    sandbox: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    sandbox.account("x", handle)
    address = f"{sandbox.base_url('x')}/i/oauth2/authorize"
    good = {
        "response_type": "code", "client_id": "sandbox", "redirect_uri": BACK, "state": "s",
        "scope": "tweet.read users.read", "code_challenge": "c" * 43,
        "code_challenge_method": "S256",
    }  # fmt: skip
    assert http.get(address, params=good).status_code == 200
    for name, value in (
        ("client_id", "nobody"), ("redirect_uri", "http://elsewhere.example/"), ("state", ""),
        ("scope", "everything"), ("code_challenge", ""), ("response_type", "token"),
        ("code_challenge_method", "S512"), ("state", "s" * 501),
    ):  # fmt: skip
        assert http.get(address, params={**good, name: value}).status_code == 400, name
    denied = http.post(address, params=good, data={"decision": "deny"})
    assert "error=access_denied" in denied.headers["location"]


def test_a_plain_challenge_serves_as_well_and_without_offline_access_nothing_is_renewed(
    sandbox: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    keys = sandbox.account("x", handle)
    base, verifier = sandbox.base_url("x"), "v" * 50
    form = {
        "response_type": "code", "client_id": "sandbox", "redirect_uri": BACK, "state": "s",
        "scope": "tweet.read users.read", "code_challenge": verifier,
        "code_challenge_method": "plain", "account": handle, "decision": "allow",
    }  # fmt: skip
    target = http.post(f"{base}/i/oauth2/authorize", data=form).headers["location"]
    code = parse_qs(urlsplit(target).query)["code"][0]
    trade = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": BACK,
        "code_verifier": verifier, "client_id": "sandbox",
    }  # fmt: skip
    bare = http.post(f"{base}/2/oauth2/token", data=trade)
    assert (bare.status_code, bare.json()["error"]) == (401, "unauthorized_client")
    auth = (keys["client_id"], keys["client_secret"])
    given = http.post(f"{base}/2/oauth2/token", data=trade, auth=auth).json()
    assert "refresh_token" not in given
    headers = {"Authorization": f"Bearer {given['access_token']}"}
    assert http.get(f"{base}/2/users/me", headers=headers).status_code == 200
    answer = http.post(f"{base}/2/tweets", json={"text": "a"}, headers=headers)
    assert answer.status_code == 403
