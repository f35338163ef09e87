"""What `heliograph video make` does: facts, text, storyboard, timeline, file, report."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heliograph.apps.cli import filming
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.printing import note
from heliograph.apps.cli.writing import Order, first_of
from heliograph.flows.catalogue import InstalledExtensions
from heliograph.sdk.composing import Crew, Wishes, compose
from heliograph.sdk.packs import NothingToSay, Pack, Plan
from heliograph.sdk.storyboard import VideoPack
from heliograph.sdk.style import StyleBroken, find_style
from heliograph.sdk.timeline import SIZES, Narration, Timeline
from heliograph.sdk.timeline.document import Aspect
from heliograph.sdk.voice import NotToBeSpoken

SILENT = "none"


@dataclass(frozen=True)
class Wish:
    """One video as it is asked for on the command line. `keep` is a folder in which the timeline
    and its files stay, to be changed and rendered again."""

    order: Order
    out: Path
    aspect: str = "9:16"
    style: str = ""
    voice: str = ""
    rate: float = 1.0
    mood: str = ""
    handle: str = ""
    preset: str = "veryfast"
    workers: int = 0
    keep: Path | None = None


async def made(wish: Wish) -> dict[str, Any]:
    """Make the video and say what came of it."""
    pack, plan, draft = await first_of(wish.order)
    if not isinstance(pack, VideoPack):
        raise BadInput(f"{pack.manifest.name} makes no videos", "Choose another pack.")
    if wish.aspect not in SIZES:
        raise BadInput(f"{wish.aspect!r} is no aspect", f"Choose one of: {', '.join(SIZES)}.")
    with tempfile.TemporaryDirectory(prefix="heliograph-video-") as passing:
        folder = (wish.keep or Path(passing)).absolute()
        try:
            board = pack.storyboard(plan, draft)
            timeline = compose(board, _wishes(wish, pack, plan), _crew(wish.voice), folder)
        except (NothingToSay, NotToBeSpoken, ValueError, LookupError) as error:
            raise BadInput(str(error).rstrip("."), "Change what it names.") from error
        return _rendered(wish, timeline, folder) | {"text": draft.text}


def _rendered(wish: Wish, timeline: Timeline, folder: Path) -> dict[str, Any]:
    document = folder / "timeline.json"
    document.write_text(timeline.model_dump_json(indent=1), encoding="utf-8")
    note(f"{len(timeline.scenes)} scenes are drawn and spoken")
    found = filming.rendered(filming.Wish(document, wish.out, wish.preset, wish.workers))
    return found | {
        "scenes": [
            {"id": one.id, "seconds": one.seconds, "line": one.line, "shot": one.shot.kind}
            for one in timeline.scenes
        ],
        "style": timeline.notes.get("style", ""),
        "timeline": str(document) if wish.keep else None,
    }


def _wishes(wish: Wish, pack: Pack, plan: Plan) -> Wishes:
    kind = next(one for one in pack.manifest.types if one.id == plan.type)
    try:
        style, _ = find_style(wish.style or kind.video or "nocturne")
    except StyleBroken as error:
        raise BadInput(str(error), "Look at `heliograph style list`.") from error
    subject = wish.order.subject
    profile = pack.subject(subject) if subject != "all" else pack.subjects()[0]
    seed = hashlib.sha256(f"{subject}:{plan.type}:{wish.order.first}".encode()).digest()
    aspect: Aspect = wish.aspect  # type: ignore[assignment]  # checked by who calls
    return Wishes(
        pack_folder=pack.folder,
        style=style,
        aspect=aspect,
        narration=None if wish.voice == SILENT else _narration(wish),
        mood=wish.mood,
        palette=profile.palette,
        symbol=profile.symbol,
        handle=wish.handle,
        seed=int.from_bytes(seed[:4]),
    )


def _narration(wish: Wish) -> Narration:
    provider, _, voice = wish.voice.rpartition(":")
    return Narration(provider=provider or "espeak", voice=voice, rate=wish.rate)


def _crew(voice: str) -> Crew:
    catalogue = InstalledExtensions()
    provider = "" if voice == SILENT else voice.rpartition(":")[0]
    return Crew(
        catalogue.voice_provider(provider or "espeak").speak,
        catalogue.picture_provider().draw,
        catalogue.style_analyst(),
    )
