"""The sandbox's X, driven by tweepy, a client written elsewhere, and by plain calls."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import tweepy

from tests.apps.sandbox.detour import Detour
from tests.apps.sandbox.pictures import picture
from tests.doubles.sandbox import SandboxProcess

DAY = 86_400


class Speaker:
    """One account by plain calls."""

    def __init__(self, sandbox: SandboxProcess, handle: str, http: httpx.Client) -> None:
        self.base = sandbox.base_url("x")
        self.secrets = sandbox.account("x", handle)
        self._http = http

    def call(self, method: str, path: str, **parts: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.secrets['access_token']}"}
        return self._http.request(method, f"{self.base}{path}", headers=headers, **parts)

    def post(self, **body: Any) -> httpx.Response:
        return self.call("POST", "/2/tweets", json=body)

    def begin(self, body: bytes, mime: str = "video/mp4", category: str = "tweet_video") -> str:
        asked = {"media_type": mime, "total_bytes": len(body), "media_category": category}
        answer = self.call("POST", "/2/media/upload/initialize", json=asked)
        media_id: str = answer.json()["data"]["id"]
        return media_id

    def append(self, media_id: str, number: int, body: bytes) -> httpx.Response:
        return self.call(
            "POST", f"/2/media/upload/{media_id}/append",
            data={"segment_index": str(number)}, files={"media": body},
        )  # fmt: skip

    def state(self, media_id: str) -> dict[str, Any]:
        params = {"command": "STATUS", "media_id": media_id}
        told: dict[str, Any] = self.call("GET", "/2/media/upload", params=params).json()["data"]
        return told


@pytest.fixture
def quiet(sandbox: SandboxProcess) -> Iterator[SandboxProcess]:
    """The sandbox with no trouble programmed for X, before and after."""
    yield sandbox
    sandbox.faults("x")
    sandbox.control("DELETE", "/exhaust/x")


@pytest.fixture
def me(sandbox: SandboxProcess, handle: str, http: httpx.Client) -> Speaker:
    return Speaker(sandbox, handle, http)


@pytest.fixture
def client(sandbox: SandboxProcess, handle: str) -> Iterator[tweepy.Client]:
    made = tweepy.Client(sandbox.account("x", handle)["access_token"])
    made.session.trust_env = False
    made.session.mount("https://api.twitter.com", Detour(sandbox.base_url("x")))
    yield made
    made.session.close()


def clip(size: int = 3000) -> bytes:
    """The beginning of an MP4, and nothing else."""
    return b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + b"\0" * (size - 24)


def test_the_token_tells_whose_it_is(client: tweepy.Client, handle: str) -> None:
    found = client.get_me(user_auth=False, user_fields=["public_metrics"])
    assert found.data.username == handle
    assert found.data.public_metrics["followers_count"] > 1000


def test_a_post_stands_as_it_was_sent_with_short_addresses_given_back(
    client: tweepy.Client, sandbox: SandboxProcess, handle: str
) -> None:
    words = "The Moon & Saturn: https://example.com/a?b=1 at 14:20. #Leo"
    made = client.create_tweet(text=words, user_auth=False)
    assert sandbox.posts("x", handle)[0]["text"] == words
    found = client.get_tweet(made.data["id"], tweet_fields=["entities", "created_at"])
    assert "https://t.co/" in found.data.text
    assert "&amp;" in found.data.text
    link = found.data.entities["urls"][0]
    assert link["expanded_url"] == "https://example.com/a?b=1"
    assert found.data.text[link["start"] : link["end"]] == link["url"]
    assert found.data.created_at.tzinfo is not None


def test_a_thread_a_poll_and_a_removal(client: tweepy.Client) -> None:
    root = client.create_tweet(text="One", user_auth=False).data["id"]
    reply = client.create_tweet(text="Two", in_reply_to_tweet_id=root, user_auth=False).data["id"]
    found = client.get_tweet(reply, tweet_fields=["referenced_tweets", "conversation_id"]).data
    assert [(one.type, str(one.id)) for one in found.referenced_tweets] == [("replied_to", root)]
    assert str(found.conversation_id) == root
    poll = client.create_tweet(
        text="Which?", poll_options=["N", "S"], poll_duration_minutes=60, user_auth=False
    )
    seen = client.get_tweet(poll.data["id"], expansions=["attachments.poll_ids"])
    assert [one["label"] for one in seen.includes["polls"][0].options] == ["N", "S"]
    assert client.delete_tweet(root, user_auth=False).data["deleted"] is True
    assert client.get_tweet(root).data is None
    with pytest.raises(tweepy.NotFound):
        client.delete_tweet(root, user_auth=False)


def test_the_same_words_are_refused_for_a_day(
    client: tweepy.Client, sandbox: SandboxProcess, handle: str
) -> None:
    client.create_tweet(text="Once a day", user_auth=False)
    with pytest.raises(tweepy.Forbidden, match="duplicate content"):
        client.create_tweet(text="Once  a day", user_auth=False)
    sandbox.control("POST", "/clock", {"advance_s": DAY + 1})
    with pytest.raises(tweepy.Unauthorized):
        client.create_tweet(text="Once a day", user_auth=False)
    assert len(sandbox.posts("x", handle)) == 1


def test_after_a_day_the_same_words_are_welcome_again(
    me: Speaker, sandbox: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    assert me.post(text="Daily").status_code == 201
    sandbox.control("POST", "/clock", {"advance_s": DAY + 1})
    keys = (me.secrets["client_id"], me.secrets["client_secret"])
    form = {"grant_type": "refresh_token", "refresh_token": me.secrets["refresh_token"]}
    renewed = http.post(f"{me.base}/2/oauth2/token", data=form, auth=keys).json()
    me.secrets = {**me.secrets, **renewed}
    assert me.post(text="Daily").status_code == 201
    again = http.post(f"{me.base}/2/oauth2/token", data=form, auth=keys)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_request")


def test_posts_with_files_are_not_compared(me: Speaker) -> None:
    for _ in range(2):
        whole = me.call(
            "POST", "/2/media/upload", data={"media_category": "tweet_image"},
            files={"media": picture()},
        )  # fmt: skip
        media = {"media_ids": [whole.json()["data"]["id"]]}
        assert me.post(text="With a picture", media=media).status_code == 201


def test_a_list_is_newest_first_and_goes_on_after_a_token(client: tweepy.Client) -> None:
    made = [client.create_tweet(text=f"No {n}", user_auth=False).data["id"] for n in range(7)]
    user = client.get_me(user_auth=False).data.id
    first = client.get_users_tweets(user, max_results=5)
    assert [str(one.id) for one in first.data] == made[:1:-1]
    rest = client.get_users_tweets(user, max_results=5, pagination_token=first.meta["next_token"])
    assert [str(one.id) for one in rest.data] == made[1::-1]
    assert "next_token" not in rest.meta
    since = client.get_users_tweets(user, max_results=5, since_id=made[5])
    assert [str(one.id) for one in since.data] == [made[6]]
    with pytest.raises(tweepy.BadRequest, match="not between 5 and 100"):
        client.get_users_tweets(user, max_results=4)


def test_a_delayed_list_hides_young_posts(client: tweepy.Client, quiet: SandboxProcess) -> None:
    client.create_tweet(text="Just now", user_auth=False)
    quiet.faults("x", list_delay_s=60)
    assert client.get_users_tweets(client.get_me(user_auth=False).data.id).data is None


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("x" * 280, 201),
        ("x" * 281, 403),
        ("\u6708" * 140, 201),
        ("\u6708" * 141, 403),
        ("x" * 278 + "\U0001f469\u200d\U0001f469\u200d\U0001f467", 201),
        ("x" * 279 + "\U0001f319", 403),
        ("x" * 256 + " https://example.com/" + "a" * 300, 201),
        ("x" * 257 + " https://example.com/" + "a" * 300, 403),
        ("x" * 256 + " example.com/" + "a" * 300, 201),
        ("$LEO and $VIRGO", 403),
        (" ", 400),
    ],
)
def test_the_limit_counts_as_x_counts(me: Speaker, text: str, status: int) -> None:
    assert me.post(text=text).status_code == status


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"text": "a", "media": {"media_ids": ["1"]}}, "media IDs are invalid"),
        ({"text": "a", "media": {"media_ids": list("12345")}}, "maximum of 4 items"),
        ({"text": "a", "poll": {"options": ["one"], "duration_minutes": 60}}, "2 to 4 options"),
        ({"text": "a", "poll": {"options": ["1", "2"], "duration_minutes": 4}}, "5 to 10080"),
        ({"text": "a", "reply_settings": "nobody"}, "reply_settings"),
        ({"text": "a", "colour": "red"}, "not defined in the schema"),
        ({"text": "a", "reply": {"in_reply_to_tweet_id": "?"}}, "must be an id"),
    ],
)
def test_a_bad_request_is_told_as_a_problem(me: Speaker, body: dict[str, Any], words: str) -> None:
    answer = me.post(**body)
    told = answer.json()
    assert (answer.status_code, told["title"]) == (400, "Invalid Request")
    assert told["type"].endswith("/2/problems/invalid-request")
    assert words in told["errors"][0]["message"]


def test_a_video_is_pending_then_in_progress_then_ready(me: Speaker, quiet: SandboxProcess) -> None:
    quiet.faults("x", processing_s=600)
    body = clip(6 * 1024 * 1024)
    media_id = me.begin(body)
    assert me.append(media_id, 0, body[: 5 * 1024 * 1024]).status_code == 200
    assert "add up" in me.call("POST", f"/2/media/upload/{media_id}/finalize").text
    expires = me.append(media_id, 1, body[5 * 1024 * 1024 :]).json()["data"]["expires_at"]
    assert expires > time.time()
    final = me.call("POST", f"/2/media/upload/{media_id}/finalize").json()["data"]
    assert final["processing_info"]["state"] == "pending"
    assert me.post(text="Early", media={"media_ids": [media_id]}).status_code == 400
    for state in ("in_progress", "succeeded"):
        quiet.control("POST", "/clock", {"advance_s": 301})
        assert me.state(media_id)["processing_info"]["state"] == state
    assert me.post(text="In time", media={"media_ids": [media_id]}).status_code == 201


def test_segments_have_their_rules(me: Speaker) -> None:
    media_id = me.begin(clip(6 * 1024 * 1024))
    assert me.append(media_id, 0, b"\0" * (5 * 1024 * 1024 + 1)).status_code == 413
    assert me.append(media_id, 1000, b"\0").status_code == 400
    assert me.append("404404", 0, b"\0").status_code == 404
    assert "missing" in me.call("POST", f"/2/media/upload/{media_id}/finalize").text
    wrong = {"media_type": "text/plain", "total_bytes": 5, "media_category": "tweet_video"}
    assert me.call("POST", "/2/media/upload/initialize", json=wrong).status_code == 400


def test_a_text_that_is_called_a_video_fails_in_the_making(
    me: Speaker, quiet: SandboxProcess
) -> None:
    quiet.faults("x", processing_s=0)
    media_id = me.begin(b"just words")
    body = base64.b64encode(b"just words").decode()
    as_json = {"media": body, "segment_index": 0}
    assert me.call("POST", f"/2/media/upload/{media_id}/append", json=as_json).status_code == 200
    me.call("POST", f"/2/media/upload/{media_id}/finalize")
    told = me.state(media_id)["processing_info"]
    assert (told["state"], told["error"]["name"]) == ("failed", "InvalidMedia")


def test_an_upload_lives_a_day(me: Speaker, sandbox: SandboxProcess, handle: str) -> None:
    media_id = me.begin(clip())
    sandbox.control("POST", "/clock", {"advance_s": DAY + 1})
    sandbox.control("POST", "/revoke", {"platform": "x", "handle": handle})
    me.secrets = sandbox.account("x", handle)
    assert me.append(media_id, 0, clip()).status_code == 404


def test_a_picture_travels_with_its_description(
    me: Speaker, client: tweepy.Client, sandbox: SandboxProcess, handle: str
) -> None:
    whole = me.call(
        "POST", "/2/media/upload", data={"media_category": "tweet_image"},
        files={"media": picture()},
    ).json()["data"]  # fmt: skip
    assert whole["image"] == {"image_type": "image/jpeg", "w": 1080, "h": 1350}
    assert "processing_info" not in whole
    alt = {"id": whole["id"], "metadata": {"alt_text": {"text": "A lion"}}}
    assert me.call("POST", "/2/media/metadata", json=alt).status_code == 200
    made = client.create_tweet(text="Look", media_ids=[whole["id"]], user_auth=False)
    assert sandbox.posts("x", handle)[0]["media"][0]["alt"] == "A lion"
    found = client.get_tweet(made.data["id"], expansions=["attachments.media_keys"])
    assert found.data.text.startswith("Look https://t.co/")
    assert found.includes["media"][0].media_key == whole["media_key"]


def test_numbers_grow_and_the_private_ones_are_the_owners_for_a_month(
    me: Speaker, client: tweepy.Client, sandbox: SandboxProcess, http: httpx.Client
) -> None:
    made = client.create_tweet(text="What changes for you?", user_auth=False).data["id"]
    query = {"ids": made, "tweet.fields": "public_metrics,non_public_metrics"}
    sandbox.control("POST", "/clock", {"advance_s": 20})
    early = me.call("GET", "/2/tweets", params=query).json()["data"][0]
    sandbox.control("POST", "/clock", {"advance_s": 1200})
    late = me.call("GET", "/2/tweets", params=query).json()["data"][0]
    views = [one["public_metrics"]["impression_count"] for one in (early, late)]
    assert 0 < views[0] < views[1]
    assert late["non_public_metrics"]["user_profile_clicks"] > 0
    other = Speaker(sandbox, "onlooker", http)
    seen = other.call("GET", "/2/tweets", params=query).json()
    assert "non_public_metrics" not in seen["data"][0]
    assert seen["errors"][0]["title"] == "Field Authorization Error"


def test_rates_stand_on_every_answer_and_an_empty_bucket_answers_429(
    me: Speaker, client: tweepy.Client, quiet: SandboxProcess, handle: str
) -> None:
    headers = me.post(text="Counted").headers
    assert int(headers["x-rate-limit-remaining"]) < int(headers["x-rate-limit-limit"])
    assert int(headers["x-app-limit-24hour-limit"]) > int(headers["x-rate-limit-limit"])
    quiet.control("POST", "/exhaust/x", {"handle": handle, "seconds": 120})
    with pytest.raises(tweepy.TooManyRequests) as limited:
        client.create_tweet(text="Not now", user_auth=False)
    assert limited.value.response.headers["x-rate-limit-remaining"] == "0"
    assert limited.value.reset_time is not None


def test_a_withdrawn_permission_answers_401(
    client: tweepy.Client, sandbox: SandboxProcess, handle: str
) -> None:
    sandbox.control("POST", "/revoke", {"platform": "x", "handle": handle})
    with pytest.raises(tweepy.Unauthorized):
        client.create_tweet(text="No more", user_auth=False)


def test_the_viewer_shows_a_post_at_the_address_of_its_network(
    me: Speaker, sandbox: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    made = me.post(text="Seen <here> #Leo", poll={"options": ["N", "S"], "duration_minutes": 60})
    address = f"{sandbox.origin}/x/{handle}/status/{made.json()['data']['id']}"
    assert sandbox.posts("x", handle)[0]["url"] == address
    page = http.get(address).text
    assert "Seen &lt;here&gt;" in page
    assert "<li" in page
    assert http.get(f"{sandbox.origin}/x/{handle}/status/1").status_code == 404
