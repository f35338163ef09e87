"""The sandbox's Facebook over real HTTP, written from the platform's side."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.apps.sandbox.pictures import picture
from tests.doubles.sandbox import SandboxProcess


class Caller:
    """One Page with its token."""

    def __init__(self, sandbox: SandboxProcess, handle: str, http: httpx.Client) -> None:
        self.http, self.base = http, sandbox.base_url("facebook") + "/v26.0"
        self.secrets = sandbox.account("facebook", handle)
        self.page_id, self.token = self.secrets["page_id"], self.secrets["access_token"]

    def get(self, path: str, **params: Any) -> httpx.Response:
        query = {"access_token": self.token, **params}
        return self.http.get(f"{self.base}/{path}", params=query)

    def post(self, path: str, **form: Any) -> httpx.Response:
        return self.http.post(f"{self.base}/{path}", data={"access_token": self.token, **form})

    def photo(self, shade: int, published: str = "false") -> dict[str, str]:
        answer = self.http.post(
            f"{self.base}/{self.page_id}/photos",
            params={"access_token": self.token, "published": published},
            data={"caption": "Alone", "alt_text_custom": "A field"},
            files={"source": ("field.jpg", picture(shade=shade), "image/jpeg")},
        )
        assert answer.status_code == 200, answer.text
        found: dict[str, str] = answer.json()
        return found


@pytest.fixture
def caller(sandbox: SandboxProcess, handle: str, http: httpx.Client) -> Caller:
    return Caller(sandbox, handle, http)


def refusal(answer: httpx.Response) -> tuple[int, int, int | None]:
    error = answer.json()["error"]
    assert error["fbtrace_id"]
    return answer.status_code, error["code"], error.get("error_subcode")


def test_a_text_stands_in_the_feed_under_the_pages_id(caller: Caller) -> None:
    made = caller.post(f"{caller.page_id}/feed", message="A new day").json()["id"]
    assert made.startswith(f"{caller.page_id}_")
    fields = "id,message,created_time,permalink_url"
    (row,) = caller.get(f"{caller.page_id}/feed", fields=fields, limit=5).json()["data"]
    assert (row["id"], row["message"]) == (made, "A new day")
    assert row["created_time"].endswith("+0000")
    assert "A new day" in caller.http.get(row["permalink_url"]).text


def test_waiting_photos_are_attached_to_one_post_and_used_once(
    caller: Caller, sandbox: SandboxProcess, handle: str
) -> None:
    photos = [caller.photo(shade)["id"] for shade in (10, 20)]
    assert sandbox.posts("facebook", handle) == []
    attached = {
        f"attached_media[{place}]": json.dumps({"media_fbid": photo})
        for place, photo in enumerate(photos)
    }
    answer = caller.post(f"{caller.page_id}/feed", message="Two", **attached)
    assert answer.status_code == 200, answer.text
    (standing,) = sandbox.posts("facebook", handle)
    assert [item["alt"] for item in standing["media"]] == ["A field", "A field"]
    again = caller.post(f"{caller.page_id}/feed", message="Again", **attached)
    assert refusal(again) == (400, 100, 1366051)


def test_a_published_photo_is_a_post_at_once(
    caller: Caller, sandbox: SandboxProcess, handle: str
) -> None:
    made = caller.photo(30, published="true")
    assert made["post_id"].startswith(f"{caller.page_id}_")
    assert [one["text"] for one in sandbox.posts("facebook", handle)] == ["Alone"]


@pytest.mark.parametrize(("form", "expected"), [
    ({}, (400, 100, None)),
    ({"message": "x" * 63_207}, (400, 100, None)),
    ({"link": "nonsense"}, (400, 1609005, None)),
    ({"link": "https://www.facebook.com/somebody"}, (400, 100, 1609008)),
    ({"message": "x", "attached_media[0]": '{"media_fbid":"1"}'}, (400, 324, 2069019)),
    ({"message": "x", "attached_media[0]": "nonsense"}, (400, 100, None)),
])  # fmt: skip
def test_what_will_not_do_is_refused_with_the_platforms_code(
    caller: Caller, form: dict[str, str], expected: tuple[int, int, int | None]
) -> None:
    assert refusal(caller.post(f"{caller.page_id}/feed", **form)) == expected


def test_a_photo_is_really_fetched(caller: Caller) -> None:
    lost = caller.post(f"{caller.page_id}/photos", url="http://127.0.0.1:1/a.jpg")
    assert refusal(lost) == (400, 324, 2069019)


def test_the_same_words_twice_soon_are_a_duplicate_and_later_are_not(
    caller: Caller, sandbox: SandboxProcess
) -> None:
    path = f"{caller.page_id}/feed"
    assert caller.post(path, message="Once").status_code == 200
    assert refusal(caller.post(path, message="Once"))[:2] == (400, 506)
    sandbox.control("POST", "/clock", {"advance_s": 4000})
    assert caller.post(path, message="Once").status_code == 200


def test_a_post_is_changed_counted_and_deleted(caller: Caller, sandbox: SandboxProcess) -> None:
    made = caller.post(f"{caller.page_id}/feed", message="Befor").json()["id"]
    assert caller.post(made, message="Before").json() == {"success": True}
    sandbox.control("POST", "/clock", {"advance_s": 3600})
    fields = "message,shares,comments.limit(0).summary(true),reactions.limit(0).summary(true)"
    known = caller.get(made, fields=fields).json()
    assert known["message"] == "Before"
    assert known["reactions"]["summary"]["total_count"] > 0
    names = "post_media_view,post_clicks"
    rows = caller.get(f"{made}/insights", metric=names).json()["data"]
    assert [row["name"] for row in rows] == names.split(",")
    failed = caller.get(f"{made}/insights", metric=f"{names},post_impressions")
    assert refusal(failed)[:2] == (400, 100)
    gone = caller.http.delete(f"{caller.base}/{made}", params={"access_token": caller.token})
    assert gone.json() == {"success": True}
    assert refusal(caller.get(made)) == (400, 100, 33)


def test_a_person_lists_pages_but_only_a_page_posts(
    caller: Caller, sandbox: SandboxProcess
) -> None:
    app = sandbox.control("GET", "/apps")["facebook"]
    person = _granted(caller, app)
    posted = caller.post(f"{caller.page_id}/feed", message="No", access_token=person)
    assert refusal(posted)[:2] == (403, 210)
    pages = caller.get("me/accounts", access_token=person, limit=100).json()["data"]
    assert pages[0]["id"] == caller.page_id
    assert "CREATE_CONTENT" in pages[0]["tasks"]
    yes = caller.post(
        f"{caller.page_id}/feed", message="Yes", access_token=pages[0]["access_token"]
    )
    assert yes.status_code == 200
    whole = {"input_token": person, "access_token": f"{app['client_id']}|{app['client_secret']}"}
    told = caller.http.get(f"{caller.base}/debug_token", params=whole).json()["data"]
    assert (told["is_valid"], told["type"]) == (True, "PERSON")


def test_a_wrong_secret_redirect_or_scope_is_refused(
    caller: Caller, sandbox: SandboxProcess
) -> None:
    app = sandbox.control("GET", "/apps")["facebook"]
    address = f"{caller.base}/dialog/oauth"
    for wrong in ({"redirect_uri": "https://evil.example/"}, {"scope": "publish_everything"},
                  {"client_id": "nobody"}):  # fmt: skip
        assert caller.http.get(address, params={**_question(app), **wrong}).status_code == 400
    trade = {"client_id": app["client_id"], "client_secret": "guess", "code": "x"}
    assert caller.http.get(f"{caller.base}/oauth/access_token", params=trade).status_code == 400


def test_bad_tokens_answer_with_code_190(
    caller: Caller, sandbox: SandboxProcess, handle: str
) -> None:
    assert refusal(caller.get("me", access_token="nonsense")) == (400, 190, 467)
    sandbox.control("POST", "/revoke", {"platform": "facebook", "handle": handle})
    assert refusal(caller.get("me")) == (400, 190, 458)


def test_usage_headers_stand_on_every_answer_and_a_full_bucket_throttles(
    caller: Caller, sandbox: SandboxProcess, handle: str
) -> None:
    answer = caller.get("me")
    assert json.loads(answer.headers["x-page-usage"])["call_count"] >= 0
    sandbox.control("POST", "/exhaust/facebook", {"handle": handle, "seconds": 600})
    throttled = caller.get("me")
    sandbox.control("DELETE", "/exhaust/facebook")
    assert refusal(throttled)[:2] == (400, 80001)
    usage = json.loads(throttled.headers["x-business-use-case-usage"])
    assert next(iter(usage.values()))[0]["estimated_time_to_regain_access"] == 10


def _question(app: dict[str, str]) -> dict[str, str]:
    return {
        "client_id": app["client_id"], "redirect_uri": "http://127.0.0.1:1/back", "state": "s",
        "response_type": "code", "scope": "pages_show_list,pages_manage_posts",
    }  # fmt: skip


def _granted(caller: Caller, app: dict[str, str]) -> str:
    question = _question(app)
    form = {**question, "account": caller.page_id, "decision": "allow"}
    target = caller.http.post(f"{caller.base}/dialog/oauth", data=form).headers["location"]
    assert target.endswith("#_=_")
    code = httpx.URL(target).params["code"]
    trade = {**app, "code": code, "redirect_uri": question["redirect_uri"]}
    address = f"{caller.base}/oauth/access_token"
    short = caller.http.get(address, params=trade).json()
    long = {**app, "grant_type": "fb_exchange_token", "fb_exchange_token": short["access_token"]}
    return str(caller.http.get(address, params=long).json()["access_token"])
