"""Write `docs/reference` from the code; `make docs`. With `--check`: fail when a page is stale."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.reference.commands import commands_page
from tools.reference.errors import errors_page
from tools.reference.events import events_page
from tools.reference.extensions import extensions_page
from tools.reference.refusals import refusals_page
from tools.reference.routes import api_page
from tools.reference.settings import settings_page
from tools.reference.timeline import timeline_page

FOLDER = Path(__file__).resolve().parents[1] / "docs/reference"

PAGES = {
    "settings.md": settings_page,
    "commands.md": commands_page,
    "events.md": events_page,
    "errors.md": errors_page,
    "api.md": api_page,
    "connectors.md": extensions_page,
    "refusals.md": refusals_page,
    "timeline.md": timeline_page,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pages, or say which are stale; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail when stale")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the pages stand")
    given = parser.parse_args(arguments)
    texts = {name: write().text() for name, write in PAGES.items()}
    stale = [name for name, text in texts.items() if _read(given.folder / name) != text]
    if given.check and stale:
        print(f"Stale in docs/reference: {', '.join(stale)}. Run `make docs`.", file=sys.stderr)
        return 1
    for name in stale:
        given.folder.mkdir(parents=True, exist_ok=True)
        (given.folder / name).write_text(texts[name], "utf-8")
    print(f"docs/reference: {len(PAGES)} pages, {len(stale)} written anew")
    return 0


def _read(file: Path) -> str | None:
    return file.read_text("utf-8") if file.exists() else None


if __name__ == "__main__":
    sys.exit(main())
