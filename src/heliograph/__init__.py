"""Heliograph: a self-hosted newsroom in a box."""

__version__ = "0.1.0"
