"""What the files of videos are, for every shipped style and ratio: rendered, then read again.

    python -m evaluations.video_facts [--style STYLE] [--ratio RATIO] [--preset medium]

A story of two short scenes at full size, one worker. H.264 High, yuv420p, TV range in BT.709, 30
frames a second at even distances, AAC of 48 kHz, table of contents first, both tracks as long as
one another within a frame, -14 LUFS within 0.3 and at most -1 dBTP after AAC. Before encoding:
moves of the camera that do not shake (0.05 px), captions within a frame of their words. Prints a
table for each and fails on a miss.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import cast, get_args

import av
from evaluations.video_onsets import control, onsets, shakes
from evaluations.video_stories import leo, told

from heliograph.extensions.providers.music import MusicBeds
from heliograph.extensions.providers.video import VideoProvider
from heliograph.extensions.providers.video.facts import Facts, facts_of
from heliograph.sdk.packs import Pack
from heliograph.sdk.sound.files import read
from heliograph.sdk.sound.loudness import integrated, true_peak_db
from heliograph.sdk.storyboard import Storyboard
from heliograph.sdk.style import shipped_styles
from heliograph.sdk.timeline import SIZES, Scene, Timeline, frames_of
from heliograph.sdk.timeline.document import Aspect
from heliograph.sdk.video import Preset, RenderOrder

LOUDNESS, NEAR, PEAK = -14.0, 0.3, -1.0
SHAKE, LATE = 0.05, 1
LINE = {"en": "Look up: the Moon waits.", "ar": "انظر إلى القمر الليلة."}
_END, _LEAST = 1.2, 1.4


def story(language: str) -> tuple[Pack, str, Storyboard]:
    """Two scenes of Leo's day: the opening with few words, and the last."""
    pack, subject, board = leo(language)
    first = replace(board.scenes[0], line=LINE[language])
    return pack, subject, replace(board, scenes=(first, board.scenes[-1]), mood="")


def short(timeline: Timeline) -> Timeline:
    """The story as quick as its words allow, whatever the style's pace is."""
    scenes = tuple(one.model_copy(update={"seconds": _seconds(one)}) for one in timeline.scenes)
    return timeline.model_copy(update={"scenes": scenes})


def _seconds(scene: Scene) -> float:
    said = scene.speech.words[-1].end if scene.speech and scene.speech.words else 0.0
    return round(max(_LEAST, said + 0.4) if said else _END + scene.transition.seconds, 3)


def is_even(file: Path) -> bool:
    """Whether every frame comes one thirtieth of a second after the one before."""
    with av.open(str(file)) as container:
        stream = container.streams.video[0]
        base = stream.time_base or Fraction(1)
        times = sorted(one.pts for one in container.demux(stream) if one.pts is not None)
    steps = {float((two - one) * base) for one, two in itertools.pairwise(times)}
    return all(abs(step - 1 / 30) < 1e-6 for step in steps)


def faults(file: Path, timeline: Timeline, found: Facts) -> Iterator[str]:
    """What is not as it must be."""
    wanted = {
        "codec": ("h264", found.codec),
        "profile": ("High", found.profile),
        "pixels": ("yuv420p", found.pixels),
        "range": ("tv", found.range),
        "colours": ("bt709", found.colours),
        "size": (SIZES[timeline.aspect], (found.width, found.height)),
        "frames a second": (30.0, found.fps),
        "frames": (frames_of(timeline), found.frames),
        "table of contents first": (True, found.faststart),
        "even": (True, is_even(file)),
        "audio": (("aac", 48_000), _sound(found)),
    }
    for name, (asked, given) in wanted.items():
        if asked != given:
            yield f"{name}: {given}, not {asked}"
    if found.audio and abs(found.audio.seconds - found.video_seconds) > 1 / 30:
        yield f"sound {found.audio.seconds:.3f} s, pictures {found.video_seconds:.3f} s"


def _sound(found: Facts) -> tuple[str, int] | None:
    return (found.audio.codec, found.audio.rate) if found.audio else None


def one_file(style: str, aspect: Aspect, preset: Preset, folder: Path) -> list[str]:
    """Render, read again, print a line; what was missed."""
    timeline = short(told(story("en"), style, folder, aspect))
    file = folder / "out" / f"{style}-{aspect.replace(':', 'x')}.mp4"
    order = RenderOrder(
        timeline, folder, file, folder / "cache", preset=preset, workers=1, music=MusicBeds()
    )
    VideoProvider().render(order)
    found, sound = facts_of(file), read(file)
    missed = list(faults(file, timeline, found))
    loud, peak = integrated(sound), true_peak_db(sound)
    if loud is None or abs(loud - LOUDNESS) > NEAR:
        missed.append(f"loudness {loud}")
    if peak > PEAK:
        missed.append(f"peak {peak:.2f} dBTP")
    apart = abs((found.audio.seconds if found.audio else 0) - found.video_seconds) * 1000
    print(
        f"{style:10} {aspect:5} {found.width:4}x{found.height:<4} {found.codec} {found.profile} "
        f"{found.level} {found.pixels} {found.range}/{found.colours} {found.fps:g} fps, "
        f"{found.frames} frames, A/V {apart:4.1f} ms, {loud or 0:6.2f} LUFS, {peak:5.2f} dBTP"
        f"{'  MISSED ' + '; '.join(missed) if missed else ''}",
        flush=True,
    )
    file.unlink()
    return [f"{style} {aspect}: {one}" for one in missed]


def before_encoding(style: str, folder: Path) -> list[str]:
    """What is seen before the encoder: shaking, and captions beside their words."""
    missed, size = [], SIZES["9:16"]
    shaken = shakes(shipped_styles()[style], folder, size)
    missed += [f"{style} {name}: {one:.3f} px" for name, one in shaken.items() if one > SHAKE]
    late = {one: onsets(short(told(story(one), style, folder))) for one in ("en", "ar")}
    missed += [f"{style} {name}: {max(map(abs, one))} frames" for name, one in late.items()
               if one and max(map(abs, one)) > LATE]  # fmt: skip
    moves = ", ".join(f"{name} {one:.3f}" for name, one in shaken.items())
    seen = ", ".join(f"{name} {min(one)} to {max(one)} of {len(one)}" for name, one in late.items())
    print(f"{style:10} px: {moves}; frames from word to caption: {seen}", flush=True)
    return missed


def main() -> int:
    """Measure what was asked for."""
    asked = argparse.ArgumentParser(description="Facts of rendered files.")
    asked.add_argument("--style", choices=sorted(shipped_styles()))
    asked.add_argument("--ratio", choices=get_args(Aspect))
    asked.add_argument("--preset", choices=get_args(Preset), default="veryfast")
    asked.add_argument("--only", choices=("files", "frames"))
    given = asked.parse_args()
    styles = [given.style] if given.style else sorted(shipped_styles())
    ratios = [cast("Aspect", given.ratio)] if given.ratio else get_args(Aspect)
    missed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="heliograph-facts-") as passing:
        folder = Path(passing)
        if given.only != "files":
            for style in styles:
                missed += before_encoding(style, folder)
            shaking = control(folder, SIZES["9:16"])
            print(f"a move by whole pixels, to compare: {shaking:.3f} px")
            missed += [] if shaking > SHAKE else ["the measure does not see shaking"]
        if given.only != "frames":
            for style in styles:
                for ratio in ratios:
                    missed += one_file(style, ratio, given.preset, folder)
    for one in missed:
        print(one, file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
