"""Words of every kind on a video: marks that are only text, pictograms, two directions at once, far
too many of them, and letters that no typeface here has."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.extensions.providers.video.workshop import apart, film, order_of, reel_of, still

from heliograph.extensions.providers.video import VideoProvider
from heliograph.extensions.providers.video.planes import pixels_of
from heliograph.sdk.timeline import Timeline, spans
from heliograph.sdk.timeline.captions import cues_of, to_srt, to_vtt
from heliograph.sdk.video import CannotRender

MARKS = "<b>bold</b> & {{7*7}} %{metadata} \\h ![x](y) [[h@l'oU]] <speak>"
EMOJI = "🌙✨ Moon 🧑\u200d🚀 rises 👍🏽 1\ufe0f\u20e3"
MIXED = "اليوم Leo في 12:30 (Moon 2026) ثم عاد"


def captioned(folder: Path, text: str, **more: Any) -> Timeline:
    cues = [{"text": text, "start": 0.0, "end": 2.0}]
    return film(folder, [still("one", "p0", 2.0, cues=cues)], **more)


@pytest.mark.parametrize("text", [MARKS, EMOJI, MIXED], ids=["marks", "emoji", "mixed"])
def test_words_of_any_kind_are_drawn_as_they_are_written(tmp_path: Path, text: str) -> None:
    plain = pixels_of(reel_of(tmp_path, captioned(tmp_path, " ")).frame(45))
    timeline = captioned(tmp_path, text)
    assert apart(pixels_of(reel_of(tmp_path, timeline).frame(45)), plain) > 0.3
    assert VideoProvider().render(order_of(tmp_path, timeline, width=64)).frames == 60


def test_marks_in_a_caption_are_only_text_in_a_subtitle_file(tmp_path: Path) -> None:
    timeline = captioned(tmp_path, MARKS)
    assert "{{7*7}}" in to_srt(timeline)
    # WebVTT reads tags: what was written must not become one.
    assert "<b>" not in to_vtt(timeline)
    assert "&lt;b&gt;bold&lt;/b&gt; &amp;" in to_vtt(timeline).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("scene", "letters"),
    [
        ({"cues": [{"text": "Look up 月亮", "start": 0, "end": 1}]}, "月 亮"),
        ({"titles": [{"text": "चंद्रमा"}]}, "च"),
        ({"shot": {"kind": "card", "heading": "Moon", "body": "ירח"}}, "ח"),
    ],
)
def test_letters_that_no_typeface_has_are_told_and_not_drawn_as_boxes(
    tmp_path: Path, scene: dict[str, Any], letters: str
) -> None:
    order = order_of(tmp_path, film(tmp_path, [still("one", "p0", 1.0) | scene]))
    with pytest.raises(CannotRender, match=r"'one' shows letters that no typeface") as found:
        VideoProvider().render(order)
    assert letters in str(found.value)
    assert not order.out.exists()


def test_a_line_that_nobody_sees_may_be_in_any_writing(tmp_path: Path) -> None:
    """It is only said; captions are switched off."""
    hidden = {"captions": {"style": "none"}, "language": "zh"}
    timeline = film(tmp_path, [still("one", "p0", 0.3, line="月亮升起")], **hidden)
    assert VideoProvider().render(order_of(tmp_path, timeline, width=64)).frames == 9


def test_ten_thousand_words_become_captions_in_bounded_time(tmp_path: Path) -> None:
    count = 10_000
    words = [
        {"text": f"word{at % 300}", "start": at * 0.06, "end": at * 0.06 + 0.05}
        for at in range(count)
    ]
    line = " ".join(str(one["text"]) for one in words)
    spoken = {"line": line, "speech": {"source": "v0", "words": words}}
    timeline = film(tmp_path, [still("one", "p0", 600.0, **spoken)])
    began = time.process_time()
    cues = cues_of(spans(timeline)[0], timeline)
    assert sum(len(one.words) for one in cues) == count
    assert time.process_time() - began < 40
    assert bool(np.all(np.diff([one.start for one in cues]) >= 0))
