"""Who says the lines of a video. A configured voice says all of them, or none: where it cannot,
the voice of this machine says everything, and the reason is told on the video."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from heliograph.kit.database import UnitOfWork
from heliograph.modules.providers import CallContext
from heliograph.modules.videos.errors import VoiceUnknown
from heliograph.modules.videos.service.ready import Here, Ready, Speaks, name_of
from heliograph.modules.videos.service.tools import VideoTools
from heliograph.modules.videos.service.voices import USUAL, Voices
from heliograph.sdk.composing.narrating import is_said, order_of
from heliograph.sdk.storyboard import Storyboard
from heliograph.sdk.timeline import Narration, Timeline
from heliograph.sdk.voice import SpeechOrder

NOTE = "voice"


@dataclass(frozen=True)
class Spoken:
    """Who speaks, and why it is nobody else; the reason is empty where it is who was wished."""

    narration: Narration | None
    voice: Speaks
    reason: str = ""

    def told(self, timeline: Timeline) -> Timeline:
        """The timeline with the reason among its notes."""
        notes = {name: words for name, words in timeline.notes.items() if name != NOTE}
        if self.reason:
            notes |= {NOTE: self.reason}
        return timeline.model_copy(update={"notes": notes})


class Speaking:
    """Speaks for videos of one workspace."""

    def __init__(self, work: UnitOfWork, tools: VideoTools) -> None:
        self._work = work
        self._tools = tools

    async def of_board(
        self, board: Storyboard, narration: Narration | None, context: CallContext
    ) -> Spoken:
        """Who says a storyboard; raises `NotToBeSpoken`."""
        if narration is None:
            return Spoken(None, self._here(USUAL))
        wanted = narration.model_copy(update={"quotes": board.quotes})
        return await self._by(wanted, orders_of(board, wanted), context)

    async def settled(self, timeline: Timeline) -> Timeline:
        """The timeline with its voice named by id; where none is named, nothing counts as said."""
        said = timeline.narration
        voices = Voices(self._work, self._tools)
        if said is None or said.provider in voices.here:
            return timeline
        if not said.provider:
            return unsaid(timeline)
        try:
            chosen = await voices.configured(said.provider)
        except VoiceUnknown:
            return timeline
        named = said.model_copy(update={"provider": str(chosen)})
        return timeline.model_copy(update={"narration": named})

    async def of_timeline(self, timeline: Timeline, context: CallContext) -> Spoken:
        """Who says the lines of a timeline that are not said yet; raises `NotToBeSpoken`."""
        said = timeline.narration
        if said is None:
            return Spoken(None, self._here(USUAL))
        open_lines = [one.line for one in timeline.scenes if not is_said(one, timeline)]
        lines = [one for one in open_lines if one.strip()]
        return await self._by(
            said, [order_of(one, timeline.language, said) for one in lines], context
        )

    async def _by(
        self, narration: Narration, orders: Sequence[SpeechOrder], context: CallContext
    ) -> Spoken:
        voices = Voices(self._work, self._tools)
        if narration.provider in voices.here:
            return Spoken(narration, self._here(narration.provider))
        if not orders and narration.provider:
            return Spoken(narration, Ready({}, self._tools.catalogue.voice_provider(USUAL)))
        if not orders:
            return self._offline(narration, "")
        try:
            chosen = await voices.configured(narration.provider) if narration.provider else None
        except VoiceUnknown as error:
            return self._offline(narration, error.detail)
        service = self._tools.providers.service(self._work)
        wanted = {name_of(one): one for one in orders}
        context = replace(context, provider_id=chosen)
        speeches, receipt = await service.speak(tuple(wanted.values()), context)
        if speeches is None:
            return self._offline(narration, receipt.fell_back_because)
        narration = narration.model_copy(update={"provider": str(receipt.provider_id)})
        reference = self._tools.catalogue.voice_provider(USUAL)
        ready = Ready(dict(zip(wanted, speeches, strict=True)), reference)
        return Spoken(narration, ready, receipt.fell_back_because)

    def _offline(self, narration: Narration, reason: str) -> Spoken:
        """A service's voice is none of this machine's, so the usual one speaks."""
        changed = narration.model_copy(update={"provider": USUAL, "voice": ""})
        return Spoken(changed, self._here(USUAL), reason)

    def _here(self, provider_id: str) -> Here:
        return Here(self._tools.catalogue.voice_provider(provider_id))


def orders_of(board: Storyboard, narration: Narration) -> list[SpeechOrder]:
    """The lines of a storyboard as they are ordered."""
    lines = [one.line for one in board.scenes if one.spoken and one.line.strip()]
    return [order_of(one, board.language, narration) for one in lines]


def voiced(timeline: Timeline, spoken: Spoken) -> Timeline:
    """The timeline as it is to be said: one that another voice takes over is said anew, whole."""
    before, after = timeline.narration, spoken.narration
    if before == after:
        return timeline
    # Without a name before, nothing was said yet.
    kept = timeline if before is None or not before.provider else unsaid(timeline)
    return kept.model_copy(update={"narration": after})


def unsaid(timeline: Timeline) -> Timeline:
    """The timeline without what was said."""
    scenes = tuple(one.model_copy(update={"speech": None}) for one in timeline.scenes)
    return timeline.model_copy(update={"scenes": scenes})
