"""Files are judged by their content and shown under addresses that cannot be guessed."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy
import pytest

from heliograph.kit.ids import new_id
from heliograph.modules.assets import AssetNotFound, FileRefused, FileTooLarge, Origin
from heliograph.modules.assets.sniff import kind_of
from tests.support.stage import Stage
from tests.support.videos import write_video

ORIGIN = Origin("upload", {}, "A grey square.")


def picture(extension: str, width: int = 40, height: int = 30) -> bytes:
    grey = numpy.full((height, width, 3), 128, numpy.uint8)
    return bytes(cv2.imencode(extension, grey)[1].tobytes())


@pytest.mark.parametrize(
    ("extension", "mime"),
    [(".jpg", "image/jpeg"), (".png", "image/png"), (".webp", "image/webp")],
)
def test_a_picture_is_known_by_its_bytes(extension: str, mime: str) -> None:
    kind = kind_of(picture(extension))

    assert kind is not None
    assert (kind.mime, kind.width, kind.height) == (mime, 40, 30)


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"#!/bin/sh", b"PK\x03\x04" + b"0" * 50])
async def test_anything_else_is_refused(stage: Stage, data: bytes) -> None:
    with pytest.raises(FileRefused):
        await stage.instance.assets.service(stage.work).keep(data, ORIGIN)


async def test_a_video_tells_its_length_shape_and_coding(stage: Stage, tmp_path: Path) -> None:
    write_video(tmp_path / "film.mp4", seconds=2)
    service = stage.instance.assets.service(stage.work)

    kept = await service.keep((tmp_path / "film.mp4").read_bytes(), ORIGIN)

    assert (kept["width"], kept["height"], kept["fps"]) == (540, 960, 30.0)
    assert kept["duration_ms"] == pytest.approx(2000, abs=60)
    assert (kept["video_codec"], kept["audio_codec"]) == ("h264", "aac")
    (file,) = await service.media_files(await service.references([kept["id"]]))
    assert file.is_video
    part = b"".join([piece async for piece in file.bytes_from(4, 4)])
    assert part == b"ftyp"


@pytest.mark.parametrize("body", [b"", b"moov" * 200, b"\x00" * 5000])
async def test_a_video_that_cannot_be_played_is_refused_and_not_kept(
    stage: Stage, body: bytes
) -> None:
    broken = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + body

    with pytest.raises(FileRefused, match="cannot be read"):
        await stage.instance.assets.service(stage.work).keep(broken, ORIGIN)


async def test_a_picture_with_absurd_dimensions_is_refused_before_it_is_decoded(
    stage: Stage,
) -> None:
    bomb = bytearray(picture(".png"))
    bomb[16:24] = (50_000).to_bytes(4) + (50_000).to_bytes(4)

    with pytest.raises(FileTooLarge):
        await stage.instance.assets.service(stage.work).keep(bytes(bomb), ORIGIN)


async def test_a_signed_address_gives_the_bytes_and_a_wrong_one_nothing(stage: Stage) -> None:
    data = picture(".jpg")
    tools = stage.instance.assets
    asset = await tools.service(stage.work).keep(data, ORIGIN)

    file = await tools.find_public(
        stage.instance.database, asset["id"], tools.signature(asset["id"])
    )

    assert (file.mime, file.size) == ("image/jpeg", len(data))
    assert b"".join([chunk async for chunk in file.part(0, file.size)]) == data
    assert b"".join([chunk async for chunk in file.part(3, 5)]) == data[3:8]
    with pytest.raises(AssetNotFound):
        await tools.find_public(stage.instance.database, asset["id"], "0" * 32)


async def test_another_workspace_cannot_use_the_file(stage: Stage) -> None:
    asset = await stage.instance.assets.service(stage.work).keep(picture(".jpg"), ORIGIN)
    other = stage.instance.assets.service(stage.instance.database.work(new_id()))

    with pytest.raises(AssetNotFound):
        await other.references([asset["id"]])
