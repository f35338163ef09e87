"""Declarations, audiences, photos and videos by address, and what becomes of lost calls."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.tiktok import Connector
from heliograph.extensions.connectors.tiktok.mapping import Video, find_ours
from heliograph.sdk.connectors import (
    Absent,
    Found,
    OptionValue,
    OutgoingPost,
    Receipt,
    Unclear,
)
from heliograph.sdk.contract.bench import UNREACHABLE, Bench
from heliograph.sdk.errors import ContentRefused, OutcomeUnknown, TryLater


def saying(post: OutgoingPost, **options: OptionValue) -> OutgoingPost:
    return replace(post, options={**post.options, **options})


def info_of(sandbox: SandboxProcess) -> dict[str, object]:
    """What TikTok keeps of the newest post, read from the sandbox's own file."""
    wanted = sandbox.posts("tiktok")[-1]["id"]
    with closing(sqlite3.connect(sandbox.home / "sandbox.db")) as db:
        row = db.execute("select extra from posts where id = ?", (wanted,)).fetchone()
    found: dict[str, object] = json.loads(row[0])["info"]
    return found


@pytest.fixture
def as_handle(bench: Bench, private_sandbox: SandboxProcess) -> Callable[[str], Bench]:
    """The bench with another account: handles tell the sandbox what kind of account it is."""

    def make(handle: str) -> Bench:
        secrets = private_sandbox.account("tiktok", handle)
        return replace(bench, access=replace(bench.access, secrets=secrets))

    return make


async def refused_by(bench: Bench, post: OutgoingPost) -> list[tuple[str, str]]:
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(post, {})
    assert all(one.remedy for one in refused.value.problems)
    return [(one.field, one.rule) for one in refused.value.problems]


async def test_who_may_see_it_must_be_said(bench: Bench) -> None:
    nowhere = replace(bench, access=replace(bench.access, base_url=UNREACHABLE))
    post = replace(bench.post(), options={})
    assert await refused_by(nowhere, post) == [("options.privacy", "option.required")]


async def test_a_paid_partnership_for_oneself_is_refused_before_tiktok_is_asked(
    bench: Bench,
) -> None:
    nowhere = replace(bench, access=replace(bench.access, base_url=UNREACHABLE))
    post = saying(bench.post(), privacy="only me", branded_content=True)
    assert await refused_by(nowhere, post) == [("options.privacy", "tiktok.branded")]


async def test_the_audiences_offered_are_the_account_s_own(
    as_handle: Callable[[str], Bench],
) -> None:
    assert await as_handle("open").connector().offers() == {
        "privacy": ["everyone", "friends", "only me"]
    }
    closed = as_handle("private.one")
    assert await closed.connector().offers() == {"privacy": ["friends", "followers", "only me"]}
    assert await refused_by(closed, closed.post()) == [("options.privacy", "option.choice")]


async def test_switches_the_account_forbids_are_refused(
    as_handle: Callable[[str], Bench],
) -> None:
    quiet = as_handle("quiet.one")
    post = saying(quiet.post(kind="video"), allow_comments=True, allow_duet=True, allow_stitch=True)
    assert await refused_by(quiet, post) == [
        ("options.allow_comments", "tiktok.switch"),
        ("options.allow_duet", "tiktok.switch"),
        ("options.allow_stitch", "tiktok.switch"),
    ]


async def test_a_video_longer_than_the_account_may_post_is_refused(
    as_handle: Callable[[str], Bench],
) -> None:
    brief = as_handle("brief.one")
    post = brief.post(kind="video")
    longer = replace(post, media=(replace(post.media[0], duration_ms=61_000),))
    assert await refused_by(brief, longer) == [("media[0]", "media.seconds")]


async def test_every_declaration_of_a_video_arrives(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    post = saying(
        bench.post(kind="reel"), allow_comments=True, allow_stitch=True, your_brand=True,
        branded_content=True, ai_generated=True, cover_ms=1500,
    )  # fmt: skip
    await bench.deliver(post)
    assert info_of(private_sandbox) == {
        "title": post.text, "privacy_level": "PUBLIC_TO_EVERYONE", "disable_comment": False,
        "disable_duet": True, "disable_stitch": False, "brand_content_toggle": True,
        "brand_organic_toggle": True, "is_aigc": True, "video_cover_timestamp_ms": 1500,
    }  # fmt: skip


async def test_what_nobody_switched_on_stays_off(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    await bench.deliver(bench.post(kind="video"))
    info = info_of(private_sandbox)
    off = ("disable_comment", "disable_duet", "disable_stitch")
    assert [info[name] for name in off] == [True, True, True]
    assert not info["brand_content_toggle"]
    assert not info["is_aigc"]


async def test_photos_arrive_with_title_description_cover_and_music(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    post = saying(bench.post(pictures=3), auto_music=True, cover_photo=2)
    post = replace(post, title="Three lanterns")
    await bench.deliver(post)
    info = info_of(private_sandbox)
    assert (info["title"], info["description"]) == ("Three lanterns", post.text)
    assert (info["auto_add_music"], info["photo_cover_index"]) == (True, 1)
    stored = private_sandbox.posts("tiktok")[-1]["media"]
    assert [one["sha256"] for one in stored] == [one.sha256 for one in post.media]


async def test_a_cover_that_is_none_of_the_photos_is_refused(bench: Bench) -> None:
    post = saying(bench.post(pictures=2), cover_photo=3)
    assert await refused_by(bench, post) == [("options.cover_photo", "tiktok.cover")]


async def test_a_video_by_address_is_fetched_by_tiktok(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    post = saying(bench.post(kind="video"), source="address")
    receipt, memory = await bench.deliver(post)
    assert (receipt.state, "upload_url" in memory) == ("published", False)
    stored = private_sandbox.posts("tiktok")[-1]
    assert stored["media"][0]["sha256"] == post.media[0].sha256
    assert stored["key"].startswith("v_pub_url~")


async def test_a_file_that_cannot_be_fetched_fails_late_and_is_sent_again_for_an_hour(
    bench: Bench,
) -> None:
    post = saying(bench.post(kind="video"), source="address")
    away = replace(post.media[0], public_url="http://127.0.0.1:9/gone.mp4")
    post = replace(post, media=(away,))
    memory = await bench.connector().prepare(post, {})
    receipt = await bench.connector().publish(bench.sent(post), memory)
    memory = {**memory, "accepted": receipt.remote_id}
    await asyncio.sleep(0.5)
    assert await bench.connector().look(bench.sent(post), memory) == Absent()
    assert "accepted" not in await bench.connector().prepare(post, memory)
    with pytest.raises(ContentRefused, match="video_pull_failed"):
        await bench.connector().look(bench.sent(post, timedelta(hours=2)), memory)


async def test_an_accepted_photo_post_is_followed_by_its_publish_id(bench: Bench) -> None:
    post = replace(bench.post(text=" "), options={"privacy": "everyone"})
    memory = await bench.connector().prepare(post, {})
    receipt = await bench.connector().publish(bench.sent(post), memory)
    followed = await bench.settled(post, {**memory, "accepted": receipt.remote_id}, receipt)
    assert followed.remote_id.isdigit()


@pytest.mark.parametrize("fate", ["lost_answer", "committed_500", "half_closed", "truncated"])
async def test_a_lost_post_that_is_not_public_stays_unknown(
    bench: Bench, private_sandbox: SandboxProcess, fate: str
) -> None:
    post = saying(bench.post(), privacy="friends")
    memory = await bench.connector().prepare(post, {})
    private_sandbox.faults("tiktok", script=[fate], only=["publish"])
    with pytest.raises(OutcomeUnknown):
        await bench.connector().publish(bench.sent(post), memory)
    assert await bench.stood(post)
    sighting = await bench.connector().look(bench.sent(post, again=True), memory)
    assert isinstance(sighting, Unclear)


async def test_a_lost_call_for_a_video_by_address_is_found_by_its_words(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    post = saying(bench.post(kind="video"), source="address")
    memory = await bench.connector().prepare(post, {})
    private_sandbox.faults("tiktok", script=["lost_answer"], only=["upload"])
    with pytest.raises(OutcomeUnknown):
        await bench.connector().publish(bench.sent(post), memory)
    assert await bench.stood(post)
    again = bench.sent(post, again=True)
    sighting = await bench.connector().look(again, memory)
    assert isinstance(sighting, Found)
    assert await bench.connector().publish(again, memory) == sighting.receipt
    assert await bench.stand(post) == 1


async def test_a_lost_call_is_not_repeated_while_tiktok_may_still_fetch_the_files(
    bench: Bench,
) -> None:
    post = bench.post()
    memory = await bench.connector().prepare(post, {})
    with pytest.raises(TryLater) as waiting:
        await bench.connector().look(bench.sent(post, again=True), memory)
    assert waiting.value.after
    later = bench.sent(post, timedelta(minutes=61), again=True)
    assert await bench.connector().look(later, memory) == Absent()


async def test_a_post_of_the_same_words_from_before_is_not_ours(bench: Bench) -> None:
    post = bench.post()
    await bench.deliver(post)
    later = bench.sent(post, -timedelta(minutes=10))
    assert await bench.connector().look(later, {}) == Absent()


async def test_older_pages_are_read_until_our_time(bench: Bench) -> None:
    post = bench.post()
    receipt, _ = await bench.deliver(post)
    for _ in range(21):
        other = bench.post(kind="video")
        memory = await bench.connector().prepare(other, {})
        await bench.connector().publish(bench.sent(other), memory)
    await bench.deliver(bench.post())
    sighting = await bench.connector().look(bench.sent(post, again=True), {})
    assert isinstance(sighting, Found)
    assert sighting.receipt.remote_id == receipt.remote_id


def test_a_long_text_is_known_by_the_beginning_that_tiktok_lists(bench: Bench) -> None:
    post = replace(bench.post(), text="Lanterns on every hill. " * 20)
    listed = Video(id="1", title=post.text[:150])
    assert (
        find_ours(post, [Video(id="2", title="Lanterns"), listed], bench.access.clock.now())
        == listed
    )


async def test_when_the_day_s_posts_are_used_up_it_waits_a_day_and_says_so(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    private_sandbox.control("PUT", "/settings", {"rate_scale": 1})
    quotas = []
    access = replace(bench.access, saw_quota=quotas.append)
    memory = await Connector(access).prepare(bench.post(), {})
    for number in range(15):
        private_sandbox.control("POST", "/clock", {"advance_s": 61})
        assert (await Connector(access).publish(bench.sent(bench.post()), memory)).state, number
    private_sandbox.control("POST", "/clock", {"advance_s": 61})
    for call in (
        Connector(access).prepare(bench.post(), {}),
        Connector(access).publish(bench.sent(bench.post()), memory),
    ):
        with pytest.raises(TryLater) as full:
            await call
        assert full.value.after == timedelta(hours=24)
    assert [(one.name, one.limit, one.remaining) for one in quotas] == [("posts", 15, 0)] * 2


async def test_counts_of_many_posts_are_read_twenty_at_a_time(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    receipt, _ = await bench.deliver(bench.post())
    private_sandbox.control("POST", "/clock", {"advance_s": 3600})
    ids = [receipt.remote_id, *(str(number) for number in range(40))]
    found = await bench.connector().metrics(ids)
    calls = private_sandbox.control("GET", "/calls?platform=tiktok&limit=3")
    rows = calls["calls"] if isinstance(calls, dict) else calls
    assert [row["path"] for row in rows] == ["/v2/video/query/"] * 3
    assert set(found) == {receipt.remote_id}
    assert set(found[receipt.remote_id]) == {"views", "likes", "comments", "shares"}
    assert found[receipt.remote_id]["views"] > 0


async def test_the_account_s_own_counts_go_by_our_names(bench: Bench) -> None:
    await bench.deliver(bench.post())
    counts = await bench.connector().account_metrics()
    assert set(counts) == set(Connector.manifest.account_metrics)
    assert counts["posts"] == 1


async def test_a_receipt_names_the_account_and_the_post(bench: Bench) -> None:
    receipt, _ = await bench.deliver(bench.post(kind="video"))
    account = await bench.connector().identify()
    assert isinstance(receipt, Receipt)
    assert receipt.url == f"{bench.access.base_url}/{account.handle}/video/{receipt.remote_id}"
