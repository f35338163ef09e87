"""`heliograph providers`, as a person types it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from tests.apps.cli.support import COMMAND, CommandLine
from tests.doubles.models import openai, openai_speech
from tests.doubles.models.server import KEY, ModelServer, serving


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A well server that speaks like OpenAI."""
    with serving(openai.behave, "/v1") as model:
        yield model


def with_key(cli: CommandLine, *words: str) -> Any:
    """One command that reads the key from standard input."""
    done = subprocess.run(  # noqa: S603 - the program under test
        [*COMMAND, *words, "--json"],
        env=cli.environment,
        input=f"{KEY}\n",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert KEY not in done.stdout + done.stderr
    return json.loads(done.stdout)


def test_a_provider_is_added_tried_priced_and_removed(
    cli: CommandLine, server: ModelServer
) -> None:
    made = with_key(
        cli, "providers", "add", "openai", "--model", openai.MODEL, "--name", "Cloud",
        "--base-url", server.url, "--key-stdin", "--price-input", "0.001",
        "--price-output", "0.002", "--as-of", "2026-11-20", "--tier", "budget",
    )  # fmt: skip
    assert (made["name"], made["tier"], made["has_key"]) == ("Cloud", "budget", True)

    tried = cli("providers", "test", made["id"], "--json").data
    assert (tried["is_ok"], tried["has_model"]) == (True, True)
    tiers = cli("providers", "tier", "text", "premium", "--json").data
    assert {"brand_id": None, "step": "text", "tier": "premium"} in tiers
    (cap,) = cli("providers", "budget", "--set", "4.5", "--json").data
    assert (cap["monthly_limit"], cap["left"]) == (4.5, 4.5)
    told = cli("providers", "estimate", "text", "--pieces", "12").out
    assert "Cloud" in told
    assert "Built in" in told
    listed = cli("providers", "list").out
    assert "Cloud" in listed
    assert "ok" in listed
    assert cli("providers", "ledger").out == "Nothing was asked of any model yet.\n"
    assert cli("providers", "ledger", "--by", "month", "--json").data == []
    assert cli("providers", "remove", made["id"]).code == 0
    assert cli("providers", "list", "--json").data == []


def test_a_voice_is_added_says_a_short_line_and_is_paid_by_its_length(cli: CommandLine) -> None:
    with serving(openai_speech.behave, "/v1") as voice:
        made = with_key(
            cli, "providers", "add", "openai_speech", "--model", openai_speech.MODEL,
            "--base-url", voice.url, "--key-stdin", "--price-characters", "0.015",
            "--option", "voice=nova",
        )  # fmt: skip
        assert (made["step"], made["price"]["per_1k_characters"]) == ("voice", 0.015)
        tried = cli("providers", "test", made["id"]).out
        assert "It said a short line" in tried
        assert voice.orders[0].json["voice"] == "nova"
    (line,) = cli("providers", "ledger", "--json").data
    assert (line["step"], line["characters"]) == ("voice", len(voice.orders[0].json["input"]))
    tiers = cli("providers", "tier", "voice", "balanced", "--json").data
    assert {"brand_id": None, "step": "voice", "tier": "balanced"} in tiers
    told = cli("providers", "estimate", "voice", "--characters", "2000", "--json").data
    assert told["choices"][0]["low"] == pytest.approx(0.03)


def test_mistakes_are_told_in_one_sentence(cli: CommandLine) -> None:
    lacking = cli("providers", "add", "anthropic", "--model", "x", "--price-input", "1")
    assert "needs a key" in lacking.sentence
    assert lacking.code == 2
    unpriced = cli("providers", "add", "openai", "--model", "x")
    assert "what OpenAI and compatible costs" in unpriced.sentence
    unknown = cli("providers", "test", "01900000-0000-7000-8000-000000000000")
    assert unknown.code == 4
    assert "There is no provider" in unknown.sentence
    halved = cli("providers", "tier", "text")
    assert "tier text budget" in halved.sentence


def test_what_can_be_set_up_is_explained(cli: CommandLine) -> None:
    told = cli("providers", "kinds").out
    assert "anthropic (text, premium)" in told
    assert "known services: openai, groq" in told
    assert "elevenlabs (voice, premium)" in told
