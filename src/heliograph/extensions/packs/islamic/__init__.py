"""The Islamic pack's front door."""
