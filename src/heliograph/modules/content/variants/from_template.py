"""A wording from a template that a person wrote, with a piece's own plan in its places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.modules.content.errors import TemplateUnfit
from heliograph.modules.content.service.making import Making
from heliograph.modules.content.service.tools import ContentTools
from heliograph.modules.content.variants.editing import Wording
from heliograph.modules.templates import Filled, plan_values
from heliograph.sdk.lines import sentences

_LONGEST_NAME = 50


@dataclass(frozen=True)
class FromTemplate:
    """A filled wording; of a platform where the template is written for one."""

    wording: Wording
    provider: str
    platform: str | None


async def from_template(
    work: UnitOfWork,
    tools: ContentTools,
    making: Making,
    template_id: UUID,
    values: Mapping[str, Any],
) -> FromTemplate:
    """The wording; `values` go before what the plan has under the same names.

    Raises `TemplateNotFound`, `TemplateUnfit` with everything that is wrong.
    """
    service = tools.templates.service(work)
    template = await service.get(template_id)
    _check_suits(template, making)
    given = {**plan_values(making.plan), **values}
    filled = await service.fill(template_id, given, making.content["brand_id"])
    if not filled.is_ready:
        raise TemplateUnfit(f"{template['name']}: {_troubles(filled, 'error')}", pointer="/values")
    text = filled.text.strip()
    reasons = [f"From the template “{template['name']}”, version {template['version']}"]
    if told := _troubles(filled, "warning"):
        reasons.append(told)
    own = making.content["hashtags"]
    wording = Wording(text, sentences(text)[0], tuple(own), tuple(reasons))
    provider = f"template {template['name'][:_LONGEST_NAME]}"
    return FromTemplate(wording, provider, template["platform"] or None)


def _check_suits(template: Mapping[str, Any], making: Making) -> None:
    content = making.content
    if template["language"] != content["language"]:
        raise TemplateUnfit(
            f"{template['name']} is written in {template['language']}, the piece in"
            f" {content['language']}",
            pointer="/template_id",
        )
    for place, own in (("pack", "pack"), ("content_type", "type"), ("subject", "subject")):
        if template[place] not in ("", content[own]):
            raise TemplateUnfit(
                f"{template['name']} is for {template[place]}, the piece for {content[own]}",
                pointer="/template_id",
            )


def _troubles(filled: Filled, level: str) -> str:
    found = [one.sentence for one in filled.problems if one.level == level]
    return "; ".join(dict.fromkeys(found))
