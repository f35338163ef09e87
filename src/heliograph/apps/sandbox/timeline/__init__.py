"""The viewer: every post as its audience would see it."""
