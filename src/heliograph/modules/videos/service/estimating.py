"""What the voice of a video would cost and take, told before anybody presses the button."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.modules.content import ContentReader, draft_of, plan_of
from heliograph.modules.providers import Wanted
from heliograph.modules.videos.service.kinds import pack_of
from heliograph.modules.videos.service.ready import name_of
from heliograph.modules.videos.service.speaking import orders_of
from heliograph.modules.videos.service.tools import VideoTools
from heliograph.modules.videos.service.voices import USUAL, Voices, narration_of
from heliograph.modules.videos.service.work import Board, draw_up
from heliograph.modules.videos.values import JSON, VideoWish
from heliograph.sdk.timeline import Narration
from heliograph.sdk.voice import SpeechOrder


class VoiceEstimates:
    """Prices of one workspace's voices. Nothing is said."""

    def __init__(self, work: UnitOfWork, tools: VideoTools) -> None:
        self._work = work
        self._tools = tools

    async def of(self, wish: VideoWish) -> JSON:
        """Who would say a video and for how much, the first choice first; a choice with a reason
        would be passed. Lines that are kept from before cost nothing.

        Raises `ContentNotFound`, `ContentNotReady`, `NoVideoOfThis`, `VoiceUnknown`.
        """
        content = await ContentReader(self._work).ready(wish.content_id)
        pack = pack_of(self._tools.catalogue, content)
        voices = Voices(self._work, self._tools)
        settled = await voices.settled(wish.voice)
        narration = narration_of(settled, wish.rate, {"voice": {}})
        orders: list[SpeechOrder] = []
        if narration is not None:
            drawn_up = Board(pack, plan_of(content), draft_of(content))
            board = await self._tools.pool.run(draw_up, drawn_up)
            orders = list({name_of(one): one for one in orders_of(board, narration)}.values())
        characters = sum(len(one.text) for one in orders)
        found = await self._estimate(content["brand_id"], narration, characters)
        is_here = narration is not None and narration.provider in voices.here
        here = narration.provider if narration is not None and is_here else USUAL
        return {
            "lines": len(orders),
            "characters": characters,
            "currency": found["currency"],
            "left": found["left"],
            "choices": [_named(one, here) for one in found["choices"]] if orders else [],
        }

    async def _estimate(self, brand_id: UUID, narration: Narration | None, characters: int) -> JSON:
        voices = Voices(self._work, self._tools)
        is_here = narration is None or narration.provider in voices.here
        name = "" if narration is None or is_here else narration.provider
        wanted = Wanted(
            "voice",
            brand_id=brand_id,
            tier="offline" if is_here else None,
            characters=max(1, characters),
            provider_id=UUID(name) if name else None,
        )
        return await self._tools.providers.service(self._work).estimate(wanted)


def _named(choice: Mapping[str, Any], here: str) -> JSON:
    """What is built in by the name of the voice of this machine that would speak."""
    return dict(choice) if choice["provider_id"] is not None else {**choice, "provider": here}
