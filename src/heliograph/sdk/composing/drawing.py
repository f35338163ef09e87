"""The pictures of a storyboard, each a file named by what it is drawn from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from heliograph.sdk.composing.crew import Crew, Wishes
from heliograph.sdk.composing.keys import hash_of, keep, key_of
from heliograph.sdk.pictures import PictureBrief
from heliograph.sdk.storyboard import BoardScene, FileWish, PictureWish
from heliograph.sdk.timeline.document import SIZES, Card, Clip, Drawn, Source, Still

# Pictures are larger than the frame, so that the camera has room to move.
MARGIN = 1.25


def seen(
    scene: BoardScene, number: int, wishes: Wishes, crew: Crew, folder: Path
) -> tuple[Still | Clip | Drawn | Card, dict[str, Source]]:
    """What a scene shows, and the file it needs."""
    shot = scene.shot
    if isinstance(shot, Drawn | Card):
        return shot, {}
    if isinstance(shot, FileWish):
        return _there_already(shot)
    brief = _brief(shot, number, wishes)
    key = f"picture-{key_of(_inputs(brief))}"
    file, facts = folder / f"{key}.jpg", folder / f"{key}.json"
    if not (file.is_file() and facts.is_file()):
        picture = crew.draw(brief)
        keep(file, picture.data)
        keep(facts, json.dumps(picture.licences).encode())
    licences: Mapping[str, str] = json.loads(facts.read_text(encoding="utf-8"))
    told = "; ".join(f"{name}: {licence}" for name, licence in sorted(licences.items()))
    source = Source(
        path=file.name,
        kind="picture",
        sha256=hash_of(file),
        licence=told or "drawn here",
        origin=f"canvas: {shot.design}",
        alt=", ".join(scene.about),
    )
    return Still(source=key), {key: source}


def _there_already(shot: FileWish) -> tuple[Still | Clip, dict[str, Source]]:
    key = f"file-{key_of({'path': shot.path})}"
    source = Source(
        path=shot.path,
        kind="clip" if shot.is_clip else "picture",
        licence=shot.licence,
        origin=shot.origin,
    )
    return (Clip(source=key) if shot.is_clip else Still(source=key)), {key: source}


def _brief(wish: PictureWish, number: int, wishes: Wishes) -> PictureBrief:
    width, height = SIZES[wishes.aspect]
    return PictureBrief(
        design=wish.design,
        pack_folder=wishes.pack_folder,
        width=round(width * MARGIN / 2) * 2,
        height=round(height * MARGIN / 2) * 2,
        palette=dict(wish.palette or wishes.palette),
        words=dict(wish.words),
        seed=(wishes.seed * 31 + number) % 2**32,
        symbol=wish.symbol or wishes.symbol,
        values=wish.values,
    )


def _inputs(brief: PictureBrief) -> Mapping[str, Any]:
    # Where a pack is installed does not change what it draws.
    return asdict(brief) | {"pack_folder": brief.pack_folder.name}
