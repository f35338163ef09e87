"""A small platform of its own: it knows its tokens, exchanges refresh tokens once, and counts."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs


class Book:
    """What the platform knows: its living tokens, and how often it was asked for new ones."""

    def __init__(self) -> None:
        self.base_url = ""
        self.asked = 0
        self.access = "access-0"
        self.refresh = "refresh-0"
        self.lives = 7200
        self.rotates = True
        self.says: tuple[int, dict[str, str]] | None = None
        self._lock = threading.Lock()

    def exchange(self, given: str) -> tuple[int, dict[str, object]]:
        """A new token for a refresh token; slow, as platforms are."""
        with self._lock:
            self.asked += 1
            number = self.asked
        time.sleep(0.3)
        if self.says is not None:
            return self.says[0], dict(self.says[1])
        with self._lock:
            if given != self.refresh:
                return 400, {"error": "invalid_grant"}
            self.access = f"access-{number}"
            told: dict[str, object] = {"access_token": self.access, "expires_in": self.lives}
            if self.rotates:
                self.refresh = f"refresh-{number}"
                told["refresh_token"] = self.refresh
            else:
                told["refresh_token"] = ""
        return 200, told


@contextmanager
def token_server() -> Iterator[Book]:
    """The platform, listening."""
    book = Book()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            bearer = self.headers.get("authorization", "").partition(" ")[2]
            if bearer != book.access:
                self._say(401, {"error": "The access token is invalid"})
                return
            person = {"id": "17", "username": "leo", "acct": "leo", "display_name": "Leo",
                      "url": None, "avatar": None, "followers_count": 3}  # fmt: skip
            self._say(200, person)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
            self._say(*book.exchange(parse_qs(body).get("refresh_token", [""])[0]))

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the parent
            return

        def _say(self, status: int, told: object) -> None:
            content = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        book.base_url = f"http://127.0.0.1:{server.server_port}"
        yield book
        server.shutdown()
        thread.join()
