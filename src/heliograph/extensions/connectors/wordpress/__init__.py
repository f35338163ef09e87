"""Speaks to sites that run WordPress."""

from heliograph.extensions.connectors.wordpress.connector import WordPressConnector as Connector

__all__ = ["Connector"]
