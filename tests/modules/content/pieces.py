"""A sound piece for the gate, and what it says of a changed one."""

from __future__ import annotations

from datetime import date

from heliograph.extensions.packs.zodiac import PACK
from heliograph.modules.content.gate import Check, Piece, judge
from heliograph.sdk.packs import Fact, Plan
from heliograph.sdk.pictures import PictureReport, TextBox

MOON = Fact(
    id="moon", kind="moon_sign", text="The Moon is in Leo", source="sky",
    detail={"body": "Moon", "sign": "Leo", "next_sign": None, "time": None},
)  # fmt: skip
PLAN = Plan(
    pack="zodiac", subject="leo", type="daily_horoscope", date=date(2026, 11, 21),
    time_zone="UTC", language="en", facts=(MOON,), themes=(), tone="steady",
    slots={"subject_name": "Leo"},
)  # fmt: skip
TEXT = (
    "The Moon is in Leo today, and the room looks up when you speak. Say the short version"
    " first. Then let somebody else finish the thought, and keep your best line for later."
)
BOX = TextBox("body", 100, 800, 980, 1000, 40, 3, 8.0, 20)
PICTURE = PictureReport(boxes=(BOX,), safe_area=(60, 60, 1020, 1290))
GOOD = Piece(TEXT, ("#leo", "#moon", "#daily"), "A card that says Leo and the text.", PLAN, PICTURE)


def check_of(piece: Piece, name: str) -> Check:
    """What the gate says of a piece under one name."""
    return next(check for check in judge(piece, PACK).checks if check.name == name)


def failed(piece: Piece) -> set[str]:
    """The names of the checks that a piece fails."""
    return {check.name for check in judge(piece, PACK).checks if not check.passed}


def names(piece: Piece) -> set[str]:
    """The names of all checks that were made."""
    return {check.name for check in judge(piece, PACK).checks}
