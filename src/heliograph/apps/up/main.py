"""The entry point of `heliograph up`."""

from __future__ import annotations

import asyncio
import sys

from heliograph.apps.up.hooks import HOOKS
from heliograph.apps.up.run import up
from heliograph.kit.errors import AppError
from heliograph.kit.logs import configure_logs
from heliograph.kit.settings import load_settings


def main() -> int:
    """Run until a signal; returns the exit code."""
    settings = load_settings()
    configure_logs("warning")
    try:
        asyncio.run(up(settings, hooks=HOOKS))
    except AppError as error:
        sys.stderr.write(error.sentence() + "\n")
        return error.exit_code
    return 0
