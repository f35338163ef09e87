"""What tests of models ask with: a plan of our own, an access over real HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

from heliograph.kit.http import HTTPClient, HTTPLimits
from heliograph.sdk.generating import ModelAccess
from heliograph.sdk.packs import Fact, Plan, Theme
from heliograph.sdk.text import TextBrief
from heliograph.sdk.writing import Ask, Voice, ask_for
from tests.doubles.models.server import KEY

LOOPBACK = ("127.0.0.0/8",)
NOWHERE = Path("no/such/pack")
VERSE = "وَٱلضُّحَىٰ ۝ وَٱلَّيْلِ إِذَا سَجَىٰ"
QUOTED = f"{VERSE}\nBy the morning hours (93:1-2)"


def plan(**changed: Any) -> Plan:
    """A small plan; no pack is needed for it."""
    values: dict[str, Any] = {
        "pack": "general",
        "subject": "mornings",
        "type": "daily",
        "date": date(2026, 11, 21),
        "time_zone": "UTC",
        "language": "en",
        "facts": (Fact("f1", "note", "The shop opens at nine on Saturdays.", "the brand's notes"),),
        "themes": (Theme("openings", "f1", {"hour": "nine"}),),
        "tone": "calm",
        "slots": {"advice": "come early"},
    }
    return Plan(**(values | changed))


def quoting_plan(language: str = "en") -> Plan:
    """A plan whose fact is a verse, as the file has it."""
    detail: dict[str, Any] = {
        "arabic": VERSE,
        "translation": "By the morning hours",
        "reference": "93:1-2",
    }
    fact = Fact("v1", "verse", QUOTED, "the installed text", detail=detail)
    slots = {"arabic": VERSE, "translation": "By the morning hours", "reference": "93:1-2"}
    return plan(facts=(fact,), themes=(Theme("verse", "v1"),), slots=slots, language=language)


def brief(**changed: Any) -> TextBrief:
    """What to write."""
    values: dict[str, Any] = {"plan": plan(), "pack_folder": NOWHERE, "seed": "s" * 64}
    return TextBrief(**(values | changed))


def ask(**changed: Any) -> Ask:
    """A question."""
    return ask_for(brief(**changed), Voice(tone=("plain",), samples=("We open. Come in.",)))


@asynccontextmanager
async def access(url: str, model: str, **changed: Any) -> AsyncIterator[ModelAccess]:
    """A way to a double, over real HTTP on loopback."""
    limits = HTTPLimits(read_seconds=60.0, read_retries=0)
    async with HTTPClient(limits, changed.pop("networks", LOOPBACK)) as http:
        values: dict[str, Any] = {"key": KEY, "seconds": 10.0}
        yield ModelAccess(http, url, model, **(values | changed))
