"""The story that `benchmarks.video` renders: drawn skies, a spoken line to each, music under it."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from heliograph.extensions.providers.espeak import EspeakProvider
from heliograph.sdk.sound import Word
from heliograph.sdk.sound.files import write_wav
from heliograph.sdk.timeline import Timeline
from heliograph.sdk.voice import SpeechOrder

SCENE_SECONDS, FADE_SECONDS = 5.0, 0.5
_WIDTH, _HEIGHT = 1620, 2880
_LINES = (
    "Tonight the Moon stands full above the quiet roofs.",
    "Leo feels the change before anybody says a word.",
    "A plan that slept all summer wants to be looked at again.",
    "Say yes to the small thing and leave the large one alone.",
    "Somebody near you is waiting for a friendly question.",
    "Look up once more, then close your eyes and rest.",
)


def story(folder: Path, scenes: int) -> Timeline:
    """A timeline of so many scenes of five seconds, its pictures and voices written to a folder.
    All but the first come in with a crossfade; captions are marked word by word."""
    made = []
    sources: dict[str, dict[str, str]] = {}
    voice = EspeakProvider()
    for number in range(scenes):
        line = _LINES[number % len(_LINES)]
        name = f"sky{number}"
        cv2.imwrite(str(folder / f"{name}.jpg"), _sky(number), [cv2.IMWRITE_JPEG_QUALITY, 92])
        speech = voice.speak(SpeechOrder(line))
        write_wav(speech.sound, folder / f"voice{number}.wav")
        sources[name] = {"path": f"{name}.jpg", "kind": "picture"}
        sources[f"voice{number}"] = {"path": f"voice{number}.wav", "kind": "sound"}
        made.append(_scene(number, line, speech.words))
    return Timeline.model_validate(
        {
            "title": "Benchmark",
            "scenes": made,
            "sources": sources,
            "music": {"mood": "calm"},
            "captions": {"style": "pop"},
        }
    )


def _scene(number: int, line: str, words: tuple[Word, ...]) -> dict[str, object]:
    start = FADE_SECONDS + 0.1
    spoken = [
        {"text": word.text, "start": word.start + start, "end": word.end + start} for word in words
    ]
    return {
        "id": f"scene-{number}",
        # The overlap is made up for, so that the whole lasts five seconds for each scene.
        "seconds": SCENE_SECONDS + (FADE_SECONDS if number else 0.0),
        "line": line,
        "shot": {"kind": "still", "source": f"sky{number}"},
        "camera": {
            "start": {"zoom": 1.0 + 0.04 * (number % 3), "x": 0.5, "y": 0.45},
            "end": {"zoom": 1.22 - 0.04 * (number % 2), "x": 0.46, "y": 0.55},
        },
        "transition": {"kind": "dissolve", "seconds": FADE_SECONDS} if number else {},
        "speech": {"source": f"voice{number}", "start": start, "words": spoken},
    }


def _sky(seed: int) -> npt.NDArray[np.uint8]:
    """A cloudy night sky with stars: soft and fine detail side by side, as pictures have."""
    random = np.random.default_rng(seed)
    cloud = np.zeros((_HEIGHT, _WIDTH), np.float32)
    for octave in range(7):
        cells = (3 * 2**octave, 5 * 2**octave)
        field = random.standard_normal(cells[::-1]).astype(np.float32)
        grown = cv2.resize(field, (_WIDTH, _HEIGHT), interpolation=cv2.INTER_CUBIC)
        cloud += np.asarray(grown, np.float32) / np.float32(1.7**octave)
    cloud = (cloud - cloud.min()) / np.ptp(cloud)
    tones = random.uniform(0.15, 0.9, (2, 3)).astype(np.float32)
    pixels = (tones[0] + (tones[1] - tones[0]) * cloud[:, :, None]) * (60 + 150 * cloud[:, :, None])
    for x, y in random.integers(0, (_WIDTH, _HEIGHT), (900, 2)):
        level = float(random.uniform(90, 255))
        cv2.circle(pixels, (int(x), int(y)), int(random.integers(1, 4)), (level,) * 3, -1, 16)
    pixels += random.normal(0, 2.0, pixels.shape).astype(np.float32)
    return np.asarray(np.clip(pixels, 0, 255), np.uint8)
