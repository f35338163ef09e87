"""Facebook Pages on the wire."""
