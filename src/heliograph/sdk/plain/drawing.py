"""What the picture of a plain pack's piece is given: its opening, its facts, and their source."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from heliograph.sdk.drawing import Drawing
from heliograph.sdk.manifest import ContentType
from heliograph.sdk.packs import Plan
from heliograph.sdk.plain.schema import Words
from heliograph.sdk.plain.told import TOLD, ended
from heliograph.sdk.text import Draft

MOST_ITEMS = 7
LONGEST_ITEM = 72


def drawing_of(folder: Path, kind: ContentType, words: Words, plan: Plan, draft: Draft) -> Drawing:
    """The words, cut to what the design promises to hold, and the facts as the lines of a list."""
    if kind.design is None:
        return Drawing()
    facts = [fact.text for fact in plan.facts]
    given = {
        "title": draft.title,
        "kicker": kind.name if plan.language == "en" else plan.slots["topic"],
        "body": " ".join(ended(one) for one in facts[:2]),
        "date": plan.slots["date"],
    }
    if words.told_as == "quote":
        source = plan.facts[0].source
        given |= {"body": facts[0].strip('“”"«»'), "title": "" if source == TOLD else source}
    longest = _longest(folder / "templates" / f"{kind.design}.yaml")
    cut = {name: shortened(text, longest[name]) for name, text in given.items() if name in longest}
    items = [shortened(fact, LONGEST_ITEM) for fact in facts[:MOST_ITEMS]]
    return Drawing(cut, {"items": items})


def shortened(text: str, longest: int) -> str:
    """The text, or as many whole words of it as fit, with a mark that more was said."""
    if len(text) <= longest:
        return text
    kept = text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:،؛")
    return f"{kept}…"


def _longest(file: Path) -> Mapping[str, int]:
    return _read(file, file.stat().st_mtime_ns) if file.is_file() else {}


@lru_cache(maxsize=64)
def _read(file: Path, _changed: int) -> Mapping[str, int]:
    design: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {
        name: int(word["longest"])
        for name, word in design.get("words", {}).items()
        if "longest" in word
    }
