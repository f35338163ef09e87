"""Videos re-cut and encoded anew: H.264 and AAC in an MP4 that starts to play at once.

Loaded in a process of its own only. One picture is in memory at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import av
import av.filter
from av.video.frame import PictureType

from heliograph.modules.assets.adapt.colours import straightened
from heliograph.modules.assets.adapt.flowing import through
from heliograph.modules.assets.adapt.making import CannotBeMade, Cut, Job
from heliograph.modules.assets.adapt.sounds import Sounds, begins_at
from heliograph.modules.assets.containers import QUICKTIME, demuxer_of
from heliograph.modules.assets.limits import DECODING
from heliograph.modules.assets.probe import shown_width
from heliograph.sdk.adapting import PLENTY, SOUND_RATE, Recipe

TRIES = 3
COLORS = "colorprim=bt709:transfer=bt709:colormatrix=bt709"


def make(job: Job) -> Cut | None:
    """Write the rendition; raises `CannotBeMade`."""
    recipe = job.recipe
    for _ in range(TRIES):
        try:
            if recipe.way == "copy":
                _copy(job)
                return None
            cut = _encode(replace(job, recipe=recipe))
        except (av.FFmpegError, IndexError, ValueError) as error:
            raise CannotBeMade(f"the video cannot be encoded anew: {error}") from error
        size, most = job.target.stat().st_size, recipe.max_bytes
        if size <= most:
            return cut
        # What came out tells how much less is wanted.
        rate = recipe.bit_rate or _rate_of(job)
        recipe = replace(recipe, bit_rate=int(rate * 0.95 * most / size))
    raise CannotBeMade(f"no form of it is smaller than {recipe.max_bytes} bytes")


def _rate_of(job: Job) -> int:
    with av.open(str(job.target), "r", format=QUICKTIME) as file:
        return max(file.bit_rate - SOUND_RATE, 100_000)


def _copy(job: Job) -> None:
    """The same pictures and sounds in a file that says at its beginning how it is laid out."""
    with (
        av.open(str(job.source), "r", format=demuxer_of(job.source)) as source,
        av.open(str(job.target), "w", format="mp4", options={"movflags": "+faststart"}) as target,
    ):
        streams = [source.streams.video[0], *source.streams.audio[:1]]
        copies = {one.index: target.add_stream_from_template(one) for one in streams}
        for packet in source.demux(*streams):
            if packet.dts is not None:
                packet.stream = copies[packet.stream.index]
                target.mux(packet)


def _encode(job: Job) -> Cut | None:
    with (
        av.open(str(job.source), "r", format=demuxer_of(job.source)) as source,
        av.open(str(job.target), "w", format="mp4", options={"movflags": "+faststart"}) as target,
    ):
        picture = source.streams.video[0]
        picture.thread_type = "AUTO"
        picture.codec_context.options = DECODING
        frames = source.decode(picture)
        first = next(frames)
        pictures = Pictures(target, job.recipe, picture, first)
        sounds = Sounds(target, source) if source.streams.audio else None
        source.seek(0)
        streams = [picture, *source.streams.audio[:1]]
        for packet in source.demux(*streams):
            for frame in packet.decode():
                if isinstance(frame, av.VideoFrame):
                    pictures.take(frame)
                elif sounds is not None and isinstance(frame, av.AudioFrame):
                    sounds.take(frame)
        pictures.end()
        if sounds is not None:
            sounds.end()
        return pictures.cut


class Pictures:
    """Takes pictures, writes them in their new shape."""

    def __init__(
        self,
        target: av.container.OutputContainer,
        recipe: Recipe,
        source: av.VideoStream,
        first: av.VideoFrame,
    ) -> None:
        rate = Fraction(recipe.fps or float(source.guessed_rate or 30)).limit_denominator(1001)
        turned = first.rotation % 180 != 0
        wide = shown_width(source)
        size = (first.height, wide) if turned else (wide, first.height)
        width = (recipe.width or size[0]) // 2 * 2
        height = (recipe.height or size[1]) // 2 * 2
        self._target = target
        self.cut = middle_cut(*size, width / height) if recipe.way == "crop" else None
        squared = [] if wide == first.width else [("scale", f"{wide}:{first.height}")]
        graph = _graph(
            source, first, rate, [*squared, *_steps(recipe, first, (width, height), self.cut)]
        )
        self._stream = target.add_stream("libx264", rate=rate, options=_how(recipe))
        self._stream.width, self._stream.height = width, height
        self._stream.pix_fmt = "yuv420p"
        self._stream.time_base = self._stream.codec_context.time_base = 1 / rate
        self._graph = graph

    def take(self, frame: av.VideoFrame | None) -> None:
        """Reshape and encode one."""
        for made in through(self._graph, frame, av.VideoFrame):
            # The source's own marks of key pictures do not fit the new shape.
            made.pict_type = PictureType.NONE
            self._target.mux(self._stream.encode(made))

    def end(self) -> None:
        """Write what is still on its way."""
        self.take(None)
        self._target.mux(self._stream.encode(None))


def middle_cut(width: int, height: int, ratio: float) -> Cut:
    """The middle of the picture in that ratio; its sides and place are even."""
    wide = min(width, round(height * ratio)) // 2 * 2
    tall = min(height, round(width / ratio)) // 2 * 2
    return Cut((width - wide) // 4 * 2, (height - tall) // 4 * 2, wide, tall)


def _how(recipe: Recipe) -> dict[str, str]:
    how = {"preset": "veryfast", "crf": "20", "profile": "high", "x264-params": COLORS}
    rate = str(recipe.bit_rate or PLENTY)
    return how | {"maxrate": rate, "bufsize": rate}


Step = tuple[str, str]


def _steps(
    recipe: Recipe, first: av.VideoFrame, size: tuple[int, int], cut: Cut | None
) -> list[Step]:
    """What is done to each picture, in the words of FFmpeg's filters."""
    width, height = size
    turns: dict[int, list[Step]] = {
        90: [("transpose", "cclock")],
        180: [("hflip", ""), ("vflip", "")],
        270: [("transpose", "clock")],
    }
    steps = list(turns.get(first.rotation % 360, []))
    if cut is not None:
        steps.append(("crop", f"{cut.width}:{cut.height}:{cut.x}:{cut.y}"))
    if recipe.way == "pad" and recipe.background.startswith("#"):
        color = recipe.background.replace("#", "0x")
        steps.append(("scale", _inside(width, height)))
        steps.append(("pad", f"{width}:{height}:-1:-1:color={color}"))
    elif recipe.way == "pad":
        steps.append(("blurred", f"{width}:{height}"))
    else:
        steps.append(("scale", f"{width}:{height}:flags=bicubic"))
    return [*steps, *straightened(first), ("setsar", "1"), ("format", "yuv420p")]


def _inside(width: int, height: int) -> str:
    shrink = "force_original_aspect_ratio=decrease:force_divisible_by=2"
    return f"{width}:{height}:{shrink}:flags=bicubic"


def _graph(
    source: av.VideoStream, first: av.VideoFrame, rate: Fraction, steps: list[Step]
) -> av.filter.Graph:
    graph = av.filter.Graph()
    last = graph.add_buffer(template=source)
    # Both streams begin at nothing: what was cut out of something longer may begin anywhere.
    last = _linked(graph, last, "setpts", f"PTS-{begins_at(source)}/TB")
    last = _linked(graph, last, "fps", f"fps={rate}:start_time=0")
    for name, how in steps:
        last = _blurred(graph, last, how) if name == "blurred" else _linked(graph, last, name, how)
    last.link_to(graph.add("buffersink"))
    graph.configure()
    return graph


def _linked(
    graph: av.filter.Graph, last: av.filter.context.FilterContext, name: str, how: str
) -> av.filter.context.FilterContext:
    following = graph.add(name, how) if how else graph.add(name)
    last.link_to(following)
    return following


def _blurred(
    graph: av.filter.Graph, last: av.filter.context.FilterContext, size: str
) -> av.filter.context.FilterContext:
    """The whole picture in front of itself, which fills the canvas out of focus and darker."""
    width, height = (int(side) for side in size.split(":"))
    split = _linked(graph, last, "split", "2")
    small = f"{max(width // 16 * 2, 16)}:{max(height // 16 * 2, 16)}"
    behind = graph.add("scale", f"{small}:force_original_aspect_ratio=increase")
    split.link_to(behind, output_idx=0)
    for name, how in _ground(small, size):
        behind = _linked(graph, behind, name, how)
    front = graph.add("scale", _inside(width, height))
    split.link_to(front, output_idx=1)
    joined = graph.add("overlay", "(W-w)/2:(H-h)/2")
    behind.link_to(joined, input_idx=0)
    front.link_to(joined, input_idx=1)
    return joined


def _ground(small: str, size: str) -> Iterator[Step]:
    yield "crop", small
    yield "gblur", "sigma=6"
    yield "lutyuv", "y=(val-16)*0.8+16"
    yield "scale", f"{size}:flags=bicubic"
