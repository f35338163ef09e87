"""The colours a film is seen in, and the roles they would play in a design."""

from __future__ import annotations

import cv2
import numpy as np

from heliograph.extensions.providers.style_analysis.colour.samples import to_hex
from heliograph.extensions.providers.style_analysis.reading import Floats
from heliograph.sdk.style.analysis import Palette, Swatch

COLOURS = 7
ALIKE = 9.0
_LEAST = 0.015


def palette_of(colours: Floats) -> Palette:
    """Clusters of (colours, 3) LAB, the most seen first."""
    centres, shares, spread = _clusters(colours)
    kept = [at for at, share in enumerate(shares) if share >= _LEAST]
    swatches = tuple(
        Swatch(colour=to_hex(centres[at]), share=round(float(shares[at]), 4)) for at in kept
    )
    # Tight clusters say that these really are the film's colours.
    confidence = float(np.clip(1.0 - spread / 30.0, 0.2, 0.98))
    roles = _roles(centres[kept], shares[kept])
    return Palette(swatches=swatches, roles=roles, confidence=round(confidence, 3))


def _clusters(colours: Floats) -> tuple[Floats, Floats, float]:
    data = np.ascontiguousarray(colours, np.float32)
    count = min(COLOURS, len(np.unique(np.round(data), axis=0)))
    cv2.setRNGSeed(11)
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 30, 0.5)
    compact, labels, centres = cv2.kmeans(
        data,
        count,
        np.zeros((len(data), 1), np.int32),
        criteria,
        2,
        cv2.KMEANS_PP_CENTERS,
    )
    shares = (np.bincount(labels.reshape(-1), minlength=count) / len(data)).astype(np.float32)
    merged, weights = _merged(centres.astype(np.float32), shares)
    return merged, weights, float(np.sqrt(compact / len(data)))


def _merged(centres: Floats, shares: Floats) -> tuple[Floats, Floats]:
    """Clusters that the eye does not tell apart, taken together; sorted by share."""
    groups: list[tuple[Floats, float]] = []
    for at in np.argsort(-shares):
        near = [
            number
            for number, (centre, _) in enumerate(groups)
            if float(np.linalg.norm(centre - centres[at])) < ALIKE
        ]
        share = float(shares[at])
        if not near:
            groups.append((centres[at], share))
            continue
        centre, weight = groups[near[0]]
        mixed = (centre * weight + centres[at] * share) / (weight + share)
        groups[near[0]] = (mixed, weight + share)
    groups.sort(key=lambda one: -one[1])
    return (
        np.stack([centre for centre, _ in groups]).astype(np.float32),
        np.array([weight for _, weight in groups], np.float32),
    )


def _roles(centres: Floats, shares: Floats) -> dict[str, str]:
    """Background and support by share, accent by colourfulness, ink by contrast."""
    if not len(centres):
        return {}
    chroma = np.hypot(centres[:, 1], centres[:, 2])
    background = centres[0]
    others = list(range(1, len(centres)))
    support = centres[others[0]] if others else background
    lively = max(range(len(centres)), key=lambda at: chroma[at] + 0.25 * centres[at][0])
    is_dark = float(background[0]) < 55
    ink = np.array([96, 0, 2] if is_dark else [12, 0, -2], np.float32)
    paper = centres[int(np.argmax(centres[:, 0]))].copy()
    paper[0] = max(float(paper[0]), 88.0)
    accent = centres[lively].copy()
    if abs(float(accent[0]) - float(background[0])) < 25:
        accent[0] = np.clip(background[0] + (40 if is_dark else -40), 15, 92)
    return {
        "background": to_hex(background),
        "support": to_hex(support),
        "accent": to_hex(accent),
        "ink": to_hex(ink),
        "paper": to_hex(paper),
    }
