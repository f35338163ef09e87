"""Speaks to Mastodon and to the servers that offer its API."""

from heliograph.extensions.connectors.mastodon.connector import MastodonConnector as Connector

__all__ = ["Connector"]
