"""Health, readiness, metrics, OpenAPI and the dashboard's files."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from heliograph.kit.database import Database
from tests.apps.api.support import RunningAPI, running_api


async def test_health_and_readiness_tell_the_version(api: RunningAPI) -> None:
    health = (await api.client.get("/health")).json()
    assert health["status"] == "ok"
    ready = await api.client.get("/ready")
    assert ready.status_code == 200
    assert ready.json()["migrated"] is True


async def test_a_database_of_another_version_is_not_ready(
    api: RunningAPI, database: Database
) -> None:
    async with database.system_work().transaction() as session:
        before = await session.scalar(text("SELECT version_num FROM alembic_version"))
        await session.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    try:
        ready = await api.client.get("/ready")
    finally:
        async with database.system_work().transaction() as session:
            await session.execute(
                text("UPDATE alembic_version SET version_num = :before"), {"before": before}
            )
    assert ready.status_code == 503
    assert ready.json()["schema_version"] == "older"
    assert "heliograph up" in ready.json()["remedy"]


async def test_metrics_count_by_template_and_never_by_id(api: RunningAPI) -> None:
    async with api.with_key(api.owner_key) as client:
        for number in range(3):
            await client.delete(f"/api/v1/api-keys/00000000-0000-7000-8000-00000000000{number}")
    shown = (await api.client.get("/metrics")).text
    series = 'method="DELETE",route="/api/v1/api-keys/{key_id}",status="404"'
    assert f"heliograph_requests_total{{{series}}} 3.0" in shown
    assert "00000000-0000-7000" not in shown
    assert "process_resident_memory_bytes" in shown


async def test_openapi_is_complete(api: RunningAPI) -> None:
    document = (await api.client.get("/api/v1/openapi.json")).json()
    unexplained = []
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if not operation.get("description") and not operation.get("summary"):
                unexplained.append((method, path))
            good = [code for code in operation["responses"] if code.startswith("2")]
            empty = [
                code
                for code in good
                if code != "204" and not operation["responses"][code].get("content")
            ]
            if not good or (empty and path != "/metrics"):
                unexplained.append((method, path))
            if path.startswith("/api/v1"):
                assert "401" in operation["responses"], path
    assert unexplained == []
    assert "/api/v1/me" in document["paths"]


async def test_there_is_no_docs_page_with_foreign_scripts(api: RunningAPI) -> None:
    for path in ("/docs", "/redoc", "/api/v1/docs"):
        assert "cdn" not in (await api.client.get(path)).text


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A dashboard as the build leaves it."""
    folder = tmp_path / "dashboard"
    (folder / "assets").mkdir(parents=True)
    page = '<html><meta name="csp-nonce" content="__CSP_NONCE__"><script src="/assets/a-1.js">'
    (folder / "index.html").write_text(page)
    (folder / "assets" / "a-1.js").write_text("export {}")
    (folder / "heliograph.svg").write_text("<svg/>")
    (tmp_path / "private.txt").write_text("private")
    return folder


async def test_the_dashboard_is_served_with_its_own_policy(database: Database, built: Path) -> None:
    async with running_api(database, dashboard=built) as api:
        for path in ("/", "/posts", "/posts/abc/history", "/index.html"):
            page = await api.client.get(path)
            assert page.status_code == 200
            policy = page.headers["content-security-policy"]
            assert "script-src 'self';" in policy
            assert "unsafe" not in policy
            found = re.search(r'content="([^"]+)"', page.text)
            assert found is not None
            assert f"'nonce-{found[1]}'" in policy
            assert page.headers["cache-control"] == "no-cache"
        first, second = [(await api.client.get("/")).text for _ in range(2)]
    assert first != second


async def test_hashed_files_are_kept_and_others_are_asked_for_again(
    database: Database, built: Path
) -> None:
    async with running_api(database, dashboard=built) as api:
        script = await api.client.get("/assets/a-1.js")
        icon = await api.client.get("/heliograph.svg")
        missing = await api.client.get("/assets/gone-2.js")
    assert "immutable" in script.headers["cache-control"]
    assert script.headers["content-type"].startswith("text/javascript")
    assert icon.headers["cache-control"] == "no-cache"
    assert icon.headers["content-type"] == "image/svg+xml"
    assert missing.status_code == 404


@pytest.mark.parametrize(
    "path", ["/../private.txt", "/%2e%2e/private.txt", "/assets/..%2f..%2fprivate.txt", "/a%00b"]
)
async def test_no_file_outside_the_dashboard_is_reached(
    database: Database, built: Path, path: str
) -> None:
    async with running_api(database, dashboard=built) as api:
        answer = await api.client.get(path)
    assert answer.text != "private"


async def test_a_dashboard_that_is_not_built_says_how(api: RunningAPI) -> None:
    page = await api.client.get("/")
    assert page.status_code == 503
    assert "make web" in page.text


def test_the_openapi_command_prints_the_document_without_a_database() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "heliograph.apps.api.openapi"],
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert "/api/v1/auth/login" in json.loads(done.stdout)["paths"]


def test_the_api_starts_without_heavy_libraries() -> None:
    script = (
        "import sys, heliograph.apps.api.__main__\n"
        "print([name for name in ('skia', 'cv2', 'skyfield') if name in sys.modules])"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 - ours
    assert done.stdout.strip() == "[]"
