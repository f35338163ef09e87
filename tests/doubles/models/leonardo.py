"""Leonardo: jobs that take a few looks to be done, and files at an address of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.apps.sandbox.pictures import picture
from tests.doubles.models.server import KEY, Asked, ModelServer, Reply, serving

BASE = "/api/rest/v1"
JOB = "3f1f6f0e-job"


def error(status: int, message: str) -> Reply:
    """A refusal in Leonardo's shape."""
    return Reply(status, {"error": message, "path": "$", "code": "x"})


WRONG_KEY = error(401, "Invalid response from authorization hook")
NO_TOKENS = error(400, "not enough api tokens")
MODERATED = error(400, "content moderation filter: prompt")
RATE_LIMIT = error(429, "Too many requests")
SERVER = error(500, "unexpected")


class Studio:
    """One Leonardo: how many looks a job needs, how many fail, and what becomes of it."""

    def __init__(self) -> None:
        self.looks = 0
        self.needed = 2
        self.troubles = 0
        self.verdict = "COMPLETE"
        self.nsfw = False
        self.file_url = ""
        self.server: ModelServer

    def behave(self, asked: Asked) -> Reply:
        """What it answers."""
        if asked.path.startswith("/files/"):
            # The key must not be shown to whoever keeps the files.
            assert "authorization" not in asked.headers
            return Reply(200, picture(640, 800, "jpeg"), {"content-type": "image/jpeg"})
        if asked.headers.get("authorization") != f"Bearer {KEY}":
            return WRONG_KEY
        if asked.path == f"{BASE}/me":
            return Reply(200, {"user_details": [{"apiPaidTokens": 100}]})
        if asked.method == "POST":
            return Reply(200, {"sdGenerationJob": {"generationId": JOB, "apiCreditCost": 8}})
        self.looks += 1
        if self.looks <= self.troubles:
            return SERVER
        return Reply(200, {"generations_by_pk": self._job()})

    def _job(self) -> dict[str, Any]:
        if self.looks < self.needed:
            return {"status": "PENDING", "generated_images": []}
        url = self.file_url or self.server.url.replace(BASE, "/files/1.jpg")
        images = [{"id": "i1", "url": url, "nsfw": self.nsfw}]
        return {"status": self.verdict, "generated_images": images}


@contextmanager
def studio() -> Iterator[Studio]:
    """Leonardo, listening."""
    made = Studio()
    with serving(made.behave, BASE) as server:
        made.server = server
        yield made
