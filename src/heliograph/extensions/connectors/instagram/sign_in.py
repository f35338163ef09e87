"""Instagram Login: a code, a token of one hour, a token of sixty days, and its renewal."""

from __future__ import annotations

from pathlib import Path

from heliograph.sdk.graph.sign_in import LongTokenSignIn
from heliograph.sdk.manifest import load_connector_manifest


class InstagramSignIn(LongTokenSignIn):
    """The consent flow of a professional account."""

    manifest = load_connector_manifest(Path(__file__).parent)
    dialect = "ig"
