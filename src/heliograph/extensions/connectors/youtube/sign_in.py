"""Google's consent: the standard flow, whose refresh token stays the same for good."""

from __future__ import annotations

from pathlib import Path

from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.oauth import StandardSignIn


class YouTubeSignIn(StandardSignIn):
    """Asks for offline access, so that Google gives a refresh token every time."""

    manifest = load_connector_manifest(Path(__file__).parent)
