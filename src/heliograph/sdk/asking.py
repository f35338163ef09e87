"""Calls to a model service: the key with each of them, its limit of time, its refusals as ours."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from heliograph.kit.http import Answer
from heliograph.sdk.errors import ConnectorError
from heliograph.sdk.generating import ModelAccess, ask_model, header_key


@dataclass(frozen=True)
class Service:
    """What is reached through an access. `headers` makes a call's headers of the key as it is
    stored, `refusal` an error of a refused answer and the key that it may echo."""

    access: ModelAccess
    headers: Callable[[str], Mapping[str, str]]
    refusal: Callable[[Answer, str], ConnectorError]

    async def get(self, path: str, **parts: Any) -> Answer:
        """Read below the base URL; raises the errors of `heliograph.sdk.generating`."""
        return await self._asked(self.access.http.get, path, parts)

    async def post(self, path: str, **parts: Any) -> Answer:
        """Send below the base URL; keywords are those of `HTTPClient.request`. Raises as `get`."""
        return await self._asked(self.access.http.post, path, parts)

    async def _asked(
        self, call: Callable[..., Awaitable[Answer]], path: str, parts: Mapping[str, Any]
    ) -> Answer:
        access = self.access
        headers = {**self.headers(access.key), **parts.get("headers", {})}
        asked = call(
            access.address(path), **{**parts, "headers": headers, "seconds": access.seconds}
        )
        answer = await ask_model(asked, access.key)
        if not answer.ok:
            raise self.refusal(answer, access.key)
        return answer


def keyed(name: str) -> Callable[[str], dict[str, str]]:
    """Headers with the key under a name; `KeyRefused` for a key that cannot be one."""
    return lambda key: {name: header_key(key)}


def bearer(key: str) -> dict[str, str]:
    """The key as a bearer's; none where none is stored: a server on this machine may need none."""
    return {"Authorization": f"Bearer {header_key(key)}"} if key else {}
