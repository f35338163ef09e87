"""The doctor of a channel says what is wrong and how it is mended."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from tests.modules.channels.conftest import Office


async def channel(office: Office, platform: str) -> dict[str, Any]:
    secrets = office.browser.sandbox.account(platform, f"ill_{platform}")
    base_url = office.browser.sandbox.base_url(platform)
    order = {"platform": platform, "base_url": base_url, "secrets": secrets}
    made: dict[str, Any] = await office.browser.ask("POST", "/channels", order, 201)
    return made


async def looked(office: Office, channel_id: str) -> dict[str, dict[str, Any]]:
    found = await office.browser.ask("POST", f"/channels/{channel_id}/doctor")
    return {one["name"]: one for one in found}


async def change(office: Office, channel_id: str, assignment: str) -> None:
    async with office.instance.database.system_work().transaction() as session:
        query = text(f"UPDATE channels_channels SET {assignment} WHERE id = :id")  # noqa: S608
        await session.execute(query, {"id": channel_id})


@pytest.mark.parametrize("platform", ["mastodon", "pinterest", "youtube", "telegram"])
async def test_a_healthy_channel_has_nothing_to_mend(office: Office, platform: str) -> None:
    made = await channel(office, platform)

    found = await looked(office, made["id"])

    assert {one["state"] for one in found.values()} == {"good"}
    assert found["access"]["sentence"].endswith(f"as {made['handle']}.")


async def test_access_that_was_withdrawn_is_told_with_its_remedy(office: Office) -> None:
    made = await channel(office, "mastodon")
    office.browser.sandbox.faults("mastodon", token_expired=1.0)

    found = await looked(office, made["id"])

    assert found["access"]["state"] == "broken"
    assert found["access"]["remedy"] == "Reconnect the channel."
    office.browser.sandbox.faults("mastodon")


async def test_a_platform_that_is_down_is_a_warning_only(office: Office) -> None:
    made = await channel(office, "mastodon")
    office.browser.sandbox.faults("mastodon", error_500=1.0)

    assert (await looked(office, made["id"]))["access"]["state"] == "warning"
    office.browser.sandbox.faults("mastodon")


async def test_access_that_nobody_renews_is_told_before_it_ends(office: Office) -> None:
    made = await channel(office, "mastodon")
    await change(office, made["id"], "token_expires_at = now() + interval '3 days'")

    found = await looked(office, made["id"])

    assert found["expiry"]["state"] == "warning"


async def test_a_platform_that_fetches_files_must_reach_us(office: Office) -> None:
    made = await channel(office, "instagram")
    await change(office, made["id"], "base_url = 'https://graph.instagram.example'")

    found = await looked(office, made["id"])

    assert found["media"]["state"] == "broken"
    assert "HELIOGRAPH_PUBLIC_URL" in found["media"]["remedy"]
