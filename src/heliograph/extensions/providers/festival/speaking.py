"""Runs the programs and makes of their files one speech."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from heliograph.extensions.providers.festival.reading import Times, times_of, tokens_in, voices_in
from heliograph.extensions.providers.festival.scripts import LIST, plain, script, sentences
from heliograph.sdk.sound import RATE, Sound, Word
from heliograph.sdk.sound.aligning import estimated
from heliograph.sdk.sound.dynamics import polish
from heliograph.sdk.sound.files import read
from heliograph.sdk.sound.resampling import mono, resampled
from heliograph.sdk.speaking import Script, pace, script_of
from heliograph.sdk.voice import Speech, SpeechOrder, Voice

LICENCE = "Festival and Flite (free, BSD-like); what they say is yours"
_LONGEST = 20_000
_SECONDS = 120.0
_REST = 0.22
_FLITE = "flite_"
_NAMES = {"slt": "female", "clb": "female", "rms": "male", "awb": "male", "kal": "male"}


@cache
def voices(name: str, program: str) -> Sequence[Voice]:
    """The voices of one program, the pleasantest first."""
    if name == "flite":
        told = _run([program, "-lv"]).rpartition(":")[2].split()
        # What was limited to one subject, the time of day, is no voice for texts.
        found = [f"{_FLITE}{one}" for one in told if one.isalnum()]
    else:
        found = voices_in(_run_script(program, LIST))
    ordered = sorted(found, key=lambda one: ("slt" not in one, "rms" not in one, one))
    return tuple(_voice(one) for one in ordered)


def speak(order: SpeechOrder, known: Sequence[Voice], program: Callable[[str], str]) -> Speech:
    """The sound of a text, mono at 48 kHz, with every word's time."""
    text = script_of(order, _LONGEST)
    if order.language.split("-")[0].lower() != "en":
        raise LookupError(f"Festival and Flite speak English, not {order.language!r}.")
    names = {one.id for one in known}
    if not names:
        raise LookupError("Neither Festival nor Flite is installed here.")
    voice = order.voice or known[0].id
    if voice not in names:
        raise LookupError(f"There is no voice {voice!r} here; there are {', '.join(names)}.")
    if not any(one.isalnum() for one in plain(text.said)):
        raise ValueError("There is nothing in this text that an English voice could say.")
    with tempfile.TemporaryDirectory(prefix="festival-") as folder:
        if voice.startswith(_FLITE):
            return _by_flite(order, text, voice, program("flite"), Path(folder))
        return _by_festival(order, text, voice, program("festival"), Path(folder))


def _by_festival(
    order: SpeechOrder, text: Script, voice: str, program: str, folder: Path
) -> Speech:
    groups = sentences(text.words)
    texts = [" ".join(plain(text.words[one].said) for one in group) for group in groups]
    printed = _run_script(program, script(voice, pace(order), texts, folder))
    spoken = tokens_in(printed)
    parts: list[np.ndarray] = []
    times: Times = {}
    at = 0.0
    for number, group in enumerate(groups):
        file = folder / f"{number}.wav"
        if not file.exists():
            continue
        sound = resampled(mono(read(file)), RATE)
        tokens = spoken[number] if number < len(spoken) else []
        heard = times_of(tokens, [plain(text.words[one].said) for one in group])
        times |= {group[index]: (at + one[0], at + one[1]) for index, one in heard.items()}
        parts += [sound.samples, np.zeros((round(_REST * RATE), 1), np.float32)]
        at += sound.seconds + _REST
    finished = polish(_joined(parts))
    if len(times) * 2 < len(text.words):
        return _speech(finished, estimated(finished, text.written), voice, "estimated")
    return _speech(finished, _all_words(text, times), voice, "events")


def _by_flite(order: SpeechOrder, text: Script, voice: str, program: str, folder: Path) -> Speech:
    out = folder / "said.wav"
    stretch = f"duration_stretch={1.0 / pace(order):.3f}"
    words = folder / "said.txt"
    words.write_text(plain(text.said), encoding="ascii")
    name = voice.removeprefix(_FLITE)
    _run([program, "-voice", name, "--setf", stretch, "-f", str(words), "-o", str(out)])
    finished = polish(resampled(mono(read(out)), RATE))
    return _speech(finished, estimated(finished, text.written), voice, "estimated")


def _speech(sound: Sound, words: tuple[Word, ...], voice: str, aligned: str) -> Speech:
    return Speech(sound, words, voice, "festival", LICENCE, aligned)


def _joined(parts: Sequence[np.ndarray]) -> Sound:
    if not parts:
        raise ValueError("Festival said nothing.")
    return Sound(np.concatenate(parts).astype(np.float32), RATE)


def _all_words(text: Script, times: Times) -> tuple[Word, ...]:
    """Every word in order; what has no sound of its own (a lone dash) takes no time."""
    found, last = [], 0.0
    for number, written in enumerate(text.written):
        start, end = times.get(number, (last, last))
        start = max(start, last)
        found.append(Word(written, round(start, 4), round(max(start, end), 4)))
        last = found[-1].end
    return tuple(found)


def _voice(name: str) -> Voice:
    gender = next((one for part, one in _NAMES.items() if part in name), "")
    shown = name.replace("_", " ").strip()
    language = "en-GB" if "rab" in name or "awb" in name else "en-US"
    return Voice(name, shown, language, "festival", gender, LICENCE)


def _run_script(program: str, text: str) -> str:
    with tempfile.NamedTemporaryFile("w", suffix=".scm", encoding="ascii") as file:
        file.write(text)
        file.flush()
        return _run([program, "--batch", file.name])


def _run(arguments: list[str]) -> str:
    """What a program prints; raises `ValueError` with its own words when it fails or hangs."""
    try:
        done = subprocess.run(  # noqa: S603 - a program that was found, our own arguments
            arguments, capture_output=True, timeout=_SECONDS, check=True, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired as error:
        raise ValueError(f"{Path(arguments[0]).name} did not finish in time.") from error
    except subprocess.CalledProcessError as error:
        words = error.stderr.decode(errors="replace").strip()[:200]
        raise ValueError(f"{Path(arguments[0]).name} failed: {words}") from error
    return done.stdout.decode("utf-8", errors="replace")
