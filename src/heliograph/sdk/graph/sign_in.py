"""Consent of Instagram and Threads: a code, a token of an hour, one of sixty days, its renewal.

There is no refresh token: a living token of at least a day is exchanged for a new one; a dead one
needs the person again. Source: developers.facebook.com/docs/instagram-platform and
developers.facebook.com/docs/threads/get-started/long-lived-tokens.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from heliograph.kit.http import Answer
from heliograph.sdk.calls import Wire, ask, hide_secrets, parse
from heliograph.sdk.connectors import Secrets
from heliograph.sdk.errors import ReconnectNeeded, TryLater
from heliograph.sdk.graph.errors import error_of, is_passing
from heliograph.sdk.oauth import StandardSignIn, code_of
from heliograph.sdk.sign_in import Grant, SignInRefused

EXCHANGE = "graph:/access_token"
RENEW = "graph:/refresh_access_token"
LONG_LIFE = timedelta(seconds=5_183_944)
YOUNGEST = timedelta(hours=24)
# Meta hangs this onto every redirect; where a browser passes it on, it is no part of the code.
FRAGMENT = "#_"


class LongToken(Wire):
    """The token of sixty days."""

    access_token: str
    expires_in: int = int(LONG_LIFE.total_seconds())


class LongTokenSignIn(StandardSignIn):
    """The consent flow of both. A child names its `dialect` and whether the id that comes with
    the first token is worth keeping."""

    dialect: str
    keeps_user_id = False

    async def redeem(self, memory: Mapping[str, str], answer: Mapping[str, str]) -> Grant:
        """Exchange the code for an hour, and the hour for sixty days."""
        form = {
            "client_id": self.app.client_id,
            "client_secret": self.app.client_secret,
            "grant_type": "authorization_code",
            "redirect_uri": self.app.redirect_uri,
            "code": code_of(answer, self.manifest.name).removesuffix(FRAGMENT),
        }
        told = await ask(self.app.http.post(self.place(self.rules.token), data=form))
        first = _first(told)
        if not first.get("access_token"):
            raise self._refused(told, form)
        params = {
            "grant_type": f"{self.dialect}_exchange_token",
            "client_secret": self.app.client_secret,
            "access_token": str(first["access_token"]),
        }
        exchanged = await ask(self.app.http.get(self.place(EXCHANGE), params=params))
        if not exchanged.ok:
            raise self._refused(exchanged, params)
        grant = self._sixty_days(exchanged)
        user_id = str(first.get("user_id") or "") if self.keeps_user_id else ""
        named = {"user_id": user_id} if user_id else {}
        return Grant({**named, **grant.secrets}, self._permitted(first))

    async def refresh(self, secrets: Secrets) -> Grant:
        """Sixty more days, for a token that lives and is a day old."""
        token, name = secrets.get("access_token", ""), self.manifest.name
        if not token:
            raise ReconnectNeeded("No access token is stored for this channel.")
        self._check_age(secrets)
        params = {"grant_type": f"{self.dialect}_refresh_token", "access_token": token}
        answer = await ask(self.app.http.get(self.place(RENEW), params=params))
        if answer.ok:
            return self._sixty_days(answer)
        words = error_of(answer).words
        detail = f"{name} did not renew the access: {hide_secrets(words, secrets)}"
        if is_passing(answer) or "24 hours" in words:
            raise TryLater(detail)
        raise ReconnectNeeded(detail)

    def _check_age(self, secrets: Secrets) -> None:
        """Refuse what the platform would refuse, where the token's end is known."""
        try:
            ends_at = datetime.fromtimestamp(float(secrets.get("expires_at", "")), UTC)
        except (ValueError, OverflowError, OSError):
            return
        now, name = self.app.clock.now(), self.manifest.name
        if ends_at <= now:
            raise ReconnectNeeded(f"The access to {name} ran out and cannot be renewed any more.")
        earliest = ends_at - LONG_LIFE + YOUNGEST
        if now < earliest:
            # Nobody renews so young a token ahead of its end: it was refused while it should live.
            raise ReconnectNeeded(f"{name} refuses the access, and renews none of its first day.")

    def _sixty_days(self, answer: Answer) -> Grant:
        told = parse(LongToken, answer)
        ends_at = int(self.app.clock.now().timestamp()) + told.expires_in
        return Grant({"access_token": told.access_token, "expires_at": str(ends_at)})

    def _permitted(self, first: Mapping[str, Any]) -> tuple[str, ...]:
        permitted = first.get("permissions") or self.manifest.sign_in.scopes
        scopes = permitted.split(",") if isinstance(permitted, str) else permitted
        return tuple(str(one) for one in scopes)

    def _refused(self, answer: Answer, sent: Mapping[str, str]) -> Exception:
        told, name = answer.json(), self.manifest.name
        # The login service speaks differently from the Graph API.
        said = told.get("error_message") if isinstance(told, dict) else None
        hidden = {**sent, "code_token": sent.get("code", "")}
        words = hide_secrets(str(said or error_of(answer).words), hidden)
        if is_passing(answer) or answer.ok:
            return TryLater(f"{name} could not say yes or no: {words}")
        return SignInRefused(f"{name} did not accept the code: {words}")


def _first(answer: Answer) -> Mapping[str, Any]:
    """The first token's answer, told bare or in a list of one; empty when it is none."""
    told: Any = answer.json()
    if isinstance(told, dict) and isinstance(told.get("data"), list) and told["data"]:
        told = told["data"][0]
    return told if answer.ok and isinstance(told, dict) else {}
