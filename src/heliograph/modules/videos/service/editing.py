"""Changes that a person makes to a video: each keeps the version before it, and only what the
change touches is spoken and drawn again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, get_args
from uuid import UUID

from heliograph.kit.database import Row, UnitOfWork
from heliograph.kit.events import tell_live
from heliograph.modules.assets import AssetsService
from heliograph.modules.videos import events
from heliograph.modules.videos.errors import VideoChanged, VideoInvalid, VideoNotFound
from heliograph.modules.videos.repository import VideoRepository
from heliograph.modules.videos.service.composing import COMPOSE_JOB
from heliograph.modules.videos.service.files import VideoFiles, names_of
from heliograph.modules.videos.service.styles import Styles
from heliograph.modules.videos.service.tables import StyleTables
from heliograph.modules.videos.service.tools import VideoTools
from heliograph.modules.videos.service.videos import VideosService
from heliograph.modules.videos.service.voices import SILENT, Voices, narration_of
from heliograph.modules.videos.service.work import dress_again
from heliograph.modules.videos.values import JSON, MAKING, READY, read_timeline, stored
from heliograph.sdk.composing.narrating import is_said, retimed
from heliograph.sdk.composing.styling import wished_camera
from heliograph.sdk.style import Style
from heliograph.sdk.timeline import Scene, Source, Timeline
from heliograph.sdk.timeline.document import Move

SEEN = frozenset(("picture", "clip"))
_LASTING = frozenset(("line", "least"))
_REST = ("line", "titles", "cues", "least", "move", "camera", "transition", "chapter", "shot")


@dataclass(frozen=True)
class Change:
    """Who changes which version, and what the change is called."""

    version: int
    author: UUID | None = None
    note: str = ""


@dataclass(frozen=True)
class SceneChange:
    """What becomes of one scene: fields of the document by their names, and `asset_id` for
    another picture or clip of the library."""

    values: Mapping[str, Any] = field(default_factory=dict)
    asset_id: UUID | None = None


class VideoEditor:
    """Edits videos of one workspace."""

    def __init__(self, work: UnitOfWork, tools: VideoTools) -> None:
        self._work = work
        self._tools = tools

    async def scene(
        self, video_id: UUID, scene_id: str, wanted: SceneChange, change: Change
    ) -> JSON:
        """Change one scene; raises `VideoNotFound`, `VideoChanged`, `VideoInvalid`,
        `AssetNotFound`."""
        extra, values = {}, dict(wanted.values)
        shown_anew = wanted.asset_id is not None or bool(values.get("move"))
        films = shown_anew and "camera" not in values
        lasts = bool(values.keys() & _LASTING)
        style = await self._style(video_id) if films or lasts else None
        if unknown := sorted(set(values) - set(_REST)):
            raise VideoInvalid(f"A scene has no {', '.join(unknown)} to change")
        if wanted.asset_id is not None:
            key, source = await self._source(wanted.asset_id)
            extra[key] = source
            kind = "clip" if source.kind == "clip" else "still"
            values |= {"shot": {"kind": kind, "source": key}}

        def edit(timeline: Timeline) -> Timeline:
            place = _place(timeline, scene_id)
            document = timeline.scenes[place].model_dump(mode="json") | values
            if style is not None and films:
                document |= {"camera": _filmed(timeline.scenes[place], values, style)}
            if "line" in wanted.values and "cues" not in wanted.values:
                # Captions that were written for the old line would say what is not said.
                document |= {"cues": None}
            scenes = [one.model_dump(mode="json") for one in timeline.scenes]
            scenes[place] = document
            changed = _with(timeline, scenes, extra)
            return _retimed(changed, place, style) if style is not None and lasts else changed

        return await self._apply(video_id, edit, _noted(change, f"Scene {scene_id}"))

    async def order(self, video_id: UUID, scene_ids: Sequence[str], change: Change) -> JSON:
        """Put the scenes in this order; those left out are removed."""

        def edit(timeline: Timeline) -> Timeline:
            if len(set(scene_ids)) != len(scene_ids) or not scene_ids:
                raise VideoInvalid("Name each scene once, and at least one", pointer="/scenes")
            places = [_place(timeline, one) for one in scene_ids]
            scenes = [timeline.scenes[place].model_dump(mode="json") for place in places]
            return _with(timeline, scenes, {})

        return await self._apply(video_id, edit, _noted(change, "Order of scenes"))

    async def add(
        self, video_id: UUID, scene: Mapping[str, Any], after: str, change: Change
    ) -> JSON:
        """Put a new scene behind another, or first where `after` is empty."""

        def edit(timeline: Timeline) -> Timeline:
            place = _place(timeline, after) + 1 if after else 0
            scenes = [one.model_dump(mode="json") for one in timeline.scenes]
            scenes.insert(place, {"seconds": 3.0} | dict(scene))
            return _with(timeline, scenes, {})

        return await self._apply(video_id, edit, _noted(change, "New scene"))

    async def settings(self, video_id: UUID, values: Mapping[str, Any], change: Change) -> JSON:
        """Change what holds for the whole video: aspect, title, captions, music, look, overlays,
        cover; `voice` and `rate` say everything anew; `style` dresses everything anew."""
        values = dict(values)
        voice, rate = values.pop("voice", None), values.pop("rate", None)
        wanted = values.pop("style", None)
        # Other colours and another rhythm are worked out beside the event loop.
        dressed = await self._dressed(video_id, wanted) if wanted else None
        if voice is not None:
            voice = await Voices(self._work, self._tools).settled(voice)

        def edit(timeline: Timeline) -> Timeline:
            document = (dressed or timeline).model_dump(mode="json")
            for name, value in values.items():
                known = document.get(name)
                merged = isinstance(known, dict) and isinstance(value, dict)
                document[name] = {**known, **value} if merged and known is not None else value
            changed = read_timeline(document)
            if voice is not None or rate is not None:
                changed = _revoiced(changed, voice, rate)
            return changed

        return await self._apply(video_id, edit, _noted(change, "Settings"))

    async def _style(self, video_id: UUID) -> Style:
        timeline = await VideosService(self._work, self._tools).timeline(video_id)
        styles = Styles(self._work, self._tools)
        # A style that was removed meanwhile says nothing of how a camera moves.
        return await styles.find(timeline.notes.get("style", "")) or await styles.get("")

    async def _dressed(self, video_id: UUID, name: str) -> Timeline:
        timeline = await VideosService(self._work, self._tools).timeline(video_id)
        files = VideoFiles(self._tools, video_id)
        style = await StyleTables(self._work, self._tools).worn(name, files.folder)
        # The grade is made for these very pictures.
        await files.bring(timeline)
        grader = self._tools.catalogue.style_analyst()
        made = await self._tools.pool.run(dress_again, timeline, style, grader, files.folder)
        notes = {**made.notes, "style": name}
        return await files.keep(made.model_copy(update={"notes": notes}))

    async def replace(self, video_id: UUID, document: Mapping[str, Any], change: Change) -> JSON:
        """Take over a whole timeline; its files must be those that the video has."""

        def edit(timeline: Timeline) -> Timeline:
            wanted = read_timeline(document)
            known = {source.sha256 for source in timeline.sources.values()}
            for key, source in wanted.sources.items():
                if source.sha256 not in known or not _lies_inside(source.path):
                    raise VideoInvalid(
                        f"The file {key} is none of this video's", pointer=f"/sources/{key}"
                    )
            return wanted

        return await self._apply(video_id, edit, _noted(change, "Whole timeline"))

    async def restore(self, video_id: UUID, number: int, change: Change) -> JSON:
        """Bring an earlier version back as the newest."""
        earlier = await VideosService(self._work, self._tools).timeline(video_id, number)
        return await self._apply(video_id, lambda _: earlier, _noted(change, f"Back to {number}"))

    async def _source(self, asset_id: UUID) -> tuple[str, Source]:
        asset = await AssetsService(self._work, self._tools.assets).get(asset_id)
        kind = "clip" if asset["mime"].startswith("video/") else "picture"
        if not asset["mime"].startswith(("video/", "image/")):
            raise VideoInvalid(f"A scene cannot show {asset['mime']}", pointer="/asset_id")
        suffix = asset["mime"].partition("/")[2].replace("jpeg", "jpg")
        source = Source(
            path=f"asset-{asset['sha256'][:20]}.{suffix}",
            kind=kind,
            sha256=asset["sha256"],
            licence=asset["licence"],
            origin=asset["source_url"] or asset["source"],
            alt=asset["alt"],
        )
        return f"asset-{asset_id}", source

    async def _apply(
        self, video_id: UUID, edit: Callable[[Timeline], Timeline], change: Change
    ) -> JSON:
        async with self._work.transaction() as session:
            rows = VideoRepository(session, self._work.workspace_id)
            row = await rows.get(video_id, for_update=True)
            if row is None:
                raise VideoNotFound(f"There is no video {video_id}")
            if row["version"] != change.version:
                raise VideoChanged(f"It is at version {row['version']}")
            before = read_timeline(row["timeline"]) if row["timeline"] else None
            if before is None:
                raise VideoInvalid("It has not been made yet, so there is nothing to change")
            after = edit(before)
            await self._keep(rows, row, change)
            await self._write(rows, row, after)
            ids = {"video_id": str(video_id)}
            await tell_live(session, self._work.workspace_id, events.VIDEO_CHANGED, ids)
        return await VideosService(self._work, self._tools).get(video_id)

    async def _keep(self, rows: VideoRepository, row: Row, change: Change) -> None:
        await rows.keep_version(
            {
                "video_id": row["id"],
                "number": row["version"],
                "timeline": row["timeline"],
                "change": change.note,
                "author_id": change.author,
                "created_at": self._tools.clock.now(),
            }
        )

    async def _write(self, rows: VideoRepository, row: Row, after: Timeline) -> None:
        version, now = row["version"] + 1, self._tools.clock.now()
        must_speak = not all(is_said(scene, after) for scene in after.scenes)
        document = stored(after)
        values = {
            "timeline": document,
            "version": version,
            "title": after.title,
            "status": MAKING if must_speak else READY,
            "error": None,
            "updated_at": now,
        }
        await rows.change(row["id"], values)
        await rows.use_files(row["id"], names_of(document))
        if must_speak:
            mine = str(self._work.workspace_id)
            await self._tools.queue.enqueue(
                self._work.session,
                COMPOSE_JOB,
                {"video_id": str(row["id"]), "workspace_id": mine},
                key=f"video:{row['id']}:{version}",
            )


def _filmed(before: Scene, values: Mapping[str, Any], style: Style) -> JSON | None:
    """The camera of a scene that moves otherwise or shows something else; a clip moves itself,
    and a picture never stands still unless that is wished."""
    move = values.get("move", before.move)
    if move not in get_args(Move):
        return None
    if not move and values.get("shot", {}).get("kind") == "clip":
        return None
    plain = before.model_copy(update={"camera": None})
    return wished_camera(plain, style, move or "push_in").model_dump(mode="json")


def _lies_inside(path: str) -> bool:
    """Whether a path stays within the folder it starts at, however it is written."""
    place = PurePath(path)
    return not place.is_absolute() and ".." not in place.parts


def _retimed(timeline: Timeline, place: int, style: Style) -> Timeline:
    """The timeline with the time that a changed scene needs now; what must be said first gets its
    time with its voice."""
    scene = timeline.scenes[place]
    if not is_said(scene, timeline):
        return timeline
    try:
        lasting = retimed(scene, style.pace.breath)
    except ValueError as error:
        raise VideoInvalid(str(error)) from error
    scenes = (*timeline.scenes[:place], lasting, *timeline.scenes[place + 1 :])
    return timeline.model_copy(update={"scenes": scenes})


def _place(timeline: Timeline, scene_id: str) -> int:
    for place, scene in enumerate(timeline.scenes):
        if scene.id == scene_id:
            return place
    names = ", ".join(one.id for one in timeline.scenes)
    raise VideoNotFound(f"There is no scene {scene_id!r}; there are {names}")


def _with(
    timeline: Timeline, scenes: Sequence[Mapping[str, Any]], extra: Mapping[str, Source]
) -> Timeline:
    document = timeline.model_dump(mode="json") | {"scenes": list(scenes)}
    document["sources"] |= {key: source.model_dump(mode="json") for key, source in extra.items()}
    changed = read_timeline(document)
    ids = [one.id for one in changed.scenes]
    if len(set(ids)) != len(ids):
        raise VideoInvalid("Two scenes have the same id")
    cover = changed.cover
    if cover is not None and cover.scene not in ids:
        changed = changed.model_copy(update={"cover": None})
    return changed


def _revoiced(timeline: Timeline, voice: str | None, rate: float | None) -> Timeline:
    said = timeline.narration
    usual = f"{said.provider}:{said.voice}" if said else ""
    chosen = usual if voice is None else voice
    pace = rate if rate is not None else (said.rate if said else 1.0)
    wanted = None if chosen == SILENT else narration_of(chosen, pace, {"voice": {}})
    if wanted is not None and said is not None:
        kept = {"pronunciations": said.pronunciations, "quotes": said.quotes}
        wanted = wanted.model_copy(update=kept)
    scenes: tuple[Scene, ...] = tuple(
        one.model_copy(update={"speech": None, "cues": None}) for one in timeline.scenes
    )
    return timeline.model_copy(update={"narration": wanted, "scenes": scenes})


def _noted(change: Change, usual: str) -> Change:
    return change if change.note else Change(change.version, change.author, usual)
