"""The daily allowances of an account, read before anything is made."""

from __future__ import annotations

from datetime import timedelta

from heliograph.extensions.connectors.threads.client import ThreadsClient
from heliograph.extensions.connectors.threads.mapping import Allowance
from heliograph.sdk.connectors import ChannelAccess, Quota
from heliograph.sdk.errors import ContentRefused, TryLater

# Asking for more than the app may see is answered by a bare 500, so the question gets narrower.
QUESTIONS = (
    "quota_usage,config,reply_quota_usage,reply_config,delete_quota_usage,delete_config",
    "quota_usage,config,reply_quota_usage,reply_config",
    "quota_usage,config",
)
SPENT_AFTER = timedelta(hours=1)


class Quotas:
    """What one account may still do today."""

    def __init__(self, client: ThreadsClient, access: ChannelAccess) -> None:
        self._client = client
        self._access = access

    async def refuse_spent(self, user_id: str, name: str) -> None:
        """Tell what is left; raise `TryLater` when nothing is left of the named allowance."""
        allowance = await self._read(user_id)
        for row, used, config in allowance.rows() if allowance else ():
            if used is None or config is None:
                continue
            left = max(0, config.quota_total - used)
            resets = self._access.clock.now() + timedelta(seconds=config.quota_duration)
            self._access.saw_quota(Quota(row, config.quota_total, left, resets))
            if row == name and left == 0:
                # The window rolls: some of it comes back long before all of it does.
                sentence = f"The {config.quota_total} {name} that Threads allows a day are used up."
                raise TryLater(sentence, SPENT_AFTER)

    async def _read(self, user_id: str) -> Allowance | None:
        """The widest answer the app may have; None without one, for then publishing tells."""
        for fields in QUESTIONS:
            try:
                told = await self._client.allowances(user_id, fields)
            except (TryLater, ContentRefused):
                continue
            return told.items[0] if told.items else None
        return None
