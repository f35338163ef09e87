"""Setting type: cleaning, breaking, shaping and fitting text."""
