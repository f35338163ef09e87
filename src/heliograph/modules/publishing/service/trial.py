"""A test post: as private as the platform allows, and taken down as soon as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import structlog

from heliograph.kit.database import UnitOfWork
from heliograph.kit.errors import InvalidInput
from heliograph.kit.ids import new_id
from heliograph.kit.jobs import JobQueue
from heliograph.modules.assets import AssetsService
from heliograph.modules.channels import ChannelsService
from heliograph.modules.publishing.repository import DeliveryRepository, Note
from heliograph.modules.publishing.service.takedown import CannotTakeDown, TakedownService
from heliograph.modules.scheduling import Piece, SchedulingService, When
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.rules import rules_for

log = structlog.get_logger("heliograph.publishing")

MARK = "test:"
TAKE_DOWN_JOB = "publishing.take_down_test"
TITLE = "A test"
TEXT = "This is a test by Heliograph. It goes away by itself."
KINDS = {"image/": ("image",), "video/": ("video", "reel")}


def is_test(post: Mapping[str, Any]) -> bool:
    """Whether the post was made to try its channel."""
    return str(post["occurrence"]).startswith(MARK)


class TestPosts:
    """Makes test posts of one workspace, and takes them down."""

    __test__ = False

    def __init__(
        self,
        work: UnitOfWork,
        channels: ChannelsService,
        posts: SchedulingService,
        assets: AssetsService,
    ) -> None:
        self._work = work
        self._channels = channels
        self._posts = posts
        self._assets = assets

    async def make(self, channel_id: UUID, asset_id: UUID | None, author: UUID) -> dict[str, Any]:
        """A test post that goes out now; raises `ChannelNotFound`, `AssetNotFound`,
        `RulesBroken`, and `InvalidInput` where the platform takes no post without a file."""
        card = await self._channels.card(channel_id)
        manifest = self._channels.manifest(card.platform)
        async with self._work.transaction():
            media = await self._assets.references([asset_id] if asset_id else [])
            kind = _kind_for(manifest, media)
            extras: dict[str, Any] = {"options": dict(manifest.test_options)}
            if rules_for(manifest, kind).title is not None:
                extras["title"] = TITLE
            piece = Piece(
                TEXT, media, kind, occurrence=f"{MARK}{new_id()}", created_by=author, extras=extras
            )
            return await self._posts.create(channel_id, piece, When(now=True))

    async def take_down(self, post_id: UUID) -> None:
        """Take a test post down; where the platform lets nobody delete, its history says so."""
        takedown = TakedownService(self._work, self._channels, self._posts)
        try:
            await takedown.take_down(post_id)
        except CannotTakeDown as error:
            log.warning("test_post.stays", post=str(post_id), reason=error.sentence())
            async with self._work.transaction() as session:
                rows = DeliveryRepository(session, self._work.workspace_id)
                sentence = f"The test could not be taken down: {error.sentence()}"
                await rows.note(post_id, 0, Note("stays", sentence))


async def take_down_soon(work: UnitOfWork, queue: JobQueue, post: Mapping[str, Any]) -> None:
    """Have a test post taken down, now that it stands."""
    args = {"post_id": str(post["id"]), "workspace_id": str(work.workspace_id)}
    await queue.enqueue(work.session, TAKE_DOWN_JOB, args, key=f"test:{post['id']}")


def _kind_for(manifest: ConnectorManifest, media: tuple[dict[str, Any], ...]) -> str:
    if not media:
        if "text" in manifest.kinds:
            return "text"
        wanted = "a picture" if "image" in manifest.kinds else "a video"
        raise InvalidInput(f"{manifest.name} takes no post without {wanted}", pointer="/asset_id")
    for start, kinds in KINDS.items():
        if media[0]["mime"].startswith(start):
            for kind in kinds:
                if kind in manifest.kinds:
                    return kind
    raise InvalidInput(f"{manifest.name} does not take such a file", pointer="/asset_id")
