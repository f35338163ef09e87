"""The job that makes a video's timeline: its pictures, its voice, its times."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog

from heliograph.kit.database import Row, UnitOfWork
from heliograph.kit.errors import AppError
from heliograph.kit.events import tell_live
from heliograph.modules.assets import AssetsService
from heliograph.modules.brands import BrandsService
from heliograph.modules.content import ContentReader, draft_of, plan_of
from heliograph.modules.providers import CallContext
from heliograph.modules.videos import events
from heliograph.modules.videos.errors import VoiceUnknown, trouble_of
from heliograph.modules.videos.repository import VideoRepository
from heliograph.modules.videos.service.files import VideoFiles, logo_of, names_of
from heliograph.modules.videos.service.speaking import Speaking, voiced
from heliograph.modules.videos.service.styles import Styles
from heliograph.modules.videos.service.tables import StyleTables
from heliograph.modules.videos.service.tools import VideoTools
from heliograph.modules.videos.service.voices import Voices, narration_of
from heliograph.modules.videos.service.work import (
    Board,
    Makers,
    draw_up,
    make_timeline,
    say_again,
)
from heliograph.modules.videos.values import FAILED, MAKING, READY, read_timeline, stored
from heliograph.sdk.composing import Wishes
from heliograph.sdk.packs import NothingToSay
from heliograph.sdk.storyboard import VideoPack
from heliograph.sdk.timeline import Timeline
from heliograph.sdk.voice import NotToBeSpoken

COMPOSE_JOB = "videos.compose"
log = structlog.get_logger("heliograph.videos")


class Composing:
    """Makes timelines of one workspace."""

    def __init__(self, work: UnitOfWork, tools: VideoTools) -> None:
        self._work = work
        self._tools = tools

    async def run(self, video_id: UUID) -> bool:
        """Make what is wanted; a failure is written to the video, not raised. True when there is a
        timeline now that was not there before, and a render was wished."""
        row = await self._row(video_id)
        if row is None or row["status"] != MAKING:
            return False
        files = VideoFiles(self._tools, video_id)
        try:
            timeline = await self._made(row, files)
            timeline = await files.keep(timeline)
        except (AppError, NothingToSay, NotToBeSpoken, ValueError, LookupError, OSError) as error:
            await self._fail(row, error)
            return False
        await self._settle(row, timeline)
        return not row["timeline"] and bool(row["wishes"].get("render"))

    async def _row(self, video_id: UUID) -> Row | None:
        async with self._work.transaction() as session:
            return await VideoRepository(session, self._work.workspace_id).get(video_id)

    async def _made(self, row: Row, files: VideoFiles) -> Timeline:
        if row["timeline"]:
            return await self._spoken(row, read_timeline(row["timeline"]), files)
        content = await ContentReader(self._work).ready(row["content_id"])
        pack = self._tools.catalogue.pack(content["pack"])
        if not isinstance(pack, VideoPack):
            raise NothingToSay(f"{pack.manifest.name} makes no videos")
        kind = next(one for one in pack.manifest.types if one.id == content["type"])
        wishes = await self._wishes(row, content, pack.folder, kind.video or "")
        drawn_up = Board(pack, plan_of(content), draft_of(content))
        board = await self._tools.pool.run(draw_up, drawn_up)
        # A service is asked here; the process that draws and times gets its finished sound.
        spoken = await Speaking(self._work, self._tools).of_board(
            board, wishes.narration, CallContext(row["brand_id"], row["content_id"])
        )
        catalogue = self._tools.catalogue
        made = await self._tools.pool.run(
            make_timeline,
            board,
            replace(wishes, narration=spoken.narration),
            Makers(spoken.voice, catalogue.picture_provider(), catalogue.style_analyst()),
            files.folder,
        )
        # An own style is found again by its id here, not by the name within its document.
        style = row["wishes"].get("style") or made.notes.get("style", "")
        return spoken.told(made.model_copy(update={"notes": {**made.notes, "style": style}}))

    async def _spoken(self, row: Row, timeline: Timeline, files: VideoFiles) -> Timeline:
        speaking = Speaking(self._work, self._tools)
        timeline = await speaking.settled(timeline)
        context = CallContext(row["brand_id"], row["content_id"])
        spoken = await speaking.of_timeline(timeline, context)
        timeline = spoken.told(voiced(timeline, spoken))
        await files.bring(timeline)
        style = await Styles(self._work, self._tools).find(timeline.notes.get("style", ""))
        rest = style.pace.breath if style else 0.35
        return await self._tools.pool.run(say_again, timeline, spoken.voice, files.folder, rest)

    async def _wishes(
        self, row: Row, content: Mapping[str, Any], pack_folder: Path, usual: str
    ) -> Wishes:
        brand = await BrandsService(self._work, self._tools.brands).get(row["brand_id"])
        wish = row["wishes"]
        folder = VideoFiles(self._tools, row["id"]).folder
        tables = StyleTables(self._work, self._tools)
        style = await tables.worn(wish.get("style") or usual, folder)
        kit = brand["kit"]
        seed = hashlib.sha256(f"{row['id']}".encode()).digest()
        return Wishes(
            pack_folder=pack_folder,
            style=style,
            aspect=wish.get("aspect", "9:16"),
            narration=narration_of(await self._voice(wish), wish.get("rate", 1.0), brand),
            mood=wish.get("mood", ""),
            palette=kit["palette"],
            symbol=kit.get("symbol"),
            handle=f"@{brand['handle']}" if brand["handle"] else "",
            logo=await self._logo(kit),
            seed=int.from_bytes(seed[:4]),
        )

    async def _voice(self, wish: Mapping[str, Any]) -> str:
        """Who is wished by id; one that is not here any more is told when nobody speaks for it."""
        voice: str = wish.get("voice", "")
        try:
            return await Voices(self._work, self._tools).settled(voice)
        except VoiceUnknown:
            return voice

    async def _logo(self, kit: Mapping[str, Any]) -> Path | None:
        if not kit.get("logo_asset_id"):
            return None
        logo_id = UUID(str(kit["logo_asset_id"]))
        asset = await AssetsService(self._work, self._tools.assets).get(logo_id)
        return await logo_of(self._tools.storage, asset["sha256"], self._tools.folder / "logos")

    async def _settle(self, row: Row, timeline: Timeline) -> None:
        document = stored(timeline)
        async with self._work.transaction() as session:
            rows = VideoRepository(session, self._work.workspace_id)
            now = await rows.get(row["id"], for_update=True)
            if now is None or now["version"] != row["version"]:
                return
            values = {
                "status": READY,
                "timeline": document,
                "error": None,
                "updated_at": self._tools.clock.now(),
            }
            await rows.change(row["id"], values)
            await rows.use_files(row["id"], names_of(document))
            await self._tell(row["id"])

    async def _fail(self, row: Row, error: Exception) -> None:
        trouble = trouble_of(error, "Change what it names, and retry.")
        log.warning("videos.compose_failed", video=str(row["id"]), error=trouble["detail"])
        async with self._work.transaction() as session:
            rows = VideoRepository(session, self._work.workspace_id)
            now = self._tools.clock.now()
            values = {"status": FAILED, "error": trouble, "updated_at": now}
            await rows.change(row["id"], values)
            await self._tell(row["id"])

    async def _tell(self, video_id: UUID) -> None:
        ids = {"video_id": str(video_id)}
        session = self._work.session
        await tell_live(session, self._work.workspace_id, events.VIDEO_CHANGED, ids)
