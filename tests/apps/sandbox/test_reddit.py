"""The sandbox's Reddit, driven by PRAW, a client written elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import praw
import prawcore
import pytest
import requests
from praw.exceptions import RedditAPIException
from requests.adapters import HTTPAdapter

from tests.apps.sandbox.pictures import picture
from tests.doubles.sandbox import SandboxProcess
from tests.support.loopback import TLS

NAME = "web:tester:1.0 (by /u/tester)"
BACK = "http://127.0.0.1:1/back"


class Unencrypted(HTTPAdapter):
    """PRAW writes https before the address of an upload; the sandbox has no certificate."""

    def send(self, request: requests.PreparedRequest, *rest: Any, **more: Any) -> Any:
        request.url = (request.url or "").replace("https://127.0.0.1", "http://127.0.0.1")
        return super().send(request, *rest, **more)


def client_for(sandbox: SandboxProcess, handle: str, name: str = NAME) -> praw.Reddit:
    secrets = sandbox.account("reddit", handle)
    session = requests.Session()
    session.trust_env = False
    session.mount("https://127.0.0.1", Unencrypted())
    base = sandbox.base_url("reddit")
    return praw.Reddit(
        client_id=secrets["client_id"], client_secret=secrets["client_secret"],
        refresh_token=secrets["refresh_token"], user_agent=name,
        oauth_url=f"{base}/", reddit_url=base, redirect_uri=BACK,
        requestor_kwargs={"session": session}, check_for_updates=False,
    )  # fmt: skip


@pytest.fixture
def reddit(sandbox: SandboxProcess, handle: str) -> Iterator[praw.Reddit]:
    client = client_for(sandbox, handle)
    yield client
    client._core.requestor._http.close()


@pytest.fixture
def page(reddit: praw.Reddit, handle: str) -> Any:
    return reddit.subreddit(f"u_{handle}")


@pytest.fixture
def raw(sandbox: SandboxProcess, handle: str) -> Iterator[httpx.Client]:
    token = sandbox.account("reddit", handle)["access_token"]
    headers = {"Authorization": f"Bearer {token}", "User-Agent": NAME}
    base = sandbox.base_url("reddit")
    with httpx.Client(base_url=base, headers=headers, trust_env=False, verify=TLS) as client:
        yield client


def errors_of(caught: pytest.ExceptionInfo[RedditAPIException]) -> list[str]:
    return [item.error_type for item in caught.value.items]


def picture_file(folder: Path, name: str, shade: int) -> Any:
    path = folder / name
    path.write_bytes(picture(shade=shade))
    return praw.models.PostMedia(str(path))


def test_the_refresh_token_opens_the_account(reddit: praw.Reddit, handle: str) -> None:
    me = reddit.user.me()
    assert me.name == handle
    assert me.subreddit.display_name == f"u_{handle}"


def test_a_text_stands_as_it_was_sent(page: Any, sandbox: SandboxProcess, handle: str) -> None:
    made = page.submit("The moon & <Saturn>", selftext="At 14:20 < 15:00 & later.")
    assert made.title == "The moon & <Saturn>"
    assert made.selftext == "At 14:20 < 15:00 & later."
    assert made.is_self
    standing = sandbox.posts("reddit", handle)
    assert [post["text"] for post in standing] == ["At 14:20 < 15:00 & later."]
    assert standing[0]["id"] == made.fullname


def test_without_raw_json_three_signs_are_told_as_entities(
    page: Any, raw: httpx.Client, handle: str
) -> None:
    page.submit("A & B", selftext="1 < 2")
    told = raw.get(f"/user/{handle}/submitted").json()["data"]["children"][0]["data"]
    assert (told["title"], told["selftext"]) == ("A &amp; B", "1 &lt; 2")


def test_a_link_cannot_stand_twice_unless_it_is_wanted(page: Any) -> None:
    page.submit("First", url="https://example.org/a", resubmit=False)
    with pytest.raises(RedditAPIException) as caught:
        page.submit("Second", url="https://example.org/a", resubmit=False)
    assert errors_of(caught) == ["ALREADY_SUB"]
    assert page.submit("Third", url="https://example.org/a", resubmit=True).id


def test_a_picture_appears_a_moment_after_it_was_accepted(
    page: Any, reddit: praw.Reddit, sandbox: SandboxProcess, handle: str, tmp_path: Path
) -> None:
    media = picture_file(tmp_path, "lion.jpg", 90)
    assert page.submit("A lion", image=media, without_websockets=True) is None
    assert list(reddit.user.me().submissions.new()) == []
    time.sleep(0.8)
    found = list(reddit.user.me().submissions.new())
    assert [one.title for one in found] == ["A lion"]
    assert "reddit-uploaded-media" in found[0].url
    assert sandbox.posts("reddit", handle)[0]["media"][0]["mime"] == "image/jpeg"


def test_a_gallery_keeps_its_order(
    page: Any, sandbox: SandboxProcess, handle: str, tmp_path: Path
) -> None:
    files = [picture_file(tmp_path, f"{shade}.jpg", shade) for shade in (40, 160)]
    made = page.submit("Two", gallery=[{"media": one, "caption": one.name} for one in files])
    assert made.is_gallery
    captions = [one["alt"] for one in sandbox.posts("reddit", handle)[0]["media"]]
    assert captions == ["40.jpg", "160.jpg"]


def test_an_upload_with_a_changed_field_or_a_token_is_denied(raw: httpx.Client) -> None:
    form = {"filepath": "a.jpg", "mimetype": "image/jpeg"}
    lease = raw.post("/api/media/asset.json", data=form).json()["args"]
    fields = {pair["name"]: pair["value"] for pair in lease["fields"]}
    address, file = f"http:{lease['action']}", {"file": ("a.jpg", picture(), "image/jpeg")}
    assert raw.post(address, data=fields, files=file).status_code == 403
    plain = {"trust_env": False}
    wrong = httpx.post(address, data={**fields, "policy": "x"}, files=file, **plain)
    assert wrong.status_code == 403
    right = httpx.post(address, data=fields, files=file, **plain)
    assert (right.status_code, "<Location>" in right.text) == (201, True)


@pytest.mark.parametrize(
    ("subreddit", "wanted", "name"),
    [
        ("never_founded", {"selftext": "x"}, "SUBREDDIT_NOEXIST"),
        ("members", {"selftext": "x"}, "SUBREDDIT_NOTALLOWED"),
        ("barred", {"selftext": "x"}, "BANNED_FROM_SUBREDDIT"),
        ("linksonly", {"selftext": "x"}, "NO_SELFS"),
        ("textonly", {"url": "https://example.com"}, "NO_LINKS"),
        ("flaired", {"selftext": "x"}, "SUBMIT_VALIDATION_FLAIR_REQUIRED"),
        ("picky", {"url": "https://example.org"}, "DOMAIN_BANNED"),
        ("open", {"url": "no address"}, "BAD_URL"),
        ("open", {"selftext": "x" * 40_001}, "TOO_LONG"),
    ],
)
def test_refusals_travel_inside_a_200(
    reddit: praw.Reddit, subreddit: str, wanted: dict[str, str], name: str
) -> None:
    with pytest.raises(RedditAPIException) as caught:
        reddit.subreddit(subreddit).submit("A title", **wanted)
    assert errors_of(caught) == [name]


def test_titles_are_needed_and_end_at_300(page: Any) -> None:
    for title, name in ((" ", "NO_TEXT"), ("t" * 301, "TOO_LONG")):
        with pytest.raises(RedditAPIException) as caught:
            page.submit(title, selftext="x")
        assert errors_of(caught) == [name]
        assert caught.value.items[0].field == "title"


def test_a_comment_stands_below_its_post(page: Any, reddit: praw.Reddit) -> None:
    post = page.submit("Talk", selftext="Please")
    said = post.reply("With sources.")
    assert said.body == "With sources."
    again = reddit.submission(post.id)
    assert [one.id for one in again.comments] == [said.id]
    assert [one.id for one in reddit.user.me().comments.new()] == [said.id]
    assert said.edit("With more sources.").body == "With more sources."


def test_what_is_deleted_is_gone_and_may_be_deleted_again(page: Any, reddit: praw.Reddit) -> None:
    post = page.submit("Soon gone", selftext="x")
    assert [one.id for one in reddit.info(fullnames=[post.fullname])] == [post.id]
    post.delete()
    post.delete()
    assert list(reddit.info(fullnames=[post.fullname])) == []


def test_upvotes_grow(page: Any, reddit: praw.Reddit, sandbox: SandboxProcess) -> None:
    post = page.submit("What does the full moon change for you?", selftext="Tell")
    assert post.score == 1
    sandbox.control("POST", "/clock", {"advance_s": 600})
    assert next(iter(reddit.info(fullnames=[post.fullname]))).score > 1


def test_an_account_that_posts_too_much_is_told_to_take_a_break(
    page: Any, sandbox: SandboxProcess
) -> None:
    sandbox.control("PUT", "/settings", {"rate_scale": 1.0})
    try:
        for number in range(5):
            page.submit(f"Number {number}", selftext="x")
        with pytest.raises(RedditAPIException) as caught:
            page.submit("One too many", selftext="x")
    finally:
        sandbox.control("PUT", "/settings", {"rate_scale": 100.0})
    assert errors_of(caught) == ["RATELIMIT"]
    assert "Take a break for" in (caught.value.items[0].message or "")


def test_a_program_without_a_name_of_its_own_is_slowed_down(
    sandbox: SandboxProcess, handle: str
) -> None:
    token = sandbox.account("reddit", handle)["access_token"]
    answer = httpx.get(
        f"{sandbox.base_url('reddit')}/api/v1/me",
        headers={"Authorization": f"Bearer {token}"}, trust_env=False, verify=TLS,
    )  # fmt: skip
    assert answer.status_code == 429


def test_every_answer_tells_what_is_left(raw: httpx.Client) -> None:
    first, second = (raw.get("/api/v1/me").headers for _ in range(2))
    assert int(second["x-ratelimit-used"]) == int(first["x-ratelimit-used"]) + 1
    assert "." in second["x-ratelimit-remaining"]
    assert 0 < int(second["x-ratelimit-reset"]) <= 600


def test_withdrawn_access_closes_every_door(
    reddit: praw.Reddit, sandbox: SandboxProcess, handle: str
) -> None:
    assert reddit.user.me().name == handle
    sandbox.control("POST", "/revoke", {"platform": "reddit", "handle": handle})
    with pytest.raises((prawcore.exceptions.InvalidToken, prawcore.exceptions.ResponseException)):
        reddit.subreddit("open").submit("No more", selftext="x")


def test_sign_in_by_a_person_gives_a_lasting_token_and_a_code_serves_once(
    sandbox: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    program = client_for(sandbox, handle)
    question = program.auth.url(scopes=["identity"], state="s-1", duration="permanent")
    assert http.get(question).status_code == 200
    answer = http.post(question, data={"account": handle, "decision": "allow"})
    told = parse_qs(urlsplit(answer.headers["location"]).query)
    assert told["state"] == ["s-1"]
    assert program.auth.authorize(told["code"][0])
    assert program.user.me().name == handle
    with pytest.raises(prawcore.exceptions.Forbidden):
        program.subreddit("open").submit("Not allowed", selftext="x")
    with pytest.raises(prawcore.exceptions.OAuthException, match="invalid_grant"):
        program.auth.authorize(told["code"][0])
    program._core.requestor._http.close()


def test_a_redirect_elsewhere_is_not_answered(
    sandbox: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    question = client_for(sandbox, handle).auth.url(scopes=["identity"], state="s")
    elsewhere = question.replace("127.0.0.1%3A1", "elsewhere.example")
    assert elsewhere != question
    assert http.get(elsewhere).status_code == 400


def test_the_page_of_a_post_shows_its_title(
    page: Any, sandbox: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    page.submit("A title to see", selftext="Words to read")
    shown = http.get(sandbox.posts("reddit", handle)[0]["url"])
    assert shown.status_code == 200
    assert "A title to see" in shown.text
    assert "Words to read" in shown.text
