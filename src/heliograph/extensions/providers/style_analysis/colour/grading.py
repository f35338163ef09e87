"""How a film is graded, as numbers."""

from __future__ import annotations

import numpy as np

from heliograph.extensions.providers.style_analysis.reading import Floats
from heliograph.sdk.style.analysis import Grade

QUANTILES = (1, 5, 15, 30, 50, 70, 85, 95, 99)


def grade_of(frames: Floats, colours: Floats, grain: float) -> Grade:
    """From thumbnails (frames, rows, columns, 3), colours (n, 3) in LAB, and the noise seen."""
    lightness = colours[:, 0]
    curve = np.percentile(lightness, QUANTILES)
    covariance = np.cov(colours.T.astype(np.float64))
    count = len(frames)
    return Grade(
        temperature=_rounded(colours[:, 2].mean()),
        tint=_rounded(colours[:, 1].mean()),
        brightness=_rounded(lightness.mean()),
        contrast=_rounded(curve[7] - curve[1]),
        saturation=_rounded(np.hypot(colours[:, 1], colours[:, 2]).mean()),
        curve=tuple(_rounded(one) for one in curve),
        mean=tuple(_rounded(one) for one in colours.mean(axis=0)),
        covariance=tuple(_rounded(one) for one in covariance.reshape(-1)),
        vignette=_vignette(frames),
        grain=_rounded(grain),
        confidence=_rounded(np.clip(count / 40.0, 0.2, 0.95)),
    )


def _vignette(frames: Floats) -> float:
    """How much darker the corners are than the middle, 0 to 1, over the whole film."""
    lightness = frames[..., 0].mean(axis=0)
    rows, columns = lightness.shape
    y, x = np.mgrid[:rows, :columns]
    radius = np.hypot((x + 0.5) / columns - 0.5, (y + 0.5) / rows - 0.5) / 0.7071
    middle, corners = lightness[radius < 0.45].mean(), lightness[radius > 0.85].mean()
    if middle < 2.0:
        return 0.0
    return _rounded(np.clip(1.0 - corners / middle, 0.0, 1.0))


def _rounded(value: float | np.floating) -> float:
    return round(float(value), 3)
