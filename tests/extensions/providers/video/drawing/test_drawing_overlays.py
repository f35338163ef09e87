"""What lies over the whole video: the bar, the logo, the handle. And sprites themselves."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types
from tests.extensions.providers.video.drawing.easel import (
    film,
    ink_box,
    is_inside,
    laid,
    near,
    size_of,
    with_overlays,
)

from heliograph.extensions.providers.video.drawing import overlay_layer
from heliograph.extensions.providers.video.drawing.sprites import (
    blank,
    faded,
    sprite_of,
    surface_of,
)
from heliograph.extensions.providers.video.frames import Sprite
from heliograph.sdk.sizes import safe_area
from heliograph.sdk.timeline import Card, Logo, Overlays, Source, Timeline, Title
from heliograph.sdk.video import CannotRender

ACCENT = (0xF2 / 255, 0xB8 / 255, 0x4B / 255)


def with_logo(folder: Path, logo: Logo) -> Timeline:
    mark = np.zeros((80, 160, 4), np.uint8)
    mark[10:70, 20:140] = (40, 30, 220, 255)
    cv2.imwrite(str(folder / "logo.png"), mark)
    timeline = with_overlays(film("en", "none"), Overlays(logo=logo))
    return timeline.model_copy(
        update={"sources": {"mark": Source(path="logo.png", kind="picture")}}
    )


def test_the_bar_grows_with_the_video_and_is_full_at_its_last_frame(tmp_path: Path) -> None:
    timeline = with_overlays(film("en", "none"), Overlays(progress=True))
    size = size_of(timeline)
    layer = overlay_layer(timeline, size, 100, tmp_path)
    reach = []
    for index in (0, 24, 49, 99):
        row = laid(layer.sprites(index), size, "#404040")[-2]
        reach.append(int(near(row[None], ACCENT).sum()))
    assert reach == [pytest.approx(size[0] * part, abs=2) for part in (0.01, 0.25, 0.5, 1.0)]


@pytest.mark.parametrize("corner", ["top_left", "top_right"])
def test_the_logo_stands_in_its_corner_at_its_size(tmp_path: Path, corner: str) -> None:
    timeline = with_logo(tmp_path, Logo.model_validate({"source": "mark", "corner": corner}))
    size = size_of(timeline)
    layer = overlay_layer(timeline, size, 100, tmp_path)
    box = ink_box(layer.sprites(3))
    safe = safe_area(*size)
    assert is_inside(box, safe, slack=2)
    assert box[2] - box[0] == pytest.approx(0.09 * min(size) * 120 / 160, abs=3)
    middle = (box[0] + box[2]) / 2
    assert (middle < size[0] / 2) == (corner == "top_left")
    red = near(laid(layer.sprites(3), size), (220 / 255, 30 / 255, 40 / 255))
    assert red.sum() > 0.8 * (box[2] - box[0]) * (box[3] - box[1])


def test_the_small_handle_gives_way_where_a_scene_is_signed_with_it(tmp_path: Path) -> None:
    timeline = with_overlays(film("en", "none"), Overlays(handle="@leo.daily"))
    first = timeline.scenes[0].model_copy(update={"seconds": 2.0})
    name = Title(text="@leo.daily", role="reference", place="bottom")
    card = Card(heading="Leo", footer="@leo.daily")
    endings: dict[str, dict[str, object]] = {
        "title": {"titles": (name,)},
        "card": {"shot": card},
        "unsigned": {},
    }
    shown = {}
    for ending, update in endings.items():
        last = first.model_copy(update=update | {"id": "end", "speech": None})
        both = timeline.model_copy(update={"scenes": (first, last)})
        layer = overlay_layer(both, size_of(both), 120, tmp_path)
        assert sum(int(one.alpha.sum()) for one in layer.sprites(30)) > 0
        shown[ending] = sum(int(one.alpha.sum()) for one in layer.sprites(100))
    assert shown["title"] == shown["card"] == 0 < shown["unsigned"]


def test_logo_and_handle_stand_in_different_corners(tmp_path: Path) -> None:
    for corner in ("top_left", "top_right"):
        logo = Logo.model_validate({"source": "mark", "corner": corner})
        timeline = with_logo(tmp_path, logo)
        both = with_overlays(timeline, Overlays(logo=logo, handle="@leo.daily"))
        mark, handle = overlay_layer(both, size_of(both), 10, tmp_path).sprites(0)
        one, other = ink_box([mark]), ink_box([handle])
        assert one[2] < other[0] or other[2] < one[0]
        assert is_inside(other, safe_area(*size_of(both)), slack=10)


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "cannot be read"), (b"", "is not a picture"), (b"GIF89a nonsense", "is not a picture")],
)
def test_a_logo_that_is_no_picture_is_named(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    timeline = with_logo(tmp_path, Logo(source="mark"))
    (tmp_path / "logo.png").unlink()
    if content is not None:
        (tmp_path / "logo.png").write_bytes(content)
    with pytest.raises(CannotRender, match=message):
        overlay_layer(timeline, size_of(timeline), 10, tmp_path)


def test_a_logo_without_a_source_is_named(tmp_path: Path) -> None:
    timeline = with_overlays(film(), Overlays(logo=Logo(source="nowhere")))
    with pytest.raises(CannotRender, match="nowhere"):
        overlay_layer(timeline, size_of(timeline), 10, tmp_path)


def disc(left: int = 30, top: int = 50) -> Sprite:
    pixels = blank(120, 90)
    surface = surface_of(pixels)
    paint = skia.Paint(AntiAlias=True, Color=skia.Color(200, 60, 30, 160))
    surface.getCanvas().drawCircle(61, 43, 25, paint)
    surface.flushAndSubmit()
    found = sprite_of(pixels, left, top)
    assert found is not None
    return found


def test_a_sprite_is_cropped_to_its_ink_on_even_pixels() -> None:
    sprite = disc()
    assert (sprite.left % 2, sprite.top % 2) == (0, 0)
    assert sprite.left >= 30 + 34
    assert sprite.y.shape == sprite.alpha.shape
    assert sprite.u.shape == sprite.v.shape == sprite.half.shape
    assert sprite.y.shape == (sprite.half.shape[0] * 2, sprite.half.shape[1] * 2)
    assert sprite.y.shape[0] <= 54


@pytest.mark.parametrize("ground", ["#000000", "#ffffff", "#2060c0"])
def test_a_sprite_mixes_with_the_frame_as_its_colour_would(ground: str) -> None:
    pixels = laid([disc()], (200, 200), ground)
    inside = pixels[93, 91].astype(float)
    below = np.array([int(ground[at : at + 2], 16) for at in (1, 3, 5)])
    share = 160 / 255
    expected = np.array([200, 60, 30]) * share + below * (1 - share)
    assert np.abs(inside - expected).max() <= 4
    assert np.abs(pixels[10, 10] - below).max() <= 2


def test_a_faded_sprite_is_seen_by_its_share() -> None:
    half = laid([faded(disc(), 0.5)], (200, 200), "#000000")[93, 91]
    whole = laid([disc()], (200, 200), "#000000")[93, 91]
    assert np.abs(half.astype(float) - whole / 2.0).max() <= 4


def test_nothing_drawn_is_no_sprite() -> None:
    assert sprite_of(blank(64, 64)) is None
