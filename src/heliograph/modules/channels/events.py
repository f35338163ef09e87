"""What channels announce."""

CONNECTED = "channels.connected"
RECONNECTED = "channels.reconnected"
LOST_ACCESS = "channels.lost_access"
HEALTH_CHANGED = "channels.health_changed"
RENEWAL_FAILED = "channels.renewal_failed"
