"""What the tests of Meta's networks share: a server with files, and a caller with a token."""

from __future__ import annotations

import http.server
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from tests.doubles.sandbox import SandboxProcess
from tests.support.videos import write_video

LATE = b"\0\0\0\x18ftypisom" + b"\0" * 12 + b"\0\0\0\x08mdat" + b"\0\0\0\x08moov"
"""A film that cannot begin before all of it has come."""


@cache
def video(seconds: int = 4) -> bytes:
    """A real upright video."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "video.mp4"
        write_video(path, seconds=seconds)
        return path.read_bytes()


@contextmanager
def shelf_of(files: Mapping[str, bytes]) -> Iterator[str]:
    """A server with these files, apart from the sandbox; its address."""

    class Shelf(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = files.get(self.path)
            self.send_response(404 if data is None else 200)
            self.send_header("content-length", str(len(data or b"")))
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, *_: Any) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Shelf)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


class GraphCaller:
    """One account with its token."""

    def __init__(
        self, sandbox: SandboxProcess, platform: str, handle: str, http: httpx.Client
    ) -> None:
        self.sandbox, self.platform, self.handle, self.http = sandbox, platform, handle, http
        self.root = sandbox.base_url(platform)
        self.base = f"{self.root}/{'v1.0' if platform == 'threads' else 'v26.0'}"
        self.secrets = sandbox.account(platform, handle)
        self.user_id, self.token = self.secrets["user_id"], self.secrets["access_token"]
        self.made_at, self.put_out_at = {
            "threads": ("threads", "threads_publish"), "instagram": ("media", "media_publish"),
        }[platform]  # fmt: skip

    def get(self, path: str, **params: Any) -> httpx.Response:
        query = {"access_token": self.token, **params}
        return self.http.get(f"{self.base}/{path}", params=query)

    def post(self, path: str, **form: Any) -> httpx.Response:
        return self.http.post(f"{self.base}/{path}", data={"access_token": self.token, **form})

    def delete(self, path: str, token: str = "") -> httpx.Response:
        params = {"access_token": token or self.token}
        return self.http.delete(f"{self.base}/{path}", params=params)

    def create(self, **form: Any) -> httpx.Response:
        return self.post(f"{self.user_id}/{self.made_at}", **form)

    def container(self, **form: Any) -> str:
        answer = self.create(**form)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    def publish(self, container: str) -> httpx.Response:
        return self.post(f"{self.user_id}/{self.put_out_at}", creation_id=container)

    def wait(self, seconds: float = 2) -> None:
        self.sandbox.control("POST", "/clock", {"advance_s": seconds})

    def published(self, **form: Any) -> str:
        container = self.container(**form)
        self.wait()
        answer = self.publish(container)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])

    def granted(self, scope: str) -> str:
        """A token of an hour that a person gave for these scopes."""
        question = question_of(self, scope)
        form = {**question, "account": self.handle, "decision": "allow"}
        target = self.http.post(f"{self.root}/oauth/authorize", data=form).headers["location"]
        assert target.endswith("#_")
        trade = {
            **self.app(), "grant_type": "authorization_code",
            "code": httpx.URL(target).params["code"], "redirect_uri": question["redirect_uri"],
        }  # fmt: skip
        short = self.http.post(f"{self.root}/oauth/access_token", data=trade).json()
        return str(short["access_token"])

    def app(self) -> dict[str, str]:
        app = self.sandbox.control("GET", "/apps")[self.platform]
        return {name: app[name] for name in ("client_id", "client_secret")}


def question_of(caller: GraphCaller, scope: str) -> dict[str, str]:
    """The parameters of the consent page."""
    return {
        "client_id": caller.app()["client_id"], "redirect_uri": "http://127.0.0.1:1/back",
        "response_type": "code", "scope": scope, "state": "s",
    }  # fmt: skip


def refusal(answer: httpx.Response) -> tuple[int, Any, int | None]:
    """Status, code and subcode."""
    error = answer.json()["error"]
    assert error["fbtrace_id"]
    return answer.status_code, error["code"], error.get("error_subcode")
