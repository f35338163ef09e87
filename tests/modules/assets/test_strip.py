"""A photograph keeps its pixels and how it was held, and forgets where and by whom."""

from __future__ import annotations

import struct

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.modules.assets import Origin
from heliograph.modules.assets.sniff import kind_of
from heliograph.modules.assets.strip import stripped
from tests.support.stage import Stage

SECRET = b"52.5200 N 13.4050 E, by Nobody"


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def exif(orientation: int, order: str = ">") -> bytes:
    """EXIF with a make, a way of holding the camera, and a place."""
    mark = b"MM\0*" if order == ">" else b"II*\0"
    tags = [(0x010F, 2, 4, 0x41424300), (0x0112, 3, 1, orientation), (0x8825, 4, 1, 60)]
    body = mark + struct.pack(order + "IH", 8, len(tags))
    for tag, kind, count, value in tags:
        packed = struct.pack(order + ("HHIHH" if kind == 3 else "HHII"),
                             *((tag, kind, count, value, 0) if kind == 3
                               else (tag, kind, count, value)))  # fmt: skip
        body += packed
    return segment(0xE1, b"Exif\0\0" + body + b"\0\0\0\0" + SECRET)


def photograph(*segments: bytes) -> bytes:
    made, data = cv2.imencode(".jpg", np.full((30, 40, 3), 90, np.uint8))
    assert made
    plain = data.tobytes()
    return plain[:20] + b"".join(segments) + plain[20:]


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_only_how_it_was_held_is_left(order: str, orientation: int) -> None:
    described = photograph(
        exif(orientation, order), segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET),
        segment(0xED, b"Photoshop 3.0\0" + SECRET), segment(0xFE, SECRET),
    )  # fmt: skip

    plain = stripped(described)

    assert SECRET in described
    assert SECRET not in plain
    before, after = kind_of(described), kind_of(plain)
    assert before == after
    assert after is not None
    assert after.width == (30 if orientation > 4 else 40)
    pixels = [cv2.imdecode(np.frombuffer(one, np.uint8), 1) for one in (described, plain)]
    assert np.array_equal(np.asarray(pixels[0]), np.asarray(pixels[1]))


def test_colours_and_what_is_no_photograph_stay() -> None:
    profile = segment(0xE2, b"ICC_PROFILE\0\x01\x01" + b"colours")
    png = cv2.imencode(".png", np.zeros((9, 9, 3), np.uint8))[1].tobytes()

    assert profile in stripped(photograph(profile))
    assert stripped(photograph()) == photograph()
    assert stripped(png) == png


@given(data=st.binary(max_size=300), cut=st.integers(0, 300))
def test_no_beginning_of_any_file_makes_it_stumble(data: bytes, cut: int) -> None:
    head = b"\xff\xd8\xff\xe1" + data

    for broken in (head, photograph(exif(6))[:cut]):
        plain = stripped(broken)
        assert kind_of(plain) is None or plain[:2] == broken[:2]


async def test_what_is_uploaded_is_kept_without_it(stage: Stage) -> None:
    service = stage.instance.assets.service(stage.work)

    kept = await service.keep(photograph(exif(6)), Origin("upload", {}, ""))

    body = await stage.instance.storage.read(kept["stored_as"])
    assert SECRET not in body
    assert (kept["width"], kept["height"], kept["size"]) == (30, 40, len(body))
