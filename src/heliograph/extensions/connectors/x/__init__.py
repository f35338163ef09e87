"""Speaks to X, version 2 of its interface."""

from heliograph.extensions.connectors.x.connector import XConnector as Connector
from heliograph.extensions.connectors.x.hooks import XHooks as Hooks
from heliograph.extensions.connectors.x.sign_in import XSignIn as SignIn

__all__ = ["Connector", "Hooks", "SignIn"]
