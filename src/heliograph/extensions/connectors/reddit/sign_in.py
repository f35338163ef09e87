"""Reddit's consent: the standard flow, under a program name that Reddit can tell from others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from heliograph.extensions.connectors.reddit.client import program_name
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.oauth import StandardSignIn


class RedditSignIn(StandardSignIn):
    """Basic authentication; the refresh token stays the same."""

    manifest = load_connector_manifest(Path(__file__).parent)

    @property
    def headers(self) -> Mapping[str, str]:
        """Reddit turns away programs without a name of their own."""
        return {"User-Agent": program_name(self.app.client_id, "")}
