"""The sound of a video encoded anew: AAC in stereo, in step with the pictures."""

from __future__ import annotations

import av
import av.filter
from av.container import InputContainer, OutputContainer

from heliograph.modules.assets.adapt.flowing import through
from heliograph.sdk.adapting import SOUND_HZ, SOUND_RATE

MOST_DRIFT = 1000
"""Samples a second by which sound may be stretched or pressed to stay with its pictures; longer
gaps are filled with silence."""
AAC_FRAME = 1024


def begins_at(stream: av.VideoStream | av.AudioStream) -> float:
    """When the file of a stream begins, in seconds on the clock of its packets."""
    container = stream.container
    begin = container.start_time if isinstance(container, InputContainer) else None
    return max((begin or 0) / av.time_base, 0.0)


class Sounds:
    """Takes sound of any kind, writes it as AAC in stereo."""

    def __init__(self, target: OutputContainer, source: InputContainer) -> None:
        self._target = target
        self._stream = target.add_stream("aac", rate=SOUND_HZ, layout="stereo")
        self._stream.bit_rate = SOUND_RATE
        stream = source.streams.audio[0]
        graph = av.filter.Graph()
        last = graph.add_abuffer(template=stream)
        for name, how in (
            ("asetpts", f"PTS-{begins_at(stream)}/TB"),
            ("aresample", f"{SOUND_HZ}:async={MOST_DRIFT}:first_pts=0"),
            ("aformat", f"sample_fmts=fltp:channel_layouts=stereo:sample_rates={SOUND_HZ}"),
            ("asetnsamples", f"n={AAC_FRAME}:p=0"),
        ):
            following = graph.add(name, how)
            last.link_to(following)
            last = following
        last.link_to(graph.add("abuffersink"))
        graph.configure()
        self._graph = graph

    def take(self, frame: av.AudioFrame | None) -> None:
        """Resample and encode a piece."""
        for made in through(self._graph, frame, av.AudioFrame):
            self._target.mux(self._stream.encode(made))

    def end(self) -> None:
        """Write what is still on its way."""
        self.take(None)
        self._target.mux(self._stream.encode(None))
