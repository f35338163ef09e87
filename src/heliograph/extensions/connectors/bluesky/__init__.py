"""Speaks to Bluesky and to any data server of the AT Protocol."""

from heliograph.extensions.connectors.bluesky.connector import BlueskyConnector as Connector

__all__ = ["Connector"]
