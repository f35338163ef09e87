"""Speaks to Pinterest."""

from heliograph.extensions.connectors.pinterest.connector import PinterestConnector as Connector
from heliograph.extensions.connectors.pinterest.sign_in import PinterestSignIn as SignIn

__all__ = ["Connector", "SignIn"]
