"""An instance on a PostgreSQL that somebody else runs, with workers on other machines."""

from __future__ import annotations

import asyncio
import base64
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from heliograph.kit.postgres import EmbeddedPostgres
from tests.support.running import RunningInstance, eventually

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("other-database")]

PROGRAM = str(Path(sys.executable).with_name("heliograph"))


@dataclass(frozen=True)
class Elsewhere:
    """An instance whose database lies elsewhere and whose posts go out elsewhere, too."""

    server: EmbeddedPostgres
    instance: RunningInstance
    client: httpx.Client

    def post(self, words: str) -> str:
        """A text that is due now; gives its id."""
        channels = self.client.get("/channels").json()["data"]
        channel = next(one["id"] for one in channels if one["platform"] == "mastodon")
        order = {"channel_id": channel, "text": words, "now": True}
        answer = self.client.post("/posts", json=order)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["data"]["id"])

    def published(self, post_id: str) -> dict[str, Any] | None:
        """The post once it is out."""
        found: dict[str, Any] = self.client.get(f"/posts/{post_id}").json()["data"]
        return found if found["status"] == "published" else None

    def takers(self, post_id: str) -> list[str]:
        """What the history says of who took the post."""
        entries = self.client.get(f"/posts/{post_id}/history").json()["data"]["entries"]
        return [entry["sentence"] for entry in entries if entry["kind"] == "claimed"]


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Elsewhere]:
    """A second server, and `up` on it without anybody who publishes."""
    folder = Path(tempfile.mkdtemp(prefix="hg-db-"))
    folder.chmod(0o711)
    server = EmbeddedPostgres(folder)
    instance = RunningInstance(
        HELIOGRAPH_DATABASE_URL=asyncio.run(server.start()),
        HELIOGRAPH_ROOT_KEY=base64.b64encode(secrets.token_bytes(32)).decode(),
        HELIOGRAPH_WORKER__PUBLISHING="0",
    )
    try:
        instance.start()
        with closing(instance.client()) as client:
            yield Elsewhere(server, instance, client)
    finally:
        instance.remove()
        asyncio.run(server.stop())
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def machine(elsewhere: Elsewhere) -> Iterator[subprocess.Popen[bytes]]:
    """A publishing worker with a home of its own that knows only addresses and the root key."""
    home = tempfile.mkdtemp(prefix="hg-machine-")
    process = subprocess.Popen(  # noqa: S603 - our own program
        [PROGRAM, "worker", "--queue", "publishing"],
        env=elsewhere.instance.environment() | {"HELIOGRAPH_HOME": home},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(home, ignore_errors=True)


def test_another_machine_takes_over_when_the_first_is_killed(elsewhere: Elsewhere) -> None:
    with machine(elsewhere) as first:
        before = elsewhere.post("From the first machine")
        eventually(lambda: elsewhere.published(before))
        first.kill()
        first.wait()
        after = elsewhere.post("From the second machine")
        with machine(elsewhere) as second:
            eventually(lambda: elsewhere.published(after))

    assert str(first.pid) in elsewhere.takers(before)[0]
    assert str(second.pid) in elsewhere.takers(after)[-1]
    standing = [post["text"] for post in elsewhere.instance.standing()]
    assert sum("first machine" in words for words in standing) == 1
    assert sum("second machine" in words for words in standing) == 1


def test_nothing_of_the_database_lies_in_the_home(elsewhere: Elsewhere) -> None:
    home = elsewhere.instance.home / "data"

    assert not (home / "postgres").exists()
    assert not (home / "keys").exists()


def test_doctor_warns_of_a_role_that_row_level_security_does_not_bind(
    elsewhere: Elsewhere,
) -> None:
    ordinary = look(elsewhere, elsewhere.instance.environment())
    url = elsewhere.server.superuser_url("heliograph")
    superuser = look(elsewhere, elsewhere.instance.environment() | {"HELIOGRAPH_DATABASE_URL": url})

    assert "ok      row-level security" in ordinary
    assert "row-level security: The database role is a superuser" in superuser


def look(elsewhere: Elsewhere, environment: dict[str, str]) -> str:
    """What doctor says."""
    return subprocess.run(  # noqa: S603 - our own program
        [PROGRAM, "doctor"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    ).stdout
