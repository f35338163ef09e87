"""Where things stand on a frame: what a scene shows and what is said never touch."""

from __future__ import annotations

from typing import get_args

import pytest

from heliograph.extensions.providers.video.drawing.captions.setting import set_cues
from heliograph.extensions.providers.video.drawing.places import SAID, said_of, stage
from heliograph.sdk.style import shipped_styles
from heliograph.sdk.timeline import Drawn, Scene, Timeline, spans
from heliograph.sdk.timeline.captions import cues_of
from heliograph.sdk.timeline.document import SIZES, Aspect

LINES = {
    "en": "A hard week asks you for one clear answer, and the answer is already on your desk.",
    "ar": "أسبوع صعب يطلب منك جوابًا واحدًا واضحًا، والجواب موجود على مكتبك منذ زمن.",
}


def told(style: str, language: str, aspect: Aspect) -> Timeline:
    """One line over a moon, with the captions of a style."""
    return Timeline(
        title="Said",
        language=language,
        aspect=aspect,
        captions=shipped_styles()[style].captions,
        scenes=(Scene(id="one", seconds=6, line=LINES[language], shot=Drawn(scene="moon")),),
    )


@pytest.mark.parametrize("aspect", get_args(Aspect))
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("style", sorted(shipped_styles()))
def test_captions_stand_below_what_is_shown(style: str, language: str, aspect: Aspect) -> None:
    timeline = told(style, language, aspect)
    size = SIZES[aspect]
    (span,) = spans(timeline)
    cues = set_cues(cues_of(span, timeline), timeline, size)
    assert aspect == "16:9" or any(len(cue.placed.baselines) == 2 for cue in cues)
    highest = min(cue.placed.box()[1] for cue in cues)
    assert highest > stage(size, said=said_of(timeline, size)).bottom


def test_captions_elsewhere_take_nothing_of_the_foot() -> None:
    timeline = told("ember", "ar", "9:16")
    size = SIZES["9:16"]
    assert said_of(timeline, size) > SAID
    upper = timeline.captions.model_copy(update={"place": "upper"})
    assert said_of(timeline.model_copy(update={"captions": upper}), size) == SAID
