"""Reddit's videos on the wire, driven by PRAW and by hand."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import praw
import pytest
from praw.exceptions import RedditAPIException

from tests.apps.sandbox.pictures import picture
from tests.apps.sandbox.test_reddit import NAME, client_for, errors_of
from tests.doubles.sandbox import SandboxProcess
from tests.support.loopback import TLS
from tests.support.videos import write_video


@pytest.fixture
def reddit(sandbox: SandboxProcess, handle: str) -> Iterator[praw.Reddit]:
    client = client_for(sandbox, handle)
    yield client
    client._core.requestor._http.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A video and a picture that stands for it."""
    folder = tmp_path_factory.mktemp("reddit")
    write_video(folder / "lantern.mp4", seconds=2)
    (folder / "poster.jpg").write_bytes(picture())
    return folder / "lantern.mp4", folder / "poster.jpg"


@pytest.mark.parametrize("silent", [False, True])
def test_praw_submits_a_video_that_stands_a_moment_later(
    reddit: praw.Reddit,
    sandbox: SandboxProcess,
    handle: str,
    files: tuple[Path, Path],
    silent: bool,
) -> None:
    page: Any = reddit.subreddit(f"u_{handle}")
    video = praw.models.PostMedia(str(files[0]))
    poster = praw.models.PostMedia(str(files[1]))
    sent = {"media": video, "thumbnail": poster, "gif": silent}
    assert page.submit("A lantern", video=sent, without_websockets=True) is None
    assert list(reddit.user.me().submissions.new()) == []
    time.sleep(0.7)
    found = next(iter(reddit.user.me().submissions.new()))
    assert (found.title, found.is_video, found.is_self) == ("A lantern", True, False)
    assert found.media["reddit_video"]["is_gif"] is silent
    standing = sandbox.posts("reddit", handle)[0]["media"][0]
    assert (standing["mime"], standing["poster"][:7]) == ("video/mp4", "/media/")


def test_a_video_without_a_poster_is_refused(
    sandbox: SandboxProcess, handle: str, files: tuple[Path, Path]
) -> None:
    token = sandbox.account("reddit", handle)["access_token"]
    headers = {"Authorization": f"Bearer {token}", "User-Agent": NAME}
    with httpx.Client(headers=headers, trust_env=False, timeout=60, verify=TLS) as client:
        base = sandbox.base_url("reddit")
        asked = {"filepath": "lantern.mp4", "mimetype": "video/mp4"}
        lease = client.post(f"{base}/api/media/asset.json", data=asked).json()
        fields = {pair["name"]: pair["value"] for pair in lease["args"]["fields"]}
        body = files[0].read_bytes()
        with httpx.Client(trust_env=False, verify=TLS) as bare:
            kept = bare.post(
                f"http:{lease['args']['action']}", data=fields,
                files={"file": ("lantern.mp4", body, "video/mp4")},
            )  # fmt: skip
        form = {
            "api_type": "json", "kind": "video", "sr": f"u_{handle}", "title": "Bare",
            "url": kept.headers["location"],
        }  # fmt: skip
        told = client.post(f"{base}/api/submit", data=form).json()["json"]["errors"]
        assert told[0][0] == "NO_URL"
        form["video_poster_url"] = form["url"]
        told = client.post(f"{base}/api/submit", data=form).json()["json"]["errors"]
    assert (told[0][0], told[0][2]) == ("BAD_URL", "video_poster_url")
    assert sandbox.posts("reddit", handle) == []


def test_a_picture_is_no_video(reddit: praw.Reddit, handle: str, files: tuple[Path, Path]) -> None:
    poster = praw.models.PostMedia(str(files[1]))
    address = poster._upload(reddit)
    form = {"kind": "video", "sr": f"u_{handle}", "title": "A lantern", "api_type": "json"}
    with pytest.raises(RedditAPIException) as refused:
        reddit.post("api/submit", data={**form, "url": address, "video_poster_url": address})
    assert errors_of(refused) == ["BAD_URL"]
