"""When the words of a known text sound, where the voice does not say so itself.

`aligned` lays a speech beside another one of the same text whose words are known (a machine's):
spectra of both by dynamic time warping. `estimated` needs no reference: it shares the time that is
spoken among the words by their length, and lets sentences end where the speaker pauses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from heliograph.sdk.sound import Sound, Word
from heliograph.sdk.sound.ducking import speaking
from heliograph.sdk.sound.resampling import mono, resampled

_RATE, _WINDOW, _HOP = 16_000, 512, 240
_STEP = _HOP / _RATE
_BANDS, _COEFFICIENTS = 26, 13
_ENERGY_WEIGHT = 2.5
_BAND_SHARE, _BAND_LEAST, _BAND_MOST = 0.18, 60, 1200
_PAUSE = 0.09
_CLAUSE_END = re.compile(r"[.!?;:,\u2026\u060c\u061b\u061f\u2013\u2014]\W*$")
_REST_LETTERS = 2.0

_Doubles = npt.NDArray[np.float64]


def aligned(sound: Sound, reference: Sound, words: Sequence[Word]) -> tuple[Word, ...]:
    """The words with their times in `sound`; `words` have their times in `reference`."""
    if not words:
        return ()
    ours, theirs = _spoken_part(sound), _spoken_part(reference)
    if ours is None or theirs is None:
        return estimated(sound, [one.text for one in words])
    here = _features(_cut(sound, ours))
    there = _features(_cut(reference, theirs))
    path = _warped(there, here)
    grid = np.arange(len(there)) * _STEP

    def moved(moment: float) -> float:
        return ours[0] + float(np.interp(moment - theirs[0], grid, path)) * _STEP

    found = [Word(one.text, moved(one.start), moved(one.end)) for one in words]
    return _tidied(_pinned(found, sound), sound.seconds)


def estimated(sound: Sound, texts: Sequence[str]) -> tuple[Word, ...]:
    """Times by the length of the words alone, with clauses that end at the speaker's pauses."""
    if not texts:
        return ()
    part = _spoken_part(sound) or (0.0, sound.seconds)
    lengths = np.array([_letters(one) for one in texts])
    ends = np.cumsum(lengths) / lengths.sum() * (part[1] - part[0]) + part[0]
    starts = np.concatenate(([part[0]], ends[:-1]))
    anchors = _anchors(texts, ends, _pauses(sound))
    at = [part[0], *(rest[0] for _, rest in anchors), part[1]]
    named = [part[0], *(ends[index] for index, _ in anchors), part[1]]
    # After a pause the next clause begins at its end, not where the clause before stopped.
    begins = [part[0], *(rest[1] for _, rest in anchors)]
    found = []
    for text, start, end in zip(texts, starts.tolist(), ends.tolist(), strict=True):
        piece = max(0, int(np.searchsorted(named[1:-1], end - 1e-9)))
        low, high = named[piece], named[piece + 1]
        begin, stop = begins[piece], at[piece + 1]
        scale = (stop - begin) / max(1e-9, high - low)
        found.append(Word(text, begin + (start - low) * scale, begin + (end - low) * scale))
    return _tidied(found, sound.seconds)


def _letters(word: str) -> float:
    """How long a word is to say, in letters; digits are read as words."""
    spoken = sum(4 if one.isdigit() else 1 for one in word if one.isalnum())
    return max(1.0, spoken + 1.0) + (_REST_LETTERS if _CLAUSE_END.search(word) else 0.0)


def _anchors(
    texts: Sequence[str], ends: _Doubles, pauses: Sequence[tuple[float, float]]
) -> list[tuple[int, tuple[float, float]]]:
    """Which pause belongs to the end of which clause: the nearest that is near enough, in order."""
    found: list[tuple[int, tuple[float, float]]] = []
    after = 0.0
    for index, text in enumerate(texts[:-1]):
        if not _CLAUSE_END.search(text):
            continue
        near = [one for one in pauses if one[0] > after and abs(one[0] - ends[index]) < 0.9]
        if near:
            rest = min(near, key=lambda one: abs(one[0] - ends[index]) - (one[1] - one[0]))
            found.append((index, rest))
            after = rest[1]
    return found


def _pauses(sound: Sound) -> list[tuple[float, float]]:
    """Where nobody speaks between two words, from and to in seconds."""
    speaks = speaking(mono(sound))
    edges = np.flatnonzero(np.diff(np.concatenate(([True], speaks, [True])).astype(np.int8)))
    rests = zip((edges[::2] * 0.01).tolist(), (edges[1::2] * 0.01).tolist(), strict=True)
    inner = [one for one in rests if one[1] - one[0] >= _PAUSE]
    return [one for one in inner if one[0] > 0.02 and one[1] < sound.seconds - 0.02]


def _spoken_part(sound: Sound) -> tuple[float, float] | None:
    """From the first sound to the last, in seconds; None for silence."""
    speaks = np.flatnonzero(speaking(mono(sound)))
    if not len(speaks):
        return None
    return float(speaks[0]) * 0.01, min(sound.seconds, float(speaks[-1] + 1) * 0.01)


def _cut(sound: Sound, part: tuple[float, float]) -> Sound:
    start, end = (round(one * sound.rate) for one in part)
    return Sound(sound.samples[start:end], sound.rate)


def _features(sound: Sound) -> _Doubles:
    """Mel cepstra and loudness of (moments, 14), each over its own spread, so that two voices can
    be compared."""
    samples = resampled(mono(sound), _RATE).samples[:, 0].astype(np.float64)
    samples = np.append(samples[0], samples[1:] - 0.95 * samples[:-1])
    samples = np.pad(samples, (_WINDOW // 2, _WINDOW))
    views = np.lib.stride_tricks.sliding_window_view(samples, _WINDOW)[::_HOP]
    power = np.abs(np.fft.rfft(views * np.hanning(_WINDOW), axis=1)) ** 2
    loud = np.log(power @ _mel().T + 1e-8)
    angles = np.pi / _BANDS * (np.arange(_BANDS) + 0.5)
    turned = loud @ np.cos(np.outer(np.arange(1, _COEFFICIENTS + 1), angles)).T
    energy = np.log(power.sum(axis=1) + 1e-8)
    energy = np.clip(energy, np.percentile(energy, 95) - 9.0, None)
    whole = np.column_stack([turned, energy])
    whole = (whole - whole.mean(axis=0)) / (whole.std(axis=0) + 1e-9)
    # Where it is silent on one side it must be silent on the other: pauses hold the rest in place.
    whole[:, -1] *= _ENERGY_WEIGHT
    return np.asarray(whole, dtype=np.float64)


def _mel() -> _Doubles:
    edges_mel = np.linspace(0.0, 2595.0 * np.log10(1 + (_RATE / 2) / 700.0), _BANDS + 2)
    edges = 700.0 * (10.0 ** (edges_mel / 2595.0) - 1.0)
    bins = np.fft.rfftfreq(_WINDOW, 1 / _RATE)
    up = (bins - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    down = (edges[2:, None] - bins) / (edges[2:] - edges[1:-1])[:, None]
    return np.asarray(np.maximum(0.0, np.minimum(up, down)), dtype=np.float64)


def _warped(reference: _Doubles, sound: _Doubles) -> _Doubles:
    """For each moment of the reference, the moment of the sound that goes with it."""
    rows, columns = len(reference), len(sound)
    reach = min(max(_BAND_LEAST, round(_BAND_SHARE * max(rows, columns))), _BAND_MOST)
    # The band follows the straight way; where one side is far longer it must reach its next row.
    reach = max(reach, 2 * -(-columns // rows))
    cost = np.full(2 * reach + 1, np.inf)
    steps = np.zeros((rows, 2 * reach + 1), dtype=np.int8)
    centres = np.round(np.arange(rows) * (columns - 1) / max(1, rows - 1)).astype(int)
    previous_low = centres[0] - reach
    for row in range(rows):
        low = centres[row] - reach
        at = np.arange(low, low + 2 * reach + 1)
        inside = (at >= 0) & (at < columns)
        here = np.full(len(at), np.inf)
        moments = sound[at[inside]]
        here[inside] = np.sqrt(np.square(moments - reference[row]).sum(axis=1))
        shift = low - previous_low
        before = _shifted(cost, shift)
        diagonal = _shifted(cost, shift - 1)
        if row == 0:
            diagonal = np.where(at == 0, 0.0, np.inf)
        best = np.minimum(diagonal, before + 0.2)
        steps[row] = np.where(diagonal <= before + 0.2, 1, 2)
        cost = _along(best, here, steps[row])
        previous_low = low
    return _traced(steps, centres - reach, columns)


def _along(best: _Doubles, here: _Doubles, steps: npt.NDArray[np.int8]) -> _Doubles:
    """The costs of one row, where several moments of the sound may share the row's."""
    # min over j of best[j] + here[j..i] is a running minimum once sums are taken out.
    solid = np.where(np.isfinite(here), here, 1e6)
    sums = np.cumsum(solid)
    entry = np.where(np.isfinite(best), best, 1e12) + solid - sums
    running = np.minimum.accumulate(entry)
    steps[running < entry] = 3
    total = running + sums
    return np.where(np.isfinite(here) & (total < 1e11), total, np.inf)


def _shifted(values: _Doubles, shift: int) -> _Doubles:
    """The values of the row before, seen from where this row begins."""
    out = np.full(len(values), np.inf)
    if abs(shift) >= len(values):
        return out
    if shift >= 0:
        out[: len(values) - shift] = values[shift:]
    else:
        out[-shift:] = values[:shift]
    return out


def _traced(steps: npt.NDArray[np.int8], lows: npt.NDArray[np.int_], columns: int) -> _Doubles:
    """Back along the cheapest way: the first moment of the sound that each row met."""
    row, column = len(steps) - 1, columns - 1
    path = np.zeros(len(steps))
    while row >= 0:
        index = column - lows[row]
        step = int(steps[row, index]) if 0 <= index < steps.shape[1] else 1
        path[row] = column
        if step == 3 and column > 0:
            column -= 1
        else:
            row -= 1
            column = max(0, column - (1 if step == 1 else 0))
    return np.maximum.accumulate(path)


def _pinned(words: Sequence[Word], sound: Sound) -> list[Word]:
    """No word begins or ends in the middle of a pause: its edges go to the pause's."""
    pauses = _pauses(sound)
    found = []
    for word in words:
        start, end = word.start, word.end
        for begin, stop in pauses:
            if begin <= start < stop:
                start = stop
            if begin < end <= stop:
                end = begin
        found.append(Word(word.text, start, max(end, start)))
    return found


def _tidied(words: Sequence[Word], seconds: float) -> tuple[Word, ...]:
    """In order, one not before the other ends, within the sound."""
    found: list[Word] = []
    last = 0.0
    for word in words:
        start = min(max(word.start, last), seconds)
        end = min(max(word.end, start), seconds)
        found.append(Word(word.text, round(float(start), 4), round(float(end), 4)))
        last = end
    return tuple(found)
