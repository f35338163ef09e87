"""Every row of the contract's table of errors, and what must follow from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from heliograph.extensions.connectors.threads.errors import TABLE as ERRORS
from heliograph.extensions.connectors.threads.errors import container_trouble, is_gone
from heliograph.kit.http import Answer
from heliograph.sdk.connectors import ChannelAccess
from heliograph.sdk.errors import (
    ConnectorError,
    ContentRefused,
    OutcomeUnknown,
    ReconnectNeeded,
    TryLater,
)
from heliograph.sdk.graph.errors import is_expired
from heliograph.sdk.graph.publishing import ContainerMissing

Made = Callable[..., Answer]
TABLE = [
    (1, 0, TryLater), (2, 0, TryLater), (3, 0, ReconnectNeeded), (4, 0, TryLater),
    (10, 0, ReconnectNeeded), (17, 0, TryLater), (24, 4279009, ContainerMissing),
    (32, 0, TryLater), (100, 0, ContentRefused), (102, 0, ReconnectNeeded),
    (190, 463, ReconnectNeeded), (200, 0, ReconnectNeeded), (299, 0, ReconnectNeeded),
    (368, 0, TryLater), (613, 0, TryLater), (0, 0, ContentRefused),
    ("THREADS_API__LINK_LIMIT_EXCEEDED", 0, ContentRefused),
    ("THREADS_API__GEO_GATING_INVALID_COUNTRY_CODES", 0, ContentRefused),
    ("THREADS_API__SOMETHING_NEW", 0, ContentRefused),
]  # fmt: skip


def graph(code: int | str, subcode: int = 0, **more: object) -> dict[str, object]:
    return {"error": {"message": "in words", "code": code, "error_subcode": subcode, **more}}


@pytest.mark.parametrize(("code", "subcode", "error"), TABLE)
def test_each_code_is_told_as_what_must_be_done(
    answered: Made, access: ChannelAccess, code: int | str, subcode: int,
    error: type[ConnectorError],
) -> None:  # fmt: skip
    found = ERRORS.refusal(answered(400, graph(code, subcode)), access)
    assert type(found) is error
    if isinstance(found, ContentRefused):
        assert found.problems[0].remedy


@pytest.mark.parametrize("code", [1, 2])
def test_a_server_that_failed_while_publishing_settles_nothing(
    answered: Made, access: ChannelAccess, code: int
) -> None:
    found = ERRORS.refusal(answered(400, graph(code)), access, committing=True)
    assert isinstance(found, OutcomeUnknown)


def test_a_trouble_that_says_it_passes_is_believed(answered: Made, access: ChannelAccess) -> None:
    assert isinstance(
        ERRORS.refusal(answered(400, graph(777, is_transient=True)), access), TryLater
    )


def test_a_bare_500_means_later(answered: Made, access: ChannelAccess) -> None:
    assert isinstance(ERRORS.refusal(answered(500, ""), access), TryLater)


def test_the_header_says_when_access_comes_back(answered: Made, access: ChannelAccess) -> None:
    usage = '{"1784":[{"type":"threads","estimated_time_to_regain_access":7}]}'
    found = ERRORS.refusal(answered(400, graph(613), x_business_use_case_usage=usage), access)
    assert isinstance(found, TryLater)
    assert found.after == timedelta(minutes=7)


@pytest.mark.parametrize("trouble", [
    "FAILED_PROCESSING_AUDIO", "FAILED_PROCESSING_VIDEO", "INVALID_ASPEC_RATIO",
    "INVALID_BIT_RATE", "INVALID_DURATION", "INVALID_FRAME_RATE", "INVALID_AUDIO_CHANNELS",
    "INVALID_AUDIO_CHANNEL_LAYOUT",
])  # fmt: skip
def test_a_container_that_failed_over_its_file_says_how_to_mend_it(
    access: ChannelAccess, trouble: str
) -> None:
    found = container_trouble(trouble, access, {})
    assert isinstance(found, ContentRefused)
    assert (found.problems[0].field, found.problems[0].found) == ("media", trouble)


@pytest.mark.parametrize("trouble", ["FAILED_DOWNLOADING_VIDEO", "UNKNOWN", ""])
def test_a_container_that_may_work_next_time_is_made_anew(
    access: ChannelAccess, trouble: str
) -> None:
    found = container_trouble(trouble, access, {"kept": "this"})
    assert isinstance(found, TryLater)
    assert found.memory == {"kept": "this"}


def test_a_token_in_the_platforms_words_is_hidden(answered: Made, access: ChannelAccess) -> None:
    body = {"error": {"message": "no such token ABCDEF-token", "code": 190}}
    assert "ABCDEF-token" not in ERRORS.refusal(answered(400, body), access).detail


def test_gone_and_expired_are_told_apart(answered: Made) -> None:
    gone, expired = answered(400, graph(100, 33)), answered(401, graph(190, 463))
    assert (is_gone(gone), is_expired(gone)) == (True, False)
    assert (is_gone(expired), is_expired(expired)) == (False, True)
