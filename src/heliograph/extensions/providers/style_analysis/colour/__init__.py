"""Colours of a film: palette, grade, and tables that carry a grade over."""
