"""The real site, started once per run where its programs are installed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.extensions.connectors.wordpress.live.real import LiveSite, real_site


@pytest.fixture(scope="session")
def live_site() -> Iterator[LiveSite]:
    """A WordPress with an editor and a contributor. Its path is short, as a socket's must be."""
    with tempfile.TemporaryDirectory(prefix="hg-") as home, real_site(Path(home)) as site:
        yield site
