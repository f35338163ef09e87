"""A timeline's sound: its voices, its clips' own sound and the music under them, at one loudness.

Everything is put together from the timeline alone, so that preview and render sound the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from heliograph.sdk.music import BedOrder, MusicProvider
from heliograph.sdk.sound import RATE, Sound
from heliograph.sdk.sound.ducking import envelope
from heliograph.sdk.sound.dynamics import faded, levelled, rise
from heliograph.sdk.sound.files import NoSound, SoundUnreadable, read
from heliograph.sdk.sound.loudness import brought_to
from heliograph.sdk.sound.resampling import faster, resampled, stereo
from heliograph.sdk.sound.signals import Floats, power
from heliograph.sdk.timeline import Clip, Music, Scene, Span, Split, Timeline, spans
from heliograph.sdk.video import CannotRender

LUFS = -14.0
PEAK_DB = -1.5
VOICE_LUFS = -16.0
MUSIC_LUFS = -17.5
"""What music has before it gives way: with the usual 12 dB it lies 13.5 dB under the voice."""
_CROSSFADE = 1.5
_EDGE = 0.012
_DUCK_DB = 12.0
_SHORTEST_BED = 1.0


def mix(timeline: Timeline, folder: Path, music: MusicProvider | None) -> Sound:
    """Stereo at 48 kHz, exactly as long as the picture; -14 LUFS, true peak at most -1.5 dBTP.

    A video with nothing to hear is silence of that length. Raises `CannotRender` for a file that
    is missing or damaged, and for a mood without a provider of music.
    """
    places = spans(timeline)
    frames = round(places[-1].end * RATE / timeline.fps)
    desk = _Desk(timeline, folder, frames)
    voice = desk.voices(places)
    under = desk.clips(places)
    if timeline.music:
        under += desk.music(timeline.music, music)
    duck_db = timeline.music.duck_db if timeline.music else _DUCK_DB
    under *= envelope(voice, duck_db)[:, None]
    return levelled(Sound(voice.samples + under, RATE), LUFS, PEAK_DB)


class _Mute(CannotRender):
    """A file without sound: nothing for a clip, a fault for a voice or for music."""


class _Desk:
    """Brings every file of a timeline to its place."""

    def __init__(self, timeline: Timeline, folder: Path, frames: int) -> None:
        self._timeline = timeline
        self._folder = folder
        self._frames = frames

    def voices(self, places: tuple[Span, ...]) -> Sound:
        """All spoken lines where they are said, at the loudness of a voice."""
        track = self._silence()
        for span in places:
            speech = span.scene.speech
            if speech is None:
                continue
            at = self._at(span.start) + round(speech.start * RATE)
            if at >= self._frames:
                continue
            sound = self._read(speech.source, 0.0, (self._frames - at) / RATE)
            edge = round(_EDGE * RATE) if at + len(sound.samples) >= self._frames else 0
            self._lay(track, at, faded(sound.samples, 0, edge) * power(speech.gain_db))
        return brought_to(Sound(track, RATE), VOICE_LUFS)

    def clips(self, places: tuple[Span, ...]) -> Floats:
        """The sound of clips that are to be heard, faded where their scenes overlap."""
        track = self._silence()
        for index, span in enumerate(places):
            after = places[index + 1].overlap if index + 1 < len(places) else 0
            for clip in _heard(span.scene):
                samples = self._clip(clip, span)
                fade_in, fade_out = (
                    max(self._at(overlap), round(_EDGE * RATE)) for overlap in (span.overlap, after)
                )
                samples = faded(samples, fade_in, fade_out) * power(clip.gain_db or 0.0)
                self._lay(track, self._at(span.start), samples)
        return track

    def music(self, music: Music, provider: MusicProvider | None) -> Floats:
        """The bed or the file over the whole length, with its fades."""
        if music.source is None and not music.mood:
            return self._silence()
        found = self._looped(music.source) if music.source else self._bed(music, provider)
        level = brought_to(Sound(found, RATE), MUSIC_LUFS).samples * power(music.gain_db)
        return faded(level, round(music.fade_in * RATE), round(music.fade_out * RATE))

    def _bed(self, music: Music, provider: MusicProvider | None) -> Floats:
        if provider is None:
            raise CannotRender(f"No provider of music is there to make a bed of “{music.mood}”.")
        wanted = max(self._frames / RATE, _SHORTEST_BED)
        order = BedOrder(
            music.mood, wanted, music.seed, music.tempo, music.root, music.scale, music.density
        )
        try:
            bed = provider.bed(order)
        except ValueError as error:
            raise CannotRender(f"The music cannot be made: {error}") from error
        samples = self._silence()
        self._lay(samples, 0, stereo(resampled(bed.sound, RATE)).samples)
        return samples

    def _looped(self, source: str) -> Floats:
        """A file from its start; played again, each time over the end of the time before."""
        sound = self._read(source, 0.0, self._frames / RATE)
        piece = sound.samples
        if len(piece) >= self._frames:
            return piece[: self._frames]
        if len(piece) < RATE // 10:
            raise CannotRender(f"The music {source!r} is too short to be repeated.")
        overlap = min(round(_CROSSFADE * RATE), len(piece) // 3)
        # Equal power: the two ends have nothing to do with one another.
        up = np.sqrt(rise(overlap))[:, None]
        track, at = self._silence(), 0
        while at < self._frames:
            part = piece.copy()
            if at:
                part[:overlap] *= up
            following = at + len(piece) - overlap
            if following < self._frames:
                part[-overlap:] *= up[::-1]
            self._lay(track, at, part)
            at = following
        return track

    def _clip(self, clip: Clip, span: Span) -> Floats:
        seconds = span.frames / self._timeline.fps
        try:
            sound = self._read(clip.source, clip.start, seconds * clip.speed)
        except _Mute:
            return np.zeros((0, 2), dtype=np.float32)
        return faster(sound, clip.speed).samples[: round(seconds * RATE)]

    def _read(self, source: str, start: float, seconds: float) -> Sound:
        if source not in self._timeline.sources:
            raise CannotRender(f"The timeline names no source {source!r}.")
        path = self._folder / self._timeline.sources[source].path
        try:
            return stereo(resampled(read(path, start, max(0.0, seconds)), RATE))
        except FileNotFoundError as error:
            raise CannotRender(f"The sound {source!r} is missing: there is no {path.name}.") from (
                error
            )
        except NoSound as error:
            raise _Mute(f"The sound {source!r} cannot be used: {error}") from error
        except SoundUnreadable as error:
            raise CannotRender(f"The sound {source!r} cannot be used: {error}") from error

    def _at(self, frame: int) -> int:
        """Where a picture's frame begins among the sound's."""
        return round(frame * RATE / self._timeline.fps)

    def _silence(self) -> Floats:
        return np.zeros((self._frames, 2), dtype=np.float32)

    def _lay(self, track: Floats, at: int, samples: Floats) -> None:
        end = min(len(track), at + len(samples))
        if end > at:
            track[at:end] += samples[: end - at]


def _heard(scene: Scene) -> Iterator[Clip]:
    """The clips of a scene whose own sound is wanted."""
    shot = scene.shot
    parts = shot.parts if isinstance(shot, Split) else (shot,)
    for part in parts:
        if isinstance(part, Clip) and part.gain_db is not None:
            yield part
