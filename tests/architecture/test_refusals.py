"""Every connector says what each documented refusal of its platform leads to."""

from __future__ import annotations

from pathlib import Path

import pytest

import heliograph.extensions
from heliograph.sdk.refusals import load_refusals

CONNECTORS = Path(heliograph.extensions.__file__).parent / "connectors"
FOLDERS = sorted(file.parent for file in CONNECTORS.glob("*/manifest.toml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_way_of_failing_is_told(folder: Path) -> None:
    rows = load_refusals(folder)

    ways = {row.does for row in rows}
    assert {"later", "refused"} <= ways
    assert ways & {"reconnect", "renewed"}
    assert len({(row.status, row.body, row.on) for row in rows}) == len(rows)
