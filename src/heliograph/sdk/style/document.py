"""A style: the manner of a video as settings that can be edited and applied to other words and
pictures. JSON or YAML, with a version; unknown keys are refused. It holds nothing of any video it
was learned from: no frame, no word, no sound.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from heliograph.sdk.manifest import Frozen
from heliograph.sdk.style.analysis import Move, Swatch
from heliograph.sdk.timeline.document import (
    Aspect,
    Captions,
    Ease,
    Entry,
    Face,
    Place,
    TransitionKind,
)


class Rhythm(Frozen):
    """How long scenes last, in seconds. A spoken scene is never cut short of its words; `breath`
    is what stays silent after them."""

    mean: float = Field(3.5, ge=0.4, le=60)
    spread: float = Field(0.6, ge=0, le=20, description="Standard deviation.")
    hook: float = Field(2.5, ge=0.4, le=60, description="Length of the first scene.")
    breath: float = Field(0.3, ge=0, le=5)


class TransitionUse(Frozen):
    """A transition and how often it is used, as a share of all joins."""

    kind: TransitionKind
    share: float = Field(ge=0, le=1)
    seconds: float = Field(0.0, ge=0, le=2)


class CameraUse(Frozen):
    """A move and how often it is made; `strength` is travel in frame widths, or growth, over a
    scene."""

    move: Move
    share: float = Field(ge=0, le=1)
    strength: float = Field(0.08, ge=0, le=1)


class TitleStyle(Frozen):
    """How titles stand over the picture."""

    place: Place = "upper"
    face: Face = "display"
    size: float = Field(0.075, ge=0.02, le=0.4)
    colour: str = ""
    box: bool = False
    entry: Entry = "fade"


class GradeStyle(Frozen):
    """A grade as a colourist would say it; a 3D table is computed from it.

    `temperature` and `tint` move b and a of LAB (warm and magenta are positive), `contrast` and
    `saturation` multiply, `lift` raises black and `roll` lowers white, both in L; `shadows` and
    `lights` are colours that dark and light parts are drawn towards by `toning`.

    A learned grade has `mean` and `covariance` (row by row) of a film's colours instead, and their
    `swatches`: the colours of the new pictures are then carried to those first, by `pull`, before
    the rest is done. Where the pictures are not known, everyday ones are assumed.
    """

    temperature: float = Field(0.0, ge=-40, le=40)
    tint: float = Field(0.0, ge=-40, le=40)
    contrast: float = Field(1.0, ge=0.3, le=2)
    saturation: float = Field(1.0, ge=0, le=2.5)
    brightness: float = Field(0.0, ge=-30, le=30)
    lift: float = Field(0.0, ge=0, le=25)
    roll: float = Field(0.0, ge=0, le=25)
    shadows: str = ""
    lights: str = ""
    toning: float = Field(0.0, ge=0, le=1)
    mean: tuple[float, ...] = Field((), max_length=3)
    covariance: tuple[float, ...] = Field((), max_length=9)
    swatches: tuple[Swatch, ...] = Field((), max_length=16)
    pull: float = Field(0.6, ge=0, le=1)

    @property
    def is_learned(self) -> bool:
        """Whether it holds a film's colours."""
        return len(self.mean) == 3 and len(self.covariance) == 9


class LookStyle(Frozen):
    """Colours and grade. The colour table is computed from `grade`; `cube` is one of a person's
    own instead, a .cube file beside the style's."""

    palette: dict[str, str] = Field(default_factory=dict)
    grade: GradeStyle = GradeStyle()
    cube: str = Field("", pattern=r"^$|^[^/\\]{1,200}\.[cC][uU][bB][eE]$")
    strength: float = Field(1.0, ge=0, le=1)
    vignette: float = Field(0.0, ge=0, le=1)
    grain: float = Field(0.0, ge=0, le=1)


class MusicStyle(Frozen):
    """What is heard under the voice. An empty mood is silence."""

    mood: str = ""
    tempo: float | None = Field(None, ge=40, le=180)
    root: str | None = None
    scale: str | None = None
    energy: float = Field(0.4, ge=0, le=1)
    gain_db: float = Field(0.0, ge=-30, le=12)
    duck_db: float = Field(12.0, ge=0, le=30)


class BeatStyle(Frozen):
    """A part of the story and its share of the time."""

    role: Literal["hook", "body", "end"]
    share: float = Field(ge=0, le=1)
    note: str = ""


class Style(Frozen):
    """A whole manner. `suits` names what it is meant for; `learned` says it was measured, and
    how sure the measures are, by feature."""

    version: Literal[1] = 1
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")
    name: str
    description: str = ""
    suits: tuple[str, ...] = ()
    aspect: Aspect = "9:16"
    fps: int = Field(30, ge=12, le=60)
    pace: Rhythm = Rhythm()
    transitions: tuple[TransitionUse, ...] = (TransitionUse(kind="cut", share=1.0),)
    captions: Captions = Captions()
    titles: TitleStyle = TitleStyle()
    camera: tuple[CameraUse, ...] = (CameraUse(move="static", share=1.0),)
    ease: Ease = "in_out"
    look: LookStyle = LookStyle()
    music: MusicStyle = MusicStyle()
    beats: tuple[BeatStyle, ...] = ()
    opens: TransitionKind = Field("cut", description="From what the first scene comes.")
    progress: bool = False
    arabic_first: bool = Field(False, description="Verses: the Arabic stands before all else.")
    learned: dict[str, float] = Field(default_factory=dict)
