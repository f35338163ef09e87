"""Bluesky (the AT Protocol) on the wire."""
