"""Platforms that know a program by its description find it at our public address."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.modules.channels.conftest import Office

PUBLIC = "https://helio.example"


def publish(office: Office, public_url: str) -> None:
    office.offer(replace(office.instance.channels, public_url=public_url))


async def test_a_public_instance_describes_its_program_to_anybody(office: Office) -> None:
    publish(office, PUBLIC)

    told = (await office.stranger().client.get("/.well-known/programs/bluesky")).json()

    assert told["client_id"] == f"{PUBLIC}/.well-known/programs/bluesky"
    assert told["redirect_uris"] == [f"{PUBLIC}/api/v1/channels/consents/callback"]
    assert "client_secret" not in told


@pytest.mark.parametrize("platform", ["mastodon", "no-such-platform"])
async def test_a_platform_that_reads_no_description_has_none(office: Office, platform: str) -> None:
    publish(office, PUBLIC)

    answer = await office.stranger().client.get(f"/.well-known/programs/{platform}")

    assert answer.status_code == 422
    assert "channels.consent_not_offered" in answer.text


async def test_without_a_public_address_nothing_is_described(office: Office) -> None:
    publish(office, "http://localhost:8000")

    answer = await office.stranger().client.get("/.well-known/programs/bluesky")

    assert answer.status_code == 422
    assert "client_id" not in answer.text
