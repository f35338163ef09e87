"""The sandbox's Discord: a webhook's address, its messages, its limits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest

from tests.apps.sandbox.pictures import noise, picture
from tests.doubles.sandbox import SandboxProcess

WAIT = {"wait": "true"}


@pytest.fixture
def steady(sandbox: SandboxProcess) -> Iterator[SandboxProcess]:
    """The sandbox without trouble on Discord, before and after."""
    yield sandbox
    sandbox.faults("discord")
    sandbox.control("DELETE", "/exhaust/discord")


@pytest.fixture
def address(sandbox: SandboxProcess, handle: str) -> str:
    """The webhook's address, with the sandbox in place of Discord."""
    url = sandbox.account("discord", handle, "Lantern")["webhook_url"]
    return f"{sandbox.base_url('discord')}{urlsplit(url).path}"


def error_of(answer: httpx.Response) -> tuple[int, int]:
    return answer.status_code, answer.json()["code"]


def test_the_address_is_the_permission(http: httpx.Client, address: str, handle: str) -> None:
    told = http.get(address).json()
    assert (told["type"], told["name"]) == (1, "Lantern")
    assert told["guild_id"].isdigit()
    assert told["channel_id"].isdigit()
    assert http.get(told["url"]).json() == told


def test_any_version_of_the_api_may_be_named(http: httpx.Client, address: str) -> None:
    versioned = address.replace("/api/", "/api/v10/")
    assert http.get(versioned).json()["id"] == http.get(address).json()["id"]


def test_who_waits_gets_the_message_and_who_does_not_gets_nothing(
    http: httpx.Client, address: str, sandbox: SandboxProcess, handle: str
) -> None:
    told = http.post(address, params=WAIT, json={"content": "Leo *shines*"})
    assert told.status_code == 200
    assert told.json()["content"] == "Leo *shines*"
    assert told.json()["webhook_id"] == told.json()["author"]["id"]
    silent = http.post(address, json={"content": "Leo waits"})
    assert (silent.status_code, silent.content) == (204, b"")
    standing = [post["text"] for post in sandbox.posts("discord", handle)]
    assert standing == ["Leo *shines*", "Leo waits"]


def test_files_travel_with_their_descriptions(
    http: httpx.Client, address: str, sandbox: SandboxProcess, handle: str
) -> None:
    said = [{"id": 1, "filename": "b.jpg", "description": "A lion"}]
    payload = {"content": "Look", "attachments": said}
    files = {"files[0]": ("a.jpg", picture(320, 200)), "files[1]": ("x.jpg", picture(64, 64))}
    told = http.post(
        address, params=WAIT, data={"payload_json": json.dumps(payload)}, files=files
    ).json()
    first, second = told["attachments"]
    assert (first["filename"], first["width"], first["content_type"]) == (
        "a.jpg",
        320,
        "image/jpeg",
    )
    assert (second["filename"], second["description"]) == ("b.jpg", "A lion")
    assert http.get(first["url"]).content == picture(320, 200)
    assert len(sandbox.posts("discord", handle)[0]["media"]) == 2


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"content": "🌙" * 2001}, "content"),
        ({"content": "x", "username": "Discord fan"}, "username"),
        ({"content": "x", "username": "x" * 81}, "username"),
        ({"embeds": [{"title": "x"}] * 11}, "embeds"),
        ({"embeds": [{"title": "x" * 257}]}, "embeds"),
        ({"embeds": [{"url": "ftp://example.com"}]}, "embeds"),
        ({"embeds": [{"fields": [{"name": "x", "value": "y"}] * 26}]}, "embeds"),
        ({"embeds": [{"description": "x" * 3001}, {"description": "x" * 3000}]}, "embeds"),
        ({"poll": {"question": {"text": "x" * 301}, "answers": []}}, "poll"),
        ({"poll": {"question": {"text": "x"}, "answers": []}}, "poll"),
    ],
)
def test_an_invalid_body_is_told_by_its_field(
    http: httpx.Client, address: str, body: dict[str, object], field: str
) -> None:
    answer = http.post(address, params=WAIT, json=body)
    assert error_of(answer) == (400, 50035)
    assert list(answer.json()["errors"]) == [field]


def test_texts_are_counted_in_code_points(http: httpx.Client, address: str) -> None:
    assert http.post(address, params=WAIT, json={"content": "🌙" * 2000}).status_code == 200


def test_an_empty_message_is_refused(http: httpx.Client, address: str) -> None:
    assert error_of(http.post(address, params=WAIT, json={"content": " "})) == (400, 50006)
    broken = http.post(address, params=WAIT, files={"payload_json": (None, "{")})
    assert error_of(broken) == (400, 50109)


def test_files_that_are_too_large_are_refused(http: httpx.Client, address: str) -> None:
    large = noise(3600, 2400)
    assert len(large) > 10 * 1024 * 1024
    answer = http.post(address, params=WAIT, files={"files[0]": ("a.jpg", large)})
    assert error_of(answer) == (413, 40005)
    many = {f"files[{number}]": ("a.jpg", b"x") for number in range(11)}
    assert error_of(http.post(address, params=WAIT, files=many)) == (400, 50035)


def test_threads_are_for_forums(http: httpx.Client, address: str) -> None:
    body = {"content": "x", "thread_name": "New"}
    assert error_of(http.post(address, params=WAIT, json=body)) == (400, 220003)
    thread = {**WAIT, "thread_id": "1"}
    assert error_of(http.post(address, params=thread, json={"content": "x"})) == (404, 10003)


def test_nobody_is_called_unless_that_is_allowed(http: httpx.Client, address: str) -> None:
    loud = http.post(address, params=WAIT, json={"content": "@everyone up"}).json()
    quiet = {"content": "@everyone up", "allowed_mentions": {"parse": []}}
    assert loud["mention_everyone"] is True
    assert http.post(address, params=WAIT, json=quiet).json()["mention_everyone"] is False


def test_a_poll_stands_with_its_answers(
    http: httpx.Client, address: str, sandbox: SandboxProcess, handle: str
) -> None:
    answers = [{"poll_media": {"text": word}} for word in ("North", "South")]
    poll = {"question": {"text": "Where?"}, "answers": answers, "duration": 24}
    told = http.post(address, params=WAIT, json={"poll": poll}).json()["poll"]
    assert [one["poll_media"]["text"] for one in told["answers"]] == ["North", "South"]
    assert told["results"]["is_finalized"] is False
    assert sandbox.posts("discord", handle)[0]["text"] == "Where?"
    poll["duration"] = 769
    assert error_of(http.post(address, params=WAIT, json={"poll": poll})) == (400, 50035)


def test_messages_are_read_changed_and_taken_down_by_their_id(
    http: httpx.Client, address: str, sandbox: SandboxProcess, handle: str
) -> None:
    message = http.post(
        address, params=WAIT, data={"content": "Befor"}, files={"files[0]": ("a.png", picture())}
    ).json()
    place = f"{address}/messages/{message['id']}"
    edited = http.patch(place, json={"content": "Before"}).json()
    assert (edited["content"], len(edited["attachments"])) == ("Before", 1)
    assert edited["edited_timestamp"]
    assert http.patch(place, json={"attachments": []}).json()["attachments"] == []
    assert error_of(http.patch(place, json={"content": ""})) == (400, 50006)
    assert http.get(place).json()["content"] == "Before"
    assert http.delete(place).status_code == 204
    assert error_of(http.delete(place)) == (404, 10008)
    assert error_of(http.get(place)) == (404, 10008)
    assert sandbox.posts("discord", handle) == []


def test_reactions_grow(http: httpx.Client, address: str, sandbox: SandboxProcess) -> None:
    message = http.post(address, params=WAIT, json={"content": "What does the moon do?"}).json()
    assert "reactions" not in message
    sandbox.control("POST", "/clock", {"advance_s": 600})
    read = http.get(f"{address}/messages/{message['id']}").json()
    assert sum(one["count"] for one in read["reactions"]) > 0


def test_a_wrong_token_and_a_deleted_webhook_are_told_apart(
    http: httpx.Client, address: str, sandbox: SandboxProcess, handle: str
) -> None:
    assert error_of(http.get(f"{address[:-4]}aaaa")) == (401, 50027)
    assert error_of(http.get(address.replace("/webhooks/", "/webhooks/9"))) == (404, 10015)
    assert http.delete(address).status_code == 204
    assert error_of(http.post(address, json={"content": "x"})) == (404, 10015)
    other = sandbox.account("discord", f"{handle}_other")["webhook_url"]
    place = f"{sandbox.base_url('discord')}{urlsplit(other).path}"
    sandbox.control("POST", "/revoke", {"platform": "discord", "handle": f"{handle}_other"})
    assert error_of(http.get(place)) == (404, 10015)


def test_every_answer_tells_its_bucket_and_an_empty_one_the_time_to_wait(
    http: httpx.Client, address: str, steady: SandboxProcess, handle: str
) -> None:
    headers = http.get(address).headers
    assert int(headers["x-ratelimit-remaining"]) < int(headers["x-ratelimit-limit"])
    assert float(headers["x-ratelimit-reset-after"]) <= 2
    steady.control("POST", "/exhaust/discord", {"handle": handle, "seconds": 7})
    answer = http.post(address, json={"content": "Not now"})
    assert answer.status_code == 429
    assert 5 < answer.json()["retry_after"] <= 7
    assert answer.json()["global"] is False
    assert float(answer.headers["retry-after"]) == answer.json()["retry_after"]
    assert answer.headers["x-ratelimit-remaining"] == "0"


def test_a_path_that_is_none_is_told_in_discords_words(
    http: httpx.Client, sandbox: SandboxProcess
) -> None:
    answer = http.get(f"{sandbox.base_url('discord')}/api/nothing")
    assert answer.json() == {"message": "404: Not Found", "code": 0}


def test_the_viewer_shows_what_stands(
    http: httpx.Client, address: str, sandbox: SandboxProcess, handle: str
) -> None:
    hook = http.get(address).json()
    embeds = [{"title": "A page", "url": "https://example.com/leo"}]
    body = {"content": "Look at <the> moon", "embeds": embeds}
    message = http.post(address, params=WAIT, json=body).json()
    place = f"/discord/channels/{hook['guild_id']}/{hook['channel_id']}/{message['id']}"
    page = http.get(f"{sandbox.origin}{place}")
    assert page.status_code == 200
    assert "Look at &lt;the&gt; moon" in page.text
    assert "A page" in page.text
    feed = http.get(f"{sandbox.origin}/timeline?platform=discord&account={handle}")
    assert place in feed.text
