"""Consent on Threads: a code gives a token of an hour, which is exchanged for one of sixty days.

There is no refresh token: the long-lived token renews itself while it lives, once it is a day old.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from heliograph.extensions.connectors.threads.errors import error_of
from heliograph.kit.http import Answer
from heliograph.sdk.calls import ask, hide_secrets
from heliograph.sdk.connectors import Secrets
from heliograph.sdk.errors import ReconnectNeeded, TryLater
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.oauth import StandardSignIn
from heliograph.sdk.sign_in import Grant, SignInRefused

LONG_LIFE = timedelta(seconds=5_183_944)
YOUNGEST = timedelta(hours=24)


class ThreadsSignIn(StandardSignIn):
    """The consent flow of Threads."""

    manifest = load_connector_manifest(Path(__file__).parent)

    async def redeem(self, memory: Mapping[str, str], answer: Mapping[str, str]) -> Grant:
        """Exchange the code, then the token of an hour for one of sixty days."""
        cleaned = {**answer, "code": answer.get("code", "").removesuffix("#_")}
        short = await super().redeem(memory, cleaned)
        long = await self._asked("/access_token", {
            "grant_type": "th_exchange_token",
            "client_secret": self.app.client_secret,
            "access_token": short.secrets["access_token"],
        })  # fmt: skip
        if isinstance(long, str):
            raise SignInRefused(f"Threads gave no token that lasts: {long}")
        return Grant({**short.secrets, **self._lasting(long)}, self.manifest.sign_in.scopes)

    async def refresh(self, secrets: Secrets) -> Grant:
        """Renew the token; Threads does so only while it lives, and once it is a day old."""
        self._refuse_early_or_late(secrets)
        told = await self._asked("/refresh_access_token", {
            "grant_type": "th_refresh_token",
            "access_token": secrets.get("access_token", ""),
        })  # fmt: skip
        if isinstance(told, str):
            raise ReconnectNeeded(f"Threads did not renew the access: {told}")
        return Grant(self._lasting(told))

    def grant(self, told: Mapping[str, Any], client_id: str, client_secret: str) -> Grant:
        """The token of an hour with its owner; the app's keys are not the channel's to keep."""
        user_id = str(told.get("user_id") or "")
        found = {"access_token": str(told["access_token"]), "user_id": user_id}
        return Grant({name: value for name, value in found.items() if value})

    def _refuse_early_or_late(self, secrets: Secrets) -> None:
        ends = secrets.get("expires_at", "")
        if not ends.isdigit():
            return
        end, now = datetime.fromtimestamp(int(ends), UTC), self.app.clock.now()
        if end <= now:
            raise ReconnectNeeded("The access to Threads ran out and cannot be renewed any more.")
        ripe = end - LONG_LIFE + YOUNGEST
        if now < ripe:
            raise TryLater("Threads renews an access only when it is a day old.", ripe - now)

    def _lasting(self, told: Mapping[str, Any]) -> dict[str, str]:
        now = int(self.app.clock.now().timestamp())
        lives = int(told.get("expires_in") or LONG_LIFE.total_seconds())
        return {"access_token": str(told["access_token"]), "expires_at": str(now + lives)}

    async def _asked(self, path: str, params: dict[str, str]) -> Mapping[str, Any] | str:
        """What the endpoint gave, or its words when the answer is a lasting no."""
        url = self.manifest.address(self.app.base_url, "graph", path)
        answer = await ask(self.app.http.get(url, params=params))
        told = answer.json()
        if answer.ok and isinstance(told, dict) and told.get("access_token"):
            return told
        if answer.ok or answer.status >= 500 or answer.status in (408, 429) or _is_passing(answer):
            raise TryLater("Threads could not say yes or no.")
        return hide_secrets(error_of(answer).words, params)


def _is_passing(answer: Answer) -> bool:
    return error_of(answer).code in {1, 2, 4, 17, 32, 613}
