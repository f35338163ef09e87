"""Pinterest's API v5 on the wire."""
