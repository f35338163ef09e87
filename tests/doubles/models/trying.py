"""Trying a provider against its double: a question, and what a refusal turns into."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import pytest

from heliograph.sdk.errors import ConnectorError
from heliograph.sdk.generating import ModelAccess
from heliograph.sdk.writing import Composed, TextModel
from tests.doubles.models.asking import access, ask
from tests.doubles.models.server import KEY, Behaviour, ModelServer, Reply


@dataclass(frozen=True)
class Double:
    """How a service behaves; `path` is what its base URL ends with. The fixture `server` of the
    providers' tests serves the one that a module names `SERVICE`."""

    behave: Behaviour
    path: str


@dataclass(frozen=True)
class TextService(Double):
    """A double, the provider that speaks with it, and a model that it knows."""

    provider: Callable[[ModelAccess], TextModel]
    model: str

    async def compose(self, server: ModelServer, model: str = "", **given: object) -> Composed:
        """What the provider makes of the question; `given` changes its access."""
        async with access(server.url, model or self.model, **given) as way:
            return await self.provider(way).compose(ask())

    async def models(self, server: ModelServer, **given: object) -> Sequence[str]:
        """The models that it lists."""
        async with access(server.url, "any", **given) as way:
            return await self.provider(way).models()

    async def refused(self, server: ModelServer, reply: Reply) -> ConnectorError:
        """What the question raises when every order gets this answer."""
        server.always(reply)
        return await caught(self.compose(server))


async def caught(work: Awaitable[object]) -> ConnectorError:
    """The error that a piece of work ends with; it never shows the key."""
    with pytest.raises(ConnectorError) as found:
        await work
    assert KEY not in str(found.value)
    assert KEY not in repr(found.value)
    return found.value
