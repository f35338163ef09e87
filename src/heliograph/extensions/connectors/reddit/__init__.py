"""Speaks to Reddit."""

from heliograph.extensions.connectors.reddit.connector import RedditConnector as Connector
from heliograph.extensions.connectors.reddit.sign_in import RedditSignIn as SignIn

__all__ = ["Connector", "SignIn"]
