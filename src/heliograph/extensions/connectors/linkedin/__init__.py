"""Speaks to LinkedIn as a member or as an organisation."""

from heliograph.extensions.connectors.linkedin.connector import LinkedInConnector as Connector
from heliograph.extensions.connectors.linkedin.hooks import LinkedInHooks as Hooks
from heliograph.extensions.connectors.linkedin.sign_in import LinkedInSignIn as SignIn

__all__ = ["Connector", "Hooks", "SignIn"]
