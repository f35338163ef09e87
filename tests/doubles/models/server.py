"""A model service on loopback: answers as its kind does, or as a test tells it to, in order."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

GOOD = {
    "title": "A slow Saturday",
    "hook": "The kettle is on and nobody hurries.",
    "text": (
        "The kettle is on and nobody hurries. Let the morning stay small: one cup, one window, "
        "one thing finished before noon. You may notice that the second thought is kinder than "
        "the first, so leave room for it. A short list is still a list, and a walk counts."
    ),
    "hashtags": ["#SlowSaturday", "#SmallThings", "#Morning"],
    "call_to_action": "Tell us what you finished.",
    "alt_text": "A card with a few words about a slow morning.",
    "card_text": "Let the morning stay small: one cup, one window.",
}
KEY = "sk-planted-7f3c9a1e5b2d8046"


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, read."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Reply:
    """One answer; `seconds` is how long it takes to come."""

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def data(self) -> bytes:
        """The bytes of the body."""
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


Behaviour = Callable[[Asked], Reply]


class ModelServer:
    """What a test sees of a running double. `orders` are the calls that make something."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.url = ""
        self.asked: list[Asked] = []
        self._behaviour = behaviour
        self._next: deque[Reply | Behaviour] = deque()
        self._always: Reply | Behaviour | None = None
        self._let_go = threading.Event()

    @property
    def orders(self) -> list[Asked]:
        """The requests that asked for something to be made."""
        return [one for one in self.asked if one.method == "POST"]

    def then(self, *replies: Reply | Behaviour) -> None:
        """What the next orders get, one each; after that it behaves again."""
        self._next.extend(replies)

    def always(self, reply: Reply | Behaviour | None) -> None:
        """What every order gets from now on; None: it behaves again."""
        self._always = reply

    def reply(self, asked: Asked) -> Reply:
        """The answer to a request."""
        self.asked.append(asked)
        told: Reply | Behaviour | None = None
        if asked.method == "POST":
            told = self._next.popleft() if self._next else self._always
        if told is None:
            return self._behaviour(asked)
        return told if isinstance(told, Reply) else told(asked)

    def wait(self, seconds: float) -> None:
        """Take time, but not longer than the test runs."""
        self._let_go.wait(seconds)

    def release(self) -> None:
        """Let every answer that still takes its time go."""
        self._let_go.set()


@contextmanager
def serving(behaviour: Behaviour, path: str = "") -> Iterator[ModelServer]:
    """The double, listening; `path` is what its base URL ends with."""
    model = ModelServer(behaviour)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def _answer(self) -> None:
            length = int(self.headers.get("content-length", 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.command, self.path, headers, self.rfile.read(length))
            reply = model.reply(asked)
            model.wait(reply.seconds) if reply.seconds else None
            try:
                self._send(reply)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            given = {"content-type": "application/json", **reply.headers}
            for name, value in given.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(reply.data)))
            self.end_headers()
            self.wfile.write(reply.data)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the parent's name
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    model.url = f"http://127.0.0.1:{server.server_address[1]}{path}"
    try:
        yield model
    finally:
        model.release()
        server.shutdown()
        server.server_close()
        thread.join()


def after(seconds: float, reply: Reply) -> Reply:
    """The same answer, later."""
    return Reply(reply.status, reply.body, reply.headers, seconds)


def now() -> int:
    """Unix time, as services put it into answers."""
    return int(time.time())
