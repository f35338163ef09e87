"""Procedural skies: noise, stars and one scene for each element."""
