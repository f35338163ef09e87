"""The part of the contract that says secrets are never seen."""
# ruff: noqa: S101 - a contract is made of assertions

from __future__ import annotations

import logging
from collections.abc import Coroutine
from typing import Any

import pytest
from structlog.testing import capture_logs

from heliograph.sdk.connectors import OutgoingPost
from heliograph.sdk.contract.bench import Bench
from heliograph.sdk.errors import ConnectorError

TROUBLES = ("lost_answer", "error_500", "rate_limited", "refused")


class SecretClaims:
    """Secrets are never seen, whatever happens."""

    async def test_secrets_stay_out_of_errors_and_logs(
        self, bench: Bench, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        post = bench.post()
        with capture_logs() as events:
            memory = await bench.connector().prepare(post, {})
            errors = [await _error_under(bench, post, memory, fate) for fate in TROUBLES]
            await bench.platform.revoke()
            errors.append(await _error_of(bench.connector().identify()))
        seen = [caplog.text, repr(events), *(_everything_in(error) for error in errors)]
        for secret in bench.hidden():
            assert not [text for text in seen if secret in text]

    def test_secrets_stay_out_of_representations(self, bench: Bench) -> None:
        seen = f"{bench.access!r} {bench.connector()!r} {bench.connector().__dict__!r}"
        assert not [secret for secret in bench.hidden() if secret in seen]


async def _error_under(bench: Bench, post: OutgoingPost, memory: Any, fate: str) -> Exception:
    await bench.platform.trouble(fate)
    return await _error_of(bench.connector().publish(bench.sent(post), memory))


async def _error_of(call: Coroutine[Any, Any, object]) -> Exception:
    with pytest.raises(ConnectorError) as caught:
        await call
    return caught.value


def _everything_in(error: BaseException | None) -> str:
    """The texts of an error and of all that led to it."""
    texts = []
    while error is not None:
        texts.append(f"{error} {error!r} {error.args} {vars(error)}")
        error = error.__cause__ or error.__context__
    return " ".join(texts)
