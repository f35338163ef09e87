"""What runs in a process of its own: it blocks, and gets everything it needs with the call."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from heliograph.modules.videos.service.ready import Speaks
from heliograph.sdk.composing import Crew, Wishes, compose, narrate
from heliograph.sdk.composing.styling import Grader, dress
from heliograph.sdk.packs import Plan
from heliograph.sdk.pictures import PictureProvider
from heliograph.sdk.storyboard import Storyboard, VideoPack
from heliograph.sdk.style import Style
from heliograph.sdk.text import Draft
from heliograph.sdk.timeline import Timeline
from heliograph.sdk.video import Progress, Rendered, RenderOrder, VideoProvider


@dataclass(frozen=True)
class Board:
    """A storyboard to be made into a timeline, or what it is told from."""

    pack: VideoPack
    plan: Plan
    draft: Draft

    def drawn_up(self) -> Storyboard:
        """The scenes; raises `NothingToSay`."""
        return self.pack.storyboard(self.plan, self.draft)


@dataclass(frozen=True)
class Makers:
    """Who speaks, who draws, who grades."""

    voice: Speaks
    canvas: PictureProvider
    grader: Grader


def draw_up(board: Board) -> Storyboard:
    """The scenes, before anything is drawn or said; raises `NothingToSay`."""
    return board.drawn_up()


def make_timeline(board: Storyboard, wishes: Wishes, makers: Makers, folder: Path) -> Timeline:
    """The whole video, drawn, spoken and timed."""
    crew = Crew(makers.voice.speak, makers.canvas.draw, makers.grader, makers.voice.by)
    return compose(board, wishes, crew, folder)


def dress_again(timeline: Timeline, style: Style, grader: Grader, folder: Path) -> Timeline:
    """The timeline in another style."""
    folder.mkdir(parents=True, exist_ok=True)
    return dress(timeline, style, grader, folder, 0)


def say_again(timeline: Timeline, voice: Speaks, folder: Path, rest: float) -> Timeline:
    """The timeline with every line said that is not said yet."""
    folder.mkdir(parents=True, exist_ok=True)
    return narrate(timeline, voice.speak, folder, rest, voice.by)


@dataclass(frozen=True)
class Signals:
    """Two small files through which a render tells how far it is, and hears that it shall stop."""

    told: Path
    stopped: Path

    def tell(self, progress: Progress) -> None:
        """Write how far it is, whole."""
        draft = self.told.with_suffix(".part")
        draft.write_text(json.dumps(asdict(progress)), encoding="utf-8")
        draft.replace(self.told)

    def stop(self) -> bool:
        """Whether somebody asked to stop."""
        return self.stopped.exists()

    def read(self) -> Progress | None:
        """What was told last."""
        try:
            return Progress(**json.loads(self.told.read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError):
            return None

    def clear(self) -> None:
        """Take both away."""
        self.told.unlink(missing_ok=True)
        self.stopped.unlink(missing_ok=True)


def render_file(provider: VideoProvider, order: RenderOrder, signals: Signals) -> Rendered:
    """The finished file; raises `CannotRender`, `RenderCancelled`."""
    return provider.render(order, signals.tell, signals.stop)
