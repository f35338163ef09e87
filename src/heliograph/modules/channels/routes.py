"""Channels and platforms over HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import SecretStr

from heliograph.kit.database import Database
from heliograph.kit.web.envelope import Many, One, answers, listed_response, many, one, one_response
from heliograph.kit.web.permissions import Work, offered, requires
from heliograph.modules.channels.schemas import (
    ChannelChange,
    ChannelOrder,
    ChannelOut,
    DoorOut,
    FindingOut,
    OfferedOut,
    PlatformOut,
    Reconnection,
)
from heliograph.modules.channels.service import ChannelsService, ChannelTools, NewChannel
from heliograph.sdk.manifest import ConnectorManifest

router = APIRouter(tags=["channels"])


async def channels(
    work: Work, tools: Annotated[ChannelTools, offered(ChannelTools)]
) -> ChannelsService:
    """The service for this request."""
    return tools.service(work)


Channels = Annotated[ChannelsService, Depends(channels)]


@router.get("/platforms", dependencies=[requires("channels:read")])
async def list_platforms(
    channels: Channels, tools: Annotated[ChannelTools, offered(ChannelTools)]
) -> Many[PlatformOut]:
    """The platforms that can be connected."""
    return many([_platform(one, tools) for one in channels.platforms()])


@router.get(
    "/channels", dependencies=[requires("channels:read")], responses=answers(Many[ChannelOut])
)
async def list_channels(channels: Channels) -> Response:
    """Every connected account."""
    return listed_response([_shown(one) for one in await channels.all()], None)


@router.post(
    "/channels",
    status_code=201,
    dependencies=[requires("channels:write")],
    responses=answers(One[ChannelOut], 201),
)
async def connect_channel(order: ChannelOrder, channels: Channels) -> Response:
    """Connect an account; the platform is asked whom the secrets belong to."""
    new = NewChannel(
        platform=order.platform,
        secrets=_opened(order.secrets),
        base_url=order.base_url,
        brand_ids=order.brand_ids,
        name=order.name,
        time_zone=order.time_zone,
    )
    return one_response(_shown(await channels.get(await channels.connect(new))), 201)


@router.get(
    "/channels/{channel_id}",
    dependencies=[requires("channels:read")],
    responses=answers(One[ChannelOut]),
)
async def get_channel(channel_id: UUID, channels: Channels) -> Response:
    """One connected account."""
    return one_response(_shown(await channels.get(channel_id)))


@router.get("/channels/{channel_id}/offers", dependencies=[requires("channels:read")])
async def read_offers(channel_id: UUID, channels: Channels) -> One[OfferedOut]:
    """What the account has to choose from for the options of its posts."""
    return one(OfferedOut(choices=await channels.offers(channel_id)))


@router.patch(
    "/channels/{channel_id}",
    dependencies=[requires("channels:write")],
    responses=answers(One[ChannelOut]),
)
async def change_channel(channel_id: UUID, change: ChannelChange, channels: Channels) -> Response:
    """Change name, zone, brands or guards."""
    return one_response(
        _shown(await channels.change(channel_id, change.model_dump(exclude_unset=True)))
    )


@router.post(
    "/channels/{channel_id}/check",
    dependencies=[requires("channels:write")],
    responses=answers(One[ChannelOut]),
)
async def check_channel(channel_id: UUID, channels: Channels) -> Response:
    """Ask the platform how the channel is."""
    return one_response(_shown(await channels.check(channel_id)))


@router.post("/channels/{channel_id}/calls", dependencies=[requires("channels:write")])
async def read_door(
    channel_id: UUID,
    work: Work,
    database: Annotated[Database, offered(Database)],
    tools: Annotated[ChannelTools, offered(ChannelTools)],
) -> One[DoorOut | None]:
    """What to enter at the platform so that it calls us; nothing where it makes no calls. The word
    beside the address is a secret, so this is asked by those who may change the channel."""
    door = await tools.incoming(database).door_of(work, channel_id)
    return one(None if door is None else DoorOut.model_validate(asdict(door)))


@router.post("/channels/{channel_id}/doctor", dependencies=[requires("channels:write")])
async def examine_channel(
    channel_id: UUID, work: Work, tools: Annotated[ChannelTools, offered(ChannelTools)]
) -> Many[FindingOut]:
    """Look at everything a channel's posts depend on; each finding says how it is mended."""
    found = await tools.doctor(work).look(channel_id)
    return many([FindingOut.model_validate(asdict(one)) for one in found])


@router.post(
    "/channels/{channel_id}/reconnect",
    dependencies=[requires("channels:write")],
    responses=answers(One[ChannelOut]),
)
async def reconnect_channel(channel_id: UUID, order: Reconnection, channels: Channels) -> Response:
    """Give a channel new secrets; what waited for them goes out."""
    await channels.reconnect(channel_id, _opened(order.secrets))
    return one_response(_shown(await channels.get(channel_id)))


@router.delete(
    "/channels/{channel_id}", status_code=204, dependencies=[requires("channels:delete")]
)
async def delete_channel(channel_id: UUID, channels: Channels) -> None:
    """Forget a channel and erase its secrets; its posts stay in history."""
    await channels.delete(channel_id)


def _platform(manifest: ConnectorManifest, tools: ChannelTools) -> PlatformOut:
    told = manifest.model_dump() | {"sandbox_url": tools.sandbox_of(manifest.id)}
    rules = manifest.sign_in.oauth
    told["sign_in"] |= {
        "fields": [one for one in told["sign_in"]["fields"] if not one["kept"]],
        "oauth": rules is not None,
        "needs_app": rules is not None and rules.needs_app,
        "picks": rules.picks if rules is not None else "",
        "redirect_url": tools.redirect_url,
    }
    return PlatformOut.model_validate(told)


def _opened(secrets: Mapping[str, SecretStr]) -> dict[str, str]:
    return {name: value.get_secret_value() for name, value in secrets.items()}


def _shown(channel: Mapping[str, object]) -> dict[str, object]:
    return {name: channel[name] for name in ChannelOut.model_fields}
