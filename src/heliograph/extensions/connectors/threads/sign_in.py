"""Consent on Threads: a code gives a token of an hour, which is exchanged for one of sixty days."""

from __future__ import annotations

from pathlib import Path

from heliograph.sdk.graph.sign_in import LongTokenSignIn
from heliograph.sdk.manifest import load_connector_manifest


class ThreadsSignIn(LongTokenSignIn):
    """The consent flow of Threads."""

    manifest = load_connector_manifest(Path(__file__).parent)
    dialect = "th"
    keeps_user_id = True
