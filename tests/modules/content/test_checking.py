"""Texts that people bring are judged by the facts of their day and by all the brand made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from heliograph.kit.embeddings import HashedEmbedder
from heliograph.modules.content.checking.service import Brought, CheckingService
from heliograph.modules.content.errors import PlatformUnknown, TypeUnknown
from heliograph.modules.content.gate import PictureFile
from heliograph.modules.content.search import index_marked
from heliograph.sdk.files import MediaFacts
from tests.modules.content.test_originality import FIRST, keep, reworded
from tests.support.stage import Stage

DAY = date(2026, 11, 21)
CALM = (
    "Say the short version first, and keep your best line for later. Somebody at the table needs"
    " a little time. Let them finish."
)


async def failed(stage: Stage, brought: Brought) -> dict[str, str]:
    """What fails, with what was found."""
    report = await CheckingService(stage.work, stage.instance.content).check(brought)
    return {one["name"]: one["found"] for one in report["checks"] if not one["passed"]}


async def brought(stage: Stage, words: str = CALM) -> Brought:
    """A text for a brand of Leo."""
    brand_id: UUID = await stage.brand()
    return Brought(brand_id, words, day=DAY)


async def test_true_facts_of_the_day_pass_and_false_ones_are_refused(stage: Stage) -> None:
    true = await brought(stage, f"{CALM} The Moon is in Aries today.")

    assert await failed(stage, true) == {}
    false = await failed(stage, replace(true, text=f"{CALM} The Moon is in Virgo today."))
    assert "Virgo" in false["facts_in_plan"]


async def test_a_fact_of_another_day_is_true_on_that_day_only(stage: Stage) -> None:
    piece = await brought(stage, f"{CALM} The Moon is in Aries today.")

    assert "facts_in_plan" in await failed(stage, replace(piece, day=date(2026, 11, 28)))


async def test_hashtags_at_the_end_are_no_part_of_the_text(stage: Stage) -> None:
    piece = await brought(stage, f"{CALM}\n\n#leo #today #smallsteps")

    assert await failed(stage, piece) == {}
    assert "hashtags" in await failed(stage, replace(piece, text=f"{CALM} #leo it is."))


async def test_a_near_copy_of_an_old_piece_is_refused(stage: Stage) -> None:
    piece = await brought(stage, reworded(FIRST, 2))
    await keep(stage, piece.brand_id, FIRST, target_date=date(2020, 2, 2))
    await index_marked(stage.instance.database, HashedEmbedder())

    assert "2020-02-02" in (await failed(stage, piece))["originality"]


async def test_the_brands_own_words_and_policy_hold(stage: Stage) -> None:
    piece = await brought(stage, f"{CALM} What a bargain!")
    brands = stage.instance.brands.service(stage.work)
    await brands.change(
        piece.brand_id,
        {"forbidden": ["bargain"], "policy": {"forbidden_words": "needs_person"}},
    )

    report = await CheckingService(stage.work, stage.instance.content).check(piece)

    assert report["passed"]
    assert report["needs_person"]
    assert report["asks"] == ["forbidden_words: “bargain”"]


async def test_a_picture_of_the_caller_is_judged_by_what_they_measured(stage: Stage) -> None:
    piece = await brought(stage)
    blank = PictureFile(MediaFacts("image/png", 5000, 1080, 1350), 1.0)
    sound = replace(blank, spread=90.0)
    described = replace(piece, alt_text="A card, dark above and light below.")

    assert await failed(stage, replace(described, picture=sound)) == {}
    assert set(await failed(stage, replace(described, picture=blank))) == {"picture_blank"}
    assert "alt_text" in await failed(stage, replace(piece, picture=sound, alt_text=""))
    assert await failed(stage, replace(piece, picture=sound)) == {}


async def test_unknown_networks_and_types_are_named(stage: Stage) -> None:
    piece = await brought(stage)
    service = CheckingService(stage.work, stage.instance.content)

    with pytest.raises(PlatformUnknown, match="orkut"):
        await service.check(replace(piece, platforms=["orkut"]))
    with pytest.raises(TypeUnknown, match="recipe"):
        await service.check(replace(piece, type="recipe"))
