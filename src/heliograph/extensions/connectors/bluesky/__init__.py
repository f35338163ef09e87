"""Speaks to Bluesky and to any data server of the AT Protocol."""

from heliograph.extensions.connectors.bluesky.connector import BlueskyConnector as Connector
from heliograph.extensions.connectors.bluesky.sign_in import BlueskySignIn as SignIn

__all__ = ["Connector", "SignIn"]
