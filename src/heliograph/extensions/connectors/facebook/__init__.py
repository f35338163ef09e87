"""Speaks to Facebook for Pages."""

from heliograph.extensions.connectors.facebook.connector import FacebookConnector as Connector
from heliograph.extensions.connectors.facebook.hooks import FacebookHooks as Hooks
from heliograph.extensions.connectors.facebook.sign_in import FacebookSignIn as SignIn

__all__ = ["Connector", "Hooks", "SignIn"]
