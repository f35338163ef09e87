"""Speaks to Mastodon and to the servers that offer its API."""

from heliograph.extensions.connectors.mastodon.connector import MastodonConnector as Connector
from heliograph.extensions.connectors.mastodon.sign_in import MastodonSignIn as SignIn

__all__ = ["Connector", "SignIn"]
