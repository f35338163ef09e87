"""How well shots are found: precision, recall and F1 for cuts and for gradual transitions, on
videos with known joins, beside PySceneDetect's detectors on the same files.

    python -m evaluations.style_shots [COUNT] [PYTHON_WITH_SCENEDETECT]

A cut counts as found within two frames; a gradual transition where one is found that lies over
it, with either end at most four frames (or a quarter of its length) off. PySceneDetect reports cuts
only: any that falls within a transition, four frames more on either side, counts for it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from evaluations.style_clips import Clip, make

from heliograph.extensions.providers.style_analysis.boundaries import Join, joins_of
from heliograph.extensions.providers.style_analysis.reading import read
from heliograph.extensions.providers.style_analysis.thumbs import Thumbs

CUT_NEAR, END_NEAR = 2, 4
PEER = """
import json, sys
from scenedetect import detect, AdaptiveDetector, ContentDetector, HashDetector, HistogramDetector
for name, kind in (("adaptive", AdaptiveDetector), ("content", ContentDetector),
                   ("hash", HashDetector), ("histogram", HistogramDetector)):
    scenes = detect(sys.argv[1], kind())
    print(json.dumps([name, [scene[0].frame_num for scene in scenes[1:]]]))
"""


def found_in(clip: Clip) -> tuple[list[Join], float]:
    """What is found, and the CPU seconds it took."""
    began = time.process_time()
    with closing(Thumbs()) as thumbs:
        film = read(clip.path, lambda small: _see(thumbs, small))
        found = joins_of(thumbs.whole(), film.fps)
    return found, time.process_time() - began


def _see(thumbs: Thumbs, small: object) -> None:
    thumbs.see(small)  # type: ignore[arg-type]  # a Small; its answer is not wanted


def is_match(true: Join, found: Join) -> bool:
    """Whether a found join is the true one."""
    if (true.kind == "cut") != (found.kind == "cut"):
        return False
    if true.kind == "cut":
        return abs(true.first - found.first) <= CUT_NEAR
    near = max(END_NEAR, (true.end - true.first) // 4)
    return abs(true.first - found.first) <= near and abs(true.end - found.end) <= near


def counted(true: Sequence[Join], found: Sequence[Join]) -> Counter[str]:
    """Hits, misses and false ones, by cut and gradual; and how many kinds are named rightly."""
    left, counts = list(found), Counter[str]()
    for one in true:
        sort = "cut" if one.kind == "cut" else "gradual"
        hit = next((other for other in left if is_match(one, other)), None)
        counts[f"{sort} hit" if hit else f"{sort} missed"] += 1
        if hit is not None:
            left.remove(hit)
            counts["named"] += sort == "gradual" and hit.kind == one.kind
    for other in left:
        counts["cut false" if other.kind == "cut" else "gradual false"] += 1
    return counts


def peers(clip: Clip, python: str) -> dict[str, list[int]]:
    """Cuts that PySceneDetect's detectors report."""
    command = [python, "-c", PEER, str(clip.path)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own words
    return dict(json.loads(line) for line in lines.splitlines())


def peer_counted(true: Sequence[Join], cuts: Sequence[int]) -> Counter[str]:
    """Hits of a detector that reports cuts only, counted in its favour."""
    left, counts = list(cuts), Counter[str]()
    for one in true:
        near = CUT_NEAR if one.kind == "cut" else END_NEAR
        sort = "cut" if one.kind == "cut" else "gradual"
        hits = [at for at in left if one.first - near <= at <= one.end + near]
        counts[f"{sort} hit" if hits else f"{sort} missed"] += 1
        left = [at for at in left if at not in hits]
    counts["cut false"] += len(left)
    return counts


def told(name: str, counts: Counter[str]) -> str:
    """One line of the table."""
    parts = [f"{name:12}"]
    for sort in ("cut", "gradual"):
        hit, missed, false = (counts[f"{sort} {what}"] for what in ("hit", "missed", "false"))
        parts.append(f"{sort} P {_part(hit, false):.3f} R {_part(hit, missed):.3f}")
        parts.append(f"F1 {2 * hit / max(1, 2 * hit + missed + false):.3f}")
    hits = counts["cut hit"] + counts["gradual hit"]
    wrong = sum(
        counts[f"{sort} {what}"] for sort in ("cut", "gradual") for what in ("missed", "false")
    )
    parts.append(f"all F1 {2 * hits / max(1, 2 * hits + wrong):.3f}")
    return "  ".join(parts)


def _part(hit: int, other: int) -> float:
    return hit / max(1, hit + other)


def main(count: int = 9, python: str = "") -> int:
    """Make the set, measure, print the table; fails below the bar."""
    ours, cpu, frames = Counter[str](), 0.0, 0
    others: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory(prefix="heliograph-shots-") as folder:
        for seed in range(count):
            clip = make(Path(folder) / f"clip-{seed}.mp4", seed)
            found, seconds = found_in(clip)
            cpu, frames = cpu + seconds, frames + clip.frames
            ours += counted(clip.joins, found)
            for name, cuts in (peers(clip, python) if python else {}).items():
                others.setdefault(name, Counter()).update(peer_counted(clip.joins, cuts))
    cuts, graduals = (
        sum(ours[f"{sort} {what}"] for what in ("hit", "missed")) for sort in ("cut", "gradual")
    )
    print(f"{count} clips, {frames} frames, {cuts} cuts, {graduals} gradual transitions")
    print(told("ours", ours), f" {frames / cpu:.0f} frames a CPU second")
    print(f"kinds named rightly: {ours['named']} of {ours['gradual hit']}")
    for name, counts in others.items():
        print(told(name, counts))
    scores = [
        2
        * ours[f"{sort} hit"]
        / (2 * ours[f"{sort} hit"] + ours[f"{sort} missed"] + ours[f"{sort} false"])
        for sort in ("cut", "gradual")
    ]
    return int(bool(np.any(np.array(scores) < (0.90, 0.85))))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 9, *sys.argv[2:3]))
