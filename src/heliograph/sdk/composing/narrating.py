"""Says the lines of a timeline that are not said yet, and gives their scenes the time they need."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from heliograph.sdk.composing.breathing import BREATH, begun, breath_before
from heliograph.sdk.composing.crew import Speak
from heliograph.sdk.composing.keys import hash_of, keep, key_of
from heliograph.sdk.timeline.document import (
    Narration,
    Scene,
    Source,
    Speech,
    SpokenWord,
    Timeline,
)
from heliograph.sdk.voice import SpeechOrder

REST = 0.35
"""Seconds after the last one, where the style says nothing."""
LONGEST_SCENE = 600
"""Seconds that a scene of a timeline may last."""
_READ = 0.36
"""Seconds that a reader needs for a word that is not said."""


def narrate(
    timeline: Timeline, speak: Speak, folder: Path, rest: float = REST, by: str = ""
) -> Timeline:
    """The timeline with every line said: each scene lasts as long as its words and its own least.

    A line that is said already as it is written is left alone. `by` is who speaks: what one voice
    said is never taken for another's. Raises what the voice raises, and `ValueError` for a line
    that takes longer than a scene may last.
    """
    scenes, sources = [], dict(timeline.sources)
    for scene in timeline.scenes:
        if not scene.line.strip() or timeline.narration is None:
            scenes.append(_read(scene, rest))
            continue
        if is_said(scene, timeline):
            scenes.append(scene)
            continue
        order = order_of(scene.line, timeline.language, timeline.narration)
        key, source, words = _said(order, speak, folder, by)
        sources[key] = source
        speech = Speech(source=key, start=BREATH, words=words)
        scenes.append(_timed(scene, begun(speech, breath_before(scene)), rest))
    used = {one.speech.source for one in scenes if one.speech is not None}
    kept = {
        key: source
        for key, source in sources.items()
        if key in used or not key.startswith("voice-")
    }
    return timeline.model_copy(update={"scenes": tuple(scenes), "sources": kept})


def is_said(scene: Scene, timeline: Timeline) -> bool:
    """Whether a scene's sound says its line; true where there is nothing to say."""
    if not scene.line.strip() or timeline.narration is None:
        return scene.speech is None
    if scene.speech is None or scene.speech.source not in timeline.sources:
        return False
    return [word.text for word in scene.speech.words] == scene.line.split()


def order_of(line: str, language: str, narration: Narration) -> SpeechOrder:
    """What the voice is asked to say."""
    return SpeechOrder(
        line,
        narration.voice,
        language,
        narration.rate,
        pronunciations=narration.pronunciations,
        quotes=narration.quotes,
    )


def _said(
    order: SpeechOrder, speak: Speak, folder: Path, by: str
) -> tuple[str, Source, tuple[SpokenWord, ...]]:
    inputs = asdict(order) | ({"by": by} if by else {})
    key = f"voice-{key_of(inputs)}"
    file, facts = folder / f"{key}.wav", folder / f"{key}.json"
    if not (file.is_file() and facts.is_file()):
        # The files' library comes with numpy, which only who speaks needs.
        from heliograph.sdk.sound.files import write_wav  # noqa: PLC0415

        speech = speak(order)
        write_wav(speech.sound, file)
        told = {
            "words": [asdict(word) for word in speech.words],
            "licence": speech.licence,
            "origin": f"{speech.provider}: {speech.voice}",
        }
        keep(facts, json.dumps(told, ensure_ascii=False).encode())
    known = json.loads(facts.read_text(encoding="utf-8"))
    words = tuple(
        SpokenWord(
            text=one["text"],
            start=round(one["start"] + BREATH, 4),
            end=round(one["end"] + BREATH, 4),
        )
        for one in known["words"]
    )
    source = Source(
        path=file.name,
        kind="sound",
        sha256=hash_of(file),
        licence=known["licence"],
        origin=known["origin"],
    )
    return key, source, words


def _timed(scene: Scene, speech: Speech, rest: float) -> Scene:
    end = max((word.end for word in speech.words), default=0.0)
    # What dissolves away must not take the last word with it.
    seconds = max(scene.least, end + rest + scene.transition.seconds)
    # A caption that a person wrote stays; it is only kept inside of the scene.
    return scene.model_copy(update={"speech": speech, "seconds": _allowed(scene, seconds)})


def _allowed(scene: Scene, seconds: float) -> float:
    """The seconds of a scene; raises `ValueError` for more than a scene may last: what is beyond
    would be cut in the middle of a word."""
    if seconds > LONGEST_SCENE:
        raise ValueError(
            f"The line of scene {scene.id!r} takes {seconds / 60:.0f} minutes; a scene lasts at "
            f"most {LONGEST_SCENE // 60}. Split it over several scenes."
        )
    return round(seconds, 3)


def retimed(scene: Scene, rest: float = REST) -> Scene:
    """A scene with the time that its words and its own least ask for, longer or shorter than it
    was; the words are said already, or only read. Raises `ValueError` for more than a scene may
    last."""
    if scene.speech is not None:
        return _timed(scene, scene.speech, rest)
    seconds = max(scene.least, _reading(scene, rest), 1.0)
    return scene.model_copy(update={"seconds": _allowed(scene, seconds)})


def _reading(scene: Scene, rest: float) -> float:
    """Seconds that a reader needs."""
    words = len(scene.line.split())
    return words * _READ + rest + scene.transition.seconds if words else 0.0


def _read(scene: Scene, rest: float) -> Scene:
    """A scene whose line is only to be read."""
    words = len(scene.line.split())
    seconds = max(scene.least, words * _READ + rest + scene.transition.seconds, 1.0)
    update: dict[str, object] = {"speech": None}
    if scene.line.strip() or scene.speech is not None or scene.seconds < scene.least:
        update["seconds"] = _allowed(scene, seconds)
    return scene.model_copy(update=update)
