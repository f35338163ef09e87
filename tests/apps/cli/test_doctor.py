"""`heliograph doctor` finds what is broken and says how to mend it."""

from __future__ import annotations

import json
import socket
from typing import Any

import asyncpg

from heliograph.kit.database import as_plain
from tests.apps.cli.support import CommandLine, Outcome
from tests.conftest import ProductDatabase


def _checks(outcome: Outcome) -> dict[str, dict[str, Any]]:
    return {check["name"]: check for check in json.loads(outcome.out)["checks"]}


def test_a_healthy_instance_passes_every_check(cli: CommandLine, channel: str) -> None:
    outcome = cli("doctor", "--json")
    checks = _checks(outcome)
    assert {"data folder", "disk", "database", "row-level security", "jobs"} <= set(checks)
    assert any(name.startswith("channel mastodon") for name in checks)
    mended = {"dashboard", "typefaces"}  # a fresh clone has not built them yet
    assert {name for name, one in checks.items() if one["state"] == "broken"} <= mended


def test_a_port_that_is_taken_is_named(bare: CommandLine) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", bare.port))
        other.listen()
        outcome = bare("doctor", "--json")
    assert outcome.code == 1
    found = _checks(outcome)["API"]
    assert found["state"] == "broken"
    assert str(bare.port) in found["sentence"]
    assert "HELIOGRAPH_PORT" in found["remedy"]


def test_a_database_that_cannot_be_reached_is_named(bare: CommandLine) -> None:
    away = bare.with_variables(HELIOGRAPH_DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    outcome = away("doctor", "--json")
    assert outcome.code == 1
    found = _checks(outcome)["database"]
    assert found["state"] == "broken"
    assert "HELIOGRAPH_DATABASE_URL" in found["remedy"]


def test_a_superuser_is_warned_of(
    cli: CommandLine, product_database: ProductDatabase, channel: str
) -> None:
    above = cli.with_variables(HELIOGRAPH_DATABASE_URL=product_database.superuser_url)
    assert _checks(above("doctor", "--json"))["row-level security"]["state"] == "warning"


async def test_a_table_without_its_fence_is_found(
    cli: CommandLine, product_database: ProductDatabase
) -> None:
    connection = await asyncpg.connect(as_plain(product_database.superuser_url))
    try:
        await connection.execute("ALTER TABLE scheduling_posts NO FORCE ROW LEVEL SECURITY")
        outcome = cli("doctor", "--json")
    finally:
        await connection.execute("ALTER TABLE scheduling_posts FORCE ROW LEVEL SECURITY")
        await connection.close()
    assert outcome.code == 1
    found = _checks(outcome)["row-level security"]
    assert (found["state"], "scheduling_posts" in found["sentence"]) == ("broken", True)


def test_a_folder_of_a_newer_program_is_refused_and_left_alone(bare: CommandLine) -> None:
    (bare.home / "format").write_text("99\n")
    outcome = bare("doctor", "--json")
    assert outcome.code == 1
    assert "later one" in _checks(outcome)["data folder"]["remedy"]
    refused = bare("channels", "list")
    assert "format 99" in refused.sentence
    assert [file.name for file in bare.home.iterdir()] == ["format"]
