"""The sandbox's Mastodon, driven by Mastodon.py, a client written elsewhere."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from mastodon import (
    Mastodon,
    MastodonAPIError,
    MastodonIllegalArgumentError,
    MastodonNotFoundError,
    MastodonRatelimitError,
    MastodonUnauthorizedError,
)

from tests.apps.sandbox.pictures import picture
from tests.doubles.sandbox import SandboxProcess
from tests.support.loopback import TLS
from tests.support.videos import write_video


def client_for(sandbox: SandboxProcess, handle: str) -> Mastodon:
    return Mastodon(
        api_base_url=sandbox.base_url("mastodon"),
        access_token=sandbox.account("mastodon", handle)["access_token"],
        ratelimit_method="throw",
    )


@pytest.fixture
def client(sandbox: SandboxProcess, handle: str) -> Mastodon:
    return client_for(sandbox, handle)


def test_the_token_tells_whose_it_is(client: Mastodon, handle: str) -> None:
    me = client.account_verify_credentials()
    assert me.acct == handle
    assert me.followers_count > 1000
    assert me.source.privacy == "public"


def test_the_instance_tells_its_limits(client: Mastodon) -> None:
    statuses = client.instance_v2().configuration.statuses
    assert statuses.max_characters == 500
    assert statuses.characters_reserved_per_url == 23


def test_a_post_stands_as_it_was_sent(
    client: Mastodon, sandbox: SandboxProcess, handle: str
) -> None:
    status = client.status_post("The Moon meets Saturn at 14:20. #Leo", language="en")
    assert 'class="mention hashtag"' in status.content
    assert [tag.name for tag in status.tags] == ["leo"]
    standing = sandbox.posts("mastodon", handle)
    assert [post["id"] for post in standing] == [str(status.id)]
    assert standing[0]["text"] == "The Moon meets Saturn at 14:20. #Leo"


def test_a_picture_travels_with_its_description(
    client: Mastodon, sandbox: SandboxProcess, handle: str
) -> None:
    data = picture()
    medium = client.media_post(data, mime_type="image/jpeg", description="A lion")
    assert medium.meta.original.width == 1080
    changed = client.media_update(medium, description="A lion at dawn")
    assert changed.description == "A lion at dawn"
    status = client.status_post("Look", media_ids=[medium])
    attachment = status.media_attachments[0]
    assert attachment.description == "A lion at dawn"
    assert httpx.get(attachment.url, trust_env=False, verify=TLS).content == data
    assert sandbox.posts("mastodon", handle)[0]["media"][0]["height"] == 1350


def test_an_upload_that_is_still_processed_cannot_be_posted(
    client: Mastodon, calm: SandboxProcess
) -> None:
    calm.faults("mastodon", processing_s=1.0)
    medium = client.media_post(picture(), mime_type="image/jpeg", synchronous=False)
    assert medium.url is None
    with pytest.raises(MastodonAPIError, match="not finished processing"):
        client.status_post("Too early", media_ids=[medium])
    deadline = time.monotonic() + 60
    while client.media(medium).url is None and time.monotonic() < deadline:
        time.sleep(0.2)
    assert client.status_post("In time", media_ids=[medium]).media_attachments[0].url


def test_polling_an_upload_answers_206_until_it_is_ready(
    sandbox: SandboxProcess, calm: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    calm.faults("mastodon", processing_s=0.6)
    headers = {"Authorization": f"Bearer {calm.account('mastodon', handle)['access_token']}"}
    base = sandbox.base_url("mastodon")
    files = {"file": ("a.jpg", picture(), "image/jpeg")}
    upload = http.post(f"{base}/api/v2/media", files=files, headers=headers)
    assert upload.status_code == 202
    address = f"{base}/api/v1/media/{upload.json()['id']}"
    assert http.get(address, headers=headers).status_code == 206
    time.sleep(0.7)
    assert http.get(address, headers=headers).status_code == 200


def test_the_same_key_within_the_hour_gives_the_same_post(
    client: Mastodon, sandbox: SandboxProcess, handle: str
) -> None:
    first = client.status_post("Once", idempotency_key="k-1")
    second = client.status_post("Once", idempotency_key="k-1")
    assert first.id == second.id
    assert [post["key"] for post in sandbox.posts("mastodon", handle)] == ["k-1"]


def test_without_a_key_the_same_text_stands_twice(
    client: Mastodon, sandbox: SandboxProcess, handle: str
) -> None:
    client.status_post("Twice")
    client.status_post("Twice")
    assert [post["text"] for post in sandbox.posts("mastodon", handle)] == ["Twice", "Twice"]


def test_a_deleted_post_is_gone_and_gives_its_source_back(client: Mastodon) -> None:
    status = client.status_post("Soon gone")
    assert client.status_delete(status).text == "Soon gone"
    with pytest.raises(MastodonNotFoundError):
        client.status(status)


def test_an_edit_keeps_the_id_and_notes_the_time(client: Mastodon) -> None:
    status = client.status_post("Befor")
    edited = client.status_update(status, status="Before")
    assert edited.id == status.id
    assert edited.edited_at is not None
    assert "Before" in client.status(status).content


def test_favourites_grow(client: Mastodon, sandbox: SandboxProcess) -> None:
    status = client.status_post("What does the full moon change for you? #moon")
    assert client.status(status).favourites_count == 0
    sandbox.control("POST", "/clock", {"advance_s": 10})
    early = client.status(status).favourites_count
    sandbox.control("POST", "/clock", {"advance_s": 600})
    late = client.status(status).favourites_count
    assert 0 < early < late


def test_the_limit_counts_every_address_as_23(client: Mastodon) -> None:
    address = "https://example.org/" + "a" * 300
    assert client.status_post("x" * 476 + " " + address).id
    with pytest.raises(MastodonAPIError, match="character limit of 500 exceeded"):
        client.status_post("x" * 477 + " " + address)


def test_an_empty_post_is_refused_with_422(
    sandbox: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    token = sandbox.account("mastodon", handle)["access_token"]
    answer = http.post(
        f"{sandbox.base_url('mastodon')}/api/v1/statuses",
        json={"status": " "}, headers={"Authorization": f"Bearer {token}"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("Validation failed")


def test_a_file_that_is_no_medium_is_refused(client: Mastodon) -> None:
    with pytest.raises(MastodonAPIError, match="File content type is invalid"):
        client.media_post(b"just words", mime_type="image/jpeg")


def test_lists_are_newest_first_and_bounded_by_ids(client: Mastodon) -> None:
    me = client.account_verify_credentials()
    made = [client.status_post(f"Number {number}") for number in range(3)]
    newest_first = [status.id for status in client.account_statuses(me)]
    assert newest_first == [status.id for status in reversed(made)]
    after_first = client.account_statuses(me, min_id=made[0])
    assert [status.id for status in after_first] == [made[2].id, made[1].id]
    both = client.statuses([made[0], made[2]])
    assert {status.id for status in both} == {made[0].id, made[2].id}


def test_a_scheduled_post_appears_when_its_time_comes(
    client: Mastodon, sandbox: SandboxProcess, handle: str
) -> None:
    ahead = sandbox.control("GET", "/clock")["ahead_s"]
    due = datetime.now(UTC) + timedelta(seconds=ahead + 400)  # noqa: TID251 - the real time
    waiting = client.status_post("Later", scheduled_at=due)
    assert client.scheduled_statuses()[0].id == waiting.id
    assert sandbox.posts("mastodon", handle) == []
    sandbox.control("POST", "/clock", {"advance_s": 500})
    assert [post["text"] for post in sandbox.posts("mastodon", handle)] == ["Later"]
    assert client.scheduled_statuses() == []


def test_a_time_less_than_five_minutes_ahead_is_refused(client: Mastodon) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=60)  # noqa: TID251 - the real time
    with pytest.raises(MastodonAPIError, match="must be in the future"):
        client.status_post("Too soon", scheduled_at=soon)


def test_a_revoked_permission_answers_401(
    client: Mastodon, sandbox: SandboxProcess, handle: str
) -> None:
    sandbox.control("POST", "/revoke", {"platform": "mastodon", "handle": handle})
    with pytest.raises(MastodonUnauthorizedError, match="access token is invalid"):
        client.status_post("No more")
    assert client_for(sandbox, handle).status_post("Connected again").id


def test_an_exhausted_bucket_answers_429_with_an_iso_time(
    calm: SandboxProcess, client: Mastodon, handle: str, http: httpx.Client
) -> None:
    calm.control("POST", "/exhaust/mastodon", {"handle": handle, "seconds": 120})
    with pytest.raises(MastodonRatelimitError):
        client.status_post("Not now")
    token = calm.account("mastodon", handle)["access_token"]
    answer = http.get(
        f"{calm.base_url('mastodon')}/api/v1/accounts/verify_credentials",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 429
    assert answer.json() == {"error": "Too many requests"}
    assert answer.headers["x-ratelimit-remaining"] == "0"
    assert datetime.fromisoformat(answer.headers["x-ratelimit-reset"]).tzinfo is not None


def test_sign_in_by_a_person_gives_a_token_with_only_the_scopes_asked_for(
    sandbox: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    sandbox.account("mastodon", handle)
    base, back = sandbox.base_url("mastodon"), "http://127.0.0.1:1/back"
    scopes = ["read:accounts", "read:statuses"]
    client_id, client_secret = Mastodon.create_app(
        "Tester", scopes=scopes, redirect_uris=back, api_base_url=base
    )
    program = Mastodon(client_id, client_secret, api_base_url=base)
    question = program.auth_request_url(
        redirect_uris=back, scopes=scopes, state="s-1", allow_http=True
    )
    assert "Tester" in http.get(question).text
    answer = http.post(question, data={"account": handle, "decision": "allow"})
    told = parse_qs(urlsplit(answer.headers["location"]).query)
    assert told["state"] == ["s-1"]
    program.log_in(code=told["code"][0], redirect_uri=back, scopes=scopes, allow_http=True)
    assert program.account_verify_credentials().acct == handle
    with pytest.raises(MastodonAPIError, match="outside the authorized scopes"):
        program.status_post("Not allowed")
    with pytest.raises(MastodonIllegalArgumentError, match="invalid_grant"):
        program.log_in(code=told["code"][0], redirect_uri=back, scopes=scopes, allow_http=True)


def test_a_denied_sign_in_says_so(sandbox: SandboxProcess, handle: str, http: httpx.Client) -> None:
    sandbox.account("mastodon", handle)
    base, back = sandbox.base_url("mastodon"), "http://127.0.0.1:1/back"
    client_id, _ = Mastodon.create_app("Tester", redirect_uris=back, api_base_url=base)
    address = f"{base}/oauth/authorize?response_type=code&client_id={client_id}&redirect_uri={back}"
    answer = http.post(address, data={"decision": "deny", "account": handle})
    assert "error=access_denied" in answer.headers["location"]
    other = f"{base}/oauth/authorize?client_id={client_id}&redirect_uri=http://elsewhere/"
    assert http.get(other).status_code == 400


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("films") / "film.mp4"
    write_video(path, seconds=1)
    return path.read_bytes()


def test_a_film_takes_a_while_and_keeps_its_focus_and_its_own_picture(
    client: Mastodon, film: bytes
) -> None:
    made = client.media_post(
        film,
        mime_type="video/mp4",
        description="A lantern",
        focus=(0.5, -0.5),
        thumbnail=picture(40, 40),
        thumbnail_mime_type="image/jpeg",
        synchronous=True,
    )
    assert made.type == "video"
    assert (made.meta.focus.x, made.meta.focus.y) == (0.5, -0.5)
    assert made.preview_url != made.url
    status = client.status_post("Play", media_ids=[made.id])
    assert status.media_attachments[0].description == "A lantern"


def test_a_film_that_nothing_can_play_fails_after_its_processing(
    client: Mastodon, calm: SandboxProcess, film: bytes
) -> None:
    calm.faults("mastodon", processing_s=0.2)
    broken = film.replace(b"moov", b"none")
    made = client.media_post(broken, mime_type="video/mp4")
    assert made.url is None
    time.sleep(0.3)
    with pytest.raises(MastodonAPIError, match="not a valid video"):
        client.media(made.id)


def test_a_film_and_a_picture_do_not_go_together(client: Mastodon, film: bytes) -> None:
    ids = [
        client.media_post(film, mime_type="video/mp4", synchronous=True).id,
        client.media_post(picture(40, 40), mime_type="image/jpeg").id,
    ]
    with pytest.raises(MastodonAPIError, match="Cannot attach a video"):
        client.status_post("Both", media_ids=ids)


def test_a_poll_hides_its_totals_until_it_ends(client: Mastodon, calm: SandboxProcess) -> None:
    poll = client.make_poll(["North", "South"], 600, multiple=True, hide_totals=True)
    status = client.status_post("Where to?", poll=poll)
    assert status.poll.multiple
    assert [option.votes_count for option in status.poll.options] == [None, None]
    calm.control("POST", "/clock", {"advance_s": 601})
    ended = client.status(status.id).poll
    assert ended.expired
    assert [option.votes_count for option in ended.options] == [0, 0]


@pytest.mark.parametrize(
    ("options", "seconds", "words"),
    [
        (["One"], 600, "between 2 and 4"),
        (["Same", "Same"], 600, "duplicate"),
        (["Good", " "], 600, "blank"),
        (["Good", "x" * 51], 600, "longer than 50"),
        (["Good", "Bad"], 60, "too far into the future or too soon"),
    ],
)
def test_a_poll_that_breaks_a_rule_is_refused(
    client: Mastodon, options: list[str], seconds: int, words: str
) -> None:
    with pytest.raises(MastodonAPIError, match=words):
        client.status_post("Where to?", poll=client.make_poll(options, seconds))


def test_an_edit_may_take_the_warning_off_again(client: Mastodon) -> None:
    status = client.status_post("Dusk", spoiler_text="Dark", visibility="unlisted")
    assert client.status_update(status.id, status="Dawn", spoiler_text="Bright").spoiler_text
    plain = client.status_update(status.id, status="Dawn")
    assert (plain.spoiler_text, plain.visibility) == ("", "unlisted")


def now_at(sandbox: SandboxProcess) -> datetime:
    """The sandbox's time, which other tests may have moved on."""
    return datetime.fromisoformat(sandbox.control("GET", "/clock")["now"])


def test_a_waiting_post_may_be_moved_and_taken_back(
    client: Mastodon, sandbox: SandboxProcess
) -> None:
    due = now_at(sandbox) + timedelta(days=2)
    waiting = client.status_post("Later", scheduled_at=due)
    moved = client.scheduled_status_update(waiting.id, due + timedelta(hours=1))
    assert moved.scheduled_at > waiting.scheduled_at
    client.scheduled_status_delete(waiting.id)
    assert client.scheduled_statuses() == []


def test_only_twenty_five_posts_may_wait_for_one_day(
    client: Mastodon, sandbox: SandboxProcess
) -> None:
    noon = now_at(sandbox).replace(hour=12) + timedelta(days=5)
    for number in range(25):
        client.status_post(f"Number {number}", scheduled_at=noon)
    with pytest.raises(MastodonAPIError, match="limit of 25"):
        client.status_post("One more", scheduled_at=noon)
