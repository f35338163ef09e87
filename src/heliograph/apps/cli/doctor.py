"""`heliograph doctor`: what is wrong with this instance, and how to mend it."""

from __future__ import annotations

import importlib

import typer

from heliograph.apps.cli.door import run
from heliograph.apps.cli.printing import AsJSON, show
from heliograph.kit.settings import load_settings


def doctor(as_json: AsJSON = False) -> None:
    """Check folder, disk, typefaces, dashboard, ports, database, jobs, sandbox and channels."""
    health = importlib.import_module("heliograph.apps.cli.health.look")
    findings = run(health.look(load_settings()))
    is_healthy = all(finding.state != "broken" for finding in findings)
    found = {"healthy": is_healthy, "checks": [finding.as_json() for finding in findings]}
    show(found, as_json, (finding.line() for finding in findings))
    if not is_healthy:
        raise typer.Exit(1)
