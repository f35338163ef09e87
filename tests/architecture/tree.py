"""The files of the repository as a person would commit them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/heliograph"
# What is installed, built or measured, and is in no commit.
NOT_OURS = {
    ".git",
    ".venv",
    ".stamps",
    "__pycache__",
    "node_modules",
    "build",
    "dist",
    "dashboard",
    "fonts",
    "test-results",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    ".import_linter_cache",
}
# `tools/fonts` holds a lock file, `typesetting/fonts` the installed typefaces.
EXCEPTIONS = {ROOT / "tools/fonts"}


def ours(folder: Path = ROOT) -> Iterator[Path]:
    """Every file of ours below a folder."""
    for entry in sorted(folder.iterdir()):
        if entry.is_dir():
            if entry.name not in NOT_OURS or entry in EXCEPTIONS:
                yield from ours(entry)
        else:
            yield entry


def texts() -> Iterator[tuple[Path, str]]:
    """Every text file of ours with its content, by its path in the repository."""
    for file in ours():
        try:
            text = file.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        yield file.relative_to(ROOT), text


def lines_with(words: tuple[str, ...]) -> list[str]:
    """Where any of these words stands, ready to be read in a failed test."""
    return [
        f"{file}:{number}: {line.strip()[:120]}"
        for file, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if any(word in line for word in words)
    ]
