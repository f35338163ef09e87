"""What `heliograph style` does: measure, show, compare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import file_of
from heliograph.apps.cli.printing import note
from heliograph.extensions.providers.style_analysis import StyleAnalysis
from heliograph.extensions.providers.style_analysis.guarding.marks import write_marks
from heliograph.sdk.style import (
    Analysis,
    CannotAnalyse,
    Style,
    StyleBroken,
    find_style,
    read_analysis,
    shipped_styles,
    style_of,
    write_analysis,
    write_style,
)
from heliograph.sdk.style.comparing import compare

_DOCUMENTS = frozenset({".json", ".yaml", ".yml"})
_NOTE_SECONDS = 30.0


@dataclass(frozen=True)
class Measuring:
    """One analysis as it is asked for on the command line."""

    video: Path
    out: Path | None = None
    facts: Path | None = None
    name: str = ""


def shipped() -> list[dict[str, Any]]:
    """The shipped styles in short."""
    keys = {"id", "name", "suits", "description", "aspect"}
    return [style.model_dump(mode="json", include=keys) for style in shipped_styles().values()]


def analysed(wish: Measuring) -> tuple[dict[str, Any], list[str]]:
    """Measure a file, write what is wanted, and tell it as values and as lines."""
    for place in (wish.out, wish.facts):
        if place is not None and place.suffix.lower() not in _DOCUMENTS:
            raise BadInput(f"{place} is no .json or .yaml file", "Give it one of these endings.")
    with explained():
        found = StyleAnalysis().analyse(file_of(wish.video), _tell())
        if wish.facts is not None:
            write_analysis(found, wish.facts)
        if wish.out is not None:
            _write_style(wish, found, wish.out)
    return found.model_dump(mode="json"), _lines(found)


def _write_style(wish: Measuring, found: Analysis, out: Path) -> None:
    """The style with its colour table and the marks of its reference beside it."""
    analyst = StyleAnalysis()
    style = style_of(found, id_of(wish.name or out.stem), wish.name or out.stem)
    write_style(style, out)
    analyst.cube(style, out.with_suffix(".cube"))
    write_marks(analyst.marks(wish.video), marks_beside(out))


def marks_beside(style: Path) -> Path:
    """Where the marks of a style's reference are kept."""
    return style.with_name(f"{style.stem}.marks.json")


def id_of(name: str) -> str:
    """A style's id out of what a person calls it."""
    found = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:64]
    return found or "style"


def shown(name: str, cube: Path | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """A style as its document and in words."""
    with explained():
        style, _ = find_style(name)
        if cube is not None:
            StyleAnalysis().cube(style, cube)
    return style.model_dump(mode="json"), _told(style)


def _told(style: Style) -> dict[str, Any]:
    captions, music = style.captions, style.music
    return {
        "Style": f"{style.name} ({style.id})",
        "Like": style.description,
        "Suits": list(style.suits),
        "Aspect": f"{style.aspect}, {style.fps} frames a second",
        "Pace": f"{style.pace.mean:g} s a scene (± {style.pace.spread:g}), "
        f"hook {style.pace.hook:g} s",
        "Transitions": [f"{use.kind} {use.share:.0%}" for use in style.transitions],
        "Camera": [f"{use.move} {use.share:.0%}" for use in style.camera],
        "Captions": f"{captions.style}, {captions.place}, {captions.size:g} of the shorter side",
        "Colours": " ".join(style.look.palette.values()),
        "Music": f"{music.mood} {music.tempo or ''}".strip() or "none",
        "Sure": {name: f"{sure:.0%}" for name, sure in style.learned.items()},
    }


def compared(first: Path, second: Path) -> dict[str, Any]:
    """Both measured, or read where they were measured already, and set side by side."""
    with explained():
        found = compare(_facts(first), _facts(second))
    return found.model_dump(mode="json")


def _facts(path: Path) -> Analysis:
    file = file_of(path)
    if file.suffix.lower() in _DOCUMENTS:
        return read_analysis(file)
    note(f"Measuring {file.name}")
    return StyleAnalysis().analyse(file, _tell())


def _lines(found: Analysis) -> list[str]:
    captions = found.text.captions
    music = found.music
    told = {
        "Video": f"{found.width} x {found.height}, {found.fps:g} frames a second, "
        f"{found.seconds:.1f} s",
        "Shots": f"{len(found.shots)}, {found.pace.mean:.1f} s each (± {found.pace.spread:.1f})",
        "Transitions": _counted([one.kind for one in found.transitions]) or "none",
        "Camera": _shares(found.camera.mix),
        "Composition": f"{_shares(found.composition.scales)}; faces in "
        f"{found.composition.faces:.0%} of shots",
        "Palette": " ".join(one.colour for one in found.palette.swatches),
        "Grade": f"temperature {found.grade.temperature:+.0f}, contrast "
        f"{found.grade.contrast:.0f}, saturation {found.grade.saturation:.0f}",
        "Captions": "none"
        if captions is None
        else f"{captions.animation}, at {captions.y:.0%} of the height, {captions.ink}",
        "Music": "none"
        if not music.present
        else f"{music.mood}, {music.tempo or 0:.0f} beats a minute, {music.root} {music.scale}",
        "Structure": ", ".join(
            f"{beat.role} {(beat.end_frame - beat.start_frame) / found.fps:.1f} s"
            for beat in found.structure.beats
        ),
    }
    width = max(len(name) for name in told)
    return [f"{name.ljust(width)}  {value}" for name, value in told.items()]


def _counted(kinds: list[str]) -> str:
    return ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))


def _shares(mix: dict[str, float]) -> str:
    return ", ".join(f"{name} {share:.0%}" for name, share in mix.items())


def _tell() -> Any:
    """Says now and then how far the reading is."""
    last = [0.0]

    def told(read: float, whole: float) -> None:
        if read - last[0] >= _NOTE_SECONDS:
            last[0] = read
            note(f"{read:.0f} of {whole:.0f} s are read" if whole else f"{read:.0f} s are read")

    return told


@contextmanager
def explained() -> Iterator[None]:
    """What a style or a video is refused for, as a sentence with its remedy."""
    try:
        yield
    except CannotAnalyse as error:
        raise BadInput(str(error).rstrip("."), "Give another file of the same video.") from error
    except StyleBroken as error:
        raise BadInput(str(error), "Correct it, or look at `heliograph style list`.") from error
