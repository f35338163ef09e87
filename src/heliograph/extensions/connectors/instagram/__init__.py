"""Speaks to Instagram for professional accounts."""

from heliograph.extensions.connectors.instagram.connector import InstagramConnector as Connector
from heliograph.extensions.connectors.instagram.hooks import InstagramHooks as Hooks
from heliograph.extensions.connectors.instagram.sign_in import InstagramSignIn as SignIn

__all__ = ["Connector", "Hooks", "SignIn"]
