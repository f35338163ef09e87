"""The picture of every type shows its plan, holds its words, and can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from tests.extensions.packs.zodiac.types.conftest import facts_on

from heliograph.extensions.packs.zodiac import PACK
from heliograph.extensions.providers.canvas import Provider as Canvas
from heliograph.extensions.providers.embedded import Provider as Embedded
from heliograph.sdk.packs import Brief, Plan
from heliograph.sdk.pictures import Picture, PictureBrief
from heliograph.sdk.text import Draft, TextBrief

DAYS = (date(2026, 11, 21), date(2027, 3, 3))
SIGNS = ("sagittarius", "leo")
KINDS = {kind.id: kind for kind in PACK.manifest.types}


async def made(kind: str, sign: str, day: date) -> tuple[Plan, Draft]:
    plan = PACK.plan(Brief(sign, kind, day, ZoneInfo("UTC")), facts_on(day))
    brief = TextBrief(plan, PACK.folder, seed=f"{kind}:{sign}:{day}")
    return plan, await Embedded().write(brief)


def drawn(kind: str, plan: Plan, draft: Draft, design: str | None = None) -> Picture:
    drawing = PACK.drawing(plan, draft)
    profile = PACK.subject(plan.subject)
    usual = {
        "title": profile.name,
        "kicker": KINDS[kind].name,
        "date": "Saturday 21 November",
        "body": draft.card_text,
        "footer": f"@{plan.subject}daily",
    }
    return Canvas().draw(
        PictureBrief(
            design=design or drawing.design or str(KINDS[kind].design),
            pack_folder=PACK.folder,
            width=1080,
            height=1350,
            palette=profile.palette,
            words=usual | dict(drawing.words),
            seed=5,
            symbol=drawing.symbol or plan.subject,
            values=drawing.values,
        )
    )


def troubles(picture: Picture) -> Iterator[str]:
    left, top, right, bottom = picture.report.safe_area
    yield from (f"{one} overflows" for one in picture.report.overflowing)
    yield from (f"{one} has no glyph" for one in picture.report.missing_glyphs)
    for box in picture.report.boxes:
        if box.contrast < 4.5:
            yield f"{box.layer} stands out {box.contrast:.1f} : 1"
        if min(box.left - left, box.top - top, right - box.right, bottom - box.bottom) < -1:
            yield f"{box.layer} leaves the safe area"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("sign", "day"), zip(SIGNS, DAYS, strict=True))
async def test_every_type_has_a_picture_that_holds_its_words(
    kind: str, sign: str, day: date
) -> None:
    plan, draft = await made(kind, sign, day)
    for design in (None, *KINDS[kind].designs):
        assert list(troubles(drawn(kind, plan, draft, design))) == [], design


async def test_the_moon_is_drawn_at_its_true_angle() -> None:
    plan, draft = await made("moon_phase", "leo", date(2026, 11, 20))
    given = PACK.drawing(plan, draft)
    assert given.values["phase"] == pytest.approx(125.2, abs=0.1)
    assert given.words["title"] == "Waxing gibbous"


async def test_a_full_moon_has_one_sign_in_its_words_its_card_and_its_hashtags() -> None:
    """On 24 November 2026 the Moon begins the day in Taurus and is full at 14:54 in Gemini."""
    for sign in ("leo", "taurus", "aries", "scorpio"):
        plan, draft = await made("moon_phase", sign, date(2026, 11, 24))
        assert PACK.drawing(plan, draft).words["kicker"] == "100% lit · in Gemini"
        assert "#moonintaurus" not in draft.hashtags
        assert "Gemini" in draft.text


async def test_a_pair_shows_both_signs_and_an_eclipse_its_kind() -> None:
    pair = PACK.drawing(*await made("compatibility", "leo", DAYS[0]))
    assert pair.words["title"].startswith("Leo & ")
    assert pair.values["partner"] == pair.words["title"].removeprefix("Leo & ").lower()
    eclipse = PACK.drawing(*await made("eclipse", "leo", DAYS[0]))
    assert eclipse.values["eclipse"] == "solar annular"
    assert eclipse.words["date"] == "6 February 2027, 16:00"


async def test_a_joke_without_two_short_beats_becomes_a_quotation() -> None:
    plan, draft = await made("meme", "leo", DAYS[0])
    two = replace(draft, text="Leo at six: one photo. Leo at seven: the album.")
    assert PACK.drawing(plan, two).words == {
        "top": "Leo at six: one photo",
        "title": "Leo at seven: the album",
    }
    one = replace(draft, text="Leo takes one photo and shows it to nobody at all.")
    assert PACK.drawing(plan, one).design == "quote-card"
