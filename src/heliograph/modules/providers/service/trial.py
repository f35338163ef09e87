"""Trying a provider out: is it there, is the key good, does it have the model, does it speak?"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.modules.providers.repository import ProviderRepository
from heliograph.modules.providers.service.book import ProviderBook
from heliograph.modules.providers.service.circuit import GOOD, after_failure
from heliograph.modules.providers.service.ledger import Ended, Ledger, NotAsked
from heliograph.modules.providers.service.parts import ProviderParts
from heliograph.modules.providers.service.speaking import SpeechTask
from heliograph.modules.providers.values import CallContext, Configured, shown_money
from heliograph.sdk.errors import ConnectorError
from heliograph.sdk.generating import KeyRefused, Model, ModelUnknown, OutOfCredit, told
from heliograph.sdk.voice import SpeechOrder

LONGEST_TRIAL = 20.0
_MOST_SHOWN = 200
TRIAL_LINE = SpeechOrder("1, 2, 3.")
"""Digits can be said in every language."""
_NOTHING: Mapping[str, Any] = {"models": [], "has_model": None, "remedy": ""}
_NO_ROOM = "Raise the cap, or wait for the next month."
_REMEDIES: tuple[tuple[type[ConnectorError], str], ...] = (
    (KeyRefused, "Enter the key again, and check what it may do."),
    (ModelUnknown, "Correct the model or the base URL."),
    (OutOfCredit, "Add credit at the service."),
)


class Trial:
    """Tries the providers of one workspace out. Models are only asked what they have, which costs
    nothing; a voice says a short line, which stands in the ledger."""

    def __init__(self, work: UnitOfWork, parts: ProviderParts) -> None:
        self._work = work
        self._parts = parts
        self._book = ProviderBook(work, parts)

    async def run(self, provider_id: UUID) -> dict[str, Any]:
        """What was found; it also becomes the provider's health."""
        row = await self._book.row(provider_id)
        provider = self._book.opened(row)
        started = time.monotonic()
        if provider.step == "voice":
            heard = await self._hear(provider)
            return heard | {"milliseconds": _ms(started)}
        found: dict[str, Any] = {**_NOTHING}
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
        return found | {"milliseconds": _ms(started)}

    async def _hear(self, provider: Configured) -> dict[str, Any]:
        task = SpeechTask(self._parts.catalogue, self._parts.storage, TRIAL_LINE)
        ledger, question = Ledger(self._work, self._parts), task.question(provider, ())
        access = self._book.access(provider, min(LONGEST_TRIAL, provider.timeout_seconds))
        try:
            begun = await ledger.begin(provider, "voice", question, CallContext(), is_trial=True)
        except NotAsked as error:
            sentence = f"It was not asked: {error}."
            return {**_NOTHING, "is_ok": False, "sentence": sentence, "remedy": _NO_ROOM}
        started = time.monotonic()
        try:
            speech, usage = await task.ask(provider.kind, access, ())
        except ConnectorError as error:
            ended = await ledger.fail(begun, error, _ms(started))
            return {
                **_NOTHING,
                "is_ok": False,
                "sentence": ended.detail,
                "remedy": _remedy(error),
            }
        cost = provider.price.of(usage)
        await ledger.end(begun, Ended("done", usage, cost), _ms(started))
        long = f"{speech.sound.seconds:.1f} seconds of sound"
        sentence = f"It said a short line: {long}, for {shown_money(cost)}."
        return {**_NOTHING, "is_ok": True, "sentence": sentence}

    def _model(self, provider: Configured) -> Model:
        access = self._book.access(provider, min(LONGEST_TRIAL, provider.timeout_seconds))
        if provider.step == "text":
            return self._parts.catalogue.text_model(provider.kind, access)
        return self._parts.catalogue.painter(provider.kind, access)


def _ms(started: float) -> int:
    return round((time.monotonic() - started) * 1000)


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
