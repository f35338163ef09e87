"""Threads on the wire."""
