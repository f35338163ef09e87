"""What was measured of a video: facts with their confidence, nothing of the video itself.

Frames are counted from 0 as they are shown; a range holds `start_frame` up to, and without,
`end_frame`. Places and sizes are fractions of the frame. Confidence is between 0 and 1.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from heliograph.sdk.manifest import Frozen
from heliograph.sdk.timeline.document import CaptionStyle, TransitionKind

Move = Literal[
    "static",
    "pan_left",
    "pan_right",
    "tilt_up",
    "tilt_down",
    "push_in",
    "pull_out",
    "shake",
]
MOVES: tuple[Move, ...] = (
    "static",
    "pan_left",
    "pan_right",
    "tilt_up",
    "tilt_down",
    "push_in",
    "pull_out",
    "shake",
)
Scale = Literal["close", "medium", "wide"]


class Frames(Frozen):
    """A range of frames."""

    start_frame: int = Field(ge=0)
    end_frame: int = Field(ge=0)


class FoundTransition(Frames):
    """How one shot gives way to the next. A cut takes no time: both frames are the first of the
    new shot; another kind covers every frame in which both shots have a share."""

    kind: TransitionKind
    confidence: float = Field(1.0, ge=0, le=1)


class Swatch(Frozen):
    """A colour (#rrggbb) and the share of all that is seen which it stands for."""

    colour: str
    share: float


class Palette(Frozen):
    """The colours seen most, and the roles they would play in a design."""

    swatches: tuple[Swatch, ...] = ()
    roles: dict[str, str] = Field(default_factory=dict)
    confidence: float = 0.0


class Grade(Frozen):
    """How the picture is coloured, in CIE LAB.

    `temperature` and `tint` are the mean of b and a (warm and magenta are positive), `contrast`
    is P95 - P5 of L, `saturation` the mean chroma, `curve` nine quantiles of L from darkest to
    lightest; `mean` and `covariance` (row by row) describe the cloud of colours.
    """

    temperature: float = 0.0
    tint: float = 0.0
    brightness: float = 50.0
    contrast: float = 60.0
    saturation: float = 20.0
    curve: tuple[float, ...] = ()
    mean: tuple[float, ...] = ()
    covariance: tuple[float, ...] = ()
    vignette: float = 0.0
    grain: float = 0.0
    confidence: float = 0.0


class Lettering(Frozen):
    """A kind of text that keeps coming back at one place. `x`, `y` are the middle of its boxes;
    `size` is the height of its letters (em, of the shorter side), `seconds` how long one stands."""

    role: Literal["captions", "title", "mark"]
    share: float = Field(description="Of the video's time in which it is seen.")
    x: float
    y: float
    width: float
    size: float
    lines: int = 1
    characters: int = 0
    ink: str = ""
    spoken: str = ""
    edge: str = ""
    box: bool = False
    seconds: float = 0.0
    animation: CaptionStyle = "plain"
    words: tuple[str, ...] = ()
    confidence: float = 0.0


class Texts(Frozen):
    """The text on the screen: its kinds, the most seen first."""

    kinds: tuple[Lettering, ...] = ()
    share: float = 0.0
    read_by: str = Field("", description="What read the words; empty: only their look was taken.")
    confidence: float = 0.0

    @property
    def captions(self) -> Lettering | None:
        """The captions, where there are any."""
        return next((one for one in self.kinds if one.role == "captions"), None)


class Composition(Frozen):
    """Where what is looked at stands. `thirds` is how near it is to the lines of thirds and
    `symmetry` how alike left and right are, both 0 to 1; `faces` is the share of shots with one."""

    x: float = 0.5
    y: float = 0.5
    thirds: float = 0.0
    symmetry: float = 0.0
    faces: float = 0.0
    scales: dict[str, float] = Field(default_factory=dict)
    shots: tuple[Scale, ...] = ()
    confidence: float = 0.0


class ShotMove(Frozen):
    """The camera in one shot: `strength` is travel in frame widths, or growth, over the shot."""

    move: Move
    strength: float = 0.0
    confidence: float = 0.0


class CameraMoves(Frozen):
    """What the camera does: the share of the time of each move, and each shot's own."""

    mix: dict[str, float] = Field(default_factory=dict)
    strength: float = Field(0.0, description="Median of the shots that move.")
    shots: tuple[ShotMove, ...] = ()
    confidence: float = 0.0


class MusicFound(Frozen):
    """What is heard. `candidates` are other readings of the tempo (half, double)."""

    present: bool = False
    tempo: float | None = None
    candidates: tuple[float, ...] = ()
    root: str | None = None
    scale: str | None = None
    energy: float = Field(0.0, ge=0, le=1)
    mood: str = ""
    loudness: float | None = None
    speech: float = Field(0.0, description="Share of the time in which somebody seems to speak.")
    confidence: float = 0.0


class Pace(Frozen):
    """Lengths of shots in seconds; `hook` is when the first shot gives way."""

    mean: float
    median: float
    spread: float
    shortest: float
    longest: float
    per_minute: float
    hook: float
    confidence: float = 0.0


class Beat(Frames):
    """A part of the story."""

    role: Literal["hook", "body", "end"]


class Structure(Frozen):
    """Hook, body and end; what the video opens from and closes to."""

    beats: tuple[Beat, ...] = ()
    opens: Literal["picture", "fade_black", "fade_white"] = "picture"
    closes: Literal["picture", "fade_black", "fade_white"] = "picture"
    loops: bool = Field(False, description="The last frame is like the first.")
    confidence: float = 0.0


class Analysis(Frozen):
    """Everything measured of one video. Shots follow one another without a gap; where a
    transition takes time, they meet in its middle."""

    version: Literal[1] = 1
    frames: int
    fps: float
    seconds: float
    width: int
    height: int
    shots: tuple[Frames, ...]
    transitions: tuple[FoundTransition, ...] = ()
    palette: Palette
    grade: Grade
    text: Texts
    composition: Composition
    camera: CameraMoves
    music: MusicFound
    pace: Pace
    structure: Structure
    confidence: dict[str, float] = Field(
        default_factory=dict, description="Of shots and transitions; the rest carries its own."
    )
