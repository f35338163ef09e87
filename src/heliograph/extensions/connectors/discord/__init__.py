"""Posts to a Discord channel by a webhook."""

from heliograph.extensions.connectors.discord.connector import DiscordConnector as Connector

__all__ = ["Connector"]
