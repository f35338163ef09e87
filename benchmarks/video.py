"""What a video costs beside the bare encode of the same frames; `make bench ONLY=video`.

Thirty seconds of 1080 x 1920: six pictures under a moving camera, crossfades, captions marked word
by word, a voice, music. The baseline is libx264 alone, with the same words, on the same frames,
which lie ready in a file. Both are processes of their own in the same run; the machine's other work
moves seconds but hardly processor time. Then one caption of a sixty-second video is changed, and a
scene is previewed. `--short` takes two scenes in place of six and of twelve, `--medium` the other
preset.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import psutil

from benchmarks.film import story
from benchmarks.report import Result, report, say
from heliograph.extensions.providers.music import MusicBeds
from heliograph.extensions.providers.video import VideoProvider
from heliograph.extensions.providers.video.encoding import Coding
from heliograph.extensions.providers.video.frames import Planes
from heliograph.extensions.providers.video.grounds import Studio
from heliograph.extensions.providers.video.reel import Reel
from heliograph.extensions.providers.video.rendering import coding_of
from heliograph.sdk.mixing import mix
from heliograph.sdk.timeline import Cue, Timeline, frames_of, spans
from heliograph.sdk.timeline.captions import cues_of
from heliograph.sdk.video import Preset, RenderOrder

WORKER_MB, CHANGED_SHARE, DRAFT_SECONDS = 500.0, 0.15, 1.0
_DRAFT_WIDTH = 360


@dataclass(frozen=True)
class Cost:
    """Of one process and its children."""

    wall: float
    cpu: float
    worker_mb: float


def cost_of(words: list[str]) -> Cost:
    """Run a command to its end; its workers are looked at ten times a second."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)  # noqa: S603 - our own programs
    most = [0.0]
    watcher = threading.Thread(target=_watch, args=(process.pid, most), daemon=True)
    watcher.start()
    if process.wait():
        raise RuntimeError(f"{words} ended with {process.returncode}")
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    watcher.join()
    return Cost(wall, cpu, most[0])


def _watch(pid: int, most: list[float]) -> None:
    while psutil.pid_exists(pid):
        try:
            for child in psutil.Process(pid).children():
                most[0] = max(most[0], child.memory_info().rss / 1e6)
        except psutil.NoSuchProcess:
            return
        time.sleep(0.1)


def bare(raw: Path, coding: Coding, out: Path) -> None:
    """Encode frames that lie ready, as one program that does nothing else would."""
    frames = np.memmap(raw, np.uint8, "r").reshape(-1, coding.height * 3 // 2, coding.width)
    words = coding.words | {"x264-params": coding.words["x264-params"].replace(":threads=1", "")}
    with av.open(str(out), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=coding.fps, options=words)
        stream.width, stream.height, stream.pix_fmt = coding.width, coding.height, "yuv420p"
        for index, pixels in enumerate(frames):
            picture = av.VideoFrame.from_ndarray(pixels, format="yuv420p")
            picture.pts, picture.time_base = index, Fraction(1, coding.fps)
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))


def ready_frames(timeline: Timeline, folder: Path, raw: Path) -> None:
    """Write every frame of a timeline as it goes into the encoder."""
    cv2.setNumThreads(1)
    reel = Reel(Studio(timeline, folder, timeline.size))
    with raw.open("wb") as file:
        for planes in _all(reel, frames_of(timeline)):
            for plane in (planes.y, planes.u, planes.v):
                file.write(plane.tobytes())


def _all(reel: Reel, count: int) -> Iterator[Planes]:
    for index in range(count):
        yield reel.frame(index)


def rendering(timeline: Path, out: Path, cache: Path, preset: str) -> list[str]:
    """The command that renders with two workers."""
    program = [sys.executable, "-m", "heliograph.apps.cli.main", "video", "render", str(timeline)]
    places = ["-o", str(out), "--cache", str(cache)]
    return [*program, *places, "--workers", "2", "--preset", preset, "--json"]


def measure_whole(folder: Path, scenes: int, preset: Preset) -> None:
    """The render beside the bare encode, in processor time, in seconds, and memory."""
    timeline = story(folder, scenes)
    file = folder / "whole.json"
    file.write_text(timeline.model_dump_json())
    raw = folder / "frames.yuv"
    ready_frames(timeline, folder, raw)
    plain = cost_of([sys.executable, "-m", "benchmarks.video", "bare", str(file), str(raw), preset])
    raw.unlink()
    ours = cost_of(rendering(file, folder / "whole.mp4", folder / "cache", preset))
    name = f"video.{preset}"
    say(f"bare: {plain.cpu:.1f} s of processor, {plain.wall:.1f} s")
    say(f"ours: {ours.cpu:.1f} s of processor, {ours.wall:.1f} s, {ours.worker_mb:.0f} MB a worker")
    report(Result(f"{name}.cpu", ours.cpu, "s of processor", plain.cpu))
    report(Result(f"{name}.wall", ours.wall, "s with two workers", plain.wall))
    report(Result(f"{name}.memory", ours.worker_mb, "MB a worker", WORKER_MB))


def other_caption(timeline: Timeline, at: int) -> Timeline:
    """The same video with one caption of a scene as a person rewrote it."""
    found = cues_of(spans(timeline)[at], timeline)
    cues = [Cue(text=one.text, start=one.start, end=one.end) for one in found]
    cues[0] = cues[0].model_copy(update={"text": "Another thought"})
    changed = timeline.scenes[at].model_copy(update={"cues": tuple(cues)})
    scenes = (*timeline.scenes[:at], changed, *timeline.scenes[at + 1 :])
    return timeline.model_copy(update={"scenes": scenes})


def measure_change(folder: Path, scenes: int) -> None:
    """One caption of a finished video is changed: what the new file takes of a full render."""
    timeline = story(folder, scenes)
    file, cache = folder / "before.json", folder / "cache-of-change"
    file.write_text(timeline.model_dump_json())
    full = cost_of(rendering(file, folder / "film.mp4", cache, "veryfast"))
    file.write_text(other_caption(timeline, scenes // 2).model_dump_json())
    again = cost_of(rendering(file, folder / "film.mp4", cache, "veryfast"))
    say(f"full: {full.wall:.1f} s; one caption changed: {again.wall:.1f} s")
    report(Result("video.changed_caption", again.wall, "s", full.wall))
    report(Result("video.changed_caption.cpu", again.cpu, "s of processor", full.cpu))


def measure_draft(folder: Path) -> None:
    """A scene with its voice and music as the dashboard previews it, from a process that is warm,
    and one frame."""
    timeline = story(folder, 2)
    scene = timeline.scenes[1].model_copy(update={"transition": timeline.scenes[0].transition})
    one = timeline.model_copy(update={"scenes": (scene,)})
    out, cache = folder / "draft.mp4", folder / "cache-of-drafts"
    music = MusicBeds()
    order = RenderOrder(
        one, folder, out, cache, workers=1, width=_DRAFT_WIDTH, music=music, has_cover=False
    )
    provider = VideoProvider()
    provider.frame(order, 1.0)
    mix(one, folder, music)
    began = time.monotonic()
    provider.frame(replace(order, width=None), 2.0)
    frame = time.monotonic() - began
    began, used = time.monotonic(), time.process_time()
    provider.render(order)
    worked = time.process_time() - used
    report(Result("video.draft", time.monotonic() - began, "s for a scene", DRAFT_SECONDS))
    report(Result("video.draft.cpu", worked, "s of processor for a scene", DRAFT_SECONDS))
    report(Result("video.frame", frame, "s for a full frame", DRAFT_SECONDS))


def main() -> int:
    """Measure and print."""
    if sys.argv[1:2] == ["bare"]:
        file, raw, preset = sys.argv[2:]
        timeline = Timeline.model_validate_json(Path(file).read_bytes())
        chosen: Preset = "medium" if preset == "medium" else "veryfast"
        order = RenderOrder(timeline, Path(), Path(), Path(), chosen)
        bare(Path(raw), coding_of(order), Path(raw).with_suffix(".mp4"))
        return 0
    is_short = "--short" in sys.argv
    wanted: Preset = "medium" if "--medium" in sys.argv else "veryfast"
    with tempfile.TemporaryDirectory(prefix="heliograph-film-") as name:
        folder = Path(name)
        measure_draft(folder)
        measure_whole(folder, 2 if is_short else 6, wanted)
        measure_change(folder, 2 if is_short else 12)
    return 0


if __name__ == "__main__":
    sys.exit(main())
