"""The way of a file: a slot, its bytes, and the wait until LinkedIn has processed it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from heliograph.extensions.connectors.linkedin.client import LinkedInClient
from heliograph.extensions.connectors.linkedin.mapping import Part, family_of
from heliograph.sdk.connectors import ChannelAccess, MediaFile, Memory
from heliograph.sdk.errors import ContentRefused, TryLater
from heliograph.sdk.problems import Problem

PAUSES = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
PROCESSING_AFTER = timedelta(seconds=30)
GRACE_SECONDS = 5.0
PART_TRIES = 3
LOST = frozenset({"GONE", "WAITING_UPLOAD"})


class Uploads:
    """Puts a post's files where its author may use them; the memory keeps their URNs."""

    def __init__(self, access: ChannelAccess, client: LinkedInClient) -> None:
        self._access = access
        self._client = client
        named = access.settings.get("upload_grace_seconds", "")
        self._grace = float(named) if named else GRACE_SECONDS

    async def ready(self, files: Sequence[MediaFile], owner: str, memory: Memory) -> Memory:
        """Upload what is missing and wait until everything may be used in a post."""
        urns = await self._still_there(files, uploaded(memory))
        at = memory.get("uploaded_at", "")
        try:
            for file in files[len(urns) :]:
                urns.append(await self._upload(file, owner))
                at = self._access.clock.now().isoformat()
            await self._wait(files, urns, at)
        except TryLater as trouble:
            kept = _with(memory, urns, at)
            raise TryLater(trouble.detail, trouble.after, kept) from trouble
        return _with(memory, urns, at)

    async def _still_there(self, files: Sequence[MediaFile], urns: list[str]) -> list[str]:
        for file, urn in zip(files, urns, strict=False):
            if (await self._client.upload_state(family_of(file), urn)).status in LOST:
                return []
        return urns

    async def _upload(self, file: MediaFile, owner: str) -> str:
        family = family_of(file)
        slot = await self._client.begin_upload(family, owner, file.size)
        urn = {"image": slot.image, "document": slot.document, "video": slot.video}[family]
        if not urn or not (slot.parts if family == "video" else slot.url):
            raise TryLater("LinkedIn gave no place for the file.")
        if family != "video":
            await self._client.put(slot.url, file.read, file.size)
            return urn
        tags = [await self._put_part(file, part) for part in slot.parts]
        await self._client.finish_video(urn, slot.token, tags)
        return urn

    async def _put_part(self, file: MediaFile, part: Part) -> str:
        """One part of a video; a long upload is not begun anew for one hiccup."""
        size = part.last - part.first + 1
        read = partial(file.bytes_from, part.first, size)
        for left in range(PART_TRIES - 1, -1, -1):
            try:
                tag = await self._client.put(part.url, read, size)
            except TryLater:
                if left == 0:
                    raise
            else:
                if tag:
                    return tag
            await asyncio.sleep(PAUSES[0])
        raise TryLater("LinkedIn gave no receipt for a part of the video.")

    async def _wait(self, files: Sequence[MediaFile], urns: Sequence[str], at: str) -> None:
        waiting = {urn: family_of(file) for urn, file in zip(urns, files, strict=True)}
        for pause in (*PAUSES, 0.0):
            waiting, unreadable = await self._unready(waiting)
            if unreadable:
                await self._sit_out(at)
            if not waiting:
                return
            await asyncio.sleep(pause)
        raise TryLater("LinkedIn is still processing the files.", PROCESSING_AFTER)

    async def _unready(self, waiting: Mapping[str, str]) -> tuple[dict[str, str], bool]:
        """What LinkedIn is still at work on, and whether it kept silent about some."""
        left, unreadable = {}, False
        for urn, family in waiting.items():
            state = await self._client.upload_state(family, urn)
            if state.status == "PROCESSING_FAILED":
                raise ContentRefused(f"LinkedIn could not process {urn}.", [_broken(state.reason)])
            unreadable = unreadable or state.status == "UNREADABLE"
            if state.status not in ("AVAILABLE", "UNREADABLE"):
                left[urn] = family
        return left, unreadable

    async def _sit_out(self, at: str) -> None:
        """A member's token cannot ask how far a picture is: give LinkedIn a moment. Should that
        be too short, the publishing call is refused and comes again later."""
        age = self._access.clock.now() - datetime.fromisoformat(at)
        await asyncio.sleep(max(0.0, self._grace - age.total_seconds()))


def uploaded(memory: Memory) -> list[str]:
    """The uploads that an earlier attempt left behind."""
    return [urn for urn in memory.get("media", "").split(",") if urn]


def _with(memory: Memory, urns: Sequence[str], at: str) -> Memory:
    return {**memory, "media": ",".join(urns), "uploaded_at": at} if urns else memory


def _broken(reason: str) -> Problem:
    return Problem(
        "media",
        "linkedin.processing",
        reason or "a file LinkedIn cannot process",
        "a file it can",
        "Save the file anew in a common form, then send it again",
    )
