"""Renditions are what the platform takes, look like the original, and are made once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import av
import cv2
import numpy as np
import pytest

from heliograph.kit.ids import new_id
from heliograph.modules.assets import CannotAdapt, Origin, Rendition
from heliograph.modules.assets.adapt.making import Job, make
from heliograph.modules.scheduling import Piece, When
from heliograph.sdk.adapting import Recipe, Wish, plan_file
from heliograph.sdk.files import MediaFacts, check_file
from heliograph.sdk.manifest import MediaRules
from tests.support.films import Film, write_film
from tests.support.stage import Stage
from tests.support.videos import write_video

FEED = MediaRules(
    max_count=10, mimes=("image/jpeg",), max_bytes=400_000, min_ratio=0.8, max_ratio=1.91
)
FILMS = MediaRules(
    max_count=1,
    mimes=("video/mp4",),
    max_bytes=5_000_000,
    min_ratio=0.8,
    max_ratio=1.91,
    max_width=480,
    max_fps=24,
)
ORIGIN = Origin("upload", {"photo": "CC0"}, "A lantern.")
RED, BLUE = (0, 0, 255), (255, 0, 0)


def halves(width: int, height: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Blue above, red below, with a bright disc in the red."""
    pixels = np.empty((height, width, 3), np.uint8)
    pixels[: height // 2], pixels[height // 2 :] = BLUE, RED
    cv2.circle(pixels, (width // 2, height * 4 // 5), width // 5, (255, 255, 255), -1)
    return pixels


def encoded(ending: str, pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> bytes:
    made, data = cv2.imencode(ending, pixels)
    assert made
    return data.tobytes()


async def adapted(stage: Stage, data: bytes, rules: MediaRules, wish: Wish) -> Rendition:
    """The rendition of a file under a platform's rules."""
    service = stage.instance.assets.service(stage.work)
    asset = await service.keep(data, ORIGIN)
    names = MediaFacts.__dataclass_fields__
    facts = MediaFacts(**{name: asset[name] for name in names})
    plan = plan_file("Example", rules, facts, "media[0]", wish)
    assert plan.recipe is not None
    return await service.renditions.of(asset, plan.recipe)


async def read(stage: Stage, made: Rendition) -> bytes:
    return await stage.instance.storage.read(made.asset["stored_as"])


def seen(data: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    return picture.astype(np.uint8)


def facts_of(made: Rendition) -> MediaFacts:
    names = MediaFacts.__dataclass_fields__
    return MediaFacts(**{name: made.asset[name] for name in names})


async def test_a_padded_picture_is_whole_and_undistorted_on_itself_blurred(stage: Stage) -> None:
    made = await adapted(stage, encoded(".png", halves(720, 1280)), FEED, Wish("pad"))
    picture = seen(await read(stage, made))

    assert picture.shape[:2] == (1280, 1024)
    assert check_file(FEED, facts_of(made), "media[0]") == []
    inside = picture[:, 152:872]
    assert np.abs(inside.astype(int) - halves(720, 1280)).mean() < 4
    corner = picture[20, 20]
    assert corner[0] > 120
    assert corner[2] < 60
    assert made.asset["licences"] == {"photo": "CC0"}


async def test_a_brands_colour_can_be_the_ground(stage: Stage) -> None:
    wish = Wish("pad", "#10a020")

    made = await adapted(stage, encoded(".png", halves(720, 1280)), FEED, wish)

    assert np.abs(seen(await read(stage, made))[640, 40].astype(int) - (0x20, 0xA0, 0x10)).max() < 6


async def test_a_crop_keeps_the_part_with_most_to_see_and_says_which(stage: Stage) -> None:
    made = await adapted(stage, encoded(".png", halves(720, 1280)), FEED, Wish("crop"))

    assert made.cut is not None
    assert (made.cut.width, made.cut.height) == (720, 900)
    # The disc reaches from 880 to 1168: the window has moved down to hold all of it.
    assert made.cut.y + made.cut.height >= 1168
    expected = halves(720, 1280)[made.cut.y : made.cut.y + 900]
    assert np.abs(seen(await read(stage, made)).astype(int) - expected).mean() < 4


async def test_transparency_becomes_white(stage: Stage) -> None:
    pixels = np.zeros((600, 600, 4), np.uint8)

    made = await adapted(stage, encoded(".png", pixels), FEED, Wish())

    assert made.asset["mime"] == "image/jpeg"
    assert seen(await read(stage, made)).min() > 250


async def test_a_heavy_picture_is_saved_in_steps_until_it_is_light_enough(stage: Stage) -> None:
    noise = np.random.default_rng(7).integers(0, 255, (1000, 1200, 3), dtype=np.uint8)
    data = encoded(".jpg", noise)
    assert len(data) > FEED.max_bytes

    made = await adapted(stage, data, FEED, Wish())

    assert made.asset["size"] == len(await read(stage, made)) <= FEED.max_bytes


async def test_a_turned_photograph_is_upright_and_its_camera_forgotten(stage: Stage) -> None:
    plain = encoded(".jpg", halves(1280, 720))
    tag = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    data = plain[:2] + b"\xff\xe1" + (len(tag) + 2).to_bytes(2, "big") + tag + plain[2:]

    made = await adapted(stage, data, FEED, Wish("pad"))
    body = await read(stage, made)

    assert (made.asset["width"], made.asset["height"]) == (1024, 1280)
    assert b"Exif" not in body
    # What lay below stands on the left: turned a quarter to the right.
    assert seen(body)[640, 200][2] > 200


async def test_a_rendition_is_made_once(stage: Stage) -> None:
    data = encoded(".png", halves(720, 1280))

    first = await adapted(stage, data, FEED, Wish("pad"))
    again = await adapted(stage, data, FEED, Wish("pad"))
    other = await adapted(stage, data, FEED, Wish("crop"))

    assert first.asset["id"] == again.asset["id"] != other.asset["id"]


async def test_another_workspace_makes_its_own(stage: Stage) -> None:
    data = encoded(".png", halves(720, 1280))
    first = await adapted(stage, data, FEED, Wish("pad"))

    other = await adapted(replace(stage, workspace_id=new_id()), data, FEED, Wish("pad"))

    assert other.asset["id"] != first.asset["id"]


async def test_a_damaged_picture_is_told_as_such(stage: Stage) -> None:
    data = encoded(".png", halves(720, 1280))[:200]

    with pytest.raises(CannotAdapt, match="is damaged"):
        await adapted(stage, data, FEED, Wish())


@pytest.mark.parametrize("fit", ["pad", "crop"])
async def test_a_video_is_encoded_anew_in_the_shape_that_is_taken(
    stage: Stage, tmp_path: Path, fit: str
) -> None:
    write_video(tmp_path / "film.mp4", seconds=2)
    data = (tmp_path / "film.mp4").read_bytes()

    made = await adapted(stage, data, FILMS, Wish(fit))  # type: ignore[arg-type]
    body = await read(stage, made)

    assert check_file(FILMS, facts_of(made), "media[0]") == []
    assert (made.asset["width"], made.asset["height"]) == (480, 600)
    assert made.asset["fps"] == 24
    assert (made.asset["video_codec"], made.asset["audio_codec"]) == ("h264", "aac")
    assert made.asset["duration_ms"] == pytest.approx(2000, abs=80)
    # It starts to play before it has been read whole.
    assert body.index(b"moov") < body.index(b"mdat")
    assert (made.cut is not None) == (fit == "crop")


async def test_a_padded_video_shows_itself_whole_in_the_middle(
    stage: Stage, tmp_path: Path
) -> None:
    write_video(tmp_path / "film.mp4", seconds=2)

    made = await adapted(stage, (tmp_path / "film.mp4").read_bytes(), FILMS, Wish("pad", "#00ff00"))
    (tmp_path / "made.mp4").write_bytes(await read(stage, made))

    with av.open(str(tmp_path / "made.mp4")) as file:
        frames = [frame.to_ndarray(format="rgb24") for frame in file.decode(video=0)]
    assert len(frames) == pytest.approx(48, abs=1)
    last = frames[-1]
    assert last.shape == (600, 480, 3)
    assert last[300, 20][1] > 200
    assert last[300, 20][0] < 60
    assert np.ptp(last[300, 240].astype(int)) < 12


def test_a_video_keeps_under_the_limit_in_bytes(tmp_path: Path) -> None:
    source = tmp_path / "noise.mp4"
    with av.open(str(source), "w") as file:
        stream = file.add_stream("libx264", rate=30, options={"crf": "18", "preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        dice = np.random.default_rng(3)
        for _ in range(60):
            pixels = dice.integers(0, 255, (240, 320, 3), dtype=np.uint8)
            file.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        file.mux(stream.encode(None))
    most = source.stat().st_size // 8
    recipe = Recipe("video/mp4", 320, 240, "encode", "", most, fps=30.0)

    make(Job(source, tmp_path / "small.mp4", recipe))

    assert (tmp_path / "small.mp4").stat().st_size <= most


async def test_a_post_is_sent_with_files_in_the_platforms_form(stage: Stage) -> None:
    noise = np.random.default_rng(5).integers(0, 255, (900, 1000, 3), dtype=np.uint8)
    service = stage.instance.assets.service(stage.work)
    picture = await service.keep(encoded(".png", noise), Origin("upload", {}, "A" * 2500))
    channel = await stage.channel("bluesky")

    post_id = await plan_post(stage, channel, await service.references([picture["id"]]))
    post = await stage.deliver(post_id)

    assert post["status"] == "published", post["problem"]
    (shown,) = [one for one in stage.sandbox.posts("bluesky", "") if one["text"] == "Lantern night"]
    assert shown["media"][0]["mime"] == "image/jpeg"
    assert shown["media"][0]["bytes"] <= 976_000 < picture["size"]
    assert len(shown["media"][0]["alt"]) <= 2000


async def test_a_video_too_large_for_x_goes_out_encoded_anew(stage: Stage, tmp_path: Path) -> None:
    write_film(tmp_path / "film.mp4", Film(1080, 1920, seconds=2, fps=30))
    service = stage.instance.assets.service(stage.work)
    film = await service.keep((tmp_path / "film.mp4").read_bytes(), ORIGIN)
    channel = await stage.channel("x")

    post_id = await plan_post(stage, channel, await service.references([film["id"]]))
    post = await stage.deliver(post_id)
    while post["status"] == "retrying" or (post["status"] == "scheduled" and not post["problem"]):
        await stage.make_due(post_id)
        post = await stage.deliver(post_id)

    assert post["status"] == "published", post["problem"]
    (shown,) = [one for one in stage.sandbox.posts("x", "") if one["text"] == "Lantern night"]
    assert shown["media"][0]["sha256"] != film["sha256"]


async def plan_post(stage: Stage, channel_id: UUID, media: tuple[dict[str, object], ...]) -> UUID:
    service = stage.instance.scheduling.service(stage.work)
    piece = Piece(text="Lantern night", media=media)
    post_id: UUID = (await service.create(channel_id, piece, When(now=True)))["id"]
    return post_id
