"""All verses through everything that carries a piece: store, API, command line, export, backup.

The product has no backup command of its own: what is tried is PostgreSQL's dump and restore, as
its embedded server brings them.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
import typer
from sqlalchemy import insert
from tests.apps.cli.support import CommandLine, end, free_port
from tests.conftest import ProductDatabase
from tests.extensions.packs.islamic.runs import CAIRO
from tests.support.loopback import TLS
from tests.support.server import recreate
from typer.testing import CliRunner

from heliograph.apps.cli import content, quran, templates
from heliograph.extensions.packs.islamic import IslamicPack
from heliograph.extensions.packs.islamic.quran import Quran, Verse
from heliograph.kit.database import Database
from heliograph.kit.ids import new_id
from heliograph.kit.postgres import EmbeddedPostgres
from heliograph.kit.settings import DatabaseSettings
from heliograph.modules.content.models import Content
from heliograph.modules.content.values import to_json
from heliograph.sdk.packs import Brief
from heliograph.sdk.text import TextBrief

DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 7, tzinfo=UTC)
PAGE = 100
ROOM = 18_000
"""Characters of a template; it takes 20,000."""
IN_A_FILE = 8
KEPT = "SELECT id, text, plan->'slots'->>'arabic' AS arabic FROM content_contents"
ALL = 6236
Said = Mapping[str, str]
"""What came out of a path, by the id of the piece or the reference of the verse."""


@dataclass(frozen=True)
class Filled:
    """An instance whose library of pieces holds every verse, and its verses by piece."""

    cli: CommandLine
    token: str
    verses: dict[str, Verse]

    def run(self, app: typer.Typer, *words: str) -> Any:
        """What a command of the real command line prints, as JSON; it asks over HTTP."""
        given = self.cli.environment | {
            "HELIOGRAPH_TOKEN": self.token,
            "HELIOGRAPH_URL": self.url,
        }
        done = CliRunner().invoke(app, [*words], env=given)
        assert done.exit_code == 0, done.exception
        return json.loads(done.stdout_bytes)

    @property
    def url(self) -> str:
        """Where the instance answers."""
        return f"http://127.0.0.1:{self.cli.port}"


def lost(verses: Mapping[str, Verse], said: Said) -> list[str]:
    """The verses whose own bytes do not stand in what came out."""
    return [
        str(verse.reference)
        for key, verse in verses.items()
        if verse.body.encode() not in said.get(key, "").encode()
    ]


@pytest.fixture
def filled(
    database_url: str, source: Path, pack: IslamicPack, quran: Quran, tmp_path: Path
) -> Iterator[Filled]:
    """Every verse as a piece of a brand, in an instance that runs."""
    cli = CommandLine(tmp_path, free_port(), {"HELIOGRAPH_DATABASE_URL": database_url})
    cli("quran", "install", "--from", str(source), "--json")
    brand = cli("brands", "create", "--pack", "islamic", "--subject", "readers", "--json").data
    token = cli("token", "create", "--name", "bytes", "--json").data["key"]
    verses = asyncio.run(fill(database_url, UUID(brand["id"]), pack, quran))
    server = cli.start("api")
    try:
        wait_for(f"http://127.0.0.1:{cli.port}/health")
        yield Filled(cli, token, verses)
    finally:
        end(server)


def wait_for(url: str) -> None:
    """Return once somebody answers; fail after a minute."""
    give_up_at = time.monotonic() + 60
    while time.monotonic() < give_up_at:
        with suppress(httpx.TransportError):
            httpx.get(url, verify=TLS)
            return
        time.sleep(0.1)
    pytest.fail(f"nobody answers at {url}")


async def fill(url: str, brand_id: UUID, pack: IslamicPack, quran: Quran) -> dict[str, Verse]:
    """Write the pieces through the product's own table; the verses by the ids of their pieces."""
    database = Database(url, DatabaseSettings(pool_size=2))
    try:
        workspace_id = await _workspace_of(database, brand_id)
        made = {str(new_id()): verse for verse in quran.all()}
        rows = [_row(pack, UUID(key), verse) for key, verse in made.items()]
        owned = {"workspace_id": workspace_id, "brand_id": brand_id}
        async with database.work(workspace_id).transaction() as session:
            for at in range(0, len(rows), 250):
                await session.execute(insert(Content), [row | owned for row in rows[at : at + 250]])
    finally:
        await database.close()
    return made


async def _workspace_of(database: Database, brand_id: UUID) -> UUID:
    async with database.system_work().transaction() as session:
        connection = await (await session.connection()).get_raw_connection()
        driver = connection.driver_connection
        assert isinstance(driver, asyncpg.Connection)
        found = await driver.fetchval(
            "SELECT workspace_id FROM brands_brands WHERE id = $1", brand_id
        )
    assert isinstance(found, UUID)
    return found


def _row(pack: IslamicPack, content_id: UUID, verse: Verse) -> dict[str, Any]:
    language = "ar" if verse.reference.surah % 2 else "en"
    reference = str(verse.reference)
    brief = Brief("readers", "verse_of_the_day", DAY, CAIRO, language, notes=(reference,))
    plan = pack.plan(brief, pack.facts(brief, ()))
    draft = pack.write(TextBrief(plan, pack.folder, reference))
    return {
        "id": content_id,
        "pack": "islamic",
        "subject": "readers",
        "type": plan.type,
        "target_date": DAY,
        "language": language,
        "status": "ready",
        "title": draft.title,
        "hook": draft.hook,
        "text": draft.text,
        "card_text": draft.card_text,
        "plan": to_json(plan),
        "facts": to_json(plan)["facts"],
        "created_at": NOW,
        "updated_at": NOW,
    }


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_all_verses_come_through_every_path_byte_for_byte(
    filled: Filled,
    postgres: EmbeddedPostgres,
    product_database: ProductDatabase,
    worker_id: str,
    tmp_path: Path,
) -> None:
    verses = filled.verses
    assert len(verses) == ALL
    stored = asyncio.run(kept_in(product_database.superuser_url))
    restored = asyncio.run(backed_up(postgres, product_database.superuser_url, worker_id, tmp_path))
    paths: dict[str, Said] = {
        "store": {key: text for key, (text, _) in stored.items()},
        "plan in the store": {key: arabic for key, (_, arabic) in stored.items()},
        "backup": {key: text for key, (text, _) in restored.items()},
        "plan in the backup": {key: arabic for key, (_, arabic) in restored.items()},
        "API": listed(lambda page: over_http(filled, page)),
        "command line": listed(lambda page: over_the_command_line(filled, page)),
    }
    assert {name: lost(verses, said) for name, said in paths.items()} == {
        name: [] for name in paths
    }
    by_reference = {str(verse.reference): verse for verse in verses.values()}
    assert lost(by_reference, looked_up(filled)) == []
    assert lost(by_reference, exported(filled, tmp_path)) == []


def test_a_normalised_copy_of_the_verses_is_caught(quran: Quran) -> None:
    verses = {str(verse.reference): verse for verse in quran.all()}
    whole = {key: f"before {verse.body} after" for key, verse in verses.items()}
    assert lost(verses, whole) == []
    normalised = {key: unicodedata.normalize("NFC", text) for key, text in whole.items()}
    assert len(lost(verses, normalised)) > 5_700
    without_one = {key: text for key, text in whole.items() if key != "2:255"}
    assert lost(verses, without_one) == ["2:255"]


def listed(page_of: Callable[[int], list[dict[str, Any]]]) -> dict[str, str]:
    """The texts of every page."""
    pages = (page_of(number) for number in range(1, ALL // PAGE + 2))
    return {one["id"]: one["text"] for page in pages for one in page}


def over_http(filled: Filled, page: int) -> list[dict[str, Any]]:
    """A page of `/content` as the dashboard and every other program reads it."""
    answer = httpx.get(
        f"{filled.url}/api/v1/content",
        params={"page": page, "per_page": PAGE},
        headers={"Authorization": f"Bearer {filled.token}", "Accept-Encoding": "gzip"},
        verify=TLS,
    )
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = json.loads(answer.content)["data"]
    return found


def over_the_command_line(filled: Filled, page: int) -> list[dict[str, Any]]:
    """A page of `heliograph content list --json`."""
    asked = ("list", "--page", str(page), "--per-page", str(PAGE), "--json")
    found: list[dict[str, Any]] = filled.run(content.app, *asked)
    return found


def looked_up(filled: Filled) -> dict[str, str]:
    """What `heliograph quran verse` prints of every surah."""
    found = (
        filled.run(quran.app, "verse", str(number), "--json")["verses"] for number in range(1, 115)
    )
    return {one["reference"]: one["arabic"] for surah in found for one in surah}


def exported(filled: Filled, folder: Path) -> dict[str, str]:
    """Every verse as a line of a template: brought by files, and written to another."""
    bodies = {f"Verses {at:02}": body for at, body in enumerate(bodies_of(filled.verses.values()))}
    names = list(bodies)
    for at in range(0, len(names), IN_A_FILE):
        brought = folder / f"brought-{at}.json"
        orders = [
            {"name": name, "body": "\n".join(verse.body for verse in bodies[name])}
            for name in names[at : at + IN_A_FILE]
        ]
        file = {"format": "heliograph.templates/1", "templates": orders}
        brought.write_text(json.dumps(file, ensure_ascii=False), encoding="utf-8")
        filled.run(templates.app, "import", str(brought), "--json")
    written = {one["name"]: one["body"] for one in filled.run(templates.app, "export")["templates"]}
    return {
        str(verse.reference): line
        for name, listed in bodies.items()
        for verse, line in zip(listed, written[name].split("\n"), strict=True)
    }


def bodies_of(verses: Iterable[Verse]) -> list[list[Verse]]:
    """Runs of verses that a template has room for."""
    found: list[list[Verse]] = [[]]
    length = 0
    for verse in verses:
        length += len(verse.body) + 1
        if length > ROOM:
            found.append([])
            length = len(verse.body) + 1
        found[-1].append(verse)
    return found


async def kept_in(superuser_url: str) -> dict[str, tuple[str, str]]:
    """Text and quoted verse of every piece, as a database has them."""
    connection = await asyncpg.connect(superuser_url)
    try:
        rows = await connection.fetch(KEPT)
    finally:
        await connection.close()
    return {str(row["id"]): (row["text"], row["arabic"]) for row in rows}


async def backed_up(
    server: EmbeddedPostgres, superuser_url: str, worker_id: str, folder: Path
) -> dict[str, tuple[str, str]]:
    """The same after a dump of the whole database was restored into an empty one."""
    name, file = f"restored_{worker_id}", folder / "backup.dump"
    programs = next((server.home / "postgres").rglob("bin/pg_dump"), None)
    assert programs is not None
    run(programs, "--format=custom", f"--file={file}", superuser_url)
    await recreate(server, name, template="template0")
    target = server.superuser_url(name)
    run(programs.with_name("pg_restore"), "--exit-on-error", f"--dbname={target}", str(file))
    return await kept_in(target)


def run(program: Path, *words: str) -> None:
    """Run to the end."""
    done = subprocess.run([program, *words], capture_output=True, text=True, check=False)  # noqa: S603 - the server's own programs
    assert done.returncode == 0, done.stderr
