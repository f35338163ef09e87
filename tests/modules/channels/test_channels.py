"""Accounts are connected after asking the platform, and their secrets stay secret."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from heliograph.kit.ids import new_id
from heliograph.modules.channels import (
    ChannelNotFound,
    ConnectionRefused,
    NewChannel,
    PlatformUnknown,
    PlatformUnreachable,
    SecretsMissing,
)
from heliograph.modules.channels.errors import OtherAccount
from tests.support.stage import Stage

PLATFORMS = ("mastodon", "bluesky", "instagram")


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_channel_knows_whose_account_it_is(stage: Stage, platform: str) -> None:
    channel_id = await stage.channel(platform, f"whose{platform}")

    channel = await stage.instance.channels.service(stage.work).get(channel_id)

    assert f"whose{platform}" in channel["handle"]
    assert channel["health"] == {"state": "good", "sentence": "Good."}
    assert channel["is_sandbox"]


async def test_connecting_an_account_again_keeps_its_channel(stage: Stage) -> None:
    first = await stage.channel("mastodon", "again")
    second = await stage.channel("mastodon", "again")

    assert first == second


async def test_secrets_are_encrypted_and_bound_to_their_row(stage: Stage) -> None:
    secrets = stage.sandbox.account("mastodon", "sealed")
    channel_id = await stage.channel("mastodon", "sealed")

    async with stage.work.transaction() as session:
        stored = await session.scalar(
            text("SELECT secrets FROM channels_channels WHERE id = :id"), {"id": channel_id}
        )

    assert secrets["access_token"] not in stored
    binding = f"channel:{stage.workspace_id}:{channel_id}"
    assert stage.instance.vault.decrypt(stored, binding)["access_token"] == secrets["access_token"]


async def test_wrong_secrets_are_refused_with_a_remedy(stage: Stage) -> None:
    order = NewChannel("mastodon", {"access_token": "wrong"}, stage.sandbox.base_url("mastodon"))

    with pytest.raises(ConnectionRefused) as caught:
        await stage.instance.channels.service(stage.work).connect(order)

    assert "wrong" not in caught.value.sentence().split()
    assert caught.value.remedy


async def test_missing_and_unknown_secrets_are_named(stage: Stage) -> None:
    order = NewChannel("bluesky", {"identifier": "leo", "colour": "red"})

    with pytest.raises(SecretsMissing, match=r"app_password.*colour"):
        await stage.instance.channels.service(stage.work).connect(order)


async def test_a_platform_without_connector_names_those_there_are(stage: Stage) -> None:
    with pytest.raises(PlatformUnknown, match="mastodon"):
        await stage.instance.channels.service(stage.work).connect(NewChannel("orkut", {}))


async def test_a_server_that_does_not_answer_is_told_apart_from_wrong_secrets(
    stage: Stage,
) -> None:
    order = NewChannel("mastodon", {"access_token": "any"}, "http://127.0.0.1:9")

    with pytest.raises(PlatformUnreachable):
        await stage.instance.channels.service(stage.work).connect(order)


async def test_a_dead_token_turns_the_health_and_a_new_one_turns_it_back(stage: Stage) -> None:
    channel_id = await stage.channel("mastodon", "dying")
    service = stage.instance.channels.service(stage.work)
    stage.sandbox.control("POST", "/revoke", {"platform": "mastodon", "handle": "dying"})

    dead = await service.check(channel_id)
    await service.reconnect(channel_id, stage.sandbox.account("mastodon", "dying"))
    alive = await service.check(channel_id)

    assert (dead["health"]["state"], alive["health"]["state"]) == ("failed", "good")


async def test_secrets_of_another_account_do_not_take_a_channel_over(stage: Stage) -> None:
    channel_id = await stage.channel("mastodon", "mine")
    foreign = stage.sandbox.account("mastodon", "theirs")

    with pytest.raises(OtherAccount):
        await stage.instance.channels.service(stage.work).reconnect(channel_id, foreign)


async def test_deleting_a_channel_erases_its_secrets(stage: Stage) -> None:
    channel_id = await stage.channel("mastodon", "leaving")
    service = stage.instance.channels.service(stage.work)

    await service.delete(channel_id)

    async with stage.work.transaction() as session:
        stored = await session.scalar(
            text("SELECT secrets FROM channels_channels WHERE id = :id"), {"id": channel_id}
        )
    assert stored == ""
    with pytest.raises(ChannelNotFound):
        await service.get(channel_id)


async def test_another_workspace_does_not_see_the_channel(stage: Stage) -> None:
    channel_id = await stage.channel("mastodon", "hidden")
    other = stage.instance.channels.service(stage.instance.database.work(new_id()))

    with pytest.raises(ChannelNotFound):
        await other.get(channel_id)
    with pytest.raises(ChannelNotFound):
        await other.open(channel_id)
