"""Posts to a Telegram channel by a bot that is an administrator there."""

from heliograph.extensions.connectors.telegram.connector import TelegramConnector as Connector
from heliograph.extensions.connectors.telegram.hooks import TelegramHooks as Hooks

__all__ = ["Connector", "Hooks"]
