"""A preview shows a piece as its audience will get it, and says what is changed for that."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import cv2
import numpy as np

from heliograph.modules.assets import Origin
from heliograph.modules.scheduling.facets import facets_of
from heliograph.modules.scheduling.preview_schemas import DraftOrder, PreviewOut
from tests.support.films import Film, write_film
from tests.support.stage import Stage


async def asset(stage: Stage, width: int = 1080, height: int = 1920) -> UUID:
    made, data = cv2.imencode(".png", np.full((height, width, 3), 60, np.uint8))
    assert made
    service = stage.instance.assets.service(stage.work)
    kept: UUID = (await service.keep(data.tobytes(), Origin("upload", {}, "A wall")))["id"]
    return kept


async def preview(stage: Stage, **draft: Any) -> dict[str, Any]:
    """The first preview of a draft, as it crosses the wire."""
    desk = stage.instance.scheduling.desk(stage.work)
    (shown, *_) = await desk.preview_draft(DraftOrder(**draft))
    return PreviewOut.model_validate(shown).model_dump()


async def test_a_picture_is_shown_in_the_form_the_platform_gets(stage: Stage) -> None:
    channel, picture = await stage.channel("instagram"), await asset(stage)

    shown = await preview(stage, channel_ids=[channel], text="Look #up", asset_ids=[picture])

    (medium,) = shown["media"]
    assert (medium["state"], medium["fit"]) == ("ready", "pad")
    assert (medium["mime"], medium["width"], medium["height"]) == ("image/jpeg", 1536, 1920)
    assert medium["source"]["asset_id"] == picture != medium["asset_id"]
    assert medium["url"].endswith(".jpg")
    assert {one["what"] for one in shown["adaptations"]} == {
        "Saved as JPEG instead of PNG",
        "Put whole on a background of 1536 × 1920",
    }
    assert shown["can_go"]
    assert shown["channel"]["platform"] == "instagram"


async def test_a_wished_crop_tells_which_part_stays(stage: Stage) -> None:
    channel, picture = await stage.channel("instagram"), await asset(stage)

    shown = await preview(
        stage, channel_ids=[channel], text="Up", asset_ids=[picture], extras={"fit": "crop"}
    )

    (medium,) = shown["media"]
    assert (medium["width"], medium["height"]) == (1080, 1350)
    assert medium["crop"] == {"x": 0, "y": 285, "width": 1080, "height": 1350}


async def test_a_text_too_long_is_counted_refused_and_a_shorter_one_offered(
    stage: Stage,
) -> None:
    channel = await stage.channel("bluesky")
    text = "One sentence of a long reading. " * 12

    shown = await preview(stage, channel_ids=[channel], text=text.strip())

    assert (shown["length"], shown["max"], shown["unit"]) == (383, 300, "graphemes")
    assert shown["suggested_text"].endswith("long reading.")
    assert len(shown["suggested_text"]) <= 300
    assert not shown["can_go"]
    assert shown["problems"][0]["rule"] == "text.max"


async def test_parts_of_a_thread_and_its_comment_are_counted_each(stage: Stage) -> None:
    channel = await stage.channel("mastodon")
    extras = {
        "parts": [{"text": "Second #part"}, {"text": "x" * 501}],
        "first_comment": "See https://example.org",
    }

    shown = await preview(stage, channel_ids=[channel], text="First", kind="thread", extras=extras)

    assert [part["length"] for part in shown["parts"]] == [12, 501]
    assert shown["parts"][0]["facets"][0]["text"] == "#part"
    assert shown["parts"][1]["suggested_text"] is not None
    assert shown["first_comment"]["length"] == len("See ") + 23
    assert [one["field"] for one in shown["problems"]] == ["parts[2].text"]


async def test_a_video_is_told_what_it_will_become_and_encoded_only_when_it_goes_out(
    stage: Stage, tmp_path: Path
) -> None:
    service = stage.instance.assets.service(stage.work)
    write_film(tmp_path / "film.mp4", Film(720, 1440))
    tall = (tmp_path / "film.mp4").read_bytes()
    film = (await service.keep(tall, Origin("upload", {}, "")))["id"]
    channel = await stage.channel("x")

    shown = await preview(stage, channel_ids=[channel], text="Film", asset_ids=[film])

    (medium,) = shown["media"]
    assert (medium["state"], medium["fit"], medium["size"]) == ("at_publishing", "scale", None)
    assert (medium["width"], medium["height"]) == (640, 1280)
    assert medium["asset_id"] == film
    assert shown["adaptations"][0]["what"] == "Scaled from 720 × 1440 to 640 × 1280"
    assert shown["can_go"]


async def test_a_damaged_picture_stops_the_post_with_a_remedy(stage: Stage) -> None:
    made, data = cv2.imencode(".png", np.full((1920, 1080, 3), 60, np.uint8))
    assert made
    service = stage.instance.assets.service(stage.work)
    broken = (await service.keep(data.tobytes()[:300], Origin("upload", {}, "")))["id"]
    channel = await stage.channel("instagram")

    shown = await preview(stage, channel_ids=[channel], text="x", asset_ids=[broken])

    assert shown["media"][0]["state"] == "refused"
    assert not shown["can_go"]
    assert shown["problems"][-1]["rule"] == "media.adapt"


def test_facets_are_found_where_javascript_would_cut_them() -> None:
    text = "😀 #sky by @ana.example.social and @bo@mas.to: https://ex.org/#not_a_tag."

    found = facets_of(text)

    units = text.encode("utf-16-le")
    for facet in found:
        assert units[facet.start * 2 : facet.end * 2].decode("utf-16-le") == facet.text
    assert [(one.kind, one.text) for one in found] == [
        ("hashtag", "#sky"),
        ("mention", "@ana.example.social"),
        ("mention", "@bo@mas.to"),
        ("link", "https://ex.org/#not_a_tag"),
    ]
