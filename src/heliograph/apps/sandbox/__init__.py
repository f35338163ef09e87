"""A local server that speaks Mastodon, Bluesky and Instagram on the wire."""

from heliograph.apps.sandbox.server import create_sandbox

__all__ = ["create_sandbox"]
