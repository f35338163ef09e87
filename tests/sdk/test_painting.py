"""Pictures from models: only their headers are read, and only fair ones are taken."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.apps.sandbox.pictures import picture

from heliograph.sdk.generating import AnswerUnusable
from heliograph.sdk.painting import fitted, nearest_ratio, painting_of


@pytest.mark.parametrize(
    ("kind", "mime"), [("png", "image/png"), ("jpg", "image/jpeg"), ("webp", "image/webp")]
)
@pytest.mark.parametrize("size", [(33, 57), (640, 801)])
def test_the_size_is_read_from_the_header(kind: str, mime: str, size: tuple[int, int]) -> None:
    painting = painting_of(picture(*size, kind))
    assert (painting.mime, painting.width, painting.height) == (mime, *size)


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    bomb = bytearray(picture(8, 8, "png"))
    bomb[16:24] = struct.pack(">II", 50_000, 50_000)
    with pytest.raises(AnswerUnusable, match="50000 × 50000"):
        painting_of(bytes(bomb))


def test_a_picture_with_too_many_bytes_is_refused() -> None:
    with pytest.raises(AnswerUnusable, match="20 MB"):
        painting_of(picture(8, 8, "png") + bytes(20_000_000))


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg xmlns='x'/>", b"GIF89a", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF1234WEBP"],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(AnswerUnusable):
        painting_of(data)


@given(st.integers(0, 400), st.sampled_from(["png", "jpg", "webp"]), st.binary(max_size=8))
def test_a_cut_or_altered_file_is_refused_or_read(at: int, kind: str, junk: bytes) -> None:
    whole = picture(40, 30, kind)
    data = whole[:at] + junk
    taken = True
    try:
        painting_of(data)
    except AnswerUnusable:
        taken = False
    # What is kept whole must be taken; anything else may be, and never breaks the reader.
    assert taken or data != whole


@given(st.integers(64, 4000), st.integers(64, 4000))
def test_a_fitted_size_keeps_to_steps_limits_and_shape(width: int, height: int) -> None:
    made = fitted(width, height, 8, 1024)
    assert all(side % 8 == 0 and 8 <= side <= 1024 for side in made)
    if 0.25 < width / height < 4:
        assert made[0] / made[1] == pytest.approx(width / height, rel=0.2)


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_the_nearest_ratio_is_upright_for_upright_pictures(width: int, height: int) -> None:
    chosen = nearest_ratio(width, height, ((1, 1), (16, 9), (9, 16)))
    assert (chosen[0] >= chosen[1]) if width >= height else (chosen[0] <= chosen[1])
