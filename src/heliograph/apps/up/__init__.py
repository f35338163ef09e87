"""`heliograph up`: everything an instance needs, started, watched and stopped together."""

from heliograph.apps.up.run import Hooks, Up, up

__all__ = ["Hooks", "Up", "up"]
