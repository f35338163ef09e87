"""Colours of a kind of text: its ink, the ink of the spoken word, and what lies behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from heliograph.extensions.providers.style_analysis.lettering.cues import Cue
from heliograph.extensions.providers.style_analysis.reading import Floats

APART = 22.0
"""Colours nearer than this (in LAB) are one ink, dulled by compression."""
LEAST = 0.05
_SAME, _HARDLY = 30.0, 0.2
_MOST = 6000


@dataclass(frozen=True, eq=False)
class Inks:
    """LAB colours; `spoken` is None where there is only one ink."""

    ink: Floats
    spoken: Floats | None
    ground: Floats
    is_edged: bool
    is_boxed: bool

    def share_spoken(self, letters: Floats) -> Floats:
        """For each letter whether its ink is the spoken word's."""
        if self.spoken is None:
            return np.zeros(len(letters), np.float32)
        near = np.linalg.norm(letters[:, 4:7] - self.spoken, axis=1)
        far = np.linalg.norm(letters[:, 4:7] - self.ink, axis=1)
        found: Floats = (near < far).astype(np.float32)
        return found


def inks_of(cues: Sequence[Cue]) -> Inks:
    """The colours of all letters of a kind, the ink seen most first."""
    letters = np.concatenate([block.letters for cue in cues for block in cue.blocks])
    if len(letters) > _MOST:
        letters = letters[np.random.default_rng(5).choice(len(letters), _MOST, replace=False)]
    ink, spoken = _two_inks(np.ascontiguousarray(letters[:, 4:7]))
    grounds = letters[:, 7:10]
    ground = np.median(grounds, axis=0)
    spread = float(np.median(np.linalg.norm(grounds - ground, axis=1)))
    # An edge or a box is the same over every picture; what shows through is not.
    is_even = spread < 14.0
    is_dark_edge = float(ground[0]) < 22 if float(ink[0]) > 50 else float(ground[0]) > 80
    return Inks(
        ink=ink,
        spoken=spoken,
        ground=ground.astype(np.float32),
        is_edged=is_even and is_dark_edge,
        is_boxed=is_even and not is_dark_edge,
    )


def by_ink(cues: Sequence[Cue]) -> tuple[Sequence[Cue], Sequence[Cue]]:
    """The cues that see the letters, and those of the other polarity that see something of their
    own: words on a box, perhaps. Cues that see but the edges of the letters are left out.

    Light letters with a dark edge are, over some pictures, found by the edge alone. Both ways of
    seeing them have the same two colours, the other way round. Light is then taken for the ink, as
    it is nearly always, unless it is hardly ever seen: then it is the gaps within dark letters.
    """
    light = [cue for cue in cues if cue.fullest.is_light]
    dark = [cue for cue in cues if not cue.fullest.is_light]
    if not light or not dark:
        return cues, ()
    seen = [sum(cue.seconds for cue in one) for one in (light, dark)]
    (ink, edge), (other, behind) = _colours(light), _colours(dark)
    is_edged = float(np.linalg.norm(other - edge)) < _SAME
    if is_edged and float(np.linalg.norm(behind - ink)) < _SAME:
        return (light if seen[0] > _HARDLY * seen[1] else dark), ()
    # Where only the darks agree, the light letters have an edge, and the dark stand on a box.
    return (light, dark) if is_edged or seen[0] >= seen[1] else (dark, light)


def _colours(cues: Sequence[Cue]) -> tuple[Floats, Floats]:
    """The ink of most letters, and the ground of most."""
    letters = np.concatenate([block.letters for cue in cues for block in cue.blocks])
    return np.median(letters[:, 4:7], axis=0), np.median(letters[:, 7:10], axis=0)


def _two_inks(colours: Floats) -> tuple[Floats, Floats | None]:
    if len(colours) < 8:
        return np.median(colours, axis=0).astype(np.float32), None
    cv2.setRNGSeed(13)
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 25, 0.5)
    start = np.zeros((len(colours), 1), np.int32)
    _, labels, centres = cv2.kmeans(colours, 3, start, criteria, 3, cv2.KMEANS_PP_CENTERS)
    shares = np.bincount(labels.reshape(-1), minlength=3) / len(colours)
    first, *others = np.argsort(-shares)
    ink = np.asarray(centres[first], np.float32)
    second = [
        at
        for at in others
        if shares[at] > LEAST and float(np.linalg.norm(centres[at] - centres[first])) > APART
    ]
    if not second:
        return ink, None
    # Of two further colours the livelier is meant; the duller is where edges mix.
    spoken = max(second, key=lambda at: float(np.hypot(centres[at][1], centres[at][2])))
    return ink, np.asarray(centres[spoken], np.float32)
