"""X's consent flow: the standard one, and the account's name asked for once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from heliograph.extensions.connectors.x.client import XClient
from heliograph.sdk.connectors import ChannelAccess, Secrets
from heliograph.sdk.errors import ConnectorError
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.oauth import StandardSignIn
from heliograph.sdk.sign_in import Grant


class XSignIn(StandardSignIn):
    """PKCE with S256, the app's keys by Basic, refresh tokens that serve once."""

    manifest = load_connector_manifest(Path(__file__).parent)

    async def redeem(self, memory: Mapping[str, str], answer: Mapping[str, str]) -> Grant:
        """Exchange the code, and learn whose account it is: every later asking is billed."""
        grant = await super().redeem(memory, answer)
        try:
            user = await XClient(self._access(grant.secrets)).me()
        except ConnectorError:
            # The code is used up, so the tokens must not be lost over a name.
            return grant
        owner = {"user_id": user.id, "username": user.username}
        return Grant({**grant.secrets, **owner}, grant.scopes)

    async def revoke(self, secrets: Secrets) -> None:
        """Give back both tokens: X ends only the one it is shown."""
        await super().revoke(secrets)
        access_only = {name: value for name, value in secrets.items() if name != "refresh_token"}
        if secrets.get("refresh_token") and secrets.get("access_token"):
            await super().revoke(access_only)

    def _access(self, secrets: Secrets) -> ChannelAccess:
        async def keep(_: Secrets) -> None:
            return

        return ChannelAccess(self.app.base_url, secrets, self.app.http, keep, clock=self.app.clock)
