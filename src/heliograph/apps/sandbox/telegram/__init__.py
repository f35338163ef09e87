"""Telegram's Bot API as far as posting to a channel needs it."""
