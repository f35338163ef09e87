"""Speaks to YouTube: the Data API v3, with Google's sign-in."""

from heliograph.extensions.connectors.youtube.connector import YouTubeConnector as Connector
from heliograph.extensions.connectors.youtube.sign_in import YouTubeSignIn as SignIn

__all__ = ["Connector", "SignIn"]
