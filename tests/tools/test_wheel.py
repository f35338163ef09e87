"""The package that is built from this clone holds everything an instance needs."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, SOURCE


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a freshly built wheel."""
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    with zipfile.ZipFile(next(target.glob("heliograph-*.whl"))) as file:
        return set(file.namelist())


def named(folder: Path) -> set[str]:
    """How the files of a source folder are named in the wheel."""
    return {
        f"heliograph/{file.relative_to(SOURCE)}"
        for file in folder.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


def test_the_wheel_carries_the_migrations(wheel: set[str]) -> None:
    scripts = {f"heliograph/migrations/versions/{one.name}" for one in _migrations()}
    assert scripts
    assert scripts <= wheel
    assert "heliograph/migrations/env.py" in wheel


@pytest.mark.parametrize(
    "folder",
    ["apps/api/dashboard", "sdk/typesetting/fonts", "extensions", "apps/sandbox"],
)
def test_the_wheel_carries_every_file_of(wheel: set[str], folder: str) -> None:
    files = named(SOURCE / folder)
    assert files, f"{folder} is not built: run make web fonts"
    assert files <= wheel


def test_the_wheel_carries_nothing_of_tests_and_tools(wheel: set[str]) -> None:
    tops = {name.split("/")[0].split("-")[0] for name in wheel}
    assert tops == {"heliograph"}


def _migrations() -> list[Path]:
    return sorted((ROOT / "migrations/versions").glob("2*"))
