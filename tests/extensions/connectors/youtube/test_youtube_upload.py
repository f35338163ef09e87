"""Sessions and chunks: nothing is sent twice, and a lost session begins anew."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import uuid4

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.youtube import Connector
from heliograph.kit.clock import SystemClock
from heliograph.sdk.connectors import (
    Absent,
    ChannelAccess,
    Found,
    MediaFile,
    Memory,
    OutgoingPost,
)
from heliograph.sdk.contract.bench import Bench
from heliograph.sdk.errors import ContentRefused, OutcomeUnknown, TryLater

GRAIN = 256 * 1024
HEAD = b"\0\0\0\x18ftypisom"


class SmallChunks(Connector):
    """The connector with the smallest chunks YouTube allows."""

    chunk_bytes = GRAIN


def video_of(size: int) -> MediaFile:
    """A file that looks like an MP4 and is like no other."""
    content = HEAD + uuid4().bytes + b"\1" * (size - len(HEAD) - 16)

    async def read() -> AsyncIterator[bytes]:
        for start in range(0, size, 70_000):
            yield content[start : start + 70_000]

    digest = hashlib.sha256(content).hexdigest()
    return MediaFile(uuid4(), "video/mp4", size, digest, read, "http://127.0.0.1:9/a.mp4")


def complete(post: OutgoingPost) -> OutgoingPost:
    return replace(post, title=f"Lantern {post.key[:8]}", options={"made_for_kids": False})


@pytest.fixture
def bench(private_sandbox: SandboxProcess, private_bench: Callable[..., Bench]) -> Bench:
    private_sandbox.control("PUT", "/settings", {"container_s": 0.2})
    made = private_bench(SmallChunks)
    return replace(made, complete=complete, videos=(video_of(3 * GRAIN + 1000),))


def chunks(sandbox: SandboxProcess, kind: str) -> list[int]:
    calls = sandbox.control("GET", "/calls?platform=youtube")
    rows = calls["calls"] if isinstance(calls, dict) else calls
    return [row["status"] for row in rows if row["method"] == "PUT" and row["kind"] == kind]


async def test_all_but_the_last_chunk_is_sent_in_prepare_and_the_last_in_publish(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    post = bench.post()
    memory = await bench.connector().prepare(post, {})
    assert chunks(private_sandbox, "upload") == [308, 308, 308]
    assert (memory["sent"], await bench.stand(post)) == (str(3 * GRAIN), 0)
    receipt = await bench.connector().publish(bench.sent(post), memory)
    assert (receipt.state, bool(receipt.after)) == ("accepted", True)
    assert chunks(private_sandbox, "publish") == [201]
    stored = private_sandbox.posts("youtube")[0]["media"][0]
    assert (stored["sha256"], stored["bytes"]) == (post.media[0].sha256, post.media[0].size)


async def test_an_upload_that_broke_off_goes_on_where_it_stopped(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    post = bench.post()
    private_sandbox.faults("youtube", script=["ok", "ok", "error_503"], only=["upload"])
    with pytest.raises(TryLater) as broken:
        await bench.connector().prepare(post, {})
    kept = broken.value.memory or {}
    assert kept["sent"] == str(GRAIN)
    memory = await bench.connector().prepare(post, kept)
    assert memory["session"] == kept["session"]
    assert chunks(private_sandbox, "upload") == [308, 503, 308, 308]
    receipt = await bench.connector().publish(bench.sent(post), memory)
    assert (await bench.settled(post, memory, receipt)).state == "published"


class HurriedClock(SystemClock):
    """Forty seconds pass from one look at it to the next."""

    looks = 0

    def now(self) -> datetime:
        self.looks += 1
        return super().now() + timedelta(seconds=40 * self.looks)


async def test_a_large_file_is_sent_in_several_attempts(bench: Bench) -> None:
    post = replace(bench.post(), media=(video_of(8 * GRAIN),))
    memory: Memory = {}
    waits = []
    while memory.get("sent") != str(7 * GRAIN):
        access = replace(bench.access, clock=HurriedClock())
        try:
            memory = await SmallChunks(access).prepare(post, memory)
        except TryLater as later:
            waits.append((later.after, int((later.memory or {})["sent"])))
            memory = later.memory or {}
    assert {after for after, _ in waits} == {timedelta(seconds=1)}
    sent = [sent for _, sent in waits]
    assert sent == sorted(set(sent))
    assert len(sent) > 1
    receipt = await bench.connector().publish(bench.sent(post), memory)
    assert (await bench.settled(post, memory, receipt)).state == "published"


class Deceiver(BaseHTTPRequestHandler):
    """Hands out an upload address on a server of somebody else."""

    def do_POST(self) -> None:
        self.send_response(200)
        self.send_header("Location", "http://127.0.0.1:9/upload?upload_id=1")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


async def test_the_token_is_not_carried_to_a_strange_server(bench: Bench) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Deceiver) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        connector = bench.connector(base_url=f"http://127.0.0.1:{server.server_port}")
        with pytest.raises(TryLater, match="without an address"):
            await connector.prepare(bench.post(), {})
        server.shutdown()


async def test_a_file_of_whole_chunks_keeps_its_last_one_for_publish(bench: Bench) -> None:
    post = replace(bench.post(), media=(video_of(2 * GRAIN),))
    memory = await bench.connector().prepare(post, {})
    assert memory["sent"] == str(GRAIN)
    receipt, _ = await bench.deliver(post)
    assert receipt.state == "published"


async def test_a_chunk_at_the_wrong_place_means_later_and_is_put_right(bench: Bench) -> None:
    post = bench.post()
    memory = await bench.connector().prepare(post, {})
    with pytest.raises(TryLater) as wrong:
        await bench.connector().publish(bench.sent(post), {**memory, "sent": str(2 * GRAIN)})
    assert await bench.stand(post) == 0
    again = await bench.connector().prepare(post, wrong.value.memory or {})
    assert again == memory


async def test_a_session_that_ran_out_begins_anew_before_the_publishing(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    post = bench.post()
    memory = await bench.connector().prepare(post, {})
    private_sandbox.control("POST", "/clock", {"advance_s": 8 * 86_400})
    bench = replace(bench, access=await _renewed(bench, private_sandbox))
    with pytest.raises(TryLater) as lost:
        await bench.connector().publish(bench.sent(post), memory)
    assert lost.value.memory == {}
    fresh = await bench.connector().prepare(post, {})
    assert fresh["session"] != memory["session"]


async def test_a_video_whose_session_ran_out_is_found_among_the_uploads(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    post = bench.post()
    memory = await bench.connector().prepare(post, {})
    await bench.platform.trouble("lost_answer")
    with pytest.raises(OutcomeUnknown):
        await bench.connector().publish(bench.sent(post), memory)
    sent = bench.sent(post, again=True)
    private_sandbox.control("POST", "/clock", {"advance_s": 8 * 86_400})
    bench = replace(bench, access=await _renewed(bench, private_sandbox))
    sighting = await bench.connector().look(sent, memory)
    assert isinstance(sighting, Found)
    assert sighting.receipt.state == "published"
    other = bench.sent(bench.post(), again=True)
    assert isinstance(await bench.connector().look(other, memory), Absent)


async def test_a_session_of_another_server_is_left_alone(bench: Bench) -> None:
    post = bench.post()
    memory = await bench.connector().prepare(post, {})
    elsewhere = {**memory, "server": "http://127.0.0.1:9/youtube"}
    with pytest.raises(TryLater) as foreign:
        await bench.connector().publish(bench.sent(post), elsewhere)
    assert "session" not in (foreign.value.memory or {})


async def test_a_file_that_is_no_video_is_refused_after_its_upload(bench: Bench) -> None:
    text = b"no video at all " * 100

    async def read() -> AsyncIterator[bytes]:
        yield text

    file = replace(video_of(GRAIN), size=len(text), read=read)
    post = replace(bench.post(), media=(file,))
    with pytest.raises(ContentRefused) as refused:
        await bench.deliver(post)
    assert refused.value.problems[0].found == "invalidFile"
    assert await bench.stand(post) == 0


async def test_the_same_video_again_is_refused_as_a_duplicate(bench: Bench) -> None:
    post = bench.post()
    await bench.deliver(post)
    later = replace(post, id=uuid4(), key=str(uuid4()))
    memory = await bench.connector().prepare(later, {})
    receipt = await bench.connector().publish(bench.sent(later), memory)
    assert receipt.state == "accepted"
    await _processed()
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().look(bench.sent(later), memory)
    assert refused.value.problems[0].found == "duplicate"


async def test_a_duplicate_of_our_own_unknown_attempt_is_success(bench: Bench) -> None:
    post = bench.post()
    receipt, _ = await bench.deliver(post)
    memory = await bench.connector().prepare(post, {})
    repeated = await bench.connector().publish(bench.sent(post, again=True), memory)
    settled = await bench.settled(post, memory, repeated)
    assert (settled.remote_id, await bench.stand(post)) == (receipt.remote_id, 1)


async def test_a_video_held_until_its_time_is_private_and_then_public(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    due = bench.access.clock.now() + timedelta(hours=1)
    post = replace(bench.post(), publish_at=due)
    memory = await bench.connector().prepare(post, {})
    first = await bench.connector().publish(bench.sent(post), memory)
    await _processed()
    sighting = await bench.connector().look(bench.sent(post, again=True), memory)
    assert isinstance(sighting, Found)
    assert sighting.receipt.state == "accepted"
    assert timedelta(minutes=58) < (sighting.receipt.after or timedelta()) <= timedelta(hours=1)
    video = await _video(bench, first.remote_id)
    assert video["status"]["privacyStatus"] == "private"
    private_sandbox.control("POST", "/clock", {"advance_s": 3600})
    bench = replace(bench, access=await _renewed(bench, private_sandbox))
    sighting = await bench.connector().look(bench.sent(post, again=True), memory)
    assert isinstance(sighting, Found)
    assert sighting.receipt.state == "published"


async def test_what_a_person_said_about_the_video_arrives(bench: Bench) -> None:
    said = {
        "made_for_kids": True,
        "privacy": "unlisted",
        "synthetic_media": True,
        "category": "Education",
        "tags": ("#night sky", "lantern"),
    }
    receipt, _ = await bench.deliver(replace(bench.post(), options=said))
    video = await _video(bench, receipt.remote_id)
    assert video["snippet"]["tags"] == ["night sky", "lantern"]
    assert (video["snippet"]["categoryId"], video["snippet"]["defaultLanguage"]) == ("27", "en")
    status = video["status"]
    assert (status["privacyStatus"], status["selfDeclaredMadeForKids"]) == ("unlisted", True)
    assert status["containsSyntheticMedia"] is True


async def test_the_audience_must_be_named_by_a_person(bench: Bench) -> None:
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(replace(bench.post(), options={}), {})
    assert [one.rule for one in refused.value.problems] == ["option.required"]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"title": "a < b"}, "title.brackets"),
        ({"text": "b > a"}, "text.brackets"),
        ({"title": ""}, "title.required"),
        ({"title": "a" * 101}, "title.max"),
        ({"text": "é" * 2501}, "text.max"),
        ({"options": {"made_for_kids": False, "tags": ("a b" * 83, "c" * 249)}}, "tags.max"),
        ({"options": {"made_for_kids": False, "tags": ("<b>",)}}, "options.tags.brackets"),
    ],
)
async def test_what_youtube_forbids_is_refused_here(
    bench: Bench, changes: dict[str, object], rule: str
) -> None:
    post = replace(bench.post(), **changes)  # type: ignore[arg-type]  # a change per case
    with pytest.raises(ContentRefused) as refused:
        await bench.connector(base_url="http://127.0.0.1:9").prepare(post, {})
    assert rule in [one.rule for one in refused.value.problems]
    assert all(one.remedy for one in refused.value.problems)


@pytest.mark.parametrize(
    ("ahead", "privacy", "rule"),
    [(-1, "public", "publish_at.past"), (2, "unlisted", "publish_at.privacy")],
)
async def test_a_time_that_youtube_would_not_hold_is_refused_here(
    bench: Bench, ahead: int, privacy: str, rule: str
) -> None:
    due = bench.access.clock.now() + timedelta(hours=ahead)
    options = {"made_for_kids": False, "privacy": privacy}
    post = replace(bench.post(), publish_at=due, options=options)
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(post, {})
    assert [one.rule for one in refused.value.problems] == [rule]


@pytest.mark.parametrize(("seconds", "width"), [(181, 540), (60, 1920)])
async def test_a_short_is_upright_and_no_longer_than_three_minutes(
    bench: Bench, seconds: int, width: int
) -> None:
    clip = replace(bench.videos[0], duration_ms=seconds * 1000, width=width, height=960)
    post = replace(bench.post(kind="reel"), media=(clip,))
    with pytest.raises(ContentRefused) as refused:
        await bench.connector().prepare(post, {})
    assert len(refused.value.problems) == 1
    await bench.connector().prepare(replace(post, kind="video"), {})


async def test_an_empty_quota_is_reported_and_means_tomorrow(
    bench: Bench, private_sandbox: SandboxProcess
) -> None:
    private_sandbox.control("POST", "/exhaust/youtube", {})
    seen: list[str] = []
    bench = replace(
        bench, access=replace(bench.access, saw_quota=lambda quota: seen.append(quota.name))
    )
    with pytest.raises(TryLater) as spent:
        await bench.connector().prepare(bench.post(), {})
    assert timedelta() < (spent.value.after or timedelta()) <= timedelta(hours=25)
    with pytest.raises(TryLater):
        await bench.connector().identify()
    assert seen == ["uploads", "units"]


async def test_the_account_has_counts_of_its_own(bench: Bench) -> None:
    await bench.deliver(bench.post())
    counts = await bench.connector().account_metrics()
    assert set(counts) == set(bench.manifest.account_metrics)
    assert counts["posts"] == 1


async def _video(bench: Bench, video_id: str) -> dict[str, dict[str, object]]:
    token = bench.access.secrets["access_token"]
    answer = await bench.access.http.get(
        f"{bench.access.base_url}/youtube/v3/videos",
        params={"part": "snippet,status", "id": video_id},
        headers={"Authorization": f"Bearer {token}"},
    )
    found: dict[str, dict[str, object]] = answer.json()["items"][0]
    return found


async def _renewed(bench: Bench, sandbox: SandboxProcess) -> ChannelAccess:
    """The same access with a token for the sandbox's new hour."""
    secrets = bench.access.secrets
    form = {
        "grant_type": "refresh_token",
        "refresh_token": secrets["refresh_token"],
        "client_id": secrets["client_id"],
        "client_secret": secrets["client_secret"],
    }
    answer = await bench.access.http.post(f"{sandbox.base_url('youtube')}/token", data=form)
    token = answer.json()["access_token"]
    return replace(bench.access, secrets={**secrets, "access_token": token})


async def _processed() -> None:
    await asyncio.sleep(0.3)
