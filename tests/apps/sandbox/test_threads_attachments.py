"""The sandbox's Threads: quotes, GIFs, long texts, ghosts, countries and reposts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.apps.sandbox.graph import GraphCaller, refusal, shelf_of, video
from tests.apps.sandbox.pictures import picture
from tests.doubles.sandbox import SandboxProcess


@pytest.fixture(scope="module")
def shelf() -> Iterator[str]:
    with shelf_of({"/good.jpg": picture(), "/clip.mp4": video()}) as address:
        yield address


@pytest.fixture
def caller(sandbox: SandboxProcess, handle: str, http: httpx.Client) -> GraphCaller:
    return GraphCaller(sandbox, "threads", handle, http)


def at_once(caller: GraphCaller, **form: Any) -> str:
    """A text that is a post by one call."""
    return caller.container(**{"media_type": "TEXT", "auto_publish_text": "true", **form})


def test_a_quote_names_the_post_it_quotes(caller: GraphCaller) -> None:
    original = at_once(caller, text="First")
    quote = at_once(caller, text="Second", quote_post_id=original)
    known = caller.get(quote, fields="is_quote_post,quoted_post").json()
    assert (known["is_quote_post"], known["quoted_post"]) == (True, {"id": original})
    missing = caller.create(media_type="TEXT", text="x", quote_post_id="123")
    assert refusal(missing) == (400, 100, 33)


def test_a_text_carries_a_gif_and_a_longer_text(caller: GraphCaller) -> None:
    made = at_once(
        caller, text="Wave", gif_attachment=json.dumps({"gif_id": "abc", "provider": "GIPHY"}),
        text_attachment=json.dumps({"plaintext": "x" * 10_000}),
    )  # fmt: skip
    known = caller.get(made, fields="gif_url,text_attachment").json()
    assert known["gif_url"].endswith("/giphy/abc")
    assert len(known["text_attachment"]["plaintext"]) == 10_000


def test_a_ghost_is_listed_for_a_day(caller: GraphCaller) -> None:
    ghost = at_once(caller, text="Boo", is_ghost_post="true")
    assert caller.get("me/threads").json()["data"] == [{"id": ghost}]
    assert caller.get(ghost, fields="ghost_post_status").json()["ghost_post_status"] == "ACTIVE"
    caller.wait(86_401)
    assert caller.get("me/threads").json()["data"] == []


def test_spoilers_countries_approvals_and_places_are_kept(caller: GraphCaller, shelf: str) -> None:
    made = caller.published(
        media_type="VIDEO", video_url=f"{shelf}/clip.mp4", is_spoiler_media="true",
        allowlisted_country_codes="DE,EG", enable_reply_approvals="true", location_id="77",
        crossreshare_to_ig="true", text="hidden",
        text_entities=json.dumps([{"entity_type": "SPOILER", "offset": 0, "length": 6}]),
    )  # fmt: skip
    fields = "is_spoiler_media,allowlisted_country_codes,reply_approval_status,location_id"
    assert caller.get(made, fields=fields).json() == {
        "id": made, "is_spoiler_media": True, "allowlisted_country_codes": ["DE", "EG"],
        "reply_approval_status": "PENDING", "location_id": "77",
    }  # fmt: skip


def test_a_repost_has_neither_words_nor_numbers(caller: GraphCaller) -> None:
    original = at_once(caller, text="Loud")
    repost = caller.post(f"{original}/repost").json()["id"]
    known = caller.get(repost, fields="media_type,reposted_post").json()
    assert (known["media_type"], known["reposted_post"]) == ("REPOST_FACADE", {"id": original})
    caller.wait(60)
    assert caller.get(f"{repost}/insights", metric="views").json() == {"data": []}
    assert refusal(caller.post("123/repost")) == (400, 100, 33)


@pytest.mark.parametrize(("form", "code"), [
    ({"gif_attachment": '{"gif_id":"a","provider":"ELSEWHERE"}'}, 100),
    ({"gif_attachment": "[]"}, 100),
    ({"text_attachment": '{"plaintext":""}'}, 100),
    ({"text_entities": '[{"entity_type":"SPOILER","offset":0,"length":99}]'}, 100),
    ({"is_spoiler_media": "true"}, 100),
    ({"location_id": "here"}, 100),
    ({"allowlisted_country_codes": "Mars"}, "THREADS_API__GEO_GATING_INVALID_COUNTRY_CODES"),
    ({"media_type": "IMAGE", "image_url": "http://a/b.jpg", "is_ghost_post": "true"}, 100),
])  # fmt: skip
def test_an_attachment_that_will_not_do_is_refused(
    caller: GraphCaller, form: dict[str, str], code: int | str
) -> None:
    answer = caller.create(**{"media_type": "TEXT", "text": "x", **form})
    assert refusal(answer)[:2] == (400, code)


def test_places_and_sharing_need_scopes_of_their_own(caller: GraphCaller) -> None:
    token = caller.granted("threads_basic,threads_content_publish")
    for extra in ({"location_id": "77"}, {"crossreshare_to_ig": "true"}):
        answer = caller.create(access_token=token, media_type="TEXT", text="x", **extra)
        assert refusal(answer)[:2] == (403, 10)


def test_deletions_are_counted_by_the_day(caller: GraphCaller) -> None:
    made = at_once(caller, text="Brief")
    assert caller.delete(made).json()["success"] is True
    told = caller.get(f"{caller.user_id}/threads_publishing_limit", fields="delete_quota_usage")
    assert told.json()["data"] == [{"delete_quota_usage": 1}]


@pytest.mark.parametrize(("which", "expected"), [
    ("THREADS_API__LINK_LIMIT_EXCEEDED", (400, "THREADS_API__LINK_LIMIT_EXCEEDED", None)),
    ("368", (400, 368, None)), ("24/4279009", (400, 24, 4279009)), ("613", (400, 613, None)),
])  # fmt: skip
def test_a_script_may_ask_for_any_refusal_by_name(
    caller: GraphCaller, calm: SandboxProcess, which: str,
    expected: tuple[int, int | str, int | None],
) -> None:  # fmt: skip
    calm.faults("threads", script=[f"refused:{which}"], only=["upload"])
    assert refusal(caller.create(media_type="TEXT", text="x")) == expected
