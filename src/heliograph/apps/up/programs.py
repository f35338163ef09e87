"""The programs of an instance: which, with what arguments, and when they are ready."""

from __future__ import annotations

from urllib.parse import urlsplit

from heliograph.kit.processes import Program
from heliograph.kit.settings import Settings

# A worker hands back what it cannot finish in this time, well before `up` loses patience.
_WORKER_GRACE = 3.0


def environment(settings: Settings) -> dict[str, str]:
    """What the programs must know even when it was given as an argument, not as a variable."""
    known = {
        "HELIOGRAPH_HOME": str(settings.home),
        "HELIOGRAPH_HOST": settings.host,
        "HELIOGRAPH_PORT": str(settings.port),
        "HELIOGRAPH_SANDBOX__PORT": str(sandbox_port(settings)),
        # Python would otherwise hold back what a program says until it ends.
        "PYTHONUNBUFFERED": "1",
    }
    if settings.database_url:
        known["HELIOGRAPH_DATABASE_URL"] = settings.database_url
    return known


def sandbox_port(settings: Settings) -> int:
    """The port of the sandbox."""
    return urlsplit(settings.sandbox_url).port or settings.port + 1


def programs(settings: Settings) -> tuple[Program, ...]:
    """All programs `up` keeps running, in the order of their start."""
    known = environment(settings)
    wanted: list[Program] = []
    if settings.sandbox.enabled:
        wanted.append(Program("sandbox", _sandbox(settings), known))
    wanted.append(Program("api", ("-m", "heliograph.apps.api"), known))
    workers = {"publishing": settings.worker.publishing, "studio": settings.worker.studio}
    wanted += [
        Program(f"worker-{queue}-{number}", _worker(queue), known)
        for queue, count in workers.items()
        for number in range(1, count + 1)
    ]
    return tuple(wanted)


def _sandbox(settings: Settings) -> tuple[str, ...]:
    return (
        "-m",
        "heliograph.apps.sandbox",
        "--port",
        str(sandbox_port(settings)),
        "--home",
        str(settings.home / "sandbox"),
    )


def _worker(queue: str) -> tuple[str, ...]:
    return ("-m", "heliograph.apps.worker", "--queue", queue, "--grace", str(_WORKER_GRACE))
