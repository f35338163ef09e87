"""The viewer shows each post as its network would, and nothing that a post smuggles in."""

from __future__ import annotations

import asyncio
import re

import httpx
import pytest
from playwright.sync_api import expect

from tests.apps.sandbox.pictures import picture
from tests.doubles.sandbox import SandboxProcess
from tests.support.browser import CHROMIUM, blank_page
from tests.support.loopback import TLS


def publish(sandbox: SandboxProcess, handle: str, text: str, name: str = "") -> str:
    """A post on Mastodon with a picture; gives its permalink."""
    token = sandbox.account("mastodon", handle, name)["access_token"]
    base, headers = sandbox.base_url("mastodon"), {"Authorization": f"Bearer {token}"}
    with httpx.Client(headers=headers, trust_env=False, timeout=60, verify=TLS) as client:
        files = {"file": ("a.jpg", picture(200, 250), "image/jpeg")}
        upload = client.post(f"{base}/api/v2/media", files=files, data={"description": "A lion"})
        form = {"status": text, "media_ids[]": upload.json()["id"]}
        return str(client.post(f"{base}/api/v1/statuses", data=form).json()["url"])


def test_a_post_is_shown_with_its_picture_and_coloured_tags(
    sandbox: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    publish(sandbox, handle, "Dawn over the roofs #Leo", "Leo Daily")
    page = http.get(f"{sandbox.origin}/timeline?platform=mastodon&account={handle}").text
    assert '<span class="tag" dir="auto">#Leo</span>' in page
    assert "Leo Daily" in page
    assert 'alt="A lion"' in page
    assert 'dir="ltr"' in page


def test_markup_in_a_post_stays_text(
    sandbox: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    link = publish(sandbox, handle, "<script>alert(1)</script> & <b>bold</b>", "<i>Eve</i>")
    answer = http.get(link)
    assert "<script>alert(1)" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text
    assert "<i>Eve" not in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_a_permalink_shows_what_is_stored_and_a_gone_one_says_so(
    sandbox: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    link = publish(sandbox, handle, "Here I stand")
    standing = sandbox.posts("mastodon", handle)[0]
    assert standing["url"] == link
    assert standing["hash"] in http.get(link).text
    gone = http.get(f"{sandbox.base_url('mastodon')}/@{handle}/1")
    assert gone.status_code == 404
    assert "No post stands here" in gone.text


def test_arabic_pages_and_arabic_posts_run_from_right_to_left(
    sandbox: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    link = publish(sandbox, handle, "القمر يلتقي زحل #القمر")
    page = http.get(f"{sandbox.origin}/timeline?platform=mastodon&account={handle}&lang=ar").text
    assert '<html lang="ar" dir="rtl">' in page
    assert 'class="post mastodon" dir="rtl"' in http.get(link).text


def test_bluesky_colours_only_what_a_facet_covers(
    sandbox: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    secrets = sandbox.account("bluesky", handle)
    base = f"{sandbox.base_url('bluesky')}/xrpc/com.atproto"
    login = {"identifier": secrets["identifier"], "password": secrets["app_password"]}
    session = http.post(f"{base}.server.createSession", json=login).json()
    tag = {"$type": "app.bsky.richtext.facet#tag", "tag": "sun"}
    record = {
        "text": "☀️ #sun #plain", "createdAt": "2026-11-21T07:00:00Z",
        "facets": [{"index": {"byteStart": 7, "byteEnd": 11}, "features": [tag]}],
    }  # fmt: skip
    body = {"repo": session["did"], "collection": "app.bsky.feed.post", "rkey": "f1",
            "record": record}  # fmt: skip
    headers = {"Authorization": f"Bearer {session['accessJwt']}"}
    assert http.post(f"{base}.repo.putRecord", json=body, headers=headers).status_code == 200
    page = http.get(sandbox.posts("bluesky", session["did"])[0]["url"]).text
    assert '>#sun</span> #plain' in page  # fmt: skip


def test_programmed_trouble_is_said_on_the_page(calm: SandboxProcess, http: httpx.Client) -> None:
    calm.faults("bluesky", lost_answer=0.07, slow_ms=40)
    page = http.get(f"{calm.origin}/timeline?platform=bluesky").text
    assert "lost answer 7%" in page
    assert "slow 40 ms" in page


def test_nothing_is_loaded_from_elsewhere(sandbox: SandboxProcess, http: httpx.Client) -> None:
    page = http.get(f"{sandbox.origin}/").text
    for address in ("/static/sandbox.css", "/static/live.js", "/static/theme.js"):
        assert address in page
        assert http.get(sandbox.origin + address).status_code == 200
    assert 'src="http' not in page.replace(f'src="{sandbox.origin}', "")


def test_slow_answers_do_not_wait_for_one_another(calm: SandboxProcess, handle: str) -> None:
    token = calm.account("mastodon", handle)["access_token"]
    calm.faults("mastodon", slow_ms=100)
    waiting = list(range(450))

    async def caller() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", calm.port)
        while waiting:
            body = f"status=n{waiting.pop()}".encode()
            head = (
                "POST /mastodon/api/v1/statuses HTTP/1.1\r\nhost: sandbox\r\n"
                f"authorization: Bearer {token}\r\ncontent-length: {len(body)}\r\n"
                "content-type: application/x-www-form-urlencoded\r\n\r\n"
            )
            writer.write(head.encode() + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            assert answer.startswith(b"HTTP/1.1 200 ")
            length = answer.lower().split(b"content-length: ")[1].split(b"\r\n")[0]
            await reader.readexactly(int(length))
        writer.close()
        await writer.wait_closed()

    async def everybody() -> float:
        loop = asyncio.get_running_loop()
        started = loop.time()
        await asyncio.gather(*(caller() for _ in range(110)))
        return loop.time() - started

    took = asyncio.run(everybody())
    assert len(calm.posts("mastodon", handle)) == 450
    # One after the other they would take at least 45 seconds.
    assert took < 450 * 0.1 / 2


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed: apt-get install chromium")
def test_numbers_and_new_posts_appear_without_reloading(
    sandbox: SandboxProcess, handle: str
) -> None:
    first = publish(sandbox, handle, "First light")
    with blank_page(390, 844) as page:
        page.goto(f"{sandbox.origin}/timeline?platform=mastodon&account={handle}")
        expect(page.locator("article")).to_have_count(1)
        publish(sandbox, handle, "Second light")
        sandbox.control("POST", "/clock", {"advance_s": 900})
        expect(page.get_by_text("Second light")).to_be_visible()
        likes = page.locator("article").last.locator('[data-count="likes"]')
        expect(likes).to_have_text(re.compile("[1-9]"))
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert first.startswith(sandbox.origin)
