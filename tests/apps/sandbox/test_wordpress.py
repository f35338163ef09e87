"""The sandbox's WordPress, held against the contract and against what a real one answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.apps.sandbox.pictures import picture
from tests.doubles.sandbox import SandboxProcess

FILE = {"Content-Type": "image/jpeg", "Content-Disposition": 'attachment; filename="a.jpg"'}


class Site:
    """One user of the site, calling its API."""

    def __init__(self, http: httpx.Client, base: str, secrets: dict[str, str]) -> None:
        self._http, self.base = http, base
        self.auth = (secrets["username"], secrets["application_password"])

    def call(self, method: str, path: str, **parts: Any) -> httpx.Response:
        return self._http.request(
            method, f"{self.base}/wp-json/wp/v2/{path}", **{"auth": self.auth, **parts}
        )

    def post(self, **values: Any) -> dict[str, Any]:
        answer = self.call("POST", "posts", json={"status": "publish", **values})
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made


@pytest.fixture
def site(sandbox: SandboxProcess, handle: str, http: httpx.Client) -> Site:
    return Site(http, sandbox.base_url("wordpress"), sandbox.account("wordpress", handle))


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


def test_the_password_tells_whose_it_is_with_and_without_spaces(site: Site, handle: str) -> None:
    me = site.call("GET", "users/me?context=edit").json()
    assert (me["username"], me["capabilities"]["publish_posts"]) == (handle, True)
    site.auth = (site.auth[0], site.auth[1].replace(" ", ""))
    assert site.call("GET", "users/me").json()["id"] == me["id"]
    assert "capabilities" not in site.call("GET", "users/me").json()


def test_a_wrong_password_is_answered_like_none(site: Site) -> None:
    body = {"title": "No", "status": "publish"}
    nobody = site.call("POST", "posts", json=body, auth=None)
    wrong = site.call("POST", "posts", json=body, auth=(site.auth[0], "abcd efgh"))
    assert code(nobody) == code(wrong) == (401, "rest_cannot_create")
    other = site.call("POST", "posts", json=body, auth=("someone", site.auth[1]))
    assert code(other) == (401, "rest_cannot_create")
    assert code(site.call("GET", "users/me", auth=None)) == (401, "rest_not_logged_in")


def test_the_front_page_tells_where_the_api_is(site: Site, http: httpx.Client) -> None:
    link = http.head(f"{site.base}/").headers["link"]
    assert link == f'<{site.base}/wp-json/>; rel="https://api.w.org/"'
    assert http.get(f"{site.base}/wp-json/").json()["namespaces"] == ["wp/v2"]


def test_a_post_stands_with_the_words_of_its_blocks(
    site: Site, sandbox: SandboxProcess, handle: str
) -> None:
    content = "<p>One &amp; <b>two</b><br>three</p><figure>aside</figure><p>&#91;four]</p>"
    made = site.post(title="Hi", content=content)
    assert (made["status"], made["title"]["raw"]) == ("publish", "Hi")
    assert made["link"] == f"{site.base}/hi/" or made["slug"].startswith("hi-")
    assert sandbox.posts("wordpress", handle)[0]["text"] == "One & two\nthree\n\n[four]"


def test_a_slug_that_is_taken_is_numbered_and_never_refused(site: Site, handle: str) -> None:
    slug = f"once-{handle}"
    assert site.post(title="A", slug=slug)["slug"] == slug
    assert site.post(title="A", slug=slug)["slug"] == f"{slug}-2"
    assert site.post(title="A", slug=slug, status="draft")["slug"] == f"{slug}-3"
    found = site.call("GET", f"posts?slug={slug}&status=publish,future,draft")
    assert [one["slug"] for one in found.json()] == [slug]
    assert found.headers["x-wp-total"] == "1"


def test_a_second_trash_is_gone_and_force_leaves_nothing(site: Site) -> None:
    made = site.post(title="Soon gone")
    path = f"posts/{made['id']}"
    assert site.call("DELETE", path).json()["status"] == "trash"
    assert code(site.call("DELETE", path)) == (410, "rest_already_trashed")
    assert site.call("DELETE", f"{path}?force=true").json()["deleted"] is True
    assert code(site.call("DELETE", path)) == (404, "rest_post_invalid_id")


def test_a_post_of_another_user_cannot_be_changed(
    site: Site, sandbox: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    made = site.post(title="Mine")
    other = Site(http, site.base, sandbox.account("wordpress", f"{handle}b"))
    path = f"posts/{made['id']}"
    assert code(other.call("POST", path, json={"title": "Yours"})) == (403, "rest_cannot_edit")
    assert code(other.call("DELETE", path)) == (403, "rest_cannot_delete")


def test_what_is_not_public_is_for_its_author_alone(
    site: Site, sandbox: SandboxProcess, handle: str
) -> None:
    made = site.post(title="Not yet", status="draft")
    assert sandbox.posts("wordpress", handle) == []
    assert code(site.call("GET", f"posts/{made['id']}", auth=None)) == (401, "rest_forbidden")
    assert code(site.call("GET", "posts?status=draft", auth=None)) == (400, "rest_invalid_param")
    site.call("POST", f"posts/{made['id']}", json={"status": "publish"})
    assert [post["id"] for post in sandbox.posts("wordpress", handle)] == [str(made["id"])]


def test_a_date_ahead_holds_the_post_until_then(
    site: Site, sandbox: SandboxProcess, handle: str
) -> None:
    ahead = sandbox.control("GET", "/clock")["ahead_s"]
    due = datetime.now(UTC) + timedelta(seconds=ahead + 400)  # noqa: TID251 - the real time
    made = site.post(title="Later", date_gmt=due.strftime("%Y-%m-%dT%H:%M:%S"))
    assert made["status"] == "future"
    assert sandbox.posts("wordpress", handle) == []
    sandbox.control("POST", "/clock", {"advance_s": 500})
    assert site.call("GET", f"posts/{made['id']}").json()["status"] == "publish"
    assert [post["id"] for post in sandbox.posts("wordpress", handle)] == [str(made["id"])]


def test_a_picture_is_stored_described_and_shown(
    site: Site, sandbox: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    answer = site.call("POST", "media", content=picture(), headers=FILE)
    medium = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"].endswith(f"/media/{medium['id']}")
    assert medium["media_details"]["height"] == 1350
    described = site.call("POST", f"media/{medium['id']}", json={"alt_text": "A lion"}).json()
    assert described["alt_text"] == "A lion"
    assert http.get(medium["source_url"]).content == picture()
    site.post(title="Look", content=f'<figure><img src="{medium["source_url"]}"/></figure>')
    assert sandbox.posts("wordpress", handle)[0]["media"][0]["alt"] == "A lion"
    path = f"media/{medium['id']}"
    assert code(site.call("DELETE", path)) == (501, "rest_trash_not_supported")
    assert site.call("DELETE", f"{path}?force=true").json()["deleted"] is True


def test_an_upload_without_a_name_or_of_another_type_is_refused(site: Site) -> None:
    bare = site.call("POST", "media", content=picture(), headers={"Content-Type": "image/jpeg"})
    assert code(bare) == (400, "rest_upload_no_content_disposition")
    words = site.call("POST", "media", content=b"just words", headers=FILE)
    assert code(words) == (500, "rest_upload_sideload_error")
    assert code(site.call("POST", "media", content=b"", headers=FILE)) == (
        400,
        "rest_upload_no_data",
    )


def test_a_tag_that_exists_is_told_with_its_number(site: Site, handle: str) -> None:
    made = site.call("POST", "tags", json={"name": f"Moon & {handle}"})
    assert (made.status_code, made.json()["name"]) == (201, f"Moon &amp; {handle}")
    again = site.call("POST", "tags", json={"name": f"moon & {handle}"})
    assert code(again) == (400, "term_exists")
    assert again.json()["data"]["term_id"] == made.json()["id"]


def test_an_empty_post_and_unknown_values_are_refused(site: Site) -> None:
    assert code(site.call("POST", "posts", json={"status": "publish"})) == (400, "empty_content")
    odd = site.call("POST", "posts", json={"title": "x", "status": "loud"})
    assert code(odd) == (400, "rest_invalid_param")
    assert "status" in odd.json()["data"]["params"]
    assert code(site.call("GET", "posts?per_page=101")) == (400, "rest_invalid_param")
    assert code(site.call("GET", "nothing")) == (404, "rest_no_route")


def test_lists_come_in_pages(site: Site) -> None:
    author = site.call("GET", "users/me").json()["id"]
    made = [site.post(title=f"Number {number}")["id"] for number in range(3)]
    first = site.call("GET", f"posts?author={author}&per_page=2")
    assert [one["id"] for one in first.json()] == made[:0:-1]
    assert (first.headers["x-wp-total"], first.headers["x-wp-totalpages"]) == ("3", "2")
    assert 'rel="next"' in first.headers["link"]
    late = site.call("GET", f"posts?author={author}&per_page=2&page=3")
    assert code(late) == (400, "rest_post_invalid_page_number")


def test_comments_grow_and_can_be_closed(site: Site, sandbox: SandboxProcess) -> None:
    open_one = site.post(title="What do you see?", content="<p>What does the moon change?</p>")
    closed = site.post(title="Silent", content="<p>Hush.</p>", comment_status="closed")
    sandbox.control("POST", "/clock", {"advance_s": 3600})
    counts = [
        int(site.call("GET", f"comments?post={one['id']}&per_page=1").headers["x-wp-total"])
        for one in (open_one, closed)
    ]
    assert counts[0] > 0
    assert counts[1] == 0


def test_a_withdrawn_password_answers_401(site: Site, sandbox: SandboxProcess, handle: str) -> None:
    sandbox.control("POST", "/revoke", {"platform": "wordpress", "handle": handle})
    assert code(site.call("GET", "users/me")) == (401, "rest_not_logged_in")


def test_a_host_that_has_enough_says_when_to_come_back(
    site: Site, sandbox: SandboxProcess, handle: str
) -> None:
    sandbox.control("POST", "/exhaust/wordpress", {"handle": handle, "seconds": 120})
    answer = site.call("GET", "users/me")
    assert code(answer) == (429, "too_many_requests")
    assert 0 < int(answer.headers["retry-after"]) <= 120


def test_a_post_has_a_page_of_its_own(site: Site, http: httpx.Client) -> None:
    made = site.post(title="Seen <here>", content="<p>Words on the hill.</p>")
    page = http.get(made["link"])
    assert page.status_code == 200
    assert "Words on the hill." in page.text
    assert "Seen &lt;here&gt;" in page.text
