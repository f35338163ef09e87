"""What content announces, and what it tells open dashboards."""

READY = "content.ready"
REFUSED = "content.refused"
STEP_CHANGED = "content.step_changed"
RUN_CHANGED = "content.run_changed"
