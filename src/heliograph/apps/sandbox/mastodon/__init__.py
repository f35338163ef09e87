"""Mastodon on the wire."""
