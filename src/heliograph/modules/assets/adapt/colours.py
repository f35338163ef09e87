"""Colours of any camera brought to those that every network shows: BT.709, eight bits, video range.

Without this a film of standard definition turns greenish, and one of high dynamic range grey.
"""

from __future__ import annotations

import av

BT709, UNKNOWN, FULL = 1, 2, 2
MATRICES = {1: "bt709", 4: "fcc", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 9: "bt2020"}
"""FFmpeg's names of what ISO 23091-2 numbers."""
BRIGHT = {16: "smpte2084", 18: "arib-std-b67"}
"""Curves of high dynamic range: PQ and HLG."""
HIGH_LINES = 700
"""A picture with fewer lines and no word of its colours is of standard definition."""
Step = tuple[str, str]


def straightened(first: av.VideoFrame) -> list[Step]:
    """The steps that bring pictures like this one to BT.709; none where they are there."""
    matrix = _matrix(first)
    ranges = "full" if int(first.color_range) == FULL else "limited"
    if int(first.color_trc) in BRIGHT:
        return [("scale", _toned(int(first.color_trc), matrix, ranges))]
    if matrix == "bt709" and ranges == "limited":
        return []
    return [
        (
            "scale",
            f"in_color_matrix={matrix}:out_color_matrix=bt709:in_range={ranges}:out_range=limited",
        )
    ]


def _matrix(first: av.VideoFrame) -> str:
    named = MATRICES.get(int(first.colorspace))
    if named is not None:
        return named
    return "bt709" if min(first.width, first.height) >= HIGH_LINES else "smpte170m"


def _toned(curve: int, matrix: str, ranges: str) -> str:
    """Bright light is folded into what a common screen can show."""
    return (
        f"in_color_matrix={matrix}:in_range={ranges}:in_transfer={BRIGHT[curve]}"
        ":in_primaries=bt2020:out_color_matrix=bt709:out_range=limited"
        ":out_transfer=bt709:out_primaries=bt709:intent=perceptual"
    )
