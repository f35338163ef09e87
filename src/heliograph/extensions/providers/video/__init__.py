"""Renders timelines to video files."""
