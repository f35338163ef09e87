"""The sandbox hands out keys on a page of its own, as a network without consent pages does."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.doubles.sandbox import SandboxProcess


@pytest.mark.parametrize("platform", ["telegram", "discord", "wordpress"])
def test_the_page_shows_every_key_that_connects_the_account(
    sandbox: SandboxProcess, handle: str, http: httpx.Client, platform: str
) -> None:
    secrets = sandbox.account(platform, handle)

    page = http.get(f"{sandbox.origin}/keys/{platform}").text

    for name, value in secrets.items():
        assert re.search(rf'data-secret="{name}">{re.escape(value)}<', page), name


def test_an_account_is_made_and_the_person_goes_back_to_the_page_that_asked(
    sandbox: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    asking = f"{sandbox.origin}/x/i/oauth2/authorize?client_id=sandbox&state=s"
    form, headers = {"name": f"New {handle}"}, {"referer": asking}

    answer = http.post(f"{sandbox.origin}/keys/x", data=form, headers=headers)

    assert answer.status_code == 303
    assert answer.headers["location"] == "/x/i/oauth2/authorize?client_id=sandbox&state=s"
    assert f"New {handle}" in http.get(f"{sandbox.origin}/keys/x").text


def test_nobody_is_sent_to_another_site(
    sandbox: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    headers = {"referer": "https://elsewhere.example/x"}

    answer = http.post(f"{sandbox.origin}/keys/x", data={"name": handle}, headers=headers)

    assert answer.headers["location"] == "/keys/x"


@pytest.mark.parametrize(("platform", "name", "status"), [("x", "!!!", 422), ("myspace", "a", 422)])
def test_what_is_no_account_is_refused(
    sandbox: SandboxProcess, http: httpx.Client, platform: str, name: str, status: int
) -> None:
    answer = http.post(f"{sandbox.origin}/keys/{platform}", data={"name": name})

    assert answer.status_code == status
    assert http.get(f"{sandbox.origin}/keys/myspace").status_code == 404
