"""Marks of a reference, and the proof that nothing of it is in a new video."""
