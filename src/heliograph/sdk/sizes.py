"""Named picture sizes: how large each network wants one, and what stays free of its buttons."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Form = Literal["tall", "portrait", "square", "wide", "banner"]
Edges = tuple[float, float, float, float]
_FILE = Path(__file__).with_name("picture_sizes.toml")
# Of a canvas nobody named: left, top, right, bottom in shares of its sides.
_USUAL_SAFE: Mapping[Form, Edges] = {
    "tall": (0.075, 0.125, 0.925, 0.825),
    "portrait": (0.065, 0.05, 0.935, 0.955),
    "square": (0.065, 0.05, 0.935, 0.955),
    "wide": (0.04, 0.06, 0.96, 0.94),
    "banner": (0.08, 0.12, 0.92, 0.74),
}


@dataclass(frozen=True)
class PictureSize:
    """One size. `safe` is left, top, right, bottom in pixels."""

    name: str
    about: str
    width: int
    height: int
    safe: Edges
    form: Form


@cache
def picture_sizes() -> Mapping[str, PictureSize]:
    """Every named size."""
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        name: PictureSize(
            name=name,
            about=entry["about"],
            width=entry["width"],
            height=entry["height"],
            safe=_edges(entry["safe"]),
            form=entry["form"],
        )
        for name, entry in raw.items()
    }


def size_of_platform(platform: str) -> PictureSize | None:
    """The usual size on a network: the first that bears its name; None where none does."""
    own = (size for name, size in picture_sizes().items() if name.startswith(f"{platform}_"))
    return next(own, None)


def size_named(name: str) -> PictureSize:
    """One named size; raises `ValueError` naming the sizes there are."""
    known = picture_sizes()
    if name not in known:
        raise ValueError(f"There is no size {name!r}; there are: {', '.join(sorted(known))}.")
    return known[name]


def size_of(width: int, height: int) -> PictureSize:
    """The size of a canvas nobody named: its form by its sides, its edges as usual."""
    form = _form_of(width / height)
    left, top, right, bottom = _USUAL_SAFE[form]
    safe = (left * width, top * height, right * width, bottom * height)
    return PictureSize(f"{width}x{height}", "A size of your own", width, height, safe, form)


def safe_area(width: int, height: int) -> Edges:
    """What no network covers of a frame this large: left, top, right, bottom in pixels. The
    room that is left by every named size of the same shape, else what is usual for the form."""
    alike = [
        one
        for one in picture_sizes().values()
        if one.form != "banner"
        and abs(one.width / one.height - width / height) < 0.02 * width / height
    ]
    shares = [
        (left / one.width, top / one.height, right / one.width, bottom / one.height)
        for one in alike
        for left, top, right, bottom in (one.safe,)
    ]
    if not shares:
        return size_of(width, height).safe
    lefts, tops, rights, bottoms = zip(*shares, strict=True)
    edges = (max(lefts), max(tops), min(rights), min(bottoms))
    return (edges[0] * width, edges[1] * height, edges[2] * width, edges[3] * height)


def _form_of(ratio: float) -> Form:
    limits: tuple[tuple[float, Form], ...] = (
        (0.65, "tall"),
        (0.9, "portrait"),
        (1.3, "square"),
        (2.4, "wide"),
    )
    return next((form for limit, form in limits if ratio < limit), "banner")


def _edges(numbers: list[float]) -> Edges:
    left, top, right, bottom = numbers
    return (left, top, right, bottom)
