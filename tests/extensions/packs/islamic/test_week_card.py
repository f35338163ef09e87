"""The card of a week holds seven rows in both calendars, whatever the months are called."""

from __future__ import annotations

from datetime import date

import pytest
from tests.extensions.packs.islamic.runs import plan_of

from heliograph.extensions.packs.islamic import PACK, IslamicPack
from heliograph.extensions.providers.canvas import Provider as Canvas
from heliograph.sdk.packs import Plan
from heliograph.sdk.pictures import Picture, PictureBrief
from heliograph.sdk.text import TextBrief

SHAPES = ((1080, 1350), (1080, 1080), (1080, 1920), (1200, 675))
# Weeks with the longest names: Rabi al-Awwal, Jumada, Dhu al-Qadah and Dhu al-Hijjah.
WEEKS = (date(2026, 8, 30), date(2026, 11, 8), date(2027, 5, 2))


def card(plan: Plan, shape: tuple[int, int]) -> Picture:
    """The card as production draws it."""
    drawing = PACK.drawing(plan, PACK.write(TextBrief(plan, PACK.folder, "seed")))
    return Canvas().draw(
        PictureBrief(
            design=drawing.design or "prayer-times",
            pack_folder=PACK.folder,
            width=shape[0],
            height=shape[1],
            palette=PACK.subject(plan.subject).palette,
            words={"footer": "@quietpage", **drawing.words},
            seed=5,
            language=plan.language,
            values=drawing.values,
        )
    )


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("first", WEEKS)
def test_the_rows_of_a_week_fit_their_card(
    bare_pack: IslamicPack, first: date, language: str
) -> None:
    plan = plan_of(bare_pack, "week_ahead", first, language)
    for shape in SHAPES if first == WEEKS[1] else SHAPES[:1]:
        report = card(plan, shape).report
        rows = [box for box in report.boxes if box.layer.startswith("times.")]
        assert report.overflowing == ()
        assert len(rows) == 14
