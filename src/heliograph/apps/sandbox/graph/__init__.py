"""What Instagram, Threads and Facebook have in common on the wire: Meta's Graph API."""
