"""What a pack says of a video before anything is spoken or drawn: its scenes in order, each with
its line and the picture that fits it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias, runtime_checkable

from heliograph.sdk.packs import Plan
from heliograph.sdk.pictures import PictureValue
from heliograph.sdk.text import Draft
from heliograph.sdk.timeline.document import Card, Drawn, Move, Title


@dataclass(frozen=True)
class PictureWish:
    """A picture to be drawn from a design of the pack; what is left out is the brand's."""

    design: str
    words: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, PictureValue] = field(default_factory=dict)
    symbol: str | None = None
    palette: Mapping[str, str] | None = None


@dataclass(frozen=True)
class FileWish:
    """A picture or a clip that is there already, by its path or its name among the sources."""

    path: str
    licence: str = ""
    origin: str = ""
    is_clip: bool = False


BoardShot: TypeAlias = PictureWish | FileWish | Drawn | Card


@dataclass(frozen=True)
class BoardScene:
    """One thought with its picture. `line` is said and captioned; with `spoken` false it is not
    said, and `seconds` is how long it stays. `about` names what the picture and the line have in
    common, so that a person sees why they go together. A `signed` scene says whose video it is:
    the brand's handle stands in it, large."""

    id: str
    line: str
    shot: BoardShot
    titles: tuple[Title, ...] = ()
    move: Move = ""
    spoken: bool = True
    seconds: float = 0.0
    chapter: str | None = None
    about: tuple[str, ...] = ()
    signed: bool = False


@dataclass(frozen=True)
class Storyboard:
    """A whole video before it is made. `quotes` are never spoken; `mood` and `style` are what the
    pack would choose when nobody else does."""

    title: str
    language: str
    scenes: tuple[BoardScene, ...]
    mood: str = "calm"
    style: str = ""
    palette: Mapping[str, str] = field(default_factory=dict)
    quotes: tuple[str, ...] = ()
    cover: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)


@runtime_checkable
class VideoPack(Protocol):
    """A pack that makes videos of its plans."""

    def storyboard(self, plan: Plan, draft: Draft) -> Storyboard:
        """The scenes of a plan; raises `NothingToSay` for a type that makes no video."""
        ...
