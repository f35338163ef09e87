"""YouTube (Data API v3, with Google's sign-in) on the wire."""
