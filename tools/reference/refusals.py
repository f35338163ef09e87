"""The page of refusals: everything a platform's documentation says it may answer."""

from __future__ import annotations

import json
from pathlib import Path

from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.refusals import Refusal, load_refusals
from tools.reference.page import PACKAGE, Page

DOES = {
    "later": "tries again",
    "renewed": "renews the access and goes on",
    "reconnect": "asks you to connect again",
    "refused": "tells the author what to change",
    "repeat": "tells the author, or takes it for our own earlier call where that was in doubt",
    "closed": "asks you to look at the account",
    "unknown": "looks on the platform before anything is sent again",
}
LONGEST = 110


def refusals_page() -> Page:
    """Every row of every connector's `refusals.toml`."""
    page = Page("What platforms refuse, and what follows")
    page.say(
        "Each row is an answer from the platform's documentation. The contract suite lets the "
        "sandbox give every one of them and checks what the connector makes of it."
    )
    for file in sorted((PACKAGE / "extensions/connectors").glob("*/refusals.toml")):
        _tell(page, file.parent)
    return page


def _tell(page: Page, folder: Path) -> None:
    page.say(f"## {load_connector_manifest(folder).name}")
    heads = ("on", "status", "what it says", "its words", "Heliograph")
    page.table(
        heads,
        [
            (row.on, str(row.status), row.means, _words(row), _follows(row))
            for row in load_refusals(folder)
        ],
    )


def _follows(row: Refusal) -> str:
    told = DOES[row.does]
    if row.field:
        told += f" (`{row.field}`)"
    if row.after:
        told += f" after {row.after} s or more"
    return told


def _words(row: Refusal) -> str:
    try:
        said = json.dumps(json.loads(row.body), ensure_ascii=False, separators=(",", ":"))
    except ValueError:
        said = row.body
    if not said:
        return "–"
    cut = said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
    return f"`{cut.replace('|', '¦')}`"
