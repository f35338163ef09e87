"""Background work of assets; every job may run twice without harm."""

from __future__ import annotations

from uuid import UUID

import structlog

from heliograph.kit.database import Database
from heliograph.kit.errors import AppError
from heliograph.kit.jobs import JobRegistry
from heliograph.modules.assets.library_repository import Unseen
from heliograph.modules.assets.service.clearing import ClearingService, Sweeper
from heliograph.modules.assets.service.files import LOOK_JOB
from heliograph.modules.assets.service.looking import LookService
from heliograph.modules.assets.service.tools import AssetTools
from heliograph.modules.assets.service.uploads import UploadService
from heliograph.modules.assets.upload_repository import LeftUploads

QUEUE = "studio"
AT_ONCE = 40
log = structlog.get_logger("heliograph.assets")


def register(registry: JobRegistry, database: Database, tools: AssetTools) -> None:
    """Add the jobs of this module to a worker."""

    async def look(args: dict[str, str]) -> None:
        work = database.work(UUID(args["workspace_id"]))
        await LookService(work, tools).look(UUID(args["asset_id"]))

    async def look_at_rest() -> None:
        await look_at_some(database, tools)

    async def end_uploads() -> None:
        await end_left_uploads(database, tools)

    async def clean() -> None:
        await clean_everywhere(database, tools)

    registry.job(LOOK_JOB, queue=QUEUE, concurrency=1)(look)
    registry.every("assets.look_at_rest", 60.0, queue=QUEUE)(look_at_rest)
    registry.every("assets.end_uploads", 300.0, queue=QUEUE)(end_uploads)
    registry.every("assets.clean", 86_400.0, queue=QUEUE)(clean)


async def look_at_some(database: Database, tools: AssetTools, count: int = AT_ONCE) -> None:
    """Files that came without a look, such as generated ones, and words that changed."""
    async with database.system_work().transaction() as session:
        unseen = await Unseen(session).unseen(count)
        changed = await Unseen(session).not_understood(tools.embedder.id, count)
    for row in unseen:
        await LookService(database.work(row["workspace_id"]), tools).look(row["id"])
    for row in changed:
        await LookService(database.work(row["workspace_id"]), tools).understand(row)


async def end_left_uploads(database: Database, tools: AssetTools) -> None:
    """Finish what has come whole, forget what was left for too long."""
    async with database.system_work().transaction() as session:
        left = LeftUploads(session)
        expired = await left.expired(tools.clock.now())
        whole = await left.whole()
    over = {row["id"] for row in expired}
    for row in expired:
        await UploadService(database.work(row["workspace_id"]), tools).remove(row["id"])
    for row in whole:
        if row["id"] in over:
            continue
        try:
            await UploadService(database.work(row["workspace_id"]), tools).finish(row["id"])
        except AppError as error:
            log.warning("assets.upload_refused", upload=row["id"], reason=error.sentence())


async def clean_everywhere(database: Database, tools: AssetTools) -> None:
    """Every workspace's clean-up, then the files that belong to none."""
    sweeper = Sweeper(database, tools)
    for workspace_id in await sweeper.workspaces():
        cleared = await ClearingService(database.work(workspace_id), tools).clear(rehearse=False)
        log.info("assets.cleared", workspace=workspace_id, **cleared.found)
    swept = await sweeper.sweep(rehearse=False)
    log.info("assets.swept", **swept.found)
