"""Speaks to TikTok: Login Kit and the Content Posting API."""

from heliograph.extensions.connectors.tiktok.connector import TikTokConnector as Connector
from heliograph.extensions.connectors.tiktok.hooks import TikTokHooks as Hooks
from heliograph.extensions.connectors.tiktok.sign_in import TikTokSignIn as SignIn

__all__ = ["Connector", "Hooks", "SignIn"]
