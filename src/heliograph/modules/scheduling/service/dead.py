"""Posts that rest after a failure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.modules.scheduling.errors import PostBusy
from heliograph.modules.scheduling.repository import PostRepository
from heliograph.modules.scheduling.service.posts import SchedulingService

DEAD = ("failed", "needs_reconnect")


class DeadLetters:
    """Finds them and lets them go again."""

    def __init__(self, work: UnitOfWork, posts: SchedulingService) -> None:
        self._work = work
        self._posts = posts

    async def find(self, channel_id: UUID | None, reason: str | None, most: int) -> Sequence[UUID]:
        """Those that may simply be tried again, oldest first; of a channel or with a reason."""
        async with self._work.transaction() as session:
            rows = PostRepository(session, self._work.workspace_id)
            return await rows.in_trouble(DEAD, channel_id, reason, most)

    async def retry(self, post_id: UUID) -> dict[str, Any]:
        """Let one go again; raises `PostNotFound`, and `PostBusy` for a post that is none."""
        post = await self._posts.get(post_id)
        if post["status"] == "unknown":
            raise PostBusy("Nobody knows whether it stands: look on the platform and decide")
        if post["status"] not in DEAD:
            raise PostBusy(f"The post is {post['status']}")
        return await self._posts.retry(post_id)
