"""LinkedIn (versioned REST, OAuth 2, members and organisations) on the wire."""
