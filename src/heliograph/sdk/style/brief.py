"""What a new video in a style shall say and show: a short document a person writes by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, ValidationError

from heliograph.sdk.manifest import Frozen
from heliograph.sdk.style.errors import StyleBroken
from heliograph.sdk.timeline.document import DrawnScene

MOST_BYTES = 1_000_000


class BriefLine(Frozen):
    """A line to be said, with what is seen meanwhile: a picture's path from the brief's folder,
    or a drawn scene; neither: one of the style's own drawn scenes. `pictures` are further ones,
    shown in turn where the style cuts oftener than sentences end."""

    text: str = Field(min_length=1, max_length=2000)
    picture: str = ""
    pictures: tuple[str, ...] = Field((), max_length=50)
    drawn: DrawnScene | None = None
    title: str = ""


class StyleBrief(Frozen):
    """Lines in the order in which they are said. `voice` is a voice of this machine, "none" for
    captions without a voice, empty for the language's own."""

    version: Literal[1] = 1
    title: str = ""
    language: str = "en"
    lines: tuple[BriefLine, ...] = Field(min_length=1, max_length=100)
    voice: str = ""
    handle: str = ""


def read_brief(path: Path) -> StyleBrief:
    """A brief from YAML or JSON, where a line may be a plain text; raises `FileNotFoundError`, and
    `StyleBroken` with every fault."""
    if path.stat().st_size > MOST_BYTES:
        raise StyleBroken(path.name, ("larger than 1 MB",))
    try:
        found = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        told = " ".join(str(error).split())[:200]
        raise StyleBroken(path.name, (f"it cannot be read: {told}",)) from error
    if not isinstance(found, dict):
        raise StyleBroken(path.name, ("it holds no names and values; `lines` is needed",))
    lines = found.get("lines")
    if isinstance(lines, list):
        found["lines"] = [{"text": one} if isinstance(one, str) else one for one in lines]
    try:
        return StyleBrief.model_validate(found)
    except ValidationError as error:
        faults = tuple(
            f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors()
        )
        raise StyleBroken(path.name, faults) from error
