"""A server that speaks S3 on this machine, as a process of its own."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.support.loopback import TLS
from tests.support.running import free_port_pair

ROOT = Path(__file__).parents[2]
PROGRAM = "moto_server"
_PATIENCE = 60.0


def program() -> str | None:
    """Where the server's program is; None when it is not installed."""
    own = ROOT / ".stamps" / "s3" / "bin" / PROGRAM
    return str(own) if own.exists() else shutil.which(PROGRAM)


def environment(url: str) -> dict[str, str]:
    """What tells a client of S3 to go there."""
    return {
        "AWS_ENDPOINT_URL": url,
        "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": "tests",
        "AWS_SECRET_ACCESS_KEY": "tests",
        "AWS_REGION": "us-east-1",
    }


@contextmanager
def bucket_server(log: Path) -> Iterator[str]:
    """The address of a running server; it ends with the block."""
    found = program()
    assert found is not None
    port = free_port_pair()
    with log.open("wb") as said:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [found, "-H", "127.0.0.1", "-p", str(port)], stdout=said, stderr=said
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(url, process)
            yield url
        finally:
            process.terminate()
            process.wait(10)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    give_up_at = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < give_up_at:
        try:
            httpx.get(f"{url}/moto-api/data.json", timeout=2, verify=TLS)
        except httpx.TransportError:
            time.sleep(0.2)
            continue
        return
    raise AssertionError("the server of buckets did not start")
