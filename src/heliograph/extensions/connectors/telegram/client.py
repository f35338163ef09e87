"""One method per remote call; typed answers; no decisions."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from heliograph.extensions.connectors.telegram.errors import moved_to, refusal, words_of
from heliograph.extensions.connectors.telegram.mapping import (
    Bot,
    Chat,
    Member,
    Message,
    Sending,
)
from heliograph.kit.http import Answer
from heliograph.sdk.calls import Wire, ask, commit, parse
from heliograph.sdk.connectors import ChannelAccess
from heliograph.sdk.errors import OutcomeUnknown, ReconnectNeeded
from heliograph.sdk.forms import FilesForm

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
GONE = "message to delete not found"


class BotReply(Wire):
    """getMe."""

    result: Bot


class ChatReply(Wire):
    """getChat."""

    result: Chat


class MemberReply(Wire):
    """getChatMember."""

    result: Member


class CountReply(Wire):
    """getChatMemberCount."""

    result: int


class SentReply(Wire):
    """A posting call: one message, or an array of them for an album."""

    result: Message | tuple[Message, ...]


class TelegramClient:
    """The calls we use. The token is part of every address, so no address is ever shown."""

    def __init__(self, access: ChannelAccess) -> None:
        self._access = access
        self._base = access.base_url.rstrip("/")
        self._chat_id = access.secrets.get("chat_id", "").strip()

    async def me(self) -> Bot:
        """getMe"""
        return parse(BotReply, await self._ask("getMe", {})).result

    async def chat(self) -> Chat:
        """getChat"""
        return parse(ChatReply, await self._ask("getChat", self._here())).result

    async def member(self, user_id: int) -> Member:
        """getChatMember"""
        values = {**self._here(), "user_id": user_id}
        return parse(MemberReply, await self._ask("getChatMember", values)).result

    async def member_count(self) -> int:
        """getChatMemberCount"""
        return parse(CountReply, await self._ask("getChatMemberCount", self._here())).result

    async def send(self, sending: Sending, seconds: int) -> Sequence[Message]:
        """The committing call, whichever it is; files are streamed, never held whole."""

        def call() -> Awaitable[Answer]:
            if not sending.files:
                return self._request(sending.method, json=self._in_chat(sending), seconds=seconds)
            form = FilesForm({**self._here(), **sending.form()}, sending.files)
            return self._request(
                sending.method, content=form.stream(), headers=form.headers, seconds=seconds
            )

        answer = await self._following(lambda: commit(call()))
        sent = parse(SentReply, self._good(answer), OutcomeUnknown).result
        return sent if isinstance(sent, tuple) else (sent,)

    async def delete(self, message_id: int) -> bool:
        """deleteMessage; False when it was gone already."""
        values = {**self._here(), "message_id": message_id}
        answer = await ask(self._request("deleteMessage", json=values))
        if answer.status == 400 and GONE in words_of(answer):
            return False
        return self._good(answer).ok

    async def delete_many(self, message_ids: Sequence[int]) -> bool:
        """deleteMessages; those that are gone are passed over."""
        answer = await self._ask(
            "deleteMessages", {**self._here(), "message_ids": list(message_ids)}
        )
        return answer.ok

    async def _ask(self, method: str, values: Mapping[str, Any]) -> Answer:
        return self._good(await ask(self._request(method, json=values)))

    async def _following(self, call: Callable[[], Awaitable[Answer]]) -> Answer:
        """Make the call; where the group has moved, remember that and make it there."""
        answer = await call()
        moved = moved_to(answer)
        if moved is None:
            return answer
        self._chat_id = moved
        await self._access.keep_secrets({**self._access.secrets, "chat_id": moved})
        return await call()

    async def _request(self, method: str, **parts: Any) -> Answer:
        token = self._access.secrets.get("bot_token", "").strip()
        if not token:
            raise ReconnectNeeded("No bot token is stored for this channel.")
        if not TOKEN.fullmatch(token):
            raise ReconnectNeeded("The stored bot token is not in the form of a bot token.")
        url = f"{self._base}/bot{token}/{method}"
        return await self._access.http.post(url, hidden=token, **parts)

    def _in_chat(self, sending: Sending) -> dict[str, Any]:
        return {**self._here(), **sending.values}

    def _here(self) -> dict[str, str]:
        if not self._chat_id:
            raise ReconnectNeeded("No channel is named: enter its @name or its number.")
        return {"chat_id": self._chat_id}

    def _good(self, answer: Answer) -> Answer:
        if not answer.ok:
            raise refusal(answer, self._access)
        return answer
