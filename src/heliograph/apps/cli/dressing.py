"""What `heliograph style apply` does: a brief becomes a storyboard, a video, and a report."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from heliograph.apps.cli import filming
from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import file_of
from heliograph.apps.cli.printing import note, table
from heliograph.apps.cli.styling import explained, marks_beside
from heliograph.extensions.providers.style_analysis import StyleAnalysis
from heliograph.extensions.providers.style_analysis.guarding.checking import Copied, copied_in
from heliograph.extensions.providers.style_analysis.guarding.marks import Marks, read_marks
from heliograph.flows.catalogue import InstalledExtensions
from heliograph.sdk.composing import Crew, Wishes, compose
from heliograph.sdk.style import Style, find_style
from heliograph.sdk.style.boarding import board_of
from heliograph.sdk.style.brief import StyleBrief, read_brief
from heliograph.sdk.style.comparing import Similarity, compare
from heliograph.sdk.timeline import Narration, Timeline
from heliograph.sdk.voice import NotToBeSpoken

SILENT = "none"
_FEATURES = {"feature": "FEATURE", "first": "REFERENCE", "second": "NEW", "apart": "APART"}


@dataclass(frozen=True)
class Wish:
    """One video as it is asked for on the command line."""

    style: str
    brief: Path
    out: Path
    reference: Path | None = None
    seed: int = 0
    preset: str = "veryfast"
    workers: int = 0
    width: int | None = None
    keep: Path | None = None


def applied(wish: Wish) -> tuple[dict[str, Any], list[str]]:
    """Make the video, look for anything copied, compare, and tell it."""
    with explained():
        style, _ = find_style(wish.style)
        brief = read_brief(file_of(wish.brief))
        reference = _marks(wish)
    with tempfile.TemporaryDirectory(prefix="heliograph-style-") as passing:
        folder = (wish.keep or Path(passing)).absolute()
        timeline = _composed(wish, style, brief, folder)
        # It is rendered beside its place: a video that copies never stands where it was asked for.
        draft = Path(passing) / "draft.mp4"
        made = _rendered(wish, timeline, folder, draft)
        copied = _copied(draft, reference)
        similarity = _similarity(wish, draft)
        beside = _moved_out(Path(passing), wish.out)
    found = {
        **made,
        "path": str(wish.out),
        **beside,
        "style": style.id,
        "scenes": len(timeline.scenes),
        "copied": None if copied is None else asdict(copied),
        "similarity": None if similarity is None else similarity.model_dump(mode="json"),
    }
    return found, list(_lines(found))


def _marks(wish: Wish) -> Marks | None:
    """Of the reference: taken now, or kept beside the style when it was learned."""
    if wish.reference is not None:
        return StyleAnalysis().marks(file_of(wish.reference))
    kept = marks_beside(Path(wish.style))
    return read_marks(kept) if kept.is_file() else None


def _composed(wish: Wish, style: Style, brief: StyleBrief, folder: Path) -> Timeline:
    catalogue = InstalledExtensions()
    provider, _, voice = brief.voice.rpartition(":")
    silent = brief.voice == SILENT
    narration = None if silent else Narration(provider=provider or "espeak", voice=voice)
    board = board_of(brief, style, wish.brief.parent.absolute(), wish.seed)
    wishes = Wishes(
        pack_folder=catalogue.pack("general").folder,
        style=style,
        aspect=style.aspect,
        narration=narration,
        mood=style.music.mood or "none",
        handle=brief.handle,
        seed=wish.seed,
    )
    crew = Crew(
        catalogue.voice_provider(provider or "espeak").speak,
        catalogue.picture_provider().draw,
        catalogue.style_analyst(),
    )
    try:
        return compose(board, wishes, crew, folder)
    except (NotToBeSpoken, ValueError, LookupError) as error:
        raise BadInput(str(error).rstrip("."), "Change what it names.") from error


def _rendered(wish: Wish, timeline: Timeline, folder: Path, draft: Path) -> dict[str, Any]:
    document = folder / "timeline.json"
    document.write_text(timeline.model_dump_json(indent=1), encoding="utf-8")
    note(f"{len(timeline.scenes)} scenes are drawn and spoken")
    return filming.rendered(filming.Wish(document, draft, wish.preset, wish.workers, wish.width))


def _copied(draft: Path, reference: Marks | None) -> Copied | None:
    if reference is None:
        return None
    found = copied_in(StyleAnalysis().marks(draft), reference)
    if not found.is_clean:
        raise BadInput(
            f"The new video holds something of the reference: {found.frames} frames, "
            f"{found.lines} lines of text, {found.sound} marks of its sound",
            "Use other pictures, words and music; the video was not kept.",
        )
    return found


def _similarity(wish: Wish, draft: Path) -> Similarity | None:
    if wish.reference is None:
        return None
    analyst = StyleAnalysis()
    with explained():
        return compare(analyst.analyse(wish.reference), analyst.analyse(draft))


def _moved_out(passing: Path, out: Path) -> dict[str, Any]:
    """The video and what lies beside it, at the place that was asked for."""
    out.parent.mkdir(parents=True, exist_ok=True)
    found: dict[str, Any] = {"cover": None, "subtitles": []}
    for file in sorted(passing.glob("draft*")):
        place = out.with_name(out.stem + file.name.removeprefix("draft"))
        partial = place.with_name(f".{place.name}.part")
        partial.write_bytes(file.read_bytes())
        partial.replace(place)
        if place.suffix in {".srt", ".vtt"}:
            found["subtitles"].append(str(place))
        elif place.suffix in {".jpg", ".png"}:
            found["cover"] = str(place)
    return found


def _lines(found: dict[str, Any]) -> Iterator[str]:
    yield f"{found['path']}  {found['width']} x {found['height']}  {found['seconds']:g} s"
    if found["copied"] is not None:
        yield "Nothing of the reference is in it: no frame, no line of text, no sound."
    similarity = found["similarity"]
    if similarity is not None:
        yield from table(similarity["features"], _FEATURES, "")
        yield f"{similarity['overall']:.0%} alike"
