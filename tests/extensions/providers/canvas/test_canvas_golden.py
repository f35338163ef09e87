"""Cards beside the pictures a person has looked at and liked.

Every run writes what it drew to `test-results/canvas`. When a card is meant to change, look at the
new picture there and copy it to `tests/golden/canvas`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from heliograph.extensions.providers.canvas import CanvasProvider
from heliograph.sdk.pictures import Picture, PictureBrief

ROOT = Path(__file__).parents[4]
GOLDEN = ROOT / "tests/golden/canvas"
RESULTS = ROOT / "test-results/canvas"
WIDTH = 270
# Mean difference in steps of 255, and the share of pixels that may differ by more than 12 steps.
MEAN, SHARE = 0.6, 0.002
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
    RESULTS.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(RESULTS / f"{name}.png"), cv2.cvtColor(small, cv2.COLOR_RGB2BGR))
    kept = cv2.imread(str(GOLDEN / f"{name}.png"), cv2.IMREAD_COLOR)
    assert kept is not None, f"No approved picture: look at test-results/canvas/{name}.png."
    apart = cv2.absdiff(small, np.asarray(cv2.cvtColor(kept, cv2.COLOR_BGR2RGB)))
    cv2.imwrite(str(RESULTS / f"{name}-difference.png"), cv2.convertScaleAbs(apart, alpha=8))
    assert float(apart.mean()) <= MEAN
    assert float((apart.max(axis=2) > 12).mean()) <= SHARE
