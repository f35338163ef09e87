"""How Instagram tells the state of a container."""

from __future__ import annotations

from heliograph.apps.sandbox.graph.callers import Call
from heliograph.apps.sandbox.graph.containers import Container, wanted_of
from heliograph.apps.sandbox.store import JSON

_SENTENCES = {
    "IN_PROGRESS": "In Progress: Media is still being processed.",
    "FINISHED": "Finished: Media has been uploaded and it is ready to be published.",
    "PUBLISHED": "Published: Media has been successfully published.",
    "EXPIRED": "Expired: Media was not published within 24 hours.",
}


def shown(call: Call, container: Container, now: float) -> dict[str, JSON]:
    """GET /<CONTAINER_ID>?fields=status_code,status."""
    state = container.status(now)
    failed = f"Error: Media upload has failed with error code {container.failure}"
    sentence = _SENTENCES.get(state, failed)
    return wanted_of(call, {"id": container.id, "status_code": state, "status": sentence})
