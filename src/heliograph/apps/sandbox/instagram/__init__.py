"""Instagram (Instagram Login flavour) on the wire."""
