"""The real WordPress as the judge of the sandbox: the same calls get the same answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from tests.doubles.sandbox import SandboxProcess
from tests.extensions.connectors.wordpress.live.real import LiveSite

from heliograph.kit.http import read_all
from heliograph.sdk.connectors import MediaFile

pytestmark = [
    pytest.mark.live_wordpress,
    pytest.mark.timeout(180),
    pytest.mark.xdist_group("live_wordpress"),
]


class Caller:
    """One user of one of the two sites. Numbers of earlier answers are kept by name."""

    def __init__(self, http: httpx.Client, base: str, auth: tuple[str, str]) -> None:
        self._http, self._base, self._auth = http, base, auth
        self.kept: dict[str, int] = {}

    def call(self, method: str, path: str, **parts: Any) -> httpx.Response:
        """One call; `{name}` in the path stands for a kept number."""
        address = f"{self._base}/wp-json/wp/v2/{path.format(**self.kept)}"
        return self._http.request(method, address, **{"auth": self._auth, **parts})


@pytest.fixture
def callers(live_site: LiveSite, sandbox: SandboxProcess) -> Iterator[tuple[Caller, Caller]]:
    secrets = sandbox.account("wordpress", f"judge{uuid4().hex[:8]}")
    own = (secrets["username"], secrets["application_password"])
    with httpx.Client(timeout=60, trust_env=False) as http:
        yield (
            Caller(http, live_site.url, (live_site.username, live_site.password)),
            Caller(http, sandbox.base_url("wordpress"), own),
        )


def told(answer: httpx.Response) -> tuple[int, str]:
    """What a program acts on: the status, and the code of a refusal."""
    body = answer.json()
    return answer.status_code, str(body.get("code", "")) if isinstance(body, dict) else ""


def compared(callers: tuple[Caller, Caller], method: str, path: str, **parts: Any) -> Any:
    """Make the call on both sites; the real one's answer is right."""
    real, ours = (caller.call(method, path, **parts) for caller in callers)
    assert told(ours) == told(real), f"{method} {path}: {real.text[:300]} / {ours.text[:300]}"
    return real, ours


NAMED = {"Content-Disposition": 'attachment; filename="a.exe"'}
TYPED = {"Content-Type": "image/jpeg"}
SIMPLE: list[tuple[str, str, dict[str, Any]]] = [
    ("GET", "users/me", {}),
    ("GET", "users/me?context=edit", {}),
    ("GET", "users/me", {"auth": None}),
    ("GET", "users/me", {"auth": ("nobody", "abcd efgh ijkl")}),
    ("POST", "posts", {"json": {"title": "x"}, "auth": None}),
    ("POST", "posts", {"json": {"title": "x"}, "auth": ("nobody", "abcd efgh ijkl")}),
    ("POST", "posts", {"json": {"status": "publish"}}),
    ("POST", "posts", {"json": {"title": "x", "status": "loud"}}),
    ("POST", "posts", {"json": {"title": "x", "date_gmt": "never"}}),
    ("POST", "posts", {"json": {"title": "x", "categories": "one,two"}}),
    ("GET", "posts?status=draft", {"auth": None}),
    ("GET", "posts?per_page=101", {}),
    ("GET", "posts?page=0", {}),
    ("GET", "posts?page=999", {}),
    ("GET", "posts?status=loud", {}),
    ("GET", "posts/999999999", {}),
    ("DELETE", "posts/999999999", {}),
    ("GET", "nothing", {}),
    ("DELETE", "posts", {}),
    ("POST", "tags", {"json": {"name": " "}}),
    ("POST", "tags", {"json": {"name": "x"}, "auth": None}),
    ("POST", "media", {"content": b"x", "headers": {"Content-Type": "image/jpeg"}}),
    ("POST", "media", {"content": b"words", "headers": NAMED}),
    ("POST", "media", {"content": b"words", "headers": NAMED | TYPED}),
    ("POST", "media", {"content": b"", "headers": NAMED | TYPED}),
    ("POST", "media", {"content": b"", "headers": NAMED}),
]


@pytest.mark.parametrize(("method", "path", "parts"), SIMPLE)
def test_a_call_is_answered_with_the_real_status_and_code(
    callers: tuple[Caller, Caller], method: str, path: str, parts: dict[str, Any]
) -> None:
    compared(callers, method, path, **parts)


def test_the_life_of_a_post_is_the_real_one(callers: tuple[Caller, Caller]) -> None:
    slug = f"life-{uuid4().hex[:8]}"
    body = {"title": "Life", "content": "<p>On.</p>", "status": "publish", "slug": slug}
    for number in ("first", "second"):
        pair = compared(callers, "POST", "posts", json=body)
        for caller, answer in zip(callers, pair, strict=True):
            caller.kept[number] = answer.json()["id"]
        real, ours = (answer.json() for answer in pair)
        assert (ours["slug"], ours["status"]) == (real["slug"], real["status"])
        assert set(ours) <= {*real, "sticky"}
        assert all("location" in answer.headers for answer in pair)
    found = compared(callers, "GET", f"posts?slug={slug}&status=any&context=edit")
    assert [answer.headers["x-wp-total"] for answer in found] == ["1", "1"]
    compared(callers, "POST", "posts/{first}", json={"title": "Longer life"})
    compared(callers, "GET", "posts/{first}", auth=None)
    compared(callers, "DELETE", "posts/{first}", auth=None)
    compared(callers, "DELETE", "posts/{first}")
    compared(callers, "DELETE", "posts/{first}")
    compared(callers, "DELETE", "posts/{first}?force=true")
    compared(callers, "DELETE", "posts/{first}")
    compared(callers, "DELETE", "posts/{second}?force=true")


def test_statuses_and_times_become_what_the_real_one_makes_of_them(
    callers: tuple[Caller, Caller],
) -> None:
    now = datetime.now(UTC)  # noqa: TID251 - the real site has the real time
    ahead = (now + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%S")
    soon = (now + timedelta(seconds=20)).strftime("%Y-%m-%dT%H:%M:%S")
    for wish in (
        {"status": "future", "date_gmt": ahead},
        {"status": "publish", "date_gmt": ahead},
        {"status": "future", "date_gmt": soon},
        {"status": "private"},
        {"status": "pending"},
        {},
    ):
        pair = compared(callers, "POST", "posts", json={"title": "When", **wish})
        real, ours = (answer.json()["status"] for answer in pair)
        assert ours == real, wish


async def test_a_file_lives_as_it_does_on_the_real_site(
    callers: tuple[Caller, Caller], pictures: tuple[MediaFile, ...]
) -> None:
    data = await read_all(pictures[0].read())
    headers = {"Content-Type": "image/jpeg", "Content-Disposition": 'attachment; filename="l.jpg"'}
    pair = compared(callers, "POST", "media", content=data, headers=headers)
    for caller, answer in zip(callers, pair, strict=True):
        caller.kept["file"] = answer.json()["id"]
    real, ours = (answer.json() for answer in pair)
    for name in ("media_type", "mime_type", "alt_text", "status", "type"):
        assert ours[name] == real[name]
    assert ours["media_details"]["width"] == real["media_details"]["width"]
    described = compared(callers, "POST", "media/{file}", json={"alt_text": "A lion"})
    assert {answer.json()["alt_text"] for answer in described} == {"A lion"}
    compared(callers, "DELETE", "media/{file}")
    compared(callers, "DELETE", "media/{file}?force=true")
    compared(callers, "DELETE", "media/{file}?force=true")


def test_a_tag_that_exists_is_told_as_on_the_real_site(callers: tuple[Caller, Caller]) -> None:
    name = f"Moon & stars {uuid4().hex[:8]}"
    made = compared(callers, "POST", "tags", json={"name": name})
    again = compared(callers, "POST", "tags", json={"name": name})
    for first, second in zip(made, again, strict=True):
        assert first.json()["name"] == name.replace("&", "&amp;")
        assert second.json()["data"]["term_id"] == first.json()["id"]
