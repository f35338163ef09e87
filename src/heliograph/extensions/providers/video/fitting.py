"""How a picture fills a frame: what is cut away, and the size at which it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from heliograph.extensions.providers.video import cameras
from heliograph.sdk.timeline import Camera

FINEST = 1.6
"""How much larger than the frame a picture is kept: more would shimmer when a linear warp
shrinks it, less would be soft at the end of a move."""
_SHARPER = 1.25
_MARGIN = 2


@dataclass(frozen=True)
class Fit:
    """The part of a picture that is ever seen (`left`, `top`, `right`, `bottom` in its pixels),
    the even size it is kept at, and the camera's move over what is kept."""

    edges: tuple[int, int, int, int]
    kept: cameras.Size
    path: cameras.Path


def fit(picture: cameras.Size, camera: Camera | None, frame: cameras.Size, frames: int) -> Fit:
    """The fit of a picture to a frame, for a camera's move over so many frames."""
    path = cameras.path_of(camera, picture, frame, frames)
    if path.is_still:
        return _held(path, picture, frame)
    edges = _seen(path, picture, frame)
    cut = (edges[2] - edges[0], edges[3] - edges[1])
    kept = _kept(cut, path, frame)
    across, down = kept[0] / cut[0], kept[1] / cut[1]

    def moved(view: cameras.View) -> cameras.View:
        return cameras.View(
            (view.left - edges[0]) * across, (view.top - edges[1]) * down, view.width * across
        )

    return Fit(edges, kept, cameras.Path(moved(path.first), moved(path.last), path.ease, frames))


def _held(path: cameras.Path, picture: cameras.Size, frame: cameras.Size) -> Fit:
    """Nothing moves: what is seen is scaled to the frame and needs no camera."""
    left, top = round(path.first.left), round(path.first.top)
    right = min(picture[0], max(left + 1, round(path.first.left + path.first.width)))
    high = path.first.width * frame[1] / frame[0]
    bottom = min(picture[1], max(top + 1, round(path.first.top + high)))
    view = cameras.View(0.0, 0.0, float(frame[0]))
    edges = (min(left, right - 1), min(top, bottom - 1), right, bottom)
    return Fit(edges, frame, cameras.Path(view, view, path.ease, path.frames))


def _seen(
    path: cameras.Path, picture: cameras.Size, frame: cameras.Size
) -> tuple[int, int, int, int]:
    views = (path.first, path.last)
    high = frame[1] / frame[0]
    return (
        max(0, int(min(one.left for one in views)) - _MARGIN),
        max(0, int(min(one.top for one in views)) - _MARGIN),
        min(picture[0], int(max(one.left + one.width for one in views)) + 1 + _MARGIN),
        min(picture[1], int(max(one.top + one.width * high for one in views)) + 1 + _MARGIN),
    )


def _kept(cut: cameras.Size, path: cameras.Path, frame: cameras.Size) -> cameras.Size:
    """At most `FINEST` pixels for one of the frame where the view is widest."""
    widest = max(path.first.width, path.last.width)
    closest = min(path.first.width, path.last.width)
    # A picture that is smaller than the frame is enlarged well once, not badly each time.
    wanted = min(_SHARPER * frame[0] / closest, max(1.0, frame[0] / closest))
    scale = min(FINEST * frame[0] / widest, wanted)
    return max(2, round(cut[0] * scale / 2) * 2), max(2, round(cut[1] * scale / 2) * 2)
