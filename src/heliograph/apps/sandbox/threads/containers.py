"""How Threads tells the state of a container."""

from __future__ import annotations

from heliograph.apps.sandbox.graph.callers import Call
from heliograph.apps.sandbox.graph.containers import Container, wanted_of
from heliograph.apps.sandbox.store import JSON


def shown(call: Call, container: Container, now: float) -> dict[str, JSON]:
    """GET /<CONTAINER_ID>?fields=status,error_message."""
    known: dict[str, JSON] = {"id": container.id, "status": container.status(now)}
    if known["status"] == "ERROR":
        known["error_message"] = container.failure
    return wanted_of(call, known)
