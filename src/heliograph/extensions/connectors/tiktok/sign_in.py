"""TikTok's consent: a client key, scopes by commas, and a challenge in hexadecimal."""

from __future__ import annotations

from pathlib import Path

from heliograph.sdk.connectors import Secrets
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.oauth import StandardSignIn


class TikTokSignIn(StandardSignIn):
    """The standard flow in TikTok's dialect; the refresh token serves once."""

    manifest = load_connector_manifest(Path(__file__).parent)

    async def revoke(self, secrets: Secrets) -> None:
        """Give back both tokens, for TikTok does not say which of them it wants to be shown."""
        await super().revoke(secrets)
        access_only = {name: value for name, value in secrets.items() if name != "refresh_token"}
        if secrets.get("refresh_token") and secrets.get("access_token"):
            await super().revoke(access_only)
