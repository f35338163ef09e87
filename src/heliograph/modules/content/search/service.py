"""Search through the contents of a workspace."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from heliograph.kit.database import UnitOfWork
from heliograph.modules.content.repository import ContentRepository
from heliograph.modules.content.search.index import ContentIndex, Wanted
from heliograph.modules.content.service.tools import ContentTools


class SearchService:
    """Contents found again."""

    def __init__(self, work: UnitOfWork, tools: ContentTools) -> None:
        self._work = work
        self._tools = tools

    async def find(self, wanted: Wanted) -> Sequence[dict[str, Any]]:
        """Contents that fit, the best first, with how well and by what."""
        async with self._work.transaction() as session:
            hits = await ContentIndex(self._work, self._tools.embedder).search(wanted)
            rows = ContentRepository(session, self._work.workspace_id)
            known = {row["id"]: row for row in await rows.many([hit.content_id for hit in hits])}
        return [
            {**known[hit.content_id], "relevance": hit.score, "found_by": list(hit.by)}
            for hit in hits
            if hit.content_id in known
        ]
