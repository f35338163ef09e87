"""Islamic pieces through the real pipeline: stored, drawn and judged, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from heliograph.extensions.packs.islamic.quran import Quran
from heliograph.extensions.packs.islamic.quran.install import has_text, install
from heliograph.modules.brands import BrandOrder
from heliograph.modules.content import ContentService, Pipeline, Wish
from heliograph.modules.content.variants.service import VariantService
from heliograph.modules.scheduling import PostOrder
from tests.extensions.packs.islamic.places import text_folder
from tests.support.stage import Stage

FRIDAY = date(2026, 11, 20)
CAIRO = {"latitude": 30.0444, "longitude": 31.2357, "method": "egypt", "city": "Cairo"}


@pytest.fixture
def quran(stage: Stage) -> Quran:
    """The text, installed into the instance as its owner would."""
    pytest.importorskip("hijridate")
    pytest.importorskip("adhanpy")
    if not has_text(text_folder()):
        pytest.skip("the Qur'an's text is not here; set HELIOGRAPH_DATA_FOLDERS")
    folder = stage.instance.settings.home / "packs" / "islamic" / "quran"
    install(text_folder(), folder)
    return Quran([folder])


async def made(stage: Stage, kind: str, language: str, **more: Any) -> Mapping[str, Any]:
    """A finished piece."""
    order = BrandOrder.model_validate(
        {
            "name": "Quiet Page",
            "handle": f"quiet{kind.replace('_', '')}{language}",
            "pack": "islamic",
            "subject": "readers",
            "language": language,
            "time_zone": "Africa/Cairo",
            "options": CAIRO,
        }
    )
    brand = await stage.instance.brands.service(stage.work).create(order)
    service = ContentService(stage.work, stage.instance.content)
    run_id = await service.make(Wish(brand["id"], kind, FRIDAY, **more))
    await Pipeline(stage.work, stage.instance.content).run(run_id)
    run = await service.run(run_id)
    assert run["error"] is None, run
    return await service.get(run["content_id"])


@pytest.mark.usefixtures("quran")
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "kind", ["verse_of_the_day", "dua", "prayer_times", "hijri_event", "friday_reminder"]
)
async def test_a_piece_is_made_and_waits_for_a_person(
    stage: Stage, kind: str, language: str
) -> None:
    content = await made(stage, kind, language)
    failed = [one for one in content["quality"]["checks"] if one["must"] and not one["passed"]]
    assert [one["name"] for one in failed if one["name"] != "needs_person"] == []
    assert "needs_person" in {one["name"] for one in content["quality"]["checks"]}
    assert content["image_asset_id"] is not None
    assert content["language"] == language


@pytest.mark.usefixtures("quran")
@pytest.mark.parametrize(
    ("kind", "reference", "most"),
    [("dua", "2:285-286", 400), ("verse_of_the_day", "2:282", 900)],
)
async def test_nobody_asks_to_cut_what_is_quoted(
    stage: Stage, kind: str, reference: str, most: int
) -> None:
    content = await made(stage, kind, "en", options={"reference": reference})
    (length,) = [one for one in content["quality"]["checks"] if one["name"] == "length"]
    assert most / 2 < len(content["text"].split()) < most
    assert length["passed"], length
    assert content["status"] == "ready"


async def test_a_verse_stands_in_the_store_as_in_the_file(stage: Stage, quran: Quran) -> None:
    content = await made(stage, "verse_of_the_day", "ar", notes=("2:255",))
    verse = quran.verses("2:255")[0].body.encode()
    assert verse in content["text"].encode()
    async with stage.work.transaction() as session:
        kept = await session.execute(text("SELECT text, plan FROM content_contents"))
        row = kept.mappings().one()
    assert verse in row["text"].encode()
    assert row["plan"]["slots"]["arabic"].encode() == verse


async def test_what_needs_a_person_waits_for_one_on_every_channel(stage: Stage) -> None:
    piece = await made(stage, "hijri_day", "en")
    assert piece["quality"]["needs_person"]
    channel_id = await stage.channel("mastodon", "asked")
    order = PostOrder(channel_id=channel_id, content_id=piece["id"], now=True)
    post = await stage.instance.scheduling.desk(stage.work).order(order, None)

    assert (await stage.deliver(post["id"]))["status"] == "scheduled"
    assert stage.standing("asked") == []
    service = stage.instance.scheduling.service(stage.work)
    await service.approve(post["id"], post["revision"])
    assert (await stage.deliver(post["id"]))["status"] == "published"


@pytest.mark.usefixtures("quran")
async def test_a_long_verse_goes_over_several_cards_to_the_byte(stage: Stage, quran: Quran) -> None:
    content = await made(stage, "verse_of_the_day", "ar", options={"reference": "2:26"})
    verse = quran.verses("2:26")[0].body
    cards = [one["text"] for one in content["images"]]

    refused = [one for one in content["quality"]["checks"] if one["must"] and not one["passed"]]
    assert (content["status"], refused) == ("ready", [])
    assert len(cards) > 1
    assert " ".join(cards).encode() == verse.encode()
    # All of them in their order, or none: no network gets a part of a verse.
    channel_id = await stage.channel("mastodon", "verses")
    order = PostOrder(channel_id=channel_id, content_id=content["id"], now=True)
    post = await stage.instance.scheduling.desk(stage.work).order(order, None)
    assert [str(one["asset_id"]) for one in post["media"]] == [
        one["asset_id"] for one in content["images"]
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_a_long_verse_is_drawn_whole_over_several_cards(
    stage: Stage, quran: Quran, language: str
) -> None:
    content = await made(stage, "verse_of_the_day", language, notes=("2:255",))
    failed = [one for one in content["quality"]["checks"] if one["must"] and not one["passed"]]
    assert [one["name"] for one in failed if one["name"] != "needs_person"] == []
    cards = [one["text"] for one in content["images"]]
    assert len(cards) == 3
    assert " ".join(cards).encode() == quran.verses("2:255")[0].body.encode()


async def test_a_script_reads_a_verse_and_speaks_only_the_brands_own_words(
    stage: Stage, quran: Quran
) -> None:
    piece = await made(stage, "verse_of_the_day", "en", notes=("12:86",))
    verse = quran.verses("12:86")[0]
    shots = await VariantService(stage.work, stage.instance.content).script(piece["id"])

    spoken = " ".join(shot.says for shot in shots)
    for kept in (verse.body, verse.translation, "tanzil.net", "Translation:"):
        assert kept not in spoken
    read = [shot for shot in shots if not shot.says]
    assert [shot.shows.partition(" of ")[0] for shot in read] == ["The Arabic", "The translation"]
    assert "12:86" in read[0].shows
    assert min(shot.seconds for shot in read) >= 4
    assert all("readers," not in shot.shows for shot in shots)
    said = [line for line in piece["text"].split("\n") if line and line in spoken]
    assert len(said) >= 2
