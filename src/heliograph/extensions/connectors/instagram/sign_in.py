"""Instagram Login: a code, a token of one hour, a token of sixty days, and its renewal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from heliograph.extensions.connectors.instagram.errors import BY_CODE, error_of
from heliograph.kit.http import Answer
from heliograph.sdk.calls import Wire, ask, hide_secrets, parse
from heliograph.sdk.connectors import Secrets
from heliograph.sdk.errors import ReconnectNeeded, TryLater
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.oauth import StandardSignIn, code_of
from heliograph.sdk.sign_in import Grant, SignInRefused

EXCHANGE = "graph:/access_token"
RENEW = "graph:/refresh_access_token"
LONG_LIFE = timedelta(days=60)
YOUNGEST = timedelta(hours=24)
# Meta hangs this onto every redirect; where a browser passes it on, it is no part of the code.
FRAGMENT = "#_"


class LongToken(Wire):
    """The token of sixty days."""

    access_token: str
    expires_in: int = int(LONG_LIFE.total_seconds())


class InstagramSignIn(StandardSignIn):
    """The consent flow of a professional account. There is no refresh token: a living token of at
    least a day is exchanged for a new one; a dead one needs the person again."""

    manifest = load_connector_manifest(Path(__file__).parent)

    async def redeem(self, memory: Mapping[str, str], answer: Mapping[str, str]) -> Grant:
        """Exchange the code for an hour, and the hour for sixty days."""
        code = code_of(answer, self.manifest.name).removesuffix(FRAGMENT)
        form = {
            "client_id": self.app.client_id,
            "client_secret": self.app.client_secret,
            "grant_type": "authorization_code",
            "redirect_uri": self.app.redirect_uri,
            "code": code,
        }
        told = await ask(self.app.http.post(self.place(self.rules.token), data=form))
        short, scopes = _short(told)
        if not short:
            raise self._refused(told, form)
        params = {
            "grant_type": "ig_exchange_token",
            "client_secret": self.app.client_secret,
            "access_token": short,
        }
        exchanged = await ask(self.app.http.get(self.place(EXCHANGE), params=params))
        if not exchanged.ok:
            raise self._refused(exchanged, params)
        return self._sixty_days(exchanged, scopes)

    async def refresh(self, secrets: Secrets) -> Grant:
        """Sixty more days, for a token that lives and is a day old."""
        token = secrets.get("access_token", "")
        if not token:
            raise ReconnectNeeded("No access token is stored for this channel.")
        self._check_age(secrets)
        params = {"grant_type": "ig_refresh_token", "access_token": token}
        answer = await ask(self.app.http.get(self.place(RENEW), params=params))
        if answer.ok:
            return self._sixty_days(answer, ())
        error = error_of(answer)
        detail = f"Instagram did not renew the access: {hide_secrets(error.words, secrets)}"
        if _is_passing(answer) or "24 hours" in error.words:
            raise TryLater(detail)
        raise ReconnectNeeded(detail)

    def _check_age(self, secrets: Secrets) -> None:
        try:
            ends_at = datetime.fromtimestamp(float(secrets.get("expires_at", "")), UTC)
        except (ValueError, OverflowError, OSError):
            return
        now = self.app.clock.now()
        earliest = ends_at - LONG_LIFE + YOUNGEST
        if now < earliest:
            raise TryLater("Instagram renews no token of less than a day.", earliest - now)

    def _sixty_days(self, answer: Answer, scopes: tuple[str, ...]) -> Grant:
        told = parse(LongToken, answer)
        ends_at = int(self.app.clock.now().timestamp()) + told.expires_in
        return Grant({"access_token": told.access_token, "expires_at": str(ends_at)}, scopes)

    def _refused(self, answer: Answer, sent: Mapping[str, str]) -> Exception:
        words = hide_secrets(_words(answer), {**sent, "code_token": sent.get("code", "")})
        if _is_passing(answer):
            return TryLater(f"Instagram could not say yes or no: {words}")
        return SignInRefused(f"Instagram did not accept the code: {words}")


def _short(answer: Answer) -> tuple[str, tuple[str, ...]]:
    """The first token and what it permits; told bare or in a list of one."""
    told: Any = answer.json()
    if isinstance(told, dict) and isinstance(told.get("data"), list) and told["data"]:
        told = told["data"][0]
    if not answer.ok or not isinstance(told, dict):
        return "", ()
    permitted = told.get("permissions") or ()
    scopes = permitted.split(",") if isinstance(permitted, str) else permitted
    return str(told.get("access_token") or ""), tuple(str(one) for one in scopes)


def _is_passing(answer: Answer) -> bool:
    rule = BY_CODE.get(error_of(answer).code)
    if rule is not None:
        return issubclass(rule.error, TryLater)
    return answer.status >= 500 or answer.status in (408, 429)


def _words(answer: Answer) -> str:
    """The login service speaks differently from the Graph API."""
    told = answer.json()
    said = told.get("error_message") if isinstance(told, dict) else None
    return str(said or error_of(answer).words)
