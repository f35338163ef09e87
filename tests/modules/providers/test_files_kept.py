"""Pictures that a model painted are not swept away as nobody's."""

from __future__ import annotations

from sqlalchemy import text

from heliograph.modules.providers import files_kept
from tests.support.stage import Stage

KEEP = text(
    "INSERT INTO providers_answers (workspace_id, fingerprint, step, answer, created_at)"
    " VALUES (:workspace, 'f', 'image', jsonb_build_object('file', CAST(:file AS text)), now())"
)


async def test_a_kept_picture_belongs_to_the_providers(stage: Stage) -> None:
    async with stage.work.transaction() as session:
        await session.execute(KEEP, {"workspace": stage.work.workspace_id, "file": "painted"})
    async with stage.instance.database.system_work().transaction() as session:
        assert await files_kept(session, ["painted", "forgotten"]) == {"painted"}
    assert files_kept in stage.instance.assets.owners
