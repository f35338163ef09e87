"""Calls of the Graph API: signed, renewed once when the token ran out, every refusal mapped.

Source: developers.facebook.com/docs/graph-api/overview. The token travels in a header, so that no
address ever carries it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from heliograph.kit.http import Answer
from heliograph.sdk.calls import ask, bearer, commit, parse, renewing
from heliograph.sdk.connectors import ChannelAccess, Secrets
from heliograph.sdk.errors import OutcomeUnknown
from heliograph.sdk.graph.errors import ErrorTable, is_expired, is_gone
from heliograph.sdk.graph.shapes import Made
from heliograph.sdk.graph.usage import quotas_of

VERSION = "v26.0"
"""The version of the Graph API that is spoken where the channel's settings name no other."""


def base_of(access: ChannelAccess) -> str:
    """Where the calls of a versioned product go: the base URL and the version below it."""
    return f"{access.base_url.rstrip('/')}/{access.settings.get('graph_version', VERSION)}"


class GraphClient:
    """The parent of the three clients; each adds one method per remote call.

    `table` maps the platform's refusals, `gone` tells whether an object does not exist.
    """

    table: ErrorTable
    gone: Callable[[Answer], bool] = staticmethod(is_gone)

    def __init__(self, access: ChannelAccess, base: str) -> None:
        self._access = access
        self._base = base

    async def read(self, path: str, params: Mapping[str, str]) -> Answer:
        """GET; a refusal comes back as it is."""
        return await ask(self.request("GET", path, params=params))

    async def make(self, path: str, data: Mapping[str, str], **parts: Any) -> str:
        """POST something that nobody sees yet; its id."""
        answer = await ask(self.request("POST", path, data=dict(data), **parts))
        return parse(Made, self.good(answer)).id

    async def put_out(self, path: str, data: Mapping[str, str], seconds: int) -> str:
        """POST what an audience sees at once: the committing call; the id of what stands."""
        call = self.request("POST", path, data=dict(data), seconds=seconds)
        answer = await commit(call)
        if not answer.ok:
            raise self.table.refusal(answer, self._access, committing=True)
        return parse(Made, answer, OutcomeUnknown).id

    async def remove(self, object_id: str) -> None:
        """DELETE; silent when it is gone already."""
        answer = await ask(self.request("DELETE", object_id))
        if not self.gone(answer):
            self.good(answer)

    async def request(self, method: str, path: str, **parts: Any) -> Answer:
        """One call with the channel's token; what it tells of the rate limits is passed on.

        `content` is a function that begins the stream, so that a renewed token can send it anew.
        """
        url = f"{self._base}/{path}"

        async def call(secrets: Secrets) -> Answer:
            sent = dict(parts)
            token = bearer(secrets.get("access_token", ""))
            sent["headers"] = {**parts.get("headers", {}), **token}
            if "content" in parts:
                sent["content"] = parts["content"]()
            sent["params"] = {**parts.get("params", {}), **self.proof(secrets)}
            return await self._access.http.request(method, url, **sent)

        answer = await renewing(self._access, call, is_expired)
        for quota in quotas_of(answer, self._access.clock.now()):
            self._access.saw_quota(quota)
        return answer

    def proof(self, secrets: Secrets) -> Mapping[str, str]:
        """What a product adds to the query of every call; nothing where it adds nothing."""
        return {}

    def good(self, answer: Answer) -> Answer:
        """The answer, if it is a success; else the error that says what must be done."""
        if not answer.ok:
            raise self.table.refusal(answer, self._access)
        return answer
