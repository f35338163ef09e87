"""What videos announce, and what they tell open dashboards."""

RENDERED = "videos.rendered"
VIDEO_CHANGED = "videos.changed"
RENDER_CHANGED = "videos.render_changed"
STYLE_CHANGED = "videos.style_changed"
