"""Who makes the parts of a video, and what is wished of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from heliograph.sdk.composing.styling import Grader
from heliograph.sdk.pictures import Picture, PictureBrief
from heliograph.sdk.style.document import Style
from heliograph.sdk.timeline.document import Aspect, Narration
from heliograph.sdk.voice import Speech, SpeechOrder

Speak = Callable[[SpeechOrder], Speech]


@dataclass(frozen=True)
class Crew:
    """Speaks a line, draws a picture, and writes the colours of a style; all block. `by` is who
    speaks, where files of several voices may lie in one folder."""

    speak: Speak
    draw: Callable[[PictureBrief], Picture]
    grader: Grader
    by: str = ""


@dataclass(frozen=True)
class Wishes:
    """What holds for the whole video. Pictures are drawn from the designs in `pack_folder`, in
    `palette` and with `symbol` where a scene wishes nothing else. Without `narration` nothing is
    said; `mood` is the music's, "none" for no music, empty for what style and pack suggest."""

    pack_folder: Path
    style: Style
    aspect: Aspect = "9:16"
    narration: Narration | None = field(default_factory=Narration)
    mood: str = ""
    palette: Mapping[str, str] = field(default_factory=dict)
    symbol: str | None = None
    handle: str = ""
    logo: Path | None = None
    seed: int = 0
