"""A document and the facts of a file with which nothing is wrong, for the gate to judge."""

from __future__ import annotations

from typing import Any

from heliograph.sdk.timeline import Drawn, Scene, Source, Speech, SpokenWord, Still, Timeline
from heliograph.sdk.timeline.document import Narration
from heliograph.sdk.video import TextPlace, VideoFacts

WORDS = ("Look", "at", "the", "bright", "moon", "tonight", "my", "friend.")


def two_scenes(**changes: Any) -> Timeline:
    """A spoken scene of four seconds and a still one of two."""
    words = tuple(
        SpokenWord(text=word, start=0.25 + number * 0.4, end=0.6 + number * 0.4)
        for number, word in enumerate(WORDS)
    )
    spoken = Scene(
        id="one",
        seconds=4.0,
        shot=Still(source="picture"),
        line=" ".join(WORDS),
        speech=Speech(source="voice", start=0.25, words=words),
    )
    calm = Scene(id="two", seconds=2.0, shot=Drawn(scene="gradient"), move="still")
    sources = {
        "picture": Source(path="a.jpg", kind="picture", licence="own work"),
        "voice": Source(path="a.wav", kind="sound", licence="GPL voice"),
        "grade": Source(path="a.cube", kind="lut"),
    }
    made = Timeline(scenes=(spoken, calm), sources=sources, narration=Narration())
    return made.model_copy(update=changes)


GOOD = VideoFacts(
    width=1080,
    height=1920,
    fps=30.0,
    frames=180,
    seconds=6.0,
    video_codec="h264",
    pixel_format="yuv420p",
    audio_seconds=6.0,
    audio_codec="aac",
    loudness=-14.1,
    peak=-1.4,
    longest_silence=1.0,
    prints=("00000000000000ff", "ff00000000000000"),
    texts=(TextPlace("one", "Look at", 0.1, 0.6, 0.9, 0.7, 7.0),),
    safe=(0.05, 0.1, 0.95, 0.85),
)
