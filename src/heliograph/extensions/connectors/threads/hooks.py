"""Threads' calls to us: a withdrawn permission, and changes that are only noted."""

from __future__ import annotations

from pathlib import Path

from heliograph.sdk.graph.hooks import GraphHooks
from heliograph.sdk.manifest import load_connector_manifest


class ThreadsHooks(GraphHooks):
    """Implements `heliograph.sdk.hooks.Hooks`."""

    manifest = load_connector_manifest(Path(__file__).parent)
    subject = "threads"
