"""What a file looks like: a small picture of it, and hashes by which its like is found."""

from heliograph.modules.assets.seeing.seen import CannotSee, Look, Seen, look_at

__all__ = ["CannotSee", "Look", "Seen", "look_at"]
