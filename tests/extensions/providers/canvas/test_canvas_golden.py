"""Cards beside the pictures a person has looked at and liked.

Every run writes what it drew to `test-results/canvas`. When a card is meant to change, look at the
new picture there and copy it to `tests/golden/canvas`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from evaluations.pictures import all_designs

from heliograph.extensions.providers.canvas import CanvasProvider
from heliograph.extensions.providers.canvas.samples import sample_brief
from heliograph.sdk.pictures import Picture, PictureBrief
from heliograph.sdk.sizes import size_named

ROOT = Path(__file__).parents[4]
GOLDEN = ROOT / "tests/golden/canvas"
RESULTS = ROOT / "test-results/canvas"
WIDTH = 270
# Mean difference in steps of 255, and the share of pixels that may differ by more than 12 steps.
MEAN, SHARE = 0.6, 0.002
SMALL = 160
KNOWN = {design.id: (folder, design) for folder, design in all_designs()}
# One of each thing that is drawn, in every form and both languages.
DESIGNS = {
    "sky-map": ("instagram_portrait", "en"),
    "moon-phase": ("instagram_square", "ar"),
    "eclipse-card": ("x_landscape", "en"),
    "event-card": ("instagram_story", "en"),
    "infographic-pin": ("pinterest_pin", "ar"),
    "cover": ("x_header", "en"),
    "verse-arabic": ("instagram_portrait", "ar"),
    "verse-both": ("x_landscape", "en"),
    "verse-story": ("instagram_story", "en"),
    "prayer-times": ("linkedin_feed", "ar"),
    "names-of-allah": ("instagram_portrait", "en"),
    "hadith-card": ("tiktok_cover", "en"),
    "announcement": ("facebook_feed", "en"),
    "list": ("youtube_thumbnail", "ar"),
}
CARDS = {
    "leo-portrait": ("leo", 1080, 1350),
    "taurus-square": ("taurus", 1080, 1080),
    "aquarius-tall": ("aquarius", 1080, 1920),
    "scorpio-wide": ("scorpio", 1200, 675),
}


@pytest.mark.parametrize("name", CARDS)
def test_a_card_looks_as_it_did_when_it_was_approved(
    provider: CanvasProvider,
    brief_for: Callable[..., PictureBrief],
    pixels_of: Callable[[Picture], npt.NDArray[np.uint8]],
    name: str,
) -> None:
    sign, width, height = CARDS[name]
    picture = provider.draw(brief_for(sign, width=width, height=height, mime="image/png"))
    small = cv2.resize(
        pixels_of(picture), (WIDTH, round(WIDTH * height / width)), interpolation=cv2.INTER_AREA
    )
    compare(np.asarray(small, dtype=np.uint8), name)


@pytest.mark.parametrize("name", DESIGNS)
def test_a_design_looks_as_it_did_when_it_was_approved(
    provider: CanvasProvider,
    pixels_of: Callable[[Picture], npt.NDArray[np.uint8]],
    name: str,
) -> None:
    size, language = DESIGNS[name]
    folder, design = KNOWN[name]
    brief = sample_brief(design, folder, size_named(size), language)
    pixels = pixels_of(provider.draw(replace(brief, mime="image/png")))
    height = round(SMALL * pixels.shape[0] / pixels.shape[1])
    small = cv2.resize(pixels, (SMALL, height), interpolation=cv2.INTER_AREA)
    compare(np.asarray(small, dtype=np.uint8), name)


def compare(small: npt.NDArray[np.uint8], name: str) -> None:
    """Write what was drawn and how it differs, then judge it."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(RESULTS / f"{name}.png"), cv2.cvtColor(small, cv2.COLOR_RGB2BGR))
    kept = cv2.imread(str(GOLDEN / f"{name}.png"), cv2.IMREAD_COLOR)
    assert kept is not None, f"No approved picture: look at test-results/canvas/{name}.png."
    apart = cv2.absdiff(small, np.asarray(cv2.cvtColor(kept, cv2.COLOR_BGR2RGB)))
    cv2.imwrite(str(RESULTS / f"{name}-difference.png"), cv2.convertScaleAbs(apart, alpha=8))
    assert float(apart.mean()) <= MEAN
    assert float((apart.max(axis=2) > 12).mean()) <= SHARE
