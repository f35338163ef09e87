"""Network ports an instance wants: free or not, and whether something answers there."""

from __future__ import annotations

import asyncio
import errno
import socket

from heliograph.kit.errors import AppError


class PortTaken(AppError):
    """Another program listens on the port."""

    code = "instance.port_taken"
    status = 503
    title = "The port is taken"
    remedy = "Stop that program, or choose another port with HELIOGRAPH_PORT."


def check_port(host: str, port: int, setting: str = "HELIOGRAPH_PORT") -> None:
    """Raise `PortTaken` naming the port and the setting that moves it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As servers do: a port whose last connections are just fading away is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reasons = {
                errno.EADDRINUSE: "is used by another program",
                errno.EACCES: "may not be used by this account",
                errno.EADDRNOTAVAIL: "is not an address of this machine",
            }
            if error.errno not in reasons:
                raise
            refusal = PortTaken(f"Port {port} on {host} {reasons[error.errno]}")
            refusal.remedy = f"Stop that program, or choose another port with {setting}."
            raise refusal from error


async def answers(host: str, port: int, path: str) -> bool:
    """Whether an HTTP server there says 200 to a GET of `path`."""
    try:
        async with asyncio.timeout(5):
            reader, writer = await asyncio.open_connection(host, port)
            try:
                request = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n"
                writer.write(request.encode())
                status = await reader.readline()
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return False
    return status.split(b" ")[1:2] == [b"200"]
