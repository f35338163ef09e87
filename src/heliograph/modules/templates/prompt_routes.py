"""Prompts over HTTP, to be read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Response

from heliograph.kit.web.envelope import Many, answers, listed_response
from heliograph.kit.web.permissions import offered, requires
from heliograph.modules.templates.schemas import PromptOut
from heliograph.modules.templates.service import TemplateTools
from heliograph.modules.templates.service.prompts import prompts

router = APIRouter(tags=["templates"])


@router.get(
    "/prompts", dependencies=[requires("templates:read")], responses=answers(Many[PromptOut])
)
async def list_prompts(tools: Annotated[TemplateTools, offered(TemplateTools)]) -> Response:
    """What models are told: the text of each prompt file, its version and where it is used."""
    return listed_response(prompts(tools.catalogue), None)
