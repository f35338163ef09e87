"""Speaks to Instagram for professional accounts."""

from heliograph.extensions.connectors.instagram.connector import InstagramConnector as Connector

__all__ = ["Connector"]
