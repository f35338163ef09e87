"""Every refusal a platform documents is understood, proven by letting the platform give it."""
# ruff: noqa: S101 - a contract is made of assertions

from __future__ import annotations

import inspect
from pathlib import Path
from typing import cast

from heliograph.sdk.connectors import OutgoingPost, PostKind
from heliograph.sdk.contract.bench import Bench
from heliograph.sdk.errors import (
    ChannelClosed,
    ConnectorError,
    ContentRefused,
    OutcomeUnknown,
    ReconnectNeeded,
    TryLater,
)
from heliograph.sdk.refusals import Refusal, load_refusals

ERRORS: dict[str, type[ConnectorError]] = {
    "later": TryLater,
    "reconnect": ReconnectNeeded,
    "refused": ContentRefused,
    "repeat": ContentRefused,
    "closed": ChannelClosed,
    "unknown": OutcomeUnknown,
}
SLACK = 5


class RefusalClaims:
    """What the platform says when it says no."""

    async def test_every_refusal_it_documents_is_understood(self, bench: Bench) -> None:
        folder = Path(inspect.getfile(bench.kind)).parent
        wrong = []
        for row in load_refusals(folder):
            await bench.platform.answer(row.on, row.status, row.headers, row.body)
            found = await _met(bench, row)
            await bench.platform.calm()
            if (said := _difference(row, found)) is not None:
                wrong.append(f"{row.status} {row.means}: {said}")
        assert not wrong, "\n".join(wrong)


def _difference(row: Refusal, found: ConnectorError | None) -> str | None:
    if row.does == "renewed":
        return None if found is None else f"{type(found).__name__} instead of a renewal"
    wanted = ERRORS[row.does]
    if found is None or not isinstance(found, wanted):
        return f"{type(found).__name__} instead of {wanted.__name__}"
    if row.field is not None and isinstance(found, ContentRefused):
        fields = [problem.field for problem in found.problems]
        if row.field not in fields:
            return f"told of {fields} instead of {row.field}"
    if row.after is not None and isinstance(found, TryLater):
        after = found.after.total_seconds() if found.after is not None else 0
        if after < row.after - SLACK:
            return f"tries again after {after} s instead of {row.after} s"
    return None


async def _met(bench: Bench, row: Refusal) -> ConnectorError | None:
    """The error that a delivery meets; None when it meets none."""
    post = _post_for(bench, row)
    try:
        memory = await bench.connector().prepare(post, {})
        if row.on == "read":
            await bench.connector().identify()
        await bench.connector().publish(bench.sent(post), memory)
    except ConnectorError as error:
        return error
    return None


def _post_for(bench: Bench, row: Refusal) -> OutgoingPost:
    if row.kind:
        return bench.post(kind=cast(PostKind, row.kind))
    return bench.carrying() if row.on == "upload" else bench.post()
