"""The front door: write, paint and speak with whatever the tier, the caps and the network allow."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from heliograph.kit.database import UnitOfWork
from heliograph.modules.brands import BrandsService
from heliograph.modules.providers.service.book import ProviderBook
from heliograph.modules.providers.service.chain import Chain
from heliograph.modules.providers.service.estimate import Estimator, Wanted
from heliograph.modules.providers.service.ledger import Ledger
from heliograph.modules.providers.service.money import MoneyBook
from heliograph.modules.providers.service.painting import PaintingTask
from heliograph.modules.providers.service.parts import ProviderParts
from heliograph.modules.providers.service.speakers import Speakers
from heliograph.modules.providers.service.speaking import SpeechTask, check_line
from heliograph.modules.providers.service.totals import Totals
from heliograph.modules.providers.service.trial import Trial
from heliograph.modules.providers.service.writing import Check, Writer, WritingTask
from heliograph.modules.providers.values import CallContext, Receipt
from heliograph.sdk.painting import Painting, PaintOrder
from heliograph.sdk.text import Draft, TextBrief
from heliograph.sdk.voice import Speech, SpeechOrder
from heliograph.sdk.writing import background_prompt

_LONGEST_SUBJECT = 800


class ProvidersService:
    """Providers of one workspace."""

    def __init__(self, work: UnitOfWork, parts: ProviderParts) -> None:
        self._work = work
        self._parts = parts

    @property
    def book(self) -> ProviderBook:
        """Who is configured."""
        return ProviderBook(self._work, self._parts)

    @property
    def money(self) -> MoneyBook:
        """Tiers and caps."""
        return MoneyBook(self._work, self._parts)

    @property
    def trial(self) -> Trial:
        """Trying a provider out."""
        return Trial(self._work, self._parts)

    @property
    def speakers(self) -> Speakers:
        """The voices of the configured providers."""
        return Speakers(self._work, self._parts)

    async def estimate(self, wanted: Wanted) -> dict[str, Any]:
        """Price and time of pieces, before they are made."""
        return await Estimator(self._work, self._parts).estimate(wanted)

    async def estimates(self, wanted: Sequence[Wanted]) -> dict[str, Any]:
        """The same for many orders, with their sum; raises `BrandNotFound`."""
        brands = [one.brand_id for one in wanted if one.brand_id is not None]
        await BrandsService.check_all_exist(self._work, list(dict.fromkeys(brands)))
        return await Estimator(self._work, self._parts).many(wanted)

    async def totals(self, by: str, filters: Mapping[str, Any]) -> list[dict[str, Any]]:
        """What calls came to, in groups."""
        return await Totals(self._work).of(by, filters)

    async def first_choice(self, step: str, context: CallContext) -> str:
        """The name of who would be asked first; empty for the built-in provider."""
        providers, _ = await Chain(self._work, self._parts).candidates(step, context)
        return providers[0].name if providers else ""

    async def write(
        self,
        brief: TextBrief,
        context: CallContext,
        check: Check | None = None,
        built_in: Writer | None = None,
    ) -> tuple[Draft, Receipt]:
        """A draft by the first provider whose answer is good, at last by the built-in one.

        `check` judges each draft of a model; two that fail, and the next provider is asked. What
        the built-in one writes is not judged here. No transaction may be open: the network is
        asked. Raises only what the built-in provider raises.
        """
        task = WritingTask(self._parts.catalogue, brief, context, check)
        made = await Chain(self._work, self._parts).run(task, context)
        if made.value is not None:
            return made.value.draft, made.receipt
        started = time.monotonic()
        provider = self._parts.catalogue.text_provider()
        draft = await (built_in or provider.write)(brief)
        took = made.receipt.ms + round((time.monotonic() - started) * 1000)
        name = provider.manifest.name if built_in is None else "Built in"
        receipt = replace(made.receipt, provider=name, kind=provider.manifest.id, ms=took)
        if receipt.fell_back_because:
            await self._note_fall(receipt, context, "text")
        return draft, receipt

    async def paint(
        self,
        order: PaintOrder,
        context: CallContext,
        pack_folder: Path | None = None,
        palette: str = "",
    ) -> tuple[Painting | None, Receipt]:
        """A background by the first painter that makes one; None where the tier has none, or
        all have failed: then the picture provider draws its own."""
        prompt = background_prompt(pack_folder)
        words = prompt.filled(
            {
                "subject": order.prompt[:_LONGEST_SUBJECT],
                "palette": palette or "muted natural colours",
                "avoid": order.avoid or "anything frightening",
            }
        )
        task = PaintingTask(
            self._parts.catalogue, self._parts.storage, replace(order, prompt=words), prompt.label
        )
        made = await Chain(self._work, self._parts).run(task, context)
        if made.value is None and made.receipt.fell_back_because:
            await self._note_fall(made.receipt, context, "image")
        return made.value, made.receipt

    async def speak(
        self, orders: Sequence[SpeechOrder], context: CallContext
    ) -> tuple[tuple[Speech, ...] | None, Receipt]:
        """All of these lines by one voice, the first that says every one; None where the tier has
        none, or all have failed: then the voice of this machine says them.

        Raises `NotToBeSpoken` before anybody is asked where a line holds a verse.
        """
        for order in orders:
            check_line(order)
        parts = self._parts
        tasks = [SpeechTask(parts.catalogue, parts.storage, order) for order in orders]
        made = await Chain(self._work, parts).run_all(tasks, context)
        if made.value is None and made.receipt.fell_back_because:
            await self._note_fall(made.receipt, context, "voice")
        return made.value, made.receipt

    async def _note_fall(self, receipt: Receipt, context: CallContext, step: str) -> None:
        await Ledger(self._work, self._parts).note(
            {
                "provider_id": None,
                "provider": receipt.provider or "Built in",
                "kind": receipt.kind or "built_in",
                "model": "",
                "tier": "offline",
                "step": step,
                "brand_id": context.brand_id,
                "content_id": context.content_id,
                "run_id": context.run_id,
                "outcome": "offline",
                "detail": receipt.fell_back_because,
            }
        )
