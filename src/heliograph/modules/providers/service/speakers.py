"""Which voices the configured providers have: each one's usual voice, and those it lists."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from heliograph.kit.database import Row, UnitOfWork
from heliograph.modules.providers.repository import ProviderRepository
from heliograph.modules.providers.service.book import ProviderBook
from heliograph.modules.providers.service.circuit import why_not
from heliograph.modules.providers.service.ledger import Ledger
from heliograph.modules.providers.service.parts import ProviderParts
from heliograph.modules.providers.values import TIERS
from heliograph.sdk.errors import ConnectorError
from heliograph.sdk.voice import ListsVoices, Voice

_LONGEST = 5.0
"""Seconds a service may take to list its voices; somebody waits for the list."""


class Speakers:
    """Voices of one workspace's providers. A list that came is kept for the rest of the day."""

    def __init__(self, work: UnitOfWork, parts: ProviderParts) -> None:
        self._work = work
        self._parts = parts
        self._book = ProviderBook(work, parts)

    async def all(self) -> list[dict[str, Any]]:
        """The providers that speak and are switched on, the dearest tier first."""
        rows = await self._rows()
        return [{name: row[name] for name in ("id", "name", "kind", "tier")} for row in rows]

    async def voices(self) -> Sequence[Voice]:
        """The usual voice of each, under an empty id, and all that its service lists. `provider` is
        the configured provider's id. A service that does not answer has its usual voice alone."""
        found = await asyncio.gather(*(self._of(row) for row in await self._rows()))
        return [voice for voices in found for voice in voices]

    async def _rows(self) -> Sequence[Row]:
        async with self._work.transaction() as session:
            rows = ProviderRepository(session, self._work.workspace_id)
            usable = await rows.usable("voice", TIERS)
        return sorted(usable, key=lambda row: -TIERS.index(row["tier"]))

    async def _of(self, row: Row) -> list[Voice]:
        usual = Voice("", row["name"], "", str(row["id"]))
        if why_not(row, self._parts.clock.now()):
            return [usual]
        # Apart from the caller's: the providers are asked at the same time.
        ledger = Ledger(self._work, self._parts)
        today = self._parts.clock.now().date()
        mark = f"voices {row['id']} {row['updated_at']} {today}"
        name = hashlib.sha256(mark.encode()).hexdigest()
        kept = await ledger.kept(name)
        if kept is None:
            listed = await self._ask(row)
            if listed:
                await ledger.keep(name, "voice", {"voices": [asdict(one) for one in listed]})
        else:
            listed = [Voice(**one) for one in kept["voices"]]
        return [usual, *(_named(one, row) for one in listed)]

    async def _ask(self, row: Row) -> Sequence[Voice]:
        access = self._book.access(self._book.opened(row), _LONGEST)
        model = self._parts.catalogue.speaking_model(row["kind"], access)
        if not isinstance(model, ListsVoices):
            return []
        try:
            return await model.voices()
        except ConnectorError:
            return []


def _named(voice: Voice, row: Mapping[str, Any]) -> Voice:
    values = asdict(voice) | {"provider": str(row["id"])}
    return Voice(**values | {"name": f"{voice.name or voice.id} ({row['name']})"})
