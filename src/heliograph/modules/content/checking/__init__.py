"""The gate for texts that were written elsewhere."""
