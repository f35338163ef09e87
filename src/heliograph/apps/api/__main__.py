"""`python -m heliograph.apps.api`: serves the API and the dashboard until SIGTERM."""

from __future__ import annotations

import errno
import socket
import sys

import uvicorn

from heliograph.apps.api.wiring import build
from heliograph.kit.collecting import leave_all
from heliograph.kit.errors import AppError
from heliograph.kit.logs import configure_logs
from heliograph.kit.settings import Settings, load_settings

_BACKLOG = 2048


class PortTaken(AppError):
    """Another program listens where the API should."""

    code = "api.port_taken"
    status = 503
    title = "The port is taken"
    remedy = "Stop the other program, or choose another port with HELIOGRAPH_PORT."


class AddressRefused(AppError):
    """This machine cannot listen at the configured address."""

    code = "api.address_refused"
    status = 503
    title = "The API cannot listen at its address"
    remedy = "Set HELIOGRAPH_HOST to an address of this machine and HELIOGRAPH_PORT above 1023."


def main() -> int:
    """Serve until a signal; returns the exit code."""
    settings = load_settings()
    configure_logs(settings.log_level)
    try:
        listening = listen(settings)
        server = uvicorn.Server(configuration(settings))
    except AppError as error:
        sys.stderr.write(error.sentence() + "\n")
        return error.exit_code
    server.run(sockets=[listening])
    leave_all()
    return 0


def listen(settings: Settings) -> socket.socket:
    """The listening socket; raises `PortTaken` or `AddressRefused` before anything else starts."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    place = f"{settings.host}:{settings.port}"
    try:
        listening.bind((settings.host, settings.port))
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(f"another program listens on {place}") from error
        raise AddressRefused(f"{place}: {error.strerror or error}") from error
    listening.setblocking(False)
    return listening


def configuration(settings: Settings) -> uvicorn.Config:
    """How uvicorn serves. Forwarded addresses are not believed: anyone could send them."""
    return uvicorn.Config(
        build(settings),
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    sys.exit(main())
