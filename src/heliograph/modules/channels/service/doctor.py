"""What is wrong with one channel, and how to mend it: asked of the platform, not guessed."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import func, select

from heliograph.kit.database import UnitOfWork
from heliograph.kit.http import AddressRefused, HTTPTrouble
from heliograph.modules.channels.models import HeardEvent
from heliograph.modules.channels.repository import ChannelRepository
from heliograph.modules.channels.service.channels import ChannelsService
from heliograph.modules.channels.service.parts import ChannelParts
from heliograph.sdk.connectors import Connector
from heliograph.sdk.errors import ChannelClosed, ConnectorError, ReconnectNeeded
from heliograph.sdk.manifest import ConnectorManifest

State = Literal["good", "warning", "broken"]
SOON = timedelta(days=7)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    name: str
    state: State
    sentence: str
    remedy: str = ""


class ChannelDoctor:
    """Looks at channels of one workspace."""

    def __init__(self, work: UnitOfWork, channels: ChannelsService, parts: ChannelParts) -> None:
        self._work = work
        self._channels = channels
        self._parts = parts

    async def look(self, channel_id: UUID) -> list[Finding]:
        """Every finding, in the order in which they are best mended; raises `ChannelNotFound`."""
        opened = await self._channels.open(channel_id)
        async with self._work.transaction() as session:
            row = await ChannelRepository(session, self._work.workspace_id).get(channel_id)
            heard = await session.scalar(
                select(func.max(HeardEvent.received_at)).where(
                    HeardEvent.workspace_id == self._work.workspace_id,
                    HeardEvent.platform == opened.manifest.id,
                )
            )
        shown: Mapping[str, Any] = row or {}
        access = await self._access(opened.connector, opened.manifest, shown)
        findings = [access]
        if access.state == "good":
            findings += await self._choices(opened.connector, opened.manifest)
        now = self._parts.clock.now()
        findings += _expiry(opened.manifest, shown.get("token_expires_at"), now)
        findings += _quotas(opened.manifest, shown.get("quotas") or (), now)
        findings += self._media(opened.manifest, str(shown.get("base_url") or ""))
        findings += _hooks(opened.manifest, heard)
        return findings

    async def _access(
        self, connector: Connector, manifest: ConnectorManifest, row: Mapping[str, Any]
    ) -> Finding:
        name = manifest.name
        try:
            account = await connector.identify()
        except ReconnectNeeded as error:
            said = f"{name} refuses the access that is kept here. {error.detail}"
            return Finding("access", "broken", said, "Reconnect the channel.")
        except ChannelClosed as error:
            said = f"{name} has closed or restricted the account. {error.detail}"
            return Finding("access", "broken", said, f"Sign in on {name} to see why.")
        except AddressRefused as error:
            remedy = "Connect the channel anew with a public address of the server."
            return Finding("access", "broken", str(error), remedy)
        except (ConnectorError, HTTPTrouble) as error:
            said = f"{name} did not answer as it should: {error}"
            return Finding(
                "access", "warning", said, "Look again later; nothing is lost meanwhile."
            )
        if account.remote_id != row.get("remote_id"):
            said = f"The access kept here belongs to {account.handle}, another account."
            return Finding("access", "broken", said, f"Reconnect as {row.get('handle')}.")
        return Finding("access", "good", f"{name} knows the access as {account.handle}.")

    async def _choices(self, connector: Connector, manifest: ConnectorManifest) -> list[Finding]:
        needed = [one for one in manifest.options if one.from_account and one.required]
        if not needed:
            return []
        try:
            offered = await connector.offers()
        except (ConnectorError, HTTPTrouble) as error:
            return [Finding("choices", "warning", f"The choices could not be read: {error}")]
        empty = [one.label for one in needed if not offered.get(one.name)]
        if not empty:
            return [Finding("choices", "good", "The account has all that its posts must choose.")]
        said = f"The account has nothing to choose for: {', '.join(empty)}."
        return [Finding("choices", "broken", said, f"Make one on {manifest.name} first.")]

    def _media(self, manifest: ConnectorManifest, base_url: str) -> Iterator[Finding]:
        if not manifest.public_media or _is_local(base_url):
            return
        ours = self._parts.public_url
        if ours.startswith("https://") and not _is_local(ours):
            yield Finding("media", "good", f"{manifest.name} fetches files from {ours}.")
            return
        said = f"{manifest.name} fetches files itself, and cannot reach {ours}."
        remedy = "Set HELIOGRAPH_PUBLIC_URL to an https address that leads here."
        yield Finding("media", "broken", said, remedy)


def _expiry(manifest: ConnectorManifest, ends: datetime | None, now: datetime) -> Iterator[Finding]:
    if ends is None:
        return
    rules, left = manifest.sign_in.oauth, ends - now
    if rules is not None and rules.refreshes:
        yield Finding(
            "expiry", "good", f"The access is renewed by itself; it runs until {_at(ends)}."
        )
    elif left <= timedelta():
        yield Finding("expiry", "broken", "The access has run out.", "Reconnect the channel.")
    elif left < SOON:
        said = f"The access runs out in {max(left.days, 1)} days, and only you can renew it."
        yield Finding("expiry", "warning", said, "Reconnect the channel before then.")
    else:
        yield Finding("expiry", "good", f"The access runs for {left.days} more days.")


def _quotas(manifest: ConnectorManifest, quotas: Any, now: datetime) -> Iterator[Finding]:
    for quota in quotas:
        ends = datetime.fromisoformat(str(quota["resets_at"]))
        if quota["remaining"] > 0 or ends <= now:
            continue
        said = f"The allowance “{quota['name']}” of {manifest.name} is used up until {_at(ends)}."
        yield Finding("quota", "warning", said, "Posts wait until then by themselves.")


def _hooks(manifest: ConnectorManifest, heard: datetime | None) -> Iterator[Finding]:
    if manifest.hooks is None:
        return
    if heard is not None:
        said = f"{manifest.name} has called us, the last time at {_at(heard)}."
        yield Finding("calls", "good", said)
        return
    said = f"{manifest.name} has not called us yet, so changes are seen when we look for them."
    remedy = "Enter the address of the guide page there, if you want to hear of them at once."
    yield Finding("calls", "good", said, remedy)


def _at(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def _is_local(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    if host == "localhost":
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False
