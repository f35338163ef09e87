"""WordPress on the wire."""
