"""What a person gets from one command on an empty folder, over HTTP."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.support.loopback import TLS
from tests.support.running import RunningInstance, alone, eventually

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("journey")]


@pytest.fixture(scope="module")
def running() -> Iterator[RunningInstance]:
    """An instance of its own: what other journeys make is no part of a first run."""
    with alone() as instance:
        yield instance


@pytest.fixture(scope="module")
def signed_in(running: RunningInstance) -> Iterator[httpx.Client]:
    client = running.client()
    yield client
    client.close()


def data(answer: httpx.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json()["data"]


def test_the_first_run_publishes_twelve_brands_on_three_networks(
    running: RunningInstance, signed_in: httpx.Client
) -> None:
    def all_out() -> bool:
        answer = signed_in.get("/posts", params={"status": "published", "per_page": 1})
        return bool(answer.json()["pagination"]["total"] >= 36)

    eventually(all_out, patience=120)
    standing = running.standing()

    # Nothing stands that is not told of, and nothing stands twice.
    told = data(signed_in.get("/posts", params={"status": "published", "per_page": 100}))
    counts = Counter(post["platform"] for post in standing)
    assert counts == Counter(post["channel"]["platform"] for post in told)
    assert set(counts) == {"mastodon", "bluesky", "instagram"}
    assert min(counts.values()) >= 12
    assert len({(post["platform"], post["text"]) for post in standing}) == len(standing)
    assert len(data(signed_in.get("/brands", params={"per_page": 100}))) == 12
    assert len(data(signed_in.get("/channels"))) == 3


def test_numbers_come_back_and_rise(signed_in: httpx.Client) -> None:
    posts = data(signed_in.get("/posts", params={"status": "published", "per_page": 5}))
    watched = posts[-1]["id"]

    def two_readings() -> Any:
        found = data(signed_in.get(f"/posts/{watched}/metrics"))["snapshots"]
        return found if len(found) >= 2 else None

    readings = eventually(two_readings, patience=90)

    assert readings[-1]["engagement"] >= readings[0]["engagement"]
    assert readings[-1]["age_seconds"] > readings[0]["age_seconds"]


def test_a_piece_is_made_scheduled_published_and_measured(signed_in: httpx.Client) -> None:
    wanted = {"zodiac_sign": "leo", "content_type": "daily_horoscope", "target_date": "2026-12-24"}
    answer = signed_in.post("/content/generate", json=wanted)
    assert answer.status_code == 202
    run_id = data(answer)["id"]

    def finished() -> Any:
        run = data(signed_in.get(f"/content/runs/{run_id}"))
        return run if run["status"] in ("done", "refused", "failed") else None

    run = eventually(finished)
    assert run["status"] == "done", run
    channels = [channel["id"] for channel in data(signed_in.get("/channels"))]
    order = {"content_id": run["content_id"], "channel_ids": channels, "when": "now"}
    posts = data(signed_in.post("/posts/batch", json=order))

    def published() -> Any:
        found = [data(signed_in.get(f"/posts/{post['id']}")) for post in posts]
        return found if all(post["status"] == "published" for post in found) else None

    done = eventually(published)
    assert {post["channel"]["platform"] for post in done} == {"mastodon", "bluesky", "instagram"}
    history = data(signed_in.get(f"/posts/{done[0]['id']}/history"))["entries"]
    assert [entry["kind"] for entry in history][-1] == "published"
    origin = str(signed_in.base_url).removesuffix("/api/v1/")
    picture = httpx.get(origin + done[0]["media"][0]["url"], trust_env=False, verify=TLS)
    assert picture.content.startswith(b"\xff\xd8")


def test_one_idempotency_key_makes_one_post(signed_in: httpx.Client) -> None:
    channel = data(signed_in.get("/channels"))[0]["id"]
    order = {"channel_id": channel, "text": "Said with a key", "due_at": "2027-01-01T00:00:00Z"}
    headers = {"idempotency-key": "journey-1"}

    first = signed_in.post("/posts", json=order, headers=headers)
    second = signed_in.post("/posts", json=order, headers=headers)
    other = signed_in.post("/posts", json=order | {"text": "Other"}, headers=headers)

    assert first.status_code == 201, first.text
    assert data(first)["id"] == data(second)["id"]
    assert other.status_code == 422


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"zodiac_sign": "ophiuchus", "target_date": "2026-12-24"}, "brands.pack_unknown"),
        ({"zodiac_sign": "leo", "target_date": "2051-01-01"}, "content.date_unreachable"),
        ({"zodiac_sign": "leo", "target_date": "1899-12-31"}, "content.date_unreachable"),
    ],
)
def test_wrong_wishes_are_told_with_a_remedy(
    signed_in: httpx.Client, body: dict[str, str], code: str
) -> None:
    answer = signed_in.post("/content/generate", json=body)

    error = answer.json()["errors"][0]
    assert (answer.status_code, error["code"]) == (422, code)
    assert error["remedy"]


def test_a_text_over_the_limit_is_refused_before_it_is_planned(signed_in: httpx.Client) -> None:
    bluesky = next(one for one in data(signed_in.get("/channels")) if one["platform"] == "bluesky")
    order = {"channel_id": bluesky["id"], "text": "word " * 100, "now": True}

    answer = signed_in.post("/posts", json=order)

    error = answer.json()["errors"][0]
    assert (answer.status_code, error["code"]) == (422, "scheduling.rules_broken")
    assert "horten" in error["remedy"]
