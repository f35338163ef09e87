"""Says a text: clause by clause, finished, with the times of its words."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache

import numpy as np

from heliograph.extensions.providers.espeak.clauses import Clause, clauses_of, words_of
from heliograph.extensions.providers.espeak.engine import Manner, Spoken, engine, listed
from heliograph.extensions.providers.espeak.timing import times_of
from heliograph.sdk.sound import RATE, Sound, Word
from heliograph.sdk.sound.dynamics import polish
from heliograph.sdk.sound.resampling import resampled
from heliograph.sdk.voice import Speech, SpeechOrder, Voice, check_order

LICENCE = "eSpeak NG (GPL-3.0-or-later); what it says is yours"
VARIANTS = {"m3": "male", "m7": "male", "f2": "female", "f3": "female"}
_VARIED = frozenset(("en-us", "en-gb", "ar", "de", "fr", "es", "it", "pt-br", "tr", "id", "ur"))
_DEFAULTS = {"en": "en-us", "pt": "pt-br"}
_PACE, _PITCH, _RANGE = 158, 48, 62
# A reader is never quite even: each clause is said a little faster or slower, higher or lower.
_SWAY, _LIFT = 0.05, 4
# Between clauses the engine's own rests are a little short for a listener.
_BREATH, _STOP = 0.06, 0.18
_AT_ONCE = 60
"""Seconds that are finished together."""


@cache
def voices() -> Sequence[Voice]:
    """Every language, with variants where they are worth offering."""
    found = []
    for tag, one in listed().items():
        found.append(Voice(tag, one.name, tag, "espeak", "", LICENCE))
        if tag not in _VARIED:
            continue
        for variant, gender in VARIANTS.items():
            name = f"{one.name} ({gender} {variant})"
            found.append(Voice(f"{tag}+{variant}", name, tag, "espeak", gender, LICENCE))
    return tuple(found)


def speak(order: SpeechOrder) -> Speech:
    """The sound of a text, mono at 48 kHz, with every word's time."""
    check_order(order)
    voice = order.voice or voice_for(order.language)
    words = words_of(order.text)
    clauses = clauses_of(words, order.pronunciations)
    parts: list[np.ndarray] = []
    times: dict[int, tuple[float, float]] = {}
    at = 0.0
    with engine() as library:
        for clause in clauses:
            spoken = library.speak(clause.said, _identifier(voice), _manner(clause, order))
            heard = times_of(clause, spoken)
            times |= {number: (at + start, at + end) for number, (start, end) in heard.items()}
            part = _with_rest(clause, spoken)
            parts.append(part)
            at += len(part) / spoken.rate
        rate = library.rate
    return Speech(_finished(parts, rate), _all_words(words, times), voice, "espeak", LICENCE)


def _finished(parts: Sequence[np.ndarray], rate: int) -> Sound:
    """Clauses as one pleasant sound. About a minute is worked on at a time, for finishing holds
    many copies of it; they meet in the rests between clauses."""
    total = sum(len(part) for part in parts)
    share = total / -(-total // (_AT_ONCE * rate))
    done: list[np.ndarray] = []
    portion: list[np.ndarray] = []
    for part in parts:
        portion.append(part)
        if sum(len(one) for one in portion) >= share:
            done.append(_polished(portion, rate))
            portion = []
    if portion:
        done.append(_polished(portion, rate))
    return Sound(np.concatenate(done), RATE)


def _polished(portion: Sequence[np.ndarray], rate: int) -> np.ndarray:
    raw = np.concatenate(portion).astype(np.float32)[:, None] / np.float32(32768)
    return polish(resampled(Sound(raw, rate), RATE)).samples


def _identifier(voice: str) -> str:
    """What the library calls a voice; raises `LookupError` for one that it does not have."""
    tag, mark, variant = voice.partition("+")
    if tag not in listed():
        raise LookupError(f"eSpeak NG has no voice {voice!r}; `heliograph voice list` shows all")
    return f"{listed()[tag].identifier}{mark}{variant}"


def voice_for(language: str) -> str:
    """The voice of a language tag; raises `LookupError` when the engine does not speak it."""
    known = listed()
    wanted = language.lower()
    for tag in (wanted, _DEFAULTS.get(wanted.split("-")[0], ""), wanted.split("-")[0]):
        if tag in known:
            return tag
    raise LookupError(f"eSpeak NG does not speak {language!r}; `heliograph voice list` shows all")


def _manner(clause: Clause, order: SpeechOrder) -> Manner:
    sway = (hashlib.sha256(clause.said.encode()).digest()[0] / 255 - 0.5) * 2
    pace = _PACE * min(2.0, max(0.5, order.rate)) * (1 + _SWAY * sway)
    pitch = _PITCH * min(2.0, max(0.5, order.pitch)) - _LIFT * sway
    return Manner(round(pace), min(99, round(pitch)), _RANGE)


def _with_rest(clause: Clause, spoken: Spoken) -> np.ndarray:
    rest = _STOP if clause.said.rstrip("\"'\u2019\u201d)")[-1:] in ".!?\u061f\u2026" else _BREATH
    return np.concatenate([spoken.samples, np.zeros(round(rest * spoken.rate), np.int16)])


def _all_words(words: Sequence[str], times: dict[int, tuple[float, float]]) -> tuple[Word, ...]:
    """Every word in order; what has no sound of its own (a lone dash) takes no time."""
    found, last = [], 0.0
    for number, word in enumerate(words):
        start, end = times.get(number, (last, last))
        found.append(Word(word, round(start, 4), round(max(start, end), 4)))
        last = max(start, end)
    return tuple(found)
