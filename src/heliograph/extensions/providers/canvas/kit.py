"""A brand kit from a logo: its colours by clustering as the eye sees them, then given roles in
which text can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from heliograph.extensions.providers.canvas.sky.photo import read_size
from heliograph.sdk.artwork import colour
from heliograph.sdk.artwork.colour import RGB, Floats

_CLUSTERS = 6
_SIDE = 160
_GREY = 0.028
_READABLE = 7.0
# Colours closer than this in Lab are one colour to the eye.
_SAME = 9.0


@dataclass(frozen=True)
class Kit:
    """A palette by roles, the logo's own colours from the most used on, and the contrast of ink
    on the background and on paper."""

    palette: dict[str, str]
    colours: tuple[str, ...]
    contrast: dict[str, float]


def kit_of(logo: Path) -> Kit:
    """Read a logo; raises `ValueError` for a file that is no picture or that is empty."""
    read_size(logo)
    found = cv2.imread(str(logo), cv2.IMREAD_UNCHANGED)
    if found is None:
        raise ValueError(f"{logo.name} is damaged; save it again from where it came.")
    colours = dominant(_seen(found))
    if not colours:
        raise ValueError(f"{logo.name} shows nothing: every pixel is transparent.")
    return _kit(colours)


def _seen(pixels: np.ndarray) -> Floats:
    """The pixels that are really there, as RGB from 0 to 1 in rows of three."""
    if pixels.dtype != np.uint8:
        pixels = (pixels / 257).astype(np.uint8)
    if pixels.ndim == 2:
        pixels = cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR)
    share = min(1.0, _SIDE / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    flat = small.reshape(-1, small.shape[2])
    if flat.shape[1] == 4:
        flat = flat[flat[:, 3] > 127]
    return np.ascontiguousarray(flat[:, 2::-1], dtype=np.float32) / np.float32(255)


def dominant(rows: Floats) -> list[tuple[RGB, float]]:
    """The colours of pixels (rows of RGB) with their shares, the most used first."""
    if not len(rows):
        return []
    lab = cv2.cvtColor(rows[None], cv2.COLOR_RGB2LAB)[0]
    count = min(_CLUSTERS, len(lab))
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 40, 0.2)
    marks = np.zeros((len(lab), 1), dtype=np.int32)
    cv2.setRNGSeed(7)
    _, labels, centres = cv2.kmeans(lab, count, marks, stop, 3, cv2.KMEANS_PP_CENTERS)
    shares = np.bincount(labels[:, 0], minlength=count) / len(lab)
    order = np.argsort(-shares)
    merged: list[tuple[np.ndarray, float]] = []
    for index in order:
        centre, share = centres[index], float(shares[index])
        near = next(
            (at for at, one in enumerate(merged) if np.linalg.norm(one[0] - centre) < _SAME), None
        )
        if near is None:
            merged.append((centre, share))
        else:
            merged[near] = (merged[near][0], merged[near][1] + share)
    return [(_rgb(centre), share) for centre, share in merged if share > 0.01]


def _rgb(lab: np.ndarray) -> RGB:
    value = cv2.cvtColor(np.asarray(lab, dtype=np.float32)[None, None], cv2.COLOR_LAB2RGB)[0, 0]
    red, green, blue = (float(np.clip(part, 0, 1)) for part in value)
    return (red, green, blue)


def _kit(colours: Sequence[tuple[RGB, float]]) -> Kit:
    lively = [one for one, _ in colours if colour.chroma(one) > _GREY]
    main = lively[0] if lively else colours[0][0]
    others = sorted(lively[1:], key=lambda one: -_apart(one, main))
    accent = others[0] if others else colour.with_hue_turned(main, 150.0)
    support = others[1] if len(others) > 1 else colour.mix(main, accent, 0.25)
    background = colour.with_lightness(main, 0.24, 0.85)
    paper = colour.with_lightness(main, 0.31, 0.85)
    ink = _readable(colour.with_lightness(main, 0.96, 0.18), (background, paper))
    palette = {
        "background": background,
        "support": colour.with_lightness(support, 0.56),
        "accent": _readable(colour.with_lightness(accent, 0.78), (background, paper)),
        "ink": ink,
        "paper": paper,
    }
    grounds = {name: colour.luminance(palette[name]) for name in ("background", "paper")}
    own = colour.luminance(ink)
    return Kit(
        palette={role: colour.text_of(value) for role, value in palette.items()},
        colours=tuple(colour.text_of(one) for one, _ in colours),
        contrast={
            f"ink on {name}": round(colour.contrast(own, ground), 2)
            for name, ground in grounds.items()
        },
    )


def _apart(one: RGB, other: RGB) -> float:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _readable(ink: RGB, grounds: Sequence[RGB]) -> RGB:
    """The ink, lightened until it stands out on every ground."""
    darkest = max(colour.luminance(ground) for ground in grounds)
    for lightness in np.linspace(colour.lightness(ink), 1.0, 12):
        lighter = colour.with_lightness(ink, float(lightness), 0.9)
        if colour.contrast(colour.luminance(lighter), darkest) >= _READABLE:
            return lighter
    return (1.0, 1.0, 1.0)
