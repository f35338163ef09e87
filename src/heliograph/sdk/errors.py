"""What a connector may answer when it cannot do what was asked.

Each error says what the caller must do next, never what the platform called it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from heliograph.sdk.problems import Problem


class ConnectorError(Exception):
    """The common parent; never raised itself."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class TryLater(ConnectorError):
    """A passing trouble. Nothing was committed; the same call may be made again after `after`.

    `memory`, where it is given, replaces what the delivery remembers, so that work done before
    the trouble (an upload, a container still in the making) is not done again.
    """

    def __init__(
        self,
        detail: str,
        after: timedelta | None = None,
        memory: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.after = after
        self.memory = memory


class ReconnectNeeded(ConnectorError):
    """The secrets are no longer accepted: a person must connect the channel again."""


class ContentRefused(ConnectorError):
    """The platform will never take this content as it is; `problems` say how to mend it."""

    def __init__(self, detail: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(detail)
        self.problems = tuple(problems)


class ChannelClosed(ConnectorError):
    """The account is gone, suspended or restricted; only its owner can change that."""


class OutcomeUnknown(ConnectorError):
    """The committing call may or may not have succeeded: look before doing anything else."""
