"""Briefs and pixels for the tests of the canvas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pytest
import yaml

from heliograph.extensions.providers.canvas import CanvasProvider
from heliograph.sdk.pictures import Picture, PictureBrief

ZODIAC = Path(__file__).parents[4] / "src/heliograph/extensions/packs/zodiac"
THIRTY_WORDS = (
    "Jupiter turns retrograde in Gemini at 09:41, so plans you made quickly ask for a second look. "
    "Walk the long way home and let one question stay open until Friday."
)
Briefs = Callable[..., PictureBrief]
Pixels = npt.NDArray[np.uint8]


@pytest.fixture(scope="session")
def provider() -> CanvasProvider:
    """The provider as the worker uses it."""
    return CanvasProvider()


@pytest.fixture(scope="session")
def brief_for() -> Briefs:
    """A daily card of a sign; anything else of the brief by name."""
    palettes = {
        entry["id"]: entry["palette"]
        for entry in yaml.safe_load((ZODIAC / "profiles.yaml").read_text(encoding="utf-8"))
    }

    def make(sign: str = "leo", body: str = THIRTY_WORDS, **changes: Any) -> PictureBrief:
        brief = PictureBrief(
            design="daily-card",
            pack_folder=ZODIAC,
            width=1080,
            height=1350,
            palette=palettes[sign],
            words={
                "title": sign.title(),
                "kicker": "Daily horoscope",
                "date": "Saturday 21 November",
                "body": body,
                "footer": f"@{sign}daily",
            },
            seed=20261121,
            symbol=sign,
        )
        return replace(brief, **changes)

    return make


@pytest.fixture(scope="session")
def pixels_of() -> Callable[[Picture], Pixels]:
    """The picture's pixels as RGB."""

    def read(picture: Picture) -> Pixels:
        decoded = cv2.imdecode(np.frombuffer(picture.data, np.uint8), cv2.IMREAD_COLOR)
        assert decoded is not None
        return np.asarray(cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB), dtype=np.uint8)

    return read
