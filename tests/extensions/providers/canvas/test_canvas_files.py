"""Photographs, marks and palettes: what comes from a file a person gave."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from evaluations.pictures import all_designs

from heliograph.extensions.providers.canvas import CanvasProvider
from heliograph.extensions.providers.canvas.heads import size_by_head
from heliograph.extensions.providers.canvas.kit import kit_of
from heliograph.extensions.providers.canvas.samples import sample_brief
from heliograph.sdk.artwork import colour
from heliograph.sdk.pictures import Picture, PictureBrief
from heliograph.sdk.sizes import size_named

Pixels = npt.NDArray[np.uint8]
DESIGNS = {design.id: (folder, design) for folder, design in all_designs()}


def brief_of(name: str) -> PictureBrief:
    folder, design = DESIGNS[name]
    return replace(sample_brief(design, folder, size_named("instagram_portrait")), mime="image/png")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A picture whose left half is bright and whose right half is dark."""
    pixels = np.zeros((600, 900, 3), np.uint8)
    pixels[:, :450] = (200, 220, 235)
    pixels[:, 450:] = (60, 40, 30)
    file = tmp_path / "photo.jpg"
    cv2.imwrite(str(file), pixels)
    return file


def test_a_photograph_lies_behind_and_the_words_stay_readable(
    provider: CanvasProvider, pixels_of: Callable[[Picture], Pixels], photo: Path
) -> None:
    for name in ("meme", "quote", "announcement", "title-thumbnail", "slide-cover"):
        picture = provider.draw(replace(brief_of(name), photo=photo))
        seen = pixels_of(picture)[20:60].astype(float).mean(axis=(0, 2))
        assert seen[:400].mean() > 1.5 * seen[-400:].mean(), name
        assert min(box.contrast for box in picture.report.boxes) >= 4.5
        assert picture.report.overflowing == ()


def test_no_photograph_ever_lies_behind_a_verse_card(provider: CanvasProvider, photo: Path) -> None:
    for name in ("verse-arabic", "verse-both", "dua-card", "hadith-card", "names-of-allah"):
        brief = brief_of(name)
        assert provider.draw(replace(brief, photo=photo)).data == provider.draw(brief).data


def test_a_photograph_that_was_replaced_is_drawn_anew(
    provider: CanvasProvider, photo: Path
) -> None:
    brief = replace(brief_of("meme"), photo=photo)
    first = provider.draw(brief).data
    cv2.imwrite(str(photo), np.full((600, 900, 3), 128, np.uint8))
    assert provider.draw(brief).data != first


def png_head(width: int, height: int) -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (png_head(50_000, 50_000), r"50000 x 50000 pixels; at most 50 million"),
        (png_head(30, 30), "damaged; save it again"),
        (b"<svg><script>alert(1)</script></svg>", "no JPEG, PNG or WebP"),
        (b"\xff\xd8\xff", "no JPEG, PNG or WebP"),
        (b"", "no JPEG, PNG or WebP"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_remedy(
    provider: CanvasProvider, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "given.png"
    file.write_bytes(content)
    with pytest.raises(ValueError, match=said):
        provider.draw(replace(brief_of("meme"), photo=file))
    with pytest.raises(ValueError, match=said):
        kit_of(file)


def test_a_photograph_that_is_not_there_is_named(provider: CanvasProvider, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no picture .*gone\.jpg; check the path"):
        provider.draw(replace(brief_of("meme"), photo=tmp_path / "gone.jpg"))


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp"])
def test_the_size_of_a_picture_is_read_from_its_head(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"given.{suffix}"
    cv2.imwrite(str(file), np.zeros((123, 457, 3), np.uint8))
    assert size_by_head(file) == (457, 123)


def test_a_mark_is_drawn_inside_its_box_in_proportion(
    provider: CanvasProvider, pixels_of: Callable[[Picture], Pixels], tmp_path: Path
) -> None:
    mark = np.zeros((100, 300, 4), np.uint8)
    mark[10:90, 10:290] = (0, 0, 255, 255)
    file = tmp_path / "mark.png"
    cv2.imwrite(str(file), mark)
    brief = brief_of("slide-end")
    drawn = pixels_of(provider.draw(replace(brief, logo=file))).astype(int)
    red = (drawn[..., 0] > 200) & (drawn[..., 1] < 60) & (drawn[..., 2] < 60)
    rows, columns = np.nonzero(red)
    width, height = np.ptp(columns) + 1, np.ptp(rows) + 1
    assert width / height == pytest.approx(280 / 80, rel=0.05)
    assert columns.mean() == pytest.approx(540, abs=4)
    assert rows.max() < 0.25 * 1350


def test_a_logo_gives_a_palette_of_its_own_colours_in_which_text_can_be_read(
    tmp_path: Path,
) -> None:
    logo = np.zeros((200, 400, 4), np.uint8)
    logo[40:160, 40:220] = (120, 60, 20, 255)
    logo[40:160, 220:360] = (40, 140, 240, 255)
    file = tmp_path / "logo.png"
    cv2.imwrite(str(file), logo)
    kit = kit_of(file)
    assert set(kit.palette) == {"background", "support", "accent", "ink", "paper"}
    assert sorted(kit.colours) == sorted(["#143c78", "#f08c28"])
    assert min(kit.contrast.values()) >= 7
    hues = [colour.parse(kit.palette[role]) for role in ("background", "accent")]
    assert hues[0][2] > hues[0][0]
    assert hues[1][0] > hues[1][2]


def test_a_grey_logo_still_gives_a_readable_palette(tmp_path: Path) -> None:
    file = tmp_path / "grey.png"
    cv2.imwrite(str(file), np.full((60, 60), 90, np.uint8))
    assert min(kit_of(file).contrast.values()) >= 7


def test_a_logo_that_shows_nothing_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "clear.png"
    cv2.imwrite(str(file), np.zeros((60, 60, 4), np.uint8))
    with pytest.raises(ValueError, match="every pixel is transparent"):
        kit_of(file)
