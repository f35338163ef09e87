"""How like two videos are in manner, feature by feature, from what was measured of both."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

from pydantic import Field

from heliograph.sdk.manifest import Frozen
from heliograph.sdk.style.analysis import Analysis, MusicFound
from heliograph.sdk.style.travel import least_work

NEAR = 0.15
"""A feature counts as kept when it is no farther away than this."""

FAR = 60.0
"""Units of LAB at which colours are wholly others; two are not to be told apart."""


class Likeness(Frozen):
    """One feature of both videos. `apart` is 0 for the same and 1 for nothing in common: for
    numbers their difference as a part of the first, for shares what would have to change hands."""

    feature: str
    first: str
    second: str
    apart: float = Field(ge=0, le=1)
    confidence: float = Field(ge=0, le=1)

    @property
    def is_kept(self) -> bool:
        """Whether it is near enough."""
        return self.apart <= NEAR


class Similarity(Frozen):
    """All features, and how like the whole is: 1 for the same manner, weighted by confidence."""

    features: tuple[Likeness, ...]
    overall: float

    def of(self, feature: str) -> Likeness:
        """One feature; raises `LookupError` where it was not compared."""
        for one in self.features:
            if one.feature == feature:
                return one
        raise LookupError(f"{feature} was not compared.")


def compare(first: Analysis, second: Analysis) -> Similarity:
    """The second video beside the first, which is the measure."""
    found = (
        *_pace(first, second),
        _transitions(first, second),
        *_colours(first, second),
        *_captions(first, second),
        _camera(first, second),
        *_music(first, second),
    )
    weight = sum(one.confidence for one in found) or 1.0
    overall = sum((1 - one.apart) * one.confidence for one in found) / weight
    return Similarity(features=found, overall=round(overall, 3))


def _pace(first: Analysis, second: Analysis) -> tuple[Likeness, ...]:
    sure = min(first.pace.confidence, second.pace.confidence)
    return (
        _numbers("pace", first.pace.mean, second.pace.mean, "s", sure),
        _numbers("hook", first.pace.hook, second.pace.hook, "s", sure * 0.5),
    )


def _transitions(first: Analysis, second: Analysis) -> Likeness:
    mixes = [_mix(one) for one in (first, second)]
    return Likeness(
        feature="transitions",
        first=_told(mixes[0]),
        second=_told(mixes[1]),
        apart=round(_moved(*mixes), 3),
        confidence=min(one.confidence.get("transitions", 0.5) for one in (first, second)),
    )


def _mix(analysis: Analysis) -> dict[str, float]:
    counts = Counter(one.kind for one in analysis.transitions)
    total = sum(counts.values()) or 1
    return {kind: count / total for kind, count in counts.most_common()}


def _moved(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    """The share that would have to change hands to make one mix the other."""
    names = set(first) | set(second)
    return sum(abs(first.get(name, 0.0) - second.get(name, 0.0)) for name in names) / 2


def _told(mix: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {share:.0%}" for name, share in mix.items()) or "none"


def _colours(first: Analysis, second: Analysis) -> tuple[Likeness, ...]:
    sure = min(first.palette.confidence, second.palette.confidence)
    one, other = first.grade, second.grade
    warm = ((one.temperature - other.temperature) ** 2 + (one.tint - other.tint) ** 2) ** 0.5
    return (
        Likeness(
            feature="palette",
            first=_swatches(first),
            second=_swatches(second),
            apart=round(min(1.0, palette_distance(first, second) / FAR), 3),
            confidence=sure,
        ),
        Likeness(
            feature="temperature",
            first=f"{one.temperature:+.1f} b, {one.tint:+.1f} a",
            second=f"{other.temperature:+.1f} b, {other.tint:+.1f} a",
            apart=round(min(1.0, warm / FAR), 3),
            confidence=min(one.confidence, other.confidence),
        ),
        _numbers("contrast", one.contrast, other.contrast, "L", one.confidence),
    )


def _swatches(analysis: Analysis) -> str:
    return " ".join(one.colour for one in analysis.palette.swatches[:5])


def palette_distance(first: Analysis, second: Analysis) -> float:
    """How far, in LAB, colours have to travel on average to make one palette the other, when none
    travels farther than it must."""
    ours, theirs = first.palette.swatches, second.palette.swatches
    if not ours or not theirs:
        return 0.0 if not ours and not theirs else FAR
    ways = [[math.dist(_lab(one.colour), _lab(other.colour)) for other in theirs] for one in ours]
    return least_work([one.share for one in ours], [one.share for one in theirs], ways)


Lab = tuple[float, float, float]


def _lab(colour: str) -> Lab:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.0888
    x, y, z = (one ** (1 / 3) if one > 0.008856 else 7.787 * one + 16 / 116 for one in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _linear(value: float) -> float:
    curved: float = ((value + 0.055) / 1.055) ** 2.4
    return value / 12.92 if value <= 0.04045 else curved


def _captions(first: Analysis, second: Analysis) -> tuple[Likeness, ...]:
    one, other = first.text.captions, second.text.captions
    if one is None or other is None:
        same = one is other
        told = ["none" if found is None else found.animation for found in (one, other)]
        sure = min(first.text.confidence, second.text.confidence)
        apart = 0.0 if same else 1.0
        return (
            Likeness(
                feature="captions", first=told[0], second=told[1], apart=apart, confidence=sure
            ),
        )
    sure = min(one.confidence, other.confidence)
    return (
        Likeness(
            feature="captions",
            first=one.animation,
            second=other.animation,
            apart=0.0 if one.animation == other.animation else 0.5,
            confidence=sure,
        ),
        Likeness(
            feature="caption place",
            first=f"{one.y:.2f} of the height",
            second=f"{other.y:.2f} of the height",
            apart=round(min(1.0, abs(one.y - other.y)), 3),
            confidence=sure,
        ),
        _numbers("caption size", one.size, other.size, "of the shorter side", sure),
    )


def _camera(first: Analysis, second: Analysis) -> Likeness:
    return Likeness(
        feature="camera",
        first=_told(first.camera.mix),
        second=_told(second.camera.mix),
        apart=round(_moved(first.camera.mix, second.camera.mix), 3),
        confidence=min(first.camera.confidence, second.camera.confidence),
    )


def _music(first: Analysis, second: Analysis) -> tuple[Likeness, ...]:
    one, other = first.music, second.music
    sure = min(one.confidence, other.confidence)
    if one.tempo is None or other.tempo is None:
        told = [_pulse(found) for found in (one, other)]
        apart = 0.0 if one.present == other.present else 1.0
        return (
            Likeness(feature="music", first=told[0], second=told[1], apart=apart, confidence=sure),
        )
    # Half and double are the same pulse, counted otherwise.
    readings = [other.tempo, other.tempo * 2, other.tempo / 2]
    near = min(readings, key=lambda bpm: abs(bpm - (one.tempo or 0)))
    return (
        _numbers("tempo", one.tempo, near, "beats a minute", sure),
        Likeness(
            feature="key",
            first=f"{one.root} {one.scale}",
            second=f"{other.root} {other.scale}",
            apart=0.0 if (one.root, one.scale) == (other.root, other.scale) else 0.5,
            confidence=sure * 0.5,
        ),
        Likeness(
            feature="energy",
            first=f"{one.energy:.2f}",
            second=f"{other.energy:.2f}",
            apart=round(min(1.0, abs(one.energy - other.energy)), 3),
            confidence=sure,
        ),
    )


def _pulse(music: MusicFound) -> str:
    if not music.present:
        return "none"
    return "no beat" if music.tempo is None else f"{music.tempo:.0f} beats a minute"


def _numbers(feature: str, first: float, second: float, unit: str, sure: float) -> Likeness:
    apart = abs(first - second) / max(abs(first), 1e-6)
    return Likeness(
        feature=feature,
        first=f"{first:.2f} {unit}",
        second=f"{second:.2f} {unit}",
        apart=round(min(1.0, apart), 3),
        confidence=round(sure, 3),
    )
