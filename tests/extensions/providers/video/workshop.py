"""Pictures, voices and timelines for the tests of the renderer, small and quickly made."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import numpy.typing as npt
from tests.support.sounds import babble

from heliograph.extensions.providers.video.grounds import Studio
from heliograph.extensions.providers.video.reel import Reel
from heliograph.sdk.sound import Sound
from heliograph.sdk.sound.files import write_wav
from heliograph.sdk.timeline import Timeline
from heliograph.sdk.video import RenderOrder

Pixels = npt.NDArray[np.uint8]
Scene = dict[str, Any]
WIDTH, HEIGHT = 270, 480
_THOUSANDTH = Fraction(1, 1000)
_CLIP = {"preset": "veryfast", "crf": "8", "g": "15"}


def painted(seed: int, size: tuple[int, int] = (540, 960)) -> Pixels:
    """A soft picture with detail of all sizes; blue, green, red."""
    return _painted(seed, size).copy()


@cache
def _painted(seed: int, size: tuple[int, int]) -> Pixels:
    random = np.random.default_rng(seed)
    whole = np.zeros((size[1], size[0], 3), np.float32)
    for octave in range(5):
        cells = random.uniform(-1, 1, (5 * 2**octave, 3 * 2**octave, 3)).astype(np.float32)
        whole += cv2.resize(cells, size, interpolation=cv2.INTER_CUBIC) / 1.6**octave
    whole = 128 + whole * 55
    return np.clip(whole, 0, 255).astype(np.uint8)


def write_picture(folder: Path, name: str, pixels: Pixels) -> Path:
    """A PNG file."""
    file = folder / f"{name}.png"
    cv2.imwrite(str(file), pixels)
    return file


def still(name: str, source: str, seconds: float = 1.0, **more: Any) -> Scene:
    """A scene with a picture."""
    return {
        "id": name,
        "seconds": seconds,
        "shot": {"kind": "still", "source": source},
    } | more


def film(folder: Path, scenes: list[Scene], **more: Any) -> Timeline:
    """A timeline; the pictures p0 to p3 and the voice v0 are there, others come by `sources`."""
    sources: dict[str, Any] = {}
    for number in range(4):
        if not (folder / f"p{number}.png").exists():
            (folder / f"p{number}.png").write_bytes(_coded(number))
        sources[f"p{number}"] = {"path": f"p{number}.png", "kind": "picture"}
    if not (folder / "v0.wav").exists():
        write_wav(_voice(), folder / "v0.wav")
    sources["v0"] = {"path": "v0.wav", "kind": "sound", "licence": "ours"}
    sources |= more.pop("sources", {})
    return Timeline.model_validate({"scenes": scenes, "sources": sources} | more)


@cache
def _coded(number: int) -> bytes:
    return cv2.imencode(".png", painted(number))[1].tobytes()


@cache
def _voice() -> Sound:
    return babble(1.5)


def order_of(folder: Path, timeline: Timeline, **more: Any) -> RenderOrder:
    """A small, quick render in this process."""
    wanted = {"workers": 1, "width": WIDTH} | more
    return RenderOrder(timeline, folder, folder / "out" / "film.mp4", folder / "cache", **wanted)


def reel_of(folder: Path, timeline: Timeline, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Reel:
    """The frames of a timeline before they are encoded."""
    return Reel(Studio(timeline, folder, size))


def decoded(file: Path) -> list[Pixels]:
    """Every frame of a file; blue, green, red."""
    with av.open(str(file)) as container:
        return [
            np.asarray(frame.to_ndarray(format="bgr24"), np.uint8)
            for frame in container.decode(video=0)
        ]


def write_clip(
    file: Path, frames: list[Pixels], times: Callable[[int], int] | None = None, fps: int = 30
) -> Path:
    """A clip of these frames; `times` gives each its place in thousandths of a second."""
    height, width = frames[0].shape[:2]
    with av.open(str(file), "w") as container:
        stream = container.add_stream("libx264", rate=fps, options=_CLIP)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        if times is not None:
            stream.codec_context.time_base = stream.time_base = _THOUSANDTH
        for number, pixels in enumerate(frames):
            picture = av.VideoFrame.from_ndarray(pixels, format="bgr24")
            if times is not None:
                picture.pts, picture.time_base = times(number), _THOUSANDTH
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return file


def grey(level: int, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Pixels:
    """One grey all over."""
    return np.full((size[1], size[0], 3), level, np.uint8)


def apart(first: Pixels, second: Pixels) -> float:
    """The mean difference of two pictures, in steps of 0 to 255."""
    return float(np.abs(first.astype(np.int16) - second.astype(np.int16)).mean())
