"""A piece that is made, with everything it was made from."""

from __future__ import annotations

from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.modules.brands import BrandsService
from heliograph.modules.content.errors import ContentNotFound, ContentNotReady
from heliograph.modules.content.repository import ContentRepository, RunRepository
from heliograph.modules.content.service.making import Making
from heliograph.modules.content.service.tools import ContentTools


async def made_of(work: UnitOfWork, tools: ContentTools, content_id: UUID) -> Making:
    """The piece as its steps left it; raises `ContentNotFound`, `ContentNotReady`."""
    async with work.transaction() as session:
        content = await ContentRepository(session, work.workspace_id).get(content_id)
        if content is None:
            raise ContentNotFound(f"There is no content {content_id}")
        if content["status"] == "making" or not content["text"]:
            raise ContentNotReady("The content is still being made")
        brand = await BrandsService(work, tools.brands).get(content["brand_id"])
        runs = RunRepository(session, work.workspace_id)
        run = await runs.get(content["run_id"])
        steps = await runs.steps(content["run_id"])
    outputs = {step["name"]: step["outputs"] for step in steps}
    pack = tools.catalogue.pack(content["pack"])
    return Making(content, brand, pack, run["request"] if run is not None else {}, outputs)
