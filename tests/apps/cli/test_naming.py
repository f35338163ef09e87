"""Commands that take a brand understand what people call it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import asyncpg
import pytest

from tests.apps.cli.support import CommandLine
from tests.conftest import ProductDatabase
from tests.doubles.sandbox import SandboxProcess

NAMES = ("leodaily", "@LeoDaily", "Leo Daily", "leo")


@pytest.fixture
def brand(cli: CommandLine) -> dict[str, Any]:
    """A brand, and another beside it."""
    cli("brands", "create", "--subject", "virgo")
    made: dict[str, Any] = cli("brands", "create", "--subject", "leo", "--json").data
    return made


def test_a_brand_is_shown_by_each_of_its_names_and_by_its_id(
    cli: CommandLine, brand: dict[str, Any]
) -> None:
    found = [cli("brands", "show", name, "--json").data for name in (*NAMES, brand["id"])]
    assert {one["id"] for one in found} == {brand["id"]}


def test_pieces_are_made_and_listed_by_name(cli: CommandLine, brand: dict[str, Any]) -> None:
    words = ("--brand", "leodaily", "--date", "2026-12-01")
    run = cli("content", "generate", *words, "--json").data
    planned = cli("plan", "month", *words, "--days", "2", "--dry-run", "--json").data

    mine = cli("content", "list", "--brand", "leo", "--json").data
    others = cli("content", "list", "--brand", "virgo", "--json").data
    assert [one["id"] for one in mine] == [run["content_id"]]
    assert others == []
    assert {one["brand_id"] for one in planned["items"]} == {brand["id"]}


def test_money_and_tiers_are_set_by_name(cli: CommandLine, brand: dict[str, Any]) -> None:
    caps = cli("providers", "budget", "--brand", "leodaily", "--set", "3", "--json").data
    tiers = cli("providers", "tier", "text", "offline", "--brand", "leodaily", "--json").data

    assert brand["id"] in {one["brand_id"] for one in caps}
    assert brand["id"] in {one["brand_id"] for one in tiers}
    assert cli("providers", "ledger", "--brand", "leodaily", "--json").data == []
    assert cli("providers", "estimate", "--brand", "leo", "--brand", "virgo").code == 0


def test_a_channel_is_given_to_a_brand_by_name(
    cli: CommandLine, brand: dict[str, Any], sandbox: SandboxProcess
) -> None:
    given = [f"{name}={value}" for name, value in sandbox.account("mastodon", "leo").items()]
    connected = cli(
        "channels", "connect", "mastodon", "--base-url", sandbox.base_url("mastodon"),
        "--secret", *given, "--brand", "leodaily", "--json",
    ).data  # fmt: skip

    assert connected["brand_ids"] == [brand["id"]]
    assert cli("posts", "list", "--brand", "leodaily", "--json").data == []
    assert cli("videos", "list", "--brand", "leodaily", "--json").data == []


@pytest.mark.usefixtures("brand")
def test_a_name_that_nobody_or_more_than_one_has_is_one_sentence(cli: CommandLine) -> None:
    cli("brands", "create", "--subject", "leo", "--name", "Lion", "--handle", "lion")

    assert "no brand 'nobody'" in cli("brands", "show", "nobody").sentence
    assert "2 brands are called 'leo'" in cli("content", "list", "--brand", "leo").sentence
    assert cli("brands", "show", "lion", "--json").data["handle"] == "lion"


# Rows beside the first brand, alike but for what must differ: 100 commands would take a minute.
COPIES = """
INSERT INTO brands_brands SELECT (jsonb_populate_record(one, jsonb_build_object(
    'id', gen_random_uuid(), 'name', 'Leo ' || n, 'handle', 'leo' || n
))).* FROM brands_brands one, generate_series(1, 100) n
"""


@pytest.fixture
async def crowd(
    cli: CommandLine, brand: dict[str, Any], product_database: ProductDatabase
) -> set[str]:
    """More brands than one page of the list holds; gives their handles."""
    connection = await asyncpg.connect(product_database.superuser_url)
    await connection.execute("DELETE FROM brands_brands WHERE id <> $1", UUID(brand["id"]))
    await connection.execute(COPIES)
    await connection.close()
    return {"leodaily", *(f"leo{number}" for number in range(1, 101))}


def test_nobody_is_left_out_of_more_brands_than_a_page_holds(
    cli: CommandLine, crowd: set[str]
) -> None:
    words = ("--brand", "all", "--date", "2026-12-01", "--days", "1", "--dry-run", "--json")
    planned = cli("plan", "month", *words).data

    assert {one["handle"] for one in cli("brands", "list", "--json").data} == crowd
    assert len({one["brand_id"] for one in planned["items"]}) == len(crowd)
    assert {cli("brands", "show", one, "--json").code for one in ("leo1", "leo100")} == {0}
