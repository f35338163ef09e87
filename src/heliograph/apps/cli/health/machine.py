"""The machine: the data folder, the disk, the typefaces, the dashboard, the ports."""

from __future__ import annotations

import importlib
import shutil
import tempfile
from pathlib import Path

from heliograph.apps.api.dashboard import FOLDER
from heliograph.apps.cli.health.findings import Finding, broken, broken_by, good, warning
from heliograph.apps.up.programs import sandbox_port
from heliograph.kit.errors import AppError
from heliograph.kit.home import open_home, storage_errors
from heliograph.kit.processes import Instance, PortTaken, check_port
from heliograph.kit.processes.ports import answers
from heliograph.kit.settings import Settings

LITTLE, FAR_TOO_LITTLE = 1_000_000_000, 200_000_000


def look_at_home(settings: Settings) -> Finding:
    """Whether the data folder can be used."""
    try:
        home = open_home(settings.home)
        with storage_errors(home), tempfile.TemporaryFile(dir=home) as probe:
            probe.write(b"heliograph")
            probe.flush()
    except AppError as error:
        return broken_by("data folder", error)
    except OSError as error:
        words = f"{settings.home}: {error.strerror}."
        return broken("data folder", words, "Set HELIOGRAPH_HOME to a folder that can be made.")
    return good("data folder", f"{home} can be written.")


def look_at_disk(settings: Settings) -> Finding:
    """How much room is left."""
    place = next(one for one in (settings.home, *settings.home.absolute().parents) if one.exists())
    free = shutil.disk_usage(place).free
    sentence = f"{free / 1e9:.1f} GB are free where {place} lies."
    remedy = "Free some space, or move the data folder with HELIOGRAPH_HOME."
    if free < FAR_TOO_LITTLE:
        return broken("disk", sentence, remedy)
    if free < LITTLE:
        return warning("disk", sentence, remedy)
    return good("disk", sentence)


def look_at_fonts() -> Finding:
    """Whether every typeface of the pictures is there."""
    canvas = importlib.import_module("heliograph.sdk.typesetting.fonts")
    missing = [name for name in canvas.FILES.values() if not Path(canvas.FOLDER, name).is_file()]
    if missing:
        return broken(
            "typefaces", f"Missing: {', '.join(missing)}.", "Run `make fonts` to install them."
        )
    return good("typefaces", f"All {len(canvas.FILES)} are installed.")


def look_at_dashboard() -> Finding:
    """Whether the dashboard was built."""
    if (FOLDER / "index.html").is_file():
        return good("dashboard", "It is built.")
    return broken(
        "dashboard", "It is not built, so there are no pages.", "Run `make web` to build it."
    )


async def look_at_api(settings: Settings, running: Instance | None) -> Finding:
    """Whether the API answers, or could if it were started."""
    if running is not None and running.state == "ready":
        if await answers(settings.host, settings.port, "/ready"):
            return good("API", f"It answers at {settings.base_url}.")
        return broken(
            "API",
            f"It does not answer at {settings.base_url} although the instance runs.",
            "Look into logs/api.log of the data folder, and start the instance again.",
        )
    return _free("API", settings.host, settings.port, "HELIOGRAPH_PORT")


async def look_at_sandbox(settings: Settings, running: Instance | None) -> Finding:
    """Whether the sandbox answers, or could if it were started."""
    if not settings.sandbox.enabled:
        return good("sandbox", "It is turned off.")
    port = sandbox_port(settings)
    if await answers("127.0.0.1", port, "/_sandbox/health"):
        return good("sandbox", f"It answers at {settings.sandbox_url}.")
    if running is not None and running.state == "ready":
        return broken(
            "sandbox",
            f"It does not answer at {settings.sandbox_url}.",
            "Look into logs/sandbox.log of the data folder.",
        )
    return _free("sandbox", "127.0.0.1", port, "HELIOGRAPH_SANDBOX__PORT")


def _free(name: str, host: str, port: int, setting: str) -> Finding:
    try:
        check_port(host, port, setting)
    except PortTaken as error:
        return broken_by(name, error)
    return good(name, f"It is not running; port {port} is free for it.")
