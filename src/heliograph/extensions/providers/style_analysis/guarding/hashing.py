"""Hashes that survive another grade, size and coding: of pictures, and of sound."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
from scipy import ndimage, signal  # type: ignore[import-untyped]  # ships no types

from heliograph.extensions.providers.style_analysis.reading import SOUND_RATE, Floats

SIDE = 12
ZOOMS, SHIFT = (1.0, 1.06, 1.12, 1.18, 1.25), 0.035
"""Views of a reference: another camera may stand nearer, and a little aside (of the width)."""
LEAST_DETAIL = 2.0
"""Frames with less variation of L than this are plain; plain frames are nobody's."""
_WINDOW, _HOP = 1024, 512
_PEAK_AREA = (15, 9)
_FAN = 5
_REACH = 40
_STRONGEST = 30


def picture_hash(lightness: Floats) -> npt.NDArray[np.bool_] | None:
    """144 bits of a thumbnail's lightness (rows, columns); None for a plain one.

    Signs of low frequencies: another grade, which keeps light lighter than dark, keeps them."""
    if float(lightness.std()) < LEAST_DETAIL:
        return None
    small = cv2.resize(lightness.astype(np.float32), (64, 64), interpolation=cv2.INTER_AREA)
    ranked = np.argsort(np.argsort(small.reshape(-1), kind="stable"), kind="stable")
    even = (ranked.reshape(64, 64) / 4096.0).astype(np.float32)
    turned = cv2.dct(even)[:SIDE, :SIDE].copy()
    turned[0, 0] = 0.0
    return np.asarray(turned > np.median(turned)).reshape(-1)


def views(lightness: Floats) -> list[Floats]:
    """A thumbnail as other cameras would see it, itself among them."""
    height, width = lightness.shape
    found = []
    for zoom in ZOOMS:
        for across in (-1, 0, 1):
            for down in (-1, 0, 1):
                x = width / 2 - zoom * (width / 2 + across * SHIFT * width)
                y = height / 2 - zoom * (height / 2 + down * SHIFT * width)
                matrix = np.array([[zoom, 0, x], [0, zoom, y]])
                moved = cv2.warpAffine(
                    lightness, matrix, (width, height), borderMode=cv2.BORDER_REFLECT
                )
                found.append(np.asarray(moved, np.float32))
    return found


def to_hexadecimal(bits: npt.NDArray[np.bool_]) -> str:
    """Bits as text."""
    return np.packbits(bits).tobytes().hex()


def from_hexadecimal(text: str) -> npt.NDArray[np.bool_]:
    """Text as bits."""
    return np.unpackbits(np.frombuffer(bytes.fromhex(text), np.uint8)).astype(bool)


def landmarks(mono: Floats, most: int) -> list[tuple[int, int]]:
    """Pairs of peaks of the spectrum, as hash and time: the same recording has the same pairs at
    the same distances, whatever is laid over it."""
    if len(mono) < SOUND_RATE:
        return []
    _, _, spectrum = signal.stft(mono, SOUND_RATE, nperseg=_WINDOW, noverlap=_WINDOW - _HOP)
    loud = np.log1p(200 * np.abs(spectrum[4:260])).astype(np.float32)
    tops = ndimage.maximum_filter(loud, _PEAK_AREA)
    bins, times = np.nonzero((loud >= tops) & (loud > loud.mean() + loud.std()))
    order = np.lexsort((-loud[bins, times], times))
    bins, times = bins[order], times[order]
    found: list[tuple[int, int]] = []
    for at in range(len(bins)):
        found += _pairs(bins, times, at)
        if len(found) >= most:
            break
    return found[:most]


def _pairs(
    bins: npt.NDArray[np.intp], times: npt.NDArray[np.intp], at: int
) -> list[tuple[int, int]]:
    """A peak with the next few that follow it."""
    found: list[tuple[int, int]] = []
    for to in range(at + 1, min(at + _STRONGEST, len(bins))):
        step = int(times[to] - times[at])
        if 2 <= step <= _REACH:
            mark = int(bins[at]) << 16 | int(bins[to]) << 8 | step
            found.append((mark, int(times[at])))
        if len(found) == _FAN:
            break
    return found
