"""The words of a message: read in the way the caller says, and measured."""

from __future__ import annotations

from collections.abc import Mapping

from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.telegram.entities import Formatted, MarksBroken, seen_in
from heliograph.apps.sandbox.telegram.hypertext import from_html
from heliograph.apps.sandbox.telegram.manners import refused
from heliograph.apps.sandbox.telegram.markdown import from_markdown

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


def formatted(source: str, mode: str, entities: JSON) -> Formatted:
    """The text by its parse mode, else with the entities that were sent along."""
    source = source.strip()
    try:
        if mode.lower() == "html":
            return from_html(source)
        if mode.lower() == "markdownv2":
            return from_markdown(source)
    except MarksBroken as trouble:
        raise refused(400, f"can't parse entities: {trouble}") from None
    if mode:
        raise refused(400, "unsupported parse_mode")
    given = entities if isinstance(entities, list) else []
    return Formatted(source, (*given, *seen_in(source)))


def text_in(source: str, mode: str, entities: JSON) -> Formatted:
    """The words of a message that has nothing else."""
    found = formatted(source, mode, entities)
    if not found.text.strip():
        raise refused(400, "message text is empty")
    if found.length > TEXT_LIMIT:
        raise refused(400, "message is too long")
    return found


def caption_in(values: Mapping[str, JSON], entities: JSON) -> Formatted:
    """The words beneath a file, which may be none."""
    mode = str(values.get("parse_mode") or "")
    found = formatted(str(values.get("caption") or ""), mode, entities)
    if found.length > CAPTION_LIMIT:
        raise refused(400, "message caption is too long")
    return found
