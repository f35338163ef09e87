"""Calls of platforms: believed when they are signed, kept once, and acted upon."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from heliograph.modules.channels import HEARD
from tests.modules.channels.conftest import Office

SECRET = "a consumer secret of this test"
BOT_SECRET = "words-only_the-bot-knows"


async def connected(office: Office, platform: str, **secrets: str) -> dict[str, Any]:
    """A channel of the sandbox with these further secrets."""
    given = office.browser.sandbox.account(platform, f"told_{platform}")
    order = {
        "platform": platform,
        "base_url": office.browser.sandbox.base_url(platform),
        "secrets": given | secrets,
    }
    channel: dict[str, Any] = await office.browser.ask("POST", "/channels", order, 201)
    return channel


async def workspace(office: Office) -> UUID:
    me = await office.browser.ask("GET", "/me")
    return UUID(me["workspace"]["id"])


async def call(
    office: Office, place: str, body: bytes, headers: Mapping[str, str], method: str = "POST"
) -> httpx.Response:
    """A call from the outside: nobody is signed in."""
    client = office.stranger().client
    return await client.request(
        method, f"/api/v1/hooks/{place}", content=body, headers=dict(headers)
    )


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    """X's signature, made here from its documentation and not by our own code."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return {"x-twitter-webhooks-signature": "sha256=" + base64.b64encode(digest).decode()}


def told(event_id: str, account_id: str, post_id: str, kind: str = "post.delete") -> bytes:
    payload = {"id": post_id, "author_id": account_id}
    event = {
        "event_uuid": event_id,
        "event_type": kind,
        "filter": {"user_id": account_id},
        "payload": payload,
    }
    return json.dumps({"data": event}).encode()


async def heard(office: Office) -> list[dict[str, Any]]:
    """What was passed on to the rest of the product."""
    async with office.instance.database.system_work().transaction() as session:
        query = text("SELECT payload FROM kit_outbox WHERE name = :name ORDER BY occurred_at")
        return list((await session.scalars(query, {"name": HEARD})).all())


async def test_a_signed_call_is_passed_on_once_however_often_it_comes(office: Office) -> None:
    channel = await connected(office, "x", consumer_secret=SECRET)
    place = f"x/{await workspace(office)}"
    account = (
        await office.instance.channels.service(
            office.instance.database.work(await workspace(office))
        ).open(UUID(channel["id"]))
    ).account_id
    body = told("event-1", account, "1830000000000000001")

    for _ in range(3):
        assert (await call(office, place, body, signed(body))).status_code == 200

    news = await heard(office)
    assert [one["kind"] for one in news] == ["removed"]
    assert news[0]["channel_id"] == channel["id"]


@pytest.mark.parametrize(
    "headers", [{}, {"x-twitter-webhooks-signature": "sha256=AAAA"}, signed(b"another body")]
)
async def test_a_call_that_is_not_signed_changes_nothing(
    office: Office, headers: dict[str, str]
) -> None:
    await connected(office, "x", consumer_secret=SECRET)
    body = told("event-2", "1", "2")

    answer = await call(office, f"x/{await workspace(office)}", body, headers)

    assert answer.status_code == 401
    assert answer.json()["errors"][0]["code"] == "channels.call_refused"
    assert await heard(office) == []


async def test_another_workspaces_secret_signs_nothing_here(office: Office) -> None:
    await connected(office, "x", consumer_secret=SECRET)
    body = told("event-3", "1", "2")

    stranger = "01900000-0000-7000-8000-000000000000"
    assert (await call(office, f"x/{stranger}", body, signed(body))).status_code == 401


async def test_a_proof_of_ownership_is_answered(office: Office) -> None:
    await connected(office, "x", consumer_secret=SECRET)
    place = f"x/{await workspace(office)}?crc_token=prove-it"

    answer = await call(office, place, b"", {}, "GET")

    wanted = hmac.new(SECRET.encode(), b"prove-it", hashlib.sha256).digest()
    assert answer.json() == {"response_token": "sha256=" + base64.b64encode(wanted).decode()}


async def test_a_channel_with_an_address_of_its_own_is_told_there(office: Office) -> None:
    channel = await connected(office, "telegram", webhook_secret=BOT_SECRET)
    update = {
        "update_id": 7,
        "message_reaction_count": {
            "chat": {"id": -1001, "type": "channel"},
            "message_id": 4,
            "reactions": [{"total_count": 3}],
        },
    }
    body = json.dumps(update).encode()
    header = {"x-telegram-bot-api-secret-token": BOT_SECRET}

    assert (await call(office, f"telegram/{channel['id']}", body, header)).status_code == 200
    assert (await call(office, f"telegram/{channel['id']}", body, {})).status_code == 401

    assert [one["kind"] for one in await heard(office)] == ["reaction"]


@pytest.mark.parametrize("place", ["discord", "nowhere"])
async def test_platforms_that_make_no_calls_have_no_address(office: Office, place: str) -> None:
    answer = await call(office, f"{place}/{await workspace(office)}", b"{}", {})

    assert answer.status_code == 404
    assert answer.json()["errors"][0]["code"] == "channels.hook_unknown"


async def test_a_channel_says_what_to_enter_at_its_platform(office: Office) -> None:
    secret = office.browser.sandbox.control("GET", "/apps")["facebook"]["client_secret"]
    facebook = await connected(office, "facebook", client_secret=secret)
    telegram = await connected(office, "telegram", webhook_secret=BOT_SECRET)
    discord = await connected(office, "discord")

    door = await office.browser.ask("POST", f"/channels/{facebook['id']}/calls")
    word = hmac.new(secret.encode(), b"webhooks", hashlib.sha256).hexdigest()
    assert door["address"].endswith(f"/api/v1/hooks/facebook/{await workspace(office)}")
    assert (door["word"], door["is_ready"]) == (word, False)
    path = door["address"].partition("/hooks/")[2]
    query = f"?hub.mode=subscribe&hub.challenge=1158&hub.verify_token={word}"
    assert (await call(office, path + query, b"", {}, "GET")).text == "1158"

    own = await office.browser.ask("POST", f"/channels/{telegram['id']}/calls")
    assert own["address"].endswith(f"/telegram/{telegram['id']}")
    assert own["word"] == BOT_SECRET
    assert await office.browser.ask("POST", f"/channels/{discord['id']}/calls") is None
