"""What scheduling announces."""

POST_CHANGED = "scheduling.post_changed"
