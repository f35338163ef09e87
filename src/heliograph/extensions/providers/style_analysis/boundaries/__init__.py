"""Shots and what joins them, found on thumbnails."""

from heliograph.extensions.providers.style_analysis.boundaries.finding import Join, joins_of

__all__ = ["Join", "joins_of"]
