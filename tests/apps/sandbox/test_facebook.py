"""The sandbox's Facebook over real HTTP, written from the platform's side."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import httpx
import pytest

from tests.apps.sandbox.pictures import picture
from tests.doubles.sandbox import SandboxProcess


class Caller:
    """One Page with its token."""

    def __init__(self, sandbox: SandboxProcess, handle: str, http: httpx.Client) -> None:
        self.http, self.base = http, sandbox.base_url("facebook") + "/v26.0"
        self.control = sandbox.control
        self.secrets = sandbox.account("facebook", handle)
        self.page_id, self.token = self.secrets["page_id"], self.secrets["access_token"]

    def get(self, path: str, **params: Any) -> httpx.Response:
        query = {"access_token": self.token, **params}
        return self.http.get(f"{self.base}/{path}", params=query)

    def post(self, path: str, **form: Any) -> httpx.Response:
        return self.http.post(f"{self.base}/{path}", data={"access_token": self.token, **form})

    def schedule(self, message: str, ahead_s: float) -> dict[str, Any]:
        """Have a text held until some seconds from now."""
        now = datetime.fromisoformat(self.control("GET", "/clock")["now"]).timestamp()
        due = {"published": "false", "scheduled_publish_time": str(int(now + ahead_s))}
        answer = self.post(f"{self.page_id}/feed", message=message, **due)
        found: dict[str, Any] = answer.json()
        return found

    def photo(self, shade: int, published: str = "false", **more: str) -> dict[str, str]:
        answer = self.http.post(
            f"{self.base}/{self.page_id}/photos",
            params={"access_token": self.token, "published": published},
            data={"caption": "Alone", "alt_text_custom": "A field", **more},
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


def test_metas_own_clients_end_addresses_with_a_slash_and_send_lists_as_json(
    caller: Caller,
) -> None:
    made = caller.post(f"{caller.page_id}/feed/", message="Slashed").json()["id"]
    assert caller.get(f"{made}/", fields="message").json()["message"] == "Slashed"
    metric = '["page_media_view","page_follows"]'
    rows = caller.get(f"{caller.page_id}/insights/", metric=metric).json()["data"]
    assert [row["name"] for row in rows] == ["page_media_view", "page_follows"]
    photos = json.dumps([{"media_fbid": caller.photo(70)["id"]}])
    answer = caller.post(f"{caller.page_id}/feed", message="Listed", attached_media=photos)
    assert answer.status_code == 200


def test_a_held_post_waits_can_be_changed_and_appears_at_its_time(
    caller: Caller, sandbox: SandboxProcess, handle: str
) -> None:
    first, second, third = (caller.schedule(text, 7200)["id"] for text in ("One", "Two", "Three"))
    rows = caller.get(f"{caller.page_id}/scheduled_posts", fields="id,message").json()["data"]
    assert [row["id"] for row in rows] == [first, second, third]
    assert caller.get(first, fields="is_published").json()["is_published"] is False
    assert caller.get(f"{caller.page_id}/feed").json()["data"] == []
    assert caller.post(first, message="First").json() == {"success": True}
    assert caller.post(second, is_published="true").json() == {"success": True}
    caller.http.delete(f"{caller.base}/{third}", params={"access_token": caller.token})
    assert [one["text"] for one in sandbox.posts("facebook", handle)] == ["Two"]
    sandbox.control("POST", "/clock", {"advance_s": 7300})
    assert [one["text"] for one in sandbox.posts("facebook", handle)] == ["Two", "First"]
    assert caller.get(first, fields="is_published").json()["is_published"] is True


@pytest.mark.parametrize("ahead", [-5, 300, 31 * 86_400])
def test_a_time_out_of_the_window_is_refused(caller: Caller, ahead: float) -> None:
    assert caller.schedule("Out of time", ahead)["error"]["code"] == 100


def test_a_schedule_needs_an_unpublished_post(caller: Caller) -> None:
    answer = caller.post(
        f"{caller.page_id}/feed", message="x", scheduled_publish_time="2030-01-01T00:00:00Z"
    )
    assert refusal(answer)[:2] == (400, 100)


def test_a_held_posts_photos_must_be_asked_to_last(
    caller: Caller, sandbox: SandboxProcess, handle: str
) -> None:
    fleeting, lasting = caller.photo(50)["id"], caller.photo(60, temporary="true")["id"]
    now = datetime.fromisoformat(sandbox.control("GET", "/clock")["now"]).timestamp()
    for photo in (fleeting, lasting):
        attached = {"attached_media[0]": json.dumps({"media_fbid": photo})}
        due = {"published": "false", "scheduled_publish_time": str(int(now + 200_000))}
        answer = caller.post(f"{caller.page_id}/feed", message=photo, **attached, **due)
        assert answer.status_code == 200
    sandbox.control("POST", "/clock", {"advance_s": 200_001})
    shown = {one["text"]: len(one["media"]) for one in sandbox.posts("facebook", handle)}
    assert shown == {fleeting: 0, lasting: 1}


def test_the_feed_runs_behind_when_it_is_told_to(caller: Caller, sandbox: SandboxProcess) -> None:
    caller.post(f"{caller.page_id}/feed", message="Behind")
    sandbox.faults("facebook", list_delay_s=60)
    assert caller.get(f"{caller.page_id}/feed").json()["data"] == []
    sandbox.control("POST", "/clock", {"advance_s": 61})
    assert len(caller.get(f"{caller.page_id}/feed").json()["data"]) == 1
    sandbox.faults("facebook")


def test_comments_are_the_pages_own_and_counted(caller: Caller) -> None:
    made = caller.post(f"{caller.page_id}/feed", message="Say something").json()["id"]
    ids = [caller.post(f"{made}/comments", message=f"No. {n}").json()["id"] for n in range(3)]
    rows = caller.get(f"{made}/comments", order="reverse_chronological").json()["data"]
    assert [row["id"] for row in rows] == ids[::-1]
    assert {row["from"]["id"] for row in rows} == {caller.page_id}
    known = caller.get(made, fields="comments.limit(0).summary(true)").json()
    assert known["comments"]["summary"]["total_count"] >= 3
    assert refusal(caller.post(f"{made}/comments", message=""))[:2] == (400, 100)
    assert refusal(caller.post(f"{made}/comments", message="x" * 8001))[:2] == (400, 100)
    gone = caller.http.delete(f"{caller.base}/{ids[0]}", params={"access_token": caller.token})
    assert gone.json() == {"success": True}
    assert refusal(caller.get(ids[0])) == (400, 100, 33)


def test_a_pages_days_end_at_midnight_in_california(
    caller: Caller, sandbox: SandboxProcess
) -> None:
    caller.post(f"{caller.page_id}/feed", message="Counted by the day")
    sandbox.control("POST", "/clock", {"advance_s": 2 * 86_400})
    now = datetime.fromisoformat(sandbox.control("GET", "/clock")["now"])
    since = (now - timedelta(days=4)).date().isoformat()
    path, names = f"{caller.page_id}/insights", "page_media_view,page_follows"
    rows = caller.get(path, metric=names, period="day", since=since).json()["data"]
    assert [row["name"] for row in rows] == names.split(",")
    ends = [datetime.fromisoformat(one["end_time"]) for one in rows[0]["values"]]
    assert {end.hour for end in ends} <= {7, 8}
    assert ends[0].date().isoformat() == since
    assert [(b - a).days for a, b in pairwise(ends)] == [1] * (len(ends) - 1)
    views = [one["value"] for one in rows[0]["values"]]
    assert views[0] == 0 < max(views)
    whole = caller.get(path, metric="page_media_view", period="days_28").json()["data"][0]
    assert whole["values"][-1]["value"] == sum(views)
    assert refusal(caller.get(path, metric="page_impressions"))[:2] == (400, 100)
    assert refusal(caller.get(path, metric=names, period="year"))[:2] == (400, 100)


def test_a_proof_must_be_made_with_the_apps_secret(caller: Caller, sandbox: SandboxProcess) -> None:
    secret = sandbox.control("GET", "/apps")["facebook"]["client_secret"]
    proof = hmac.new(secret.encode(), caller.token.encode(), hashlib.sha256).hexdigest()
    assert caller.get("me", appsecret_proof=proof).status_code == 200
    assert refusal(caller.get("me", appsecret_proof="0" * 64))[:2] == (400, 100)


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
