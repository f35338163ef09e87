"""One method per remote call; typed answers; no decisions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from heliograph.extensions.connectors.discord.errors import UNKNOWN_MESSAGE, code_of, refusal
from heliograph.extensions.connectors.discord.mapping import (
    Message,
    Webhook,
    part_name,
    to_address,
)
from heliograph.kit.http import Answer
from heliograph.sdk.calls import ask, commit, parse
from heliograph.sdk.connectors import ChannelAccess, MediaFile, Quota, Secrets
from heliograph.sdk.errors import OutcomeUnknown
from heliograph.sdk.forms import FilesForm


class DiscordClient:
    """The calls we use. The address is the secret, so it is never shown."""

    def __init__(self, access: ChannelAccess, home: str) -> None:
        self._access = access
        self._base = access.base_url.rstrip("/")
        self._at_home = self._base == home.rstrip("/")

    async def webhook(self) -> Webhook:
        """GET the webhook itself."""
        return parse(Webhook, self._good(await ask(self._request("GET"))))

    async def execute(
        self, payload: Mapping[str, Any], files: Sequence[MediaFile], seconds: int
    ) -> Message:
        """POST ?wait=true: the committing call; files are streamed, never held whole."""
        parts: dict[str, Any] = {"params": {"wait": "true"}, "seconds": seconds}
        if files:
            fields = {"payload_json": json.dumps(payload, ensure_ascii=False)}
            named = {part_name(index): file for index, file in enumerate(files)}
            form = FilesForm(fields, named)
            parts |= {"content": form.stream(), "headers": form.headers}
        else:
            parts["json"] = payload
        answer = await commit(self._request("POST", **parts))
        return parse(Message, self._good(answer), OutcomeUnknown)

    async def message(self, message_id: str) -> Message | None:
        """GET a message; None when it is gone."""
        answer = await ask(self._request("GET", _message(message_id)))
        return None if _is_gone(answer) else parse(Message, self._good(answer))

    async def delete(self, message_id: str) -> bool:
        """DELETE a message; False when it was gone already."""
        answer = await ask(self._request("DELETE", _message(message_id)))
        return not _is_gone(answer) and self._good(answer).ok

    async def _request(self, method: str, below: str = "", **parts: Any) -> Answer:
        place = to_address(self._access.secrets.get("webhook_url", ""), at_home=self._at_home)
        url = f"{self._base}{place.path}{below}"
        answer = await self._access.http.request(method, url, hidden=place.token, **parts)
        self._tell_quota(answer)
        return answer

    def _good(self, answer: Answer) -> Answer:
        if not answer.ok:
            raise refusal(answer, self._hidden())
        return answer

    def _hidden(self) -> Secrets:
        """The secrets, and the token alone, which an answer may echo without its address."""
        url = self._access.secrets.get("webhook_url", "")
        return {"webhook_url": url, "token": to_address(url, at_home=self._at_home).token}

    def _tell_quota(self, answer: Answer) -> None:
        names = ("limit", "remaining", "reset")
        told = [answer.headers.get(f"x-ratelimit-{name}", "") for name in names]
        try:
            limit, remaining, reset = int(told[0]), int(told[1]), float(told[2])
            resets_at = datetime.fromtimestamp(reset, UTC)
        except (ValueError, OverflowError, OSError):
            return
        self._access.saw_quota(Quota("webhook calls", limit, remaining, resets_at))


def _message(message_id: str) -> str:
    return f"/messages/{quote(message_id, safe='')}"


def _is_gone(answer: Answer) -> bool:
    return answer.status == 404 and code_of(answer) == UNKNOWN_MESSAGE
