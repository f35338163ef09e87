"""What scheduling announces."""

POST_CHANGED = "scheduling.post_changed"
POST_LATE = "scheduling.post_late"
POST_NOTED = "scheduling.post_noted"
"""Something that belongs into a post's history: `kind` and a `sentence`."""
FUSE_TRIPPED = "scheduling.fuse_tripped"
