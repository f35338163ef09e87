"""TikTok (Login Kit and the Content Posting API) on the wire."""
