"""Sounds with known properties, quickly made."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np

from heliograph.sdk.sound import RATE, Sound


def tone(seconds: float, hertz: float = 440.0, level: float = 0.25, rate: int = RATE) -> Sound:
    """A mono sine of this amplitude."""
    times = np.arange(round(seconds * rate)) / rate
    return Sound((level * np.sin(2 * np.pi * hertz * times))[:, None].astype(np.float32), rate)


def quiet(seconds: float, rate: int = RATE, channels: int = 1) -> Sound:
    """Nothing to hear."""
    return Sound(np.zeros((round(seconds * rate), channels), dtype=np.float32), rate)


def noise(seconds: float, level: float = 0.1, seed: int = 1, channels: int = 2) -> Sound:
    """White noise of this standard deviation, clipped to full scale."""
    grains = np.random.default_rng(seed).standard_normal((round(seconds * RATE), channels))
    return Sound(np.clip(grains * level, -1, 1).astype(np.float32), RATE)


def babble(seconds: float, level: float = 0.2, rate: int = 22_050, seed: int = 3) -> Sound:
    """Something like a voice: a buzz of wandering pitch in syllables of four a second."""
    times = np.arange(round(seconds * rate)) / rate
    wander = np.random.default_rng(seed).uniform(0, 6)
    phase = 2 * np.pi * np.cumsum(120 + 25 * np.sin(2 * np.pi * 0.7 * times + wander)) / rate
    # Phases that spread: harmonics that all peak at once are like no voice.
    buzz = sum(np.sin(number * phase + 0.4 * number**2) / number for number in range(1, 24))
    syllables = np.clip(np.sin(2 * np.pi * 4.0 * times), 0.02, 1) ** 0.7
    return Sound((level * buzz * syllables)[:, None].astype(np.float32), rate)


def joined(*sounds: Sound) -> Sound:
    """One after the other; all of one rate."""
    return Sound(np.concatenate([one.samples for one in sounds]), sounds[0].rate)


def encoded(sound: Sound, path: Path, codec: str, bit_rate: int = 192_000) -> Path:
    """The sound in a file whose container follows from its ending."""
    with av.open(str(path), "w") as file:
        stream = file.add_stream(codec, rate=sound.rate)
        stream.layout = "stereo" if sound.samples.shape[1] == 2 else "mono"
        stream.bit_rate = bit_rate
        planes = np.ascontiguousarray(sound.samples.T)
        frame = av.AudioFrame.from_ndarray(planes, format="fltp", layout=stream.layout.name)
        frame.sample_rate, frame.pts = sound.rate, 0
        for packet in (*stream.encode(frame), *stream.encode(None)):
            file.mux(packet)
    return path


def heard_by_ffmpeg(path: Path) -> tuple[float, float]:
    """Integrated loudness in LUFS and true peak in dBTP, measured by FFmpeg's own meter."""
    with av.open(str(path)) as file:
        source = file.streams.audio[0]
        graph = av.filter.Graph()
        start = graph.add_abuffer(template=source)
        meter = graph.add("ebur128", "peak=true:metadata=1")
        end = graph.add("abuffersink")
        start.link_to(meter)
        meter.link_to(end)
        graph.configure()
        told: dict[str, str] = {}
        for frame in file.decode(source):
            graph.push(frame)
            told = _latest(graph, told)
        graph.push(None)
        told = _latest(graph, told)
    peaks = [float(value) for name, value in told.items() if "true_peaks_ch" in name]
    highest = max(peaks) if peaks else 10 ** (float(told["lavfi.r128.true_peak"]) / 20)
    return float(told["lavfi.r128.I"]), 20 * np.log10(highest)


def _latest(graph: av.filter.Graph, told: dict[str, str]) -> dict[str, str]:
    while True:
        try:
            frame = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return told
        told = dict(frame.metadata) or told
