"""Speaks to Threads."""

from heliograph.extensions.connectors.threads.connector import ThreadsConnector as Connector
from heliograph.extensions.connectors.threads.hooks import ThreadsHooks as Hooks
from heliograph.extensions.connectors.threads.sign_in import ThreadsSignIn as SignIn

__all__ = ["Connector", "Hooks", "SignIn"]
