"""Reels, stories, videos in carousels, videos sent as bytes, the first comment, the numbers."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.instagram import Connector
from heliograph.sdk.connectors import (
    Absent,
    ChannelAccess,
    Follows,
    Found,
    MediaFile,
    OptionValue,
    OutgoingPost,
    Receipt,
    Unclear,
)
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.errors import ContentRefused, OutcomeUnknown, ReconnectNeeded, TryLater


def wordless(post: OutgoingPost) -> OutgoingPost:
    return replace(post, text="") if post.kind == "story" else post


@pytest.fixture
def bench(bench_on: Callable[[ConnectorType], Bench], videos: tuple[MediaFile, ...]) -> Bench:
    return replace(bench_on(Connector), videos=videos, complete=wordless)


@pytest.fixture
def alone(private_bench: Callable[[ConnectorType], Bench], videos: tuple[MediaFile, ...]) -> Bench:
    return replace(private_bench(Connector), videos=videos, complete=wordless)


async def told(bench: Bench, remote_id: str, fields: str) -> dict[str, Any]:
    """What Instagram itself says of an object."""
    url = f"{bench.access.base_url}/v26.0/{remote_id}"
    headers = {"Authorization": f"Bearer {bench.access.secrets['access_token']}"}
    answer = await bench.access.http.get(url, params={"fields": fields}, headers=headers)
    found: dict[str, Any] = answer.json()
    return found


def comment_on(bench: Bench, root: Receipt, text: str = "") -> OutgoingPost:
    said = bench.post(text)
    return replace(said, kind="text", media=(), follows=Follows("comment", root, root))


def standing(sandbox: SandboxProcess, receipt: Receipt) -> dict[str, Any]:
    return next(one for one in sandbox.posts("instagram") if one["id"] == receipt.remote_id)


async def test_a_reel_is_published_with_its_cover_and_options(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    options: dict[str, OptionValue] = {
        "share_to_feed": False, "collaborators": ("virgo",), "user_tags": ("aries",),
        "location_id": "7640", "audio_name": "Wind", "trial": "SS_PERFORMANCE",
    }  # fmt: skip
    post = replace(bench.post(kind="reel"), options=options, cover=bench.pictures[1])
    receipt, _ = await bench.deliver(post)
    known = await told(
        bench, receipt.remote_id, "media_product_type,media_type,is_shared_to_feed,thumbnail_url"
    )
    assert (known["media_product_type"], known["media_type"]) == ("REELS", "VIDEO")
    assert known["is_shared_to_feed"] is False
    assert bench.pictures[1].sha256 in known["thumbnail_url"]
    assert "/reel/" in (receipt.url or "")
    (media,) = standing(sandbox, receipt)["media"]
    assert media["sha256"] == bench.videos[0].sha256


async def test_a_cover_behind_the_end_of_the_reel_is_refused_with_the_remedy(bench: Bench) -> None:
    post = replace(bench.post(kind="reel"), options={"thumb_offset": 60_000})
    with pytest.raises(ContentRefused, match="2207057") as refused:
        await bench.connector().prepare(post, {})
    assert refused.value.problems[0].field == "options.thumb_offset"


@pytest.mark.parametrize("moving", [False, True])
async def test_a_story_shows_a_picture_or_a_video(
    bench: Bench, sandbox: SandboxProcess, moving: bool
) -> None:
    file = bench.videos[0] if moving else bench.pictures[0]
    post = replace(bench.post(kind="story"), media=(file,))
    receipt, memory = await bench.deliver(post)
    assert standing(sandbox, receipt)["kind"] == "story"
    assert f"/stories/{(await bench.connector().identify()).handle[1:]}/" in (receipt.url or "")
    assert standing(sandbox, receipt)["media"][0]["sha256"] == file.sha256
    seen = await bench.connector().look(bench.sent(post, again=True), memory)
    assert seen == Found(receipt)


async def test_two_stories_of_the_same_moment_cannot_be_told_apart(bench: Bench) -> None:
    first = bench.post(kind="story")
    _, memory = await bench.deliver(first)
    await bench.deliver(bench.post(kind="story"))
    seen = await bench.connector().look(bench.sent(first, again=True), memory)
    assert isinstance(seen, Unclear)


async def test_a_story_with_words_is_refused_here(bench: Bench) -> None:
    post = replace(bench.post(kind="story"), text="Seven!!")
    with pytest.raises(ContentRefused, match="Shorten the text by 7"):
        await bench.connector(base_url="http://127.0.0.1:9").prepare(post, {})


async def test_pictures_and_videos_share_a_carousel(bench: Bench, sandbox: SandboxProcess) -> None:
    mixed = (bench.pictures[0], *bench.videos, bench.pictures[1])
    receipt, _ = await bench.deliver(replace(bench.post(kind="carousel"), media=mixed))
    shown = [item["sha256"] for item in standing(sandbox, receipt)["media"]]
    assert shown == [file.sha256 for file in mixed]


@pytest.mark.parametrize("kind", ["reel", "story", "carousel"])
async def test_a_video_that_cannot_be_fetched_is_sent_as_bytes(
    bench: Bench, sandbox: SandboxProcess, kind: Any
) -> None:
    hidden = replace(bench.videos[0], public_url="")
    media = (bench.pictures[0], hidden) if kind == "carousel" else (hidden,)
    receipt, _ = await bench.deliver(replace(bench.post(kind=kind), media=media))
    assert standing(sandbox, receipt)["media"][-1]["sha256"] == hidden.sha256


async def test_the_settings_may_ask_for_bytes_although_the_address_is_open(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    asked = replace(bench, access=replace(bench.access, settings={"video_upload": "resumable"}))
    sandbox.control("DELETE", "/calls")
    await asked.deliver(asked.post(kind="reel"))
    paths = [call["path"] for call in sandbox.control("GET", "/calls?platform=instagram")]
    assert any(path.startswith("/ig-api-upload/v26.0/") for path in paths)


async def test_a_token_of_facebook_login_asks_for_the_account_by_its_id(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    asked = replace(bench, access=replace(bench.access, settings={"login": "facebook"}))
    sandbox.control("DELETE", "/calls")
    account = await asked.connector().identify()
    (call,) = sandbox.control("GET", "/calls?platform=instagram&kind=read")
    assert call["path"] == f"/v26.0/{account.remote_id}"
    assert account == await bench.connector().identify()


async def test_an_upload_whose_answer_is_lost_is_begun_anew(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    hidden = replace(bench.videos[0], public_url="")
    post = replace(bench.post(kind="reel"), media=(hidden,))
    sandbox.faults("instagram", script=["ok", "lost_answer"], only=["upload"])
    with pytest.raises(TryLater):
        await bench.connector().prepare(post, {})
    await bench.deliver(post)
    assert await bench.stand(post) == 1


async def test_items_of_a_carousel_that_are_made_are_not_made_again(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    post = bench.post(pictures=3)
    sandbox.faults("instagram", script=["ok", "ok", "error_500"], only=["upload"])
    with pytest.raises(TryLater) as broken:
        await bench.connector().prepare(post, {})
    kept = dict(broken.value.memory or {})
    assert len(kept["children"].split(",")) == 2
    memory = await bench.connector().prepare(post, kept)
    assert memory["children"].startswith(kept["children"])
    assert len(memory["children"].split(",")) == 3


async def test_bytes_that_are_no_video_fail_with_the_remedy(bench: Bench) -> None:
    async def read() -> AsyncIterator[bytes]:
        yield b"\0" * 4096

    noise = replace(
        bench.videos[0], public_url="", size=4096, sha256=hashlib.sha256(b"\0").hexdigest(),
        read=read, read_range=None,
    )  # fmt: skip
    with pytest.raises(ContentRefused, match="2207026") as refused:
        await bench.connector().prepare(replace(bench.post(kind="reel"), media=(noise,)), {})
    assert "MP4" in refused.value.problems[0].remedy


async def test_the_first_comment_stands_below_the_post_and_is_found_again(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    root, _ = await bench.deliver(bench.post())
    step = comment_on(bench, root, "#leo #stars")
    memory = await bench.connector().prepare(step, {})
    assert isinstance(await bench.connector().look(bench.sent(step), memory), Absent)
    sandbox.faults("instagram", script=["lost_answer"], only=["publish"])
    with pytest.raises(OutcomeUnknown):
        await bench.connector().publish(bench.sent(step), memory)
    seen = await bench.connector().look(bench.sent(step, again=True), memory)
    assert isinstance(seen, Found)
    assert seen.receipt.url == root.url
    said = await told(bench, seen.receipt.remote_id, "text")
    assert said["text"] == "#leo #stars"
    assert await bench.connector().metrics([seen.receipt.remote_id]) == {}
    await bench.connector().delete(seen.receipt.remote_id)
    assert isinstance(await bench.connector().look(bench.sent(step), memory), Absent)


async def test_a_comment_without_words_is_refused_here(bench: Bench) -> None:
    root = Receipt("published", "1")
    step = replace(comment_on(bench, root), text=" ")
    with pytest.raises(ContentRefused):
        await bench.connector(base_url="http://127.0.0.1:9").prepare(step, {})


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("image", {"views", "reach", "likes", "comments", "shares", "saves", "profile_views"}),
        ("reel", {"views", "reach", "likes", "comments", "shares", "saves", "watch_seconds"}),
        ("story", {"views", "reach", "likes", "comments", "shares", "profile_views"}),
    ],
)
async def test_each_product_has_its_own_numbers(
    alone: Bench, private_sandbox: SandboxProcess, kind: Any, names: set[str]
) -> None:
    receipt, _ = await alone.deliver(alone.post(kind=kind))
    private_sandbox.control("POST", "/clock", {"advance_s": 3600})
    counts = (await alone.connector().metrics([receipt.remote_id]))[receipt.remote_id]
    assert set(counts) == names
    assert counts["views"] > counts["likes"] > 0


async def test_the_accounts_own_numbers_go_by_our_names(
    alone: Bench, private_sandbox: SandboxProcess
) -> None:
    await alone.deliver(alone.post())
    private_sandbox.control("POST", "/clock", {"advance_s": 3600})
    counts = await alone.connector().account_metrics()
    assert set(counts) == set(alone.manifest.account_metrics)
    assert counts["followers"] > 1000
    assert counts["posts"] == 1
    assert counts["reach"] > 0


async def test_a_metric_that_is_refused_does_not_cost_the_others(
    alone: Bench, private_sandbox: SandboxProcess
) -> None:
    receipt, _ = await alone.deliver(alone.post())
    private_sandbox.control("POST", "/clock", {"advance_s": 3600})
    # The first read is that of the post, the second the question for all metrics at once.
    private_sandbox.faults("instagram", script=["ok", "refused:100", "refused:100"], only=["read"])
    counts = (await alone.connector().metrics([receipt.remote_id]))[receipt.remote_id]
    assert "views" not in counts
    assert counts["reach"] > 0


async def test_too_few_viewers_leave_the_public_counts(
    alone: Bench, private_sandbox: SandboxProcess
) -> None:
    receipt, _ = await alone.deliver(alone.post())
    private_sandbox.faults("instagram", script=["ok", "refused:10"], only=["read"])
    counts = (await alone.connector().metrics([receipt.remote_id]))[receipt.remote_id]
    assert set(counts) == {"likes", "comments"}


async def test_a_token_that_may_not_delete_says_what_to_do_by_hand(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    receipt, _ = await bench.deliver(bench.post())
    sandbox.faults("instagram", script=["refused:10"], only=["delete"])
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().delete(receipt.remote_id)
    assert refused.value.problems[0].remedy == "Delete the post in the Instagram app"


async def test_an_expired_token_is_renewed_once_and_the_call_made_again(
    alone: Bench, private_sandbox: SandboxProcess
) -> None:
    good = alone.access.secrets
    stale = {**good, "access_token": "IGAAstale"}
    asked: list[timedelta] = []

    async def renew(secrets: object) -> dict[str, str]:
        asked.append(timedelta())
        return dict(good)

    access: ChannelAccess = replace(alone.access, secrets=stale, renew=renew)
    hidden = replace(alone.videos[0], public_url="")
    post = replace(alone.post(kind="reel"), media=(hidden,))
    memory = await Connector(access).prepare(post, {})
    await alone.connector().publish(alone.sent(post), memory)
    assert await alone.stand(post) == 1
    assert asked
    private_sandbox.faults("instagram", expired_token=True)
    with pytest.raises(ReconnectNeeded):
        await alone.connector().prepare(alone.post(), {})
