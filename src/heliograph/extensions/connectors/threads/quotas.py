"""The daily allowances of an account, read before anything is made."""

from __future__ import annotations

from heliograph.extensions.connectors.threads.client import ThreadsClient
from heliograph.extensions.connectors.threads.mapping import Limits
from heliograph.sdk.connectors import ChannelAccess
from heliograph.sdk.errors import ContentRefused, TryLater
from heliograph.sdk.graph.usage import refuse_spent

# Asking for more than the app may see is answered by a bare 500, so the question gets narrower.
QUESTIONS = (
    "quota_usage,config,reply_quota_usage,reply_config,delete_quota_usage,delete_config",
    "quota_usage,config,reply_quota_usage,reply_config",
    "quota_usage,config",
)


class Quotas:
    """What one account may still do today."""

    def __init__(self, client: ThreadsClient, access: ChannelAccess) -> None:
        self._client = client
        self._access = access

    async def refuse_spent(self, user_id: str, name: str) -> None:
        """Tell what is left; raise `TryLater` when nothing is left of the named allowance."""
        limits = await self._read(user_id)
        if limits is not None:
            refuse_spent(self._access, "Threads", limits.allowances(), name)

    async def _read(self, user_id: str) -> Limits | None:
        """The widest answer the app may have; None without one, for then publishing tells."""
        for fields in QUESTIONS:
            try:
                told = await self._client.allowances(user_id, fields)
            except (TryLater, ContentRefused):
                continue
            return told.items[0] if told.items else None
        return None
