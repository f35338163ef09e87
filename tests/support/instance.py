"""`python -m tests.support.instance`: `up` with two small programs in place of the product's."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer

from heliograph.apps.up import Hooks, up
from heliograph.kit.errors import AppError
from heliograph.kit.processes import Program
from heliograph.kit.settings import Settings, load_settings


class Ready(BaseHTTPRequestHandler):
    """Answers every question with yes."""

    def do_GET(self) -> None:
        """Say 200."""
        self.send_response(200)
        self.end_headers()


def serve(port: int) -> None:
    """The stand-in for the API."""
    HTTPServer(("127.0.0.1", port), Ready).serve_forever()


async def prepare(settings: Settings, url: str) -> None:
    """Show that the hook was called in time."""
    (settings.home / "prepared").write_text(url)


async def ready(settings: Settings, url: str) -> Sequence[str]:
    """Lines below the address."""
    return ["Sign in at /once"]


def main() -> int:
    """Run the instance of HELIOGRAPH_HOME, or one of its programs."""
    if sys.argv[1:2] == ["api"]:
        serve(int(sys.argv[2]))
    settings = load_settings()
    known = {"HELIOGRAPH_HOME": str(settings.home)}
    api = Program("api", ("-m", "tests.support.instance", "api", str(settings.port)))
    worker = Program(
        "worker-publishing-1",
        (
            "-m", "heliograph.apps.worker", "--queue", "publishing", "--grace", "2",
            "--wiring", "tests.support.wiring:build",
        ),
        known,
    )  # fmt: skip
    try:
        asyncio.run(up(settings, hooks=Hooks(prepare, ready), wanted=(api, worker)))
    except AppError as error:
        sys.stderr.write(error.sentence() + "\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
