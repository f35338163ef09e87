"""The connector's contract, against the sandbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from heliograph.extensions.connectors.youtube import Connector
from heliograph.sdk.connectors import MediaFile, OutgoingPost
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.contract.connectors import EveryClaim


def complete(post: OutgoingPost) -> OutgoingPost:
    """What YouTube wants of every video."""
    title = post.title or f"Lantern {post.key[:8]}"
    return replace(post, title=title, options={"made_for_kids": False})


class TestYouTube(EveryClaim):
    """Every claim of the contract."""

    # YouTube takes no < and no > in any text.
    many_scripts = "Ünï 🌙 👩‍👩‍👧 {number} #Löwe صباح الخير\n\nhttps://example.com/a?b=1&c=2 & “so”"

    @pytest.fixture
    def bench(
        self, bench_on: Callable[[ConnectorType], Bench], videos: tuple[MediaFile, ...]
    ) -> Bench:
        return replace(bench_on(Connector), videos=videos, complete=complete)
