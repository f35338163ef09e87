"""The library itself, through ctypes: text in, samples and events out.

Signatures and the layout of events follow `speak_lib.h` of eSpeak NG 1.52. The library keeps
state from clause to clause that no call resets, so that the same text would never sound quite the
same twice: every order is spoken by a fresh copy of it, which takes about a millisecond.
"""

from __future__ import annotations

import _ctypes
import ctypes
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import espeakng_loader  # type: ignore[import-untyped,unused-ignore]  # ships no types
import numpy as np
import numpy.typing as npt

_SYNCHRONOUS, _NO_EXIT, _PHONEME_EVENTS = 2, 1 << 15, 1
_UTF8, _END_PAUSE = 1, 0x1000
_POSITION_CHARACTER = 1
_RATE, _PITCH, _RANGE = 1, 3, 4
_WORD, _END, _PHONEME = 1, 5, 7
# Named by the library of the wheel without their dictionaries.
_WORDLESS = frozenset(("fo", "kaa", "xex"))


class _Id(ctypes.Union):
    _fields_ = (
        ("number", ctypes.c_int),
        ("name", ctypes.c_char_p),
        ("string", ctypes.c_char * 8),
    )


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    )


class _Voice(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_char_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("xx1", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


@dataclass(frozen=True)
class Manner:
    """How a clause is said: words a minute, and the engine's pitch and pitch range (0 to 100)."""

    words_a_minute: int
    pitch: int
    pitch_range: int


@dataclass(frozen=True, eq=False)
class Spoken:
    """Mono samples (int16) with the events in them: `words` are (character counted from 0, sample)
    and `pauses` the samples at which a silence begins."""

    samples: npt.NDArray[np.int16]
    rate: int
    words: tuple[tuple[int, int], ...]
    pauses: tuple[int, ...]


@dataclass(frozen=True)
class Listed:
    """A voice as the library lists it."""

    name: str
    language: str
    identifier: str


class Engine:
    """One copy of the library; see `engine`."""

    def __init__(self, library: Path) -> None:
        self._library = ctypes.CDLL(str(library))
        self._library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_Voice))
        options = _NO_EXIT | _PHONEME_EVENTS
        path = espeakng_loader.get_data_path().encode()
        self.rate: int = self._library.espeak_Initialize(_SYNCHRONOUS, 0, path, options)
        if self.rate <= 0:
            raise RuntimeError("eSpeak NG did not start: its data is missing from the wheel")
        self._callback = _Callback(self._heard)
        self._library.espeak_SetSynthCallback(self._callback)
        self._reset()

    def close(self) -> None:
        """Let go of the library."""
        self._library.espeak_Terminate()
        _ctypes.dlclose(self._library._handle)

    def voices(self) -> Sequence[Listed]:
        """Every language the library speaks."""
        listed = self._library.espeak_ListVoices(None)
        found, at = [], 0
        while listed[at]:
            voice = listed[at].contents
            # A priority byte stands before the language, a zero ends the list.
            language = voice.languages[1:].decode()
            found.append(Listed(voice.name.decode(), language, voice.identifier.decode()))
            at += 1
        return found

    def speak(self, text: str, voice: str, manner: Manner) -> Spoken:
        """Say one clause; raises `LookupError` for a voice that the library does not have."""
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise LookupError(f"eSpeak NG has no voice {voice!r}")
        self._library.espeak_SetParameter(_RATE, manner.words_a_minute, 0)
        self._library.espeak_SetParameter(_PITCH, manner.pitch, 0)
        self._library.espeak_SetParameter(_RANGE, manner.pitch_range, 0)
        self._reset()
        data = text.encode() + b"\0"
        flags = _UTF8 | _END_PAUSE
        status = self._library.espeak_Synth(
            data, len(data), 0, _POSITION_CHARACTER, 0, flags, None, None
        )
        if status != 0:
            raise RuntimeError(f"eSpeak NG failed with status {status}")
        samples = np.frombuffer(bytes(self._heard_bytes), np.int16)
        return Spoken(samples, self.rate, tuple(self._words), tuple(self._pauses))

    def _reset(self) -> None:
        self._heard_bytes = bytearray()
        self._words: list[tuple[int, int]] = []
        self._pauses: list[int] = []

    def _heard(self, wave: object, count: int, events: object) -> int:
        if wave and count:
            self._heard_bytes += ctypes.string_at(wave, count * 2)  # type: ignore[arg-type]
        at = 0
        while (event := events[at]).type:  # type: ignore[index]
            sample = round(event.audio_position * self.rate / 1000)
            if event.type == _WORD:
                self._words.append((event.text_position - 1, sample))
            elif event.type == _PHONEME and event.id.string.startswith(b"_"):
                self._pauses.append(sample)
            at += 1
        return 0


@contextmanager
def engine() -> Iterator[Engine]:
    """A fresh copy of the library, gone afterwards."""
    with tempfile.NamedTemporaryFile(suffix=".so") as copy:
        shutil.copyfile(espeakng_loader.get_library_path(), copy.name)
        made = Engine(Path(copy.name))
    try:
        yield made
    finally:
        made.close()


@cache
def listed() -> dict[str, Listed]:
    """Every language that can be spoken, by its tag. A few are named whose words are missing."""
    words = Path(espeakng_loader.get_data_path())
    with engine() as library:
        found = {one.language: one for one in reversed(library.voices())}
    missing = {tag for tag in found if not _has_words(words, tag)}
    return {tag: found[tag] for tag in sorted(found) if tag not in missing}


def _has_words(folder: Path, tag: str) -> bool:
    """Whether the engine knows how the words of a language sound."""
    return tag.split("-")[0] not in _WORDLESS or (folder / f"{tag}_dict").exists()
