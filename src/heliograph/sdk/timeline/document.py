"""The timeline: the one document that says what a video is. Preview, captions and the render are
all made from it, and from nothing else. JSON, with a version; unknown keys are refused."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from heliograph.sdk.manifest import Frozen

VERSION = 1
Aspect = Literal["9:16", "4:5", "1:1", "16:9"]
SIZES: dict[Aspect, tuple[int, int]] = {
    "9:16": (1080, 1920),
    "4:5": (1080, 1350),
    "1:1": (1080, 1080),
    "16:9": (1920, 1080),
}
TransitionKind = Literal[
    "cut",
    "dissolve",
    "fade_black",
    "fade_white",
    "wipe_left",
    "wipe_right",
    "wipe_up",
    "wipe_down",
    "slide_left",
    "slide_right",
    "slide_up",
    "slide_down",
    "zoom",
    "iris",
    "blur",
    "glitch",
]
CaptionStyle = Literal[
    "none", "plain", "pop", "highlight", "karaoke", "box", "slide", "typewriter", "bounce"
]
DrawnScene = Literal[
    "star_flight", "sky_map", "moon", "pattern", "light_rays", "particles", "aurora", "gradient"
]
Ease = Literal["linear", "in", "out", "in_out"]
Place = Literal["top", "upper", "middle", "lower", "bottom"]
Entry = Literal["none", "fade", "rise", "slide", "pop", "typewriter"]
Face = Literal["display", "text", "italic", "sans", "strong", "heavy", "quran"]
Move = Literal["", "still", "push_in", "pull_out", "pan_left", "pan_right", "rise", "sink"]
Value = str | float | int | bool | list[float] | dict[str, float] | None


class Source(Frozen):
    """A file that the video uses. `path` is absolute, or from the folder of the timeline."""

    path: str
    kind: Literal["picture", "clip", "sound", "lut"]
    sha256: str = Field("", description="Of the file, where it is known: part of what is cached.")
    licence: str = ""
    origin: str = Field("", description="Where it comes from: an address, a provider, a person.")
    alt: str = ""


class Framing(Frozen):
    """Which part of a picture fills the frame: its centre as fractions of the picture, and how
    far it is magnified; 1 just covers the frame."""

    x: float = Field(0.5, ge=0, le=1)
    y: float = Field(0.5, ge=0, le=1)
    zoom: float = Field(1.0, ge=1, le=4)


class Camera(Frozen):
    """A move from one framing to another over the whole scene."""

    start: Framing = Framing()
    end: Framing = Framing()
    ease: Ease = "in_out"


class Still(Frozen):
    """A picture that fills the frame."""

    kind: Literal["still"] = "still"
    source: str


class Clip(Frozen):
    """A moving picture. `start` is where in the file it begins; its own sound is mixed in at
    `gain_db` or left out."""

    kind: Literal["clip"] = "clip"
    source: str
    start: float = Field(0.0, ge=0)
    speed: float = Field(1.0, ge=0.25, le=4)
    gain_db: float | None = Field(None, ge=-60, le=6)


class Drawn(Frozen):
    """A scene that is computed frame by frame. `values` is what it shows: longitudes of the
    planets in degrees for `sky_map`, the phase in degrees for `moon`, the order of the rosette
    for `pattern`."""

    kind: Literal["drawn"] = "drawn"
    scene: DrawnScene
    seed: int = 0
    values: dict[str, Value] = Field(default_factory=dict)


class Card(Frozen):
    """Words on a plain ground of the palette, or on a drawn scene."""

    kind: Literal["card"] = "card"
    heading: str = ""
    body: str = ""
    footer: str = ""
    ground: Drawn | None = None


Part = Annotated[Still | Clip | Drawn | Card, Field(discriminator="kind")]


class Split(Frozen):
    """Two to four parts side by side, with a gap in fractions of the shorter side."""

    kind: Literal["split"] = "split"
    parts: tuple[Part, ...] = Field(min_length=2, max_length=4)
    direction: Literal["rows", "columns"] = "rows"
    gap: float = Field(0.0, ge=0, le=0.1)


Shot = Annotated[Still | Clip | Drawn | Card | Split, Field(discriminator="kind")]


class Transition(Frozen):
    """How a scene comes in over the end of the one before; the first scene's fades from black."""

    kind: TransitionKind = "cut"
    seconds: float = Field(0.0, ge=0, le=2)


class SpokenWord(Frozen):
    """A word with its times in seconds from the start of its scene."""

    text: str
    start: float = Field(ge=0)
    end: float = Field(ge=0)


class Speech(Frozen):
    """The spoken line of a scene. The file begins to sound `start` seconds into the scene."""

    source: str
    start: float = Field(0.0, ge=0)
    words: tuple[SpokenWord, ...] = ()
    gain_db: float = Field(0.0, ge=-30, le=12)


class Cue(Frozen):
    """A caption as a person wrote it, in seconds from the start of its scene."""

    text: str
    start: float = Field(ge=0)
    end: float = Field(ge=0)


class Title(Frozen):
    """Words over the picture, besides the captions."""

    text: str
    place: Place = "upper"
    face: Face = "display"
    size: float = Field(0.07, ge=0.02, le=0.4, description="Of the shorter side, at most.")
    colour: str = Field("", description="#rrggbb, or empty for the palette's ink.")
    box: bool = Field(False, description="On a quiet panel.")
    start: float = Field(0.0, ge=0)
    end: float | None = Field(None, description="None: to the end of the scene.")
    entry: Entry = "fade"
    role: Literal["hook", "heading", "lower_third", "reference", "verse", "translation", "note"] = (
        "heading"
    )


class Scene(Frozen):
    """One picture and what is said over it. It lasts `seconds`, in which the transition into it
    and the one out of it are contained: neighbours overlap by the transition's length."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")
    seconds: float = Field(gt=0, le=600)
    shot: Shot
    line: str = Field("", description="What is said, as it is written.")
    least: float = Field(0.0, ge=0, le=600, description="Seconds it lasts at least, said or not.")
    move: Move = Field("", description="How the camera should move; empty: as the style does.")
    camera: Camera | None = Field(None, description="The exact move, where it is settled.")
    transition: Transition = Transition()
    speech: Speech | None = None
    cues: tuple[Cue, ...] | None = Field(None, description="None: laid from the spoken words.")
    titles: tuple[Title, ...] = ()
    chapter: str | None = None


class Captions(Frozen):
    """How captions look. Sizes are fractions of the shorter side."""

    style: CaptionStyle = "highlight"
    place: Literal["upper", "middle", "lower"] = "lower"
    face: Face = "strong"
    size: float = Field(0.062, ge=0.03, le=0.12)
    characters: int = Field(32, ge=12, le=60, description="To a line, at most.")
    lines: int = Field(2, ge=1, le=3)
    ink: str = "#ffffff"
    spoken: str = Field("", description="#rrggbb of the spoken word; empty: palette's accent.")
    edge: str = "#000000"
    capitals: bool = False


class Narration(Frozen):
    """Who says the lines. `pronunciations` are words as written and as spoken; `quotes` are
    passages that are never spoken."""

    provider: str = "espeak"
    voice: str = ""
    rate: float = Field(1.0, ge=0.5, le=2)
    pronunciations: dict[str, str] = Field(default_factory=dict)
    quotes: tuple[str, ...] = ()


class Music(Frozen):
    """What lies under the voice: a file, or a bed of a mood."""

    source: str | None = None
    mood: str = ""
    seed: int = 0
    tempo: float | None = None
    root: str | None = None
    scale: str | None = None
    density: float | None = None
    gain_db: float = Field(0.0, ge=-30, le=12)
    duck_db: float = Field(12.0, ge=0, le=30, description="How far it gives way to a voice.")
    fade_in: float = Field(0.6, ge=0, le=10)
    fade_out: float = Field(1.5, ge=0, le=10)


class Look(Frozen):
    """Colours of everything drawn, and the grade of everything seen."""

    palette: dict[str, str] = Field(
        default_factory=lambda: {
            "background": "#0e1226",
            "support": "#2a3566",
            "accent": "#f2b84b",
            "ink": "#ffffff",
            "paper": "#f6f1e7",
        }
    )
    lut: str | None = Field(None, description="A source of kind lut (.cube).")
    strength: float = Field(1.0, ge=0, le=1)
    vignette: float = Field(0.0, ge=0, le=1)
    grain: float = Field(0.0, ge=0, le=1)


class Logo(Frozen):
    """The brand's mark, in a corner of every scene."""

    source: str
    corner: Literal["top_left", "top_right"] = "top_right"
    size: float = Field(0.09, ge=0.03, le=0.25, description="Width, of the shorter side.")


class Overlays(Frozen):
    """What lies over the whole video."""

    progress: bool = False
    logo: Logo | None = None
    handle: str = ""


class Cover(Frozen):
    """The frame that stands for the video, in seconds from the start of a scene."""

    scene: str
    at: float = Field(1.0, ge=0)


class Timeline(Frozen):
    """A whole video."""

    version: Literal[1] = 1
    title: str = ""
    language: str = "en"
    aspect: Aspect = "9:16"
    fps: int = Field(30, ge=12, le=60)
    scenes: tuple[Scene, ...] = Field(min_length=1, max_length=200)
    sources: dict[str, Source] = Field(default_factory=dict)
    narration: Narration | None = Field(None, description="None: nothing is spoken.")
    captions: Captions = Captions()
    music: Music | None = None
    look: Look = Look()
    overlays: Overlays = Overlays()
    cover: Cover | None = None
    notes: dict[str, str] = Field(
        default_factory=dict, description="Where it came from: pack, subject, type, date, style."
    )

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return SIZES[self.aspect]
