"""Captions that are laid by themselves pass the gate, in every style and shape."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from heliograph.extensions.providers.espeak import EspeakProvider
from heliograph.modules.videos.gate.checks import Case, captions
from heliograph.sdk.style.files import shipped_styles
from heliograph.sdk.timeline import Aspect, Captions, Timeline
from heliograph.sdk.voice import SpeechOrder
from tests.modules.videos.cases import GOOD

LINES = {
    "en": (
        "The job you have and the job you want share one task.",
        "The next rung is higher than the last one, or your load has grown.",
        "If you catch yourself rewriting the goal, stop, and decline the hidden job.",
        "Send along the application, the pitch or the price today, warts and all.",
        "Say yes to it.",
    ),
    "ar": ("اذكر ربك في نفسك ولا تكن من الغافلين.", "ابدأ يومك بنية صادقة واعمل بهدوء."),
}
STYLES = shipped_styles()
TIGHT = Captions(size=0.12, characters=12, lines=1, capitals=True, face="heavy")
"""As a style may be that was learned from a film with a word or two at a time."""


@cache
def spoken(language: str) -> tuple[dict[str, Any], ...]:
    """Scenes with the lines as the voice of this machine says them."""
    voice, found = EspeakProvider(), []
    for number, line in enumerate(LINES[language]):
        said = voice.speak(SpeechOrder(line, language=language))
        words = [
            {"text": one.text, "start": one.start + 0.25, "end": one.end + 0.25}
            for one in said.words
        ]
        seconds = said.words[-1].end + 1.5
        found.append(
            {
                "id": f"line-{number}",
                "seconds": seconds,
                "line": line,
                "shot": {"kind": "drawn", "scene": "gradient"},
                "speech": {"source": "voice", "start": 0.25, "words": words},
            }
        )
    return tuple(found)


def told(language: str, aspect: Aspect, wanted: Captions) -> Timeline:
    return Timeline.model_validate(
        {
            "title": "Said",
            "language": language,
            "aspect": aspect,
            "scenes": spoken(language),
            "sources": {"voice": {"path": "voice.wav", "kind": "sound"}},
            "captions": wanted.model_dump(),
        }
    )


@pytest.mark.parametrize("language", LINES)
@pytest.mark.parametrize("aspect", ["9:16", "4:5", "1:1", "16:9"])
@pytest.mark.parametrize("style", [*STYLES, "tight"])
def test_captions_stand_with_their_words_and_long_enough(
    style: str, aspect: Aspect, language: str
) -> None:
    wanted = TIGHT if style == "tight" else Captions(**STYLES[style].captions.model_dump())
    check = captions(Case(told(language, aspect, wanted), GOOD, {}))
    assert check.passed, check.found
