"""The colour table of a style: what its grade does, or how a film's colours are reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from heliograph.extensions.providers.style_analysis.colour.clouds import carried
from heliograph.extensions.providers.style_analysis.colour.pictures import colours_shown
from heliograph.extensions.providers.style_analysis.colour.samples import (
    from_hex,
    lab_to_rgb,
    rgb_to_lab,
    to_hex,
)
from heliograph.extensions.providers.style_analysis.colour.tables import (
    SIDE,
    applied,
    neutral,
    read_table,
    write_bytes,
    write_cube,
)
from heliograph.extensions.providers.style_analysis.colour.transfer import table_between
from heliograph.extensions.providers.style_analysis.reading import Floats
from heliograph.sdk.style.cubes import own_cube
from heliograph.sdk.style.document import GradeStyle, Style

FEWEST = 2000
"""Colours fewer than this say little of a video's pictures."""
_GUESSED = 0.6
"""How far a film's colours are sought, at most, where the new pictures are only guessed at."""
_WANTED = 9000
_LEAST_SPREAD = 4.0
_ROUNDS = 7


def write_style_cube(style: Style, path: Path, pictures: Sequence[Path] = ()) -> Path:
    """Write the table of a style: its own where it has one, else that of its grade; a learned one
    fits the pictures that it is for. Raises `StyleBroken` for a table that cannot be used."""
    own = own_cube(style)
    if own is not None:
        return write_bytes(own.read_bytes(), path)
    grade = style.look.grade
    shown = None
    if grade.is_learned and pictures:
        wide, high = (float(one) for one in style.aspect.split(":"))
        shown = colours_shown(pictures, wide / high)
    return write_cube(graded(grade, shown), path, style.id)


def graded(grade: GradeStyle, shown: Floats | None = None) -> Floats:
    """The table of a grade; `shown` are colours (n, 3) in LAB of the pictures it is for."""
    lab = rgb_to_lab(neutral().reshape(-1, 3))
    if grade.is_learned:
        if shown is not None and len(shown) >= FEWEST and grade.swatches:
            table = table_between(shown, wanted(grade)).reshape(-1, 3)
            lab = lab + grade.pull * (rgb_to_lab(table) - lab)
        else:
            guessed = carried(lab, grade.mean, grade.covariance)
            lab = lab + min(grade.pull, _GUESSED) * (guessed - lab)
    light = lab[:, 0]
    pivot = 50.0
    light = pivot + (light - pivot) * grade.contrast + grade.brightness
    # A soft knee at both ends: contrast must not crush blacks nor clip whites.
    light = _kneed(light)
    light = grade.lift + light * (100.0 - grade.lift - grade.roll) / 100.0
    made = np.stack((light, lab[:, 1] * grade.saturation, lab[:, 2] * grade.saturation), axis=1)
    made[:, 1] += grade.tint
    made[:, 2] += grade.temperature
    for colour, weight in (
        (grade.shadows, np.clip(1 - light / 55, 0, 1)),
        (grade.lights, np.clip((light - 45) / 55, 0, 1)),
    ):
        if colour:
            toward = from_hex(colour)
            much = (grade.toning * weight)[:, None]
            made[:, 1:] += (toward[1:] - made[:, 1:]) * much
    found: Floats = lab_to_rgb(made.astype(np.float32)).reshape(SIDE, SIDE, SIDE, 3)
    return found


def _kneed(light: Floats) -> Floats:
    low = np.where(light < 8, 8 * np.exp((light - 8) / 8), light)
    found: Floats = np.where(low > 92, 100 - 8 * np.exp((92 - low) / 8), low)
    return found


def wanted(grade: GradeStyle) -> Floats:
    """Colours (n, 3) in LAB as a film has them: about its swatches, by their shares, as far from
    them as the breadth of the whole cloud asks for."""
    random = np.random.default_rng(23)
    centres = np.stack([from_hex(one.colour) for one in grade.swatches]).astype(np.float64)
    shares = np.array([one.share for one in grade.swatches]) + 1e-6
    shares /= shares.sum()
    apart = centres - shares @ centres
    between = (apart * shares[:, None]).T @ apart
    values, vectors = np.linalg.eigh(np.array(grade.covariance).reshape(3, 3) - between)
    spread = vectors @ np.diag(np.maximum(values, _LEAST_SPREAD)) @ vectors.T
    chosen = random.choice(len(centres), _WANTED, p=shares)
    found = centres[chosen] + random.multivariate_normal(np.zeros(3), spread, _WANTED)
    found[:, 0] = np.clip(found[:, 0], 0, 100)
    return found.astype(np.float32)


def ungraded(file: Path, colours: Mapping[str, str]) -> dict[str, str]:
    """Colours (#rrggbb, by name) that a table in a file makes into the given ones, as nearly as
    it makes any."""
    table = read_table(file)
    return {name: to_hex(_before(table, from_hex(colour))) for name, colour in colours.items()}


def _before(table: Floats, goal: Floats) -> Floats:
    """The LAB colour whose graded one is nearest to a goal: the table's own steps first, then
    ever finer ones about the best."""
    made = rgb_to_lab(table.reshape(-1, 3))
    best = neutral().reshape(-1, 3)[_nearest(made, goal)]
    reach = np.float32(1 / (SIDE - 1))
    steps = np.stack(np.meshgrid(*[np.linspace(-1, 1, 5, dtype=np.float32)] * 3), -1).reshape(-1, 3)
    for _ in range(_ROUNDS):
        near = np.clip(best + reach * steps, 0, 1).astype(np.float32)
        best = near[_nearest(rgb_to_lab(applied(table, near)), goal)]
        reach = reach * np.float32(0.6)
    found: Floats = rgb_to_lab(best[None])[0]
    return found


def _nearest(lab: Floats, goal: Floats) -> int:
    return int(((lab - goal) ** 2).sum(axis=1).argmin())
