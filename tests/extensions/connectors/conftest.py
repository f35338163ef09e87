"""What every connector's tests need: pictures that can be fetched, and a client for loopback."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from uuid import uuid4

import cv2
import httpx
import numpy as np
import pytest
from tests.doubles.sandbox import SandboxProcess
from tests.extensions.connectors.consenting import Consenting
from tests.support.videos import HEIGHT as VIDEO_HEIGHT
from tests.support.videos import WIDTH as VIDEO_WIDTH
from tests.support.videos import write_video

from heliograph.kit.clock import FixedClock
from heliograph.kit.http import Answer, HTTPClient
from heliograph.sdk.connectors import ChannelAccess, MediaFile, Secrets
from heliograph.sdk.contract.bench import Bench, ConnectorType

pytest.register_assert_rewrite("heliograph.sdk.contract.connectors")

LOOPBACK = ("127.0.0.0/8", "::1/128")
WIDTH, HEIGHT = 1080, 1350
NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)


@pytest.fixture
def answered() -> Callable[..., Answer]:
    """Makes the answer of a platform: status, body, headers."""

    def make(status: int, body: object, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        return Answer(status, httpx.Headers(named), content, "http://127.0.0.1/somewhere")

    return make


@pytest.fixture
def access(http: HTTPClient) -> ChannelAccess:
    """A channel whose clock stands at seven in the morning, and whose server is not there."""

    async def keep(secrets: Secrets) -> None:
        raise AssertionError(f"nothing rotates here, but {sorted(secrets)} came")

    secrets = {"access_token": "ABCDEF-token", "user_id": "1784"}
    return ChannelAccess("http://127.0.0.1:9", secrets, http, keep, clock=FixedClock(NOW))


@pytest.fixture
async def http() -> AsyncIterator[HTTPClient]:
    """A client that may reach this machine."""
    async with HTTPClient(private_networks=LOOPBACK) as client:
        yield client


@pytest.fixture(scope="session")
def picture_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder, and the address under which a platform can fetch what lies in it."""
    folder = tmp_path_factory.mktemp("pictures")
    handler = partial(QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield folder, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def pictures(picture_host: tuple[Path, str]) -> tuple[MediaFile, ...]:
    """Three different JPEG pictures in the product's own shape."""
    folder, address = picture_host
    return tuple(_picture(folder, address, number) for number in range(3))


@pytest.fixture(scope="session")
def videos(picture_host: tuple[Path, str]) -> tuple[MediaFile, ...]:
    """One upright video of four seconds with sound, as small as a real one can be."""
    folder, address = picture_host
    path = folder / "lantern.mp4"
    write_video(path, seconds=4)
    body = path.read_bytes()

    async def read() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 4096):
            yield body[start : start + 4096]

    return (
        MediaFile(
            id=uuid4(),
            mime="video/mp4",
            size=len(body),
            sha256=hashlib.sha256(body).hexdigest(),
            read=read,
            public_url=f"{address}/{path.name}",
            width=VIDEO_WIDTH,
            height=VIDEO_HEIGHT,
            duration_ms=4000,
            alt="A lantern that brightens",
            fps=30.0,
            video_codec="h264",
            audio_codec="aac",
        ),
    )


def _picture(folder: Path, address: str, number: int) -> MediaFile:
    rows = np.linspace(0, 255, HEIGHT, dtype=np.uint8)
    pixels = np.empty((HEIGHT, WIDTH, 3), dtype=np.uint8)
    pixels[...] = rows[:, None, None]
    pixels[..., number] = 200
    path = folder / f"picture-{number}.jpg"
    cv2.imwrite(str(path), pixels)
    body = path.read_bytes()

    async def read() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 4096):
            yield body[start : start + 4096]

    return MediaFile(
        id=uuid4(),
        mime="image/jpeg",
        size=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
        read=read,
        public_url=f"{address}/{path.name}",
        width=WIDTH,
        height=HEIGHT,
        alt=f"A gradient, picture {number}: “grün”",
    )


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and keeps silent about it."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        return


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProcess]:
    """One sandbox for the connectors' tests of this process."""
    running = SandboxProcess.start(tmp_path_factory.mktemp("sandbox"))
    running.control("PUT", "/settings", {"container_s": 0.3})
    yield running
    running.stop()


@pytest.fixture
def private_sandbox(tmp_path: Path) -> Iterator[SandboxProcess]:
    """A sandbox for one test alone, whose clock and settings it may change."""
    running = SandboxProcess.start(tmp_path / "sandbox")
    yield running
    running.stop()


@pytest.fixture
def consenting(private_sandbox: SandboxProcess, http: HTTPClient) -> Consenting:
    """Makes the desk of a sign-in test, on the test's own sandbox."""
    return Consenting(private_sandbox, http)


@pytest.fixture
def private_bench(
    private_sandbox: SandboxProcess, http: HTTPClient, pictures: tuple[MediaFile, ...]
) -> Callable[[ConnectorType], Bench]:
    """Makes a bench on the test's own sandbox."""
    return lambda kind: _bench(private_sandbox, http, pictures, kind)


@dataclass(frozen=True)
class SandboxPlatform:
    """One network of the sandbox, as the contract steers it."""

    sandbox: SandboxProcess
    name: str
    handle: str

    async def texts(self) -> list[str]:
        """The texts of all posts that stand."""
        return [post["text"] for post in self.sandbox.posts(self.name, self.handle)]

    async def trouble(self, fate: str) -> None:
        """Let the next publishing call, and only that one, meet a fault."""
        self.sandbox.faults(self.name, script=[fate], only=["publish"])

    async def answer(self, kind: str, status: int, headers: Mapping[str, str], body: str) -> None:
        """Let the next call of a kind, and only that one, meet an answer of our own."""
        given = {"status": status, "headers": dict(headers), "body": body}
        self.sandbox.faults(self.name, script=[{"answer": given}], only=[kind])

    async def calm(self) -> None:
        """End all trouble."""
        self.sandbox.faults(self.name)

    async def revoke(self) -> None:
        """Withdraw the permission."""
        wanted = {"platform": self.name, "handle": self.handle}
        self.sandbox.control("POST", "/revoke", wanted)


@pytest.fixture
def bench_on(
    sandbox: SandboxProcess, http: HTTPClient, pictures: tuple[MediaFile, ...]
) -> Iterator[Callable[[ConnectorType], Bench]]:
    """Makes a bench on the sandbox, with an account of its own, for a kind of connector."""
    used: list[str] = []

    def make(kind: ConnectorType) -> Bench:
        used.append(kind.manifest.id)
        return _bench(sandbox, http, pictures, kind)

    yield make
    for platform in used:
        sandbox.faults(platform)


def _bench(
    sandbox: SandboxProcess,
    http: HTTPClient,
    pictures: tuple[MediaFile, ...],
    kind: ConnectorType,
) -> Bench:
    platform, handle = kind.manifest.id, f"bench{uuid4().hex[:12]}"

    async def keep(secrets: Secrets) -> None:
        assert all(secrets.values())

    access = ChannelAccess(
        sandbox.base_url(platform), sandbox.account(platform, handle), http, keep
    )
    return Bench(kind, access, SandboxPlatform(sandbox, platform, handle), pictures)
