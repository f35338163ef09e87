"""Commands that become another program of Heliograph, or stop one."""

from __future__ import annotations

import importlib

import typer

import heliograph
from heliograph.apps.cli.door import run
from heliograph.apps.cli.printing import AsJSON, show
from heliograph.kit.settings import load_settings


def up() -> None:
    """Start the database, the API, the workers and the sandbox of this data folder.

    Keeps them running until Ctrl-C. HELIOGRAPH_HOME, HELIOGRAPH_PORT and HELIOGRAPH_DATABASE_URL
    move it.
    """
    raise typer.Exit(importlib.import_module("heliograph.apps.up.main").main())


def worker(context: typer.Context) -> None:
    """Run background jobs."""
    raise typer.Exit(importlib.import_module("heliograph.apps.worker.main").main(context.args))


def api() -> None:
    """Serve the API and the dashboard alone, over the database of this data folder.

    HELIOGRAPH_HOST, HELIOGRAPH_PORT and HELIOGRAPH_DATABASE_URL move it.
    """
    raise typer.Exit(importlib.import_module("heliograph.apps.api.__main__").main())


def stop(as_json: AsJSON = False) -> None:
    """Stop the instance that runs on this data folder, in order."""
    settings = load_settings()
    processes = importlib.import_module("heliograph.kit.processes")
    stopped = run(processes.stop_instance(settings.home))
    words = "Stopped." if stopped else f"Nothing runs on {settings.home}."
    show({"stopped": stopped}, as_json, [words])


def version(as_json: AsJSON = False) -> None:
    """Print the version."""
    number = heliograph.__version__
    show({"version": number}, as_json, [f"Heliograph {number}"])
