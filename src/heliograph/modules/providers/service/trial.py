"""Trying a provider out: is it there, is the key good, does it have the model?"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.modules.providers.repository import ProviderRepository
from heliograph.modules.providers.service.book import ProviderBook
from heliograph.modules.providers.service.circuit import GOOD, after_failure
from heliograph.modules.providers.service.parts import ProviderParts
from heliograph.modules.providers.values import Configured
from heliograph.sdk.errors import ConnectorError
from heliograph.sdk.generating import KeyRefused, Model, ModelUnknown, OutOfCredit, told

LONGEST_TRIAL = 20.0
_MOST_SHOWN = 200
_REMEDIES: tuple[tuple[type[ConnectorError], str], ...] = (
    (KeyRefused, "Enter the key again, and check what it may do."),
    (ModelUnknown, "Correct the model or the base URL."),
    (OutOfCredit, "Add credit at the service."),
)


class Trial:
    """Tries the providers of one workspace out. Nothing is generated, so nothing is paid."""

    def __init__(self, work: UnitOfWork, parts: ProviderParts) -> None:
        self._work = work
        self._parts = parts
        self._book = ProviderBook(work, parts)

    async def run(self, provider_id: UUID) -> dict[str, Any]:
        """What was found; it also becomes the provider's health."""
        row = await self._book.row(provider_id)
        provider = self._book.opened(row)
        started = time.monotonic()
        found: dict[str, Any] = {"models": [], "has_model": None, "remedy": ""}
        try:
            models = await self._model(provider).models()
        except ConnectorError as error:
            detail = told(error.detail, provider.key)
            now, limits = self._parts.clock.now(), self._parts.limits
            health = after_failure(row, error, detail, now, limits)
            found |= {"is_ok": False, "sentence": detail, "remedy": _remedy(error)}
        else:
            health = dict(GOOD)
            found |= _found(provider, models)
        async with self._work.transaction() as session:
            rows = ProviderRepository(session, self._work.workspace_id)
            await rows.change(provider_id, health)
        return found | {"milliseconds": round((time.monotonic() - started) * 1000)}

    def _model(self, provider: Configured) -> Model:
        access = self._book.access(provider, min(LONGEST_TRIAL, provider.timeout_seconds))
        if provider.step == "text":
            return self._parts.catalogue.text_model(provider.kind, access)
        return self._parts.catalogue.painter(provider.kind, access)


def _found(provider: Configured, models: Sequence[str]) -> dict[str, Any]:
    has_model = provider.model in models if models else None
    sentence = "It answers and takes the key." if provider.key else "It answers."
    if has_model is False:
        sentence = f"{sentence} It does not list the model {provider.model}."
    return {
        "is_ok": has_model is not False,
        "sentence": sentence,
        "remedy": "Choose one of the listed models." if has_model is False else "",
        "models": list(models[:_MOST_SHOWN]),
        "has_model": has_model,
    }


def _remedy(error: ConnectorError) -> str:
    found = (words for kind, words in _REMEDIES if isinstance(error, kind))
    return next(found, "Check the base URL, and whether the service runs, then try again.")
