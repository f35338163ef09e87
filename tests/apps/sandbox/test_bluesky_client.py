"""The sandbox's Bluesky, judged by `atproto`, a client written elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from atproto import Client, client_utils, models
from atproto_client.exceptions import BadRequestError

from tests.apps.sandbox.pictures import picture
from tests.doubles.sandbox import SandboxProcess
from tests.support.videos import write_video


@pytest.fixture
def client(sandbox: SandboxProcess, handle: str) -> Iterator[Client]:
    secrets = sandbox.account("bluesky", handle)
    made = Client(base_url=f"{sandbox.base_url('bluesky')}/xrpc")
    made.login(secrets["identifier"], secrets["app_password"])
    yield made
    made.request.close()


def test_a_post_with_facets_is_written_and_read_back(client: Client) -> None:
    words = client_utils.TextBuilder().text("Read ").link("this", "https://example.com").text(" ")
    sent = client.send_post(words.tag("#coast", "coast"), langs=["en"])
    found = client.app.bsky.feed.get_posts({"uris": [sent.uri]}).posts[0]
    assert found.record.text == "Read this #coast"
    assert [facet.features[0].py_type.rpartition("#")[2] for facet in found.record.facets] == [
        "link",
        "tag",
    ]


def test_an_answer_hangs_on_its_post(client: Client) -> None:
    root = client.send_post("The first part.")
    reference = models.create_strong_ref(root)
    reply = models.AppBskyFeedPost.ReplyRef(parent=reference, root=reference)
    answer = client.send_post("The second part.", reply_to=reply)
    found = client.app.bsky.feed.get_posts({"uris": [answer.uri]}).posts[0]
    assert found.record.reply.root.uri == root.uri
    assert found.record.reply.parent.cid == root.cid


@pytest.mark.filterwarnings("ignore:Use 'content:DeprecationWarning")  # the client's own habit
def test_a_picture_and_a_video_stand_with_their_descriptions(
    client: Client, tmp_path: Path
) -> None:
    shown = client.send_image("Look!", picture(40, 50), "A hill")
    write_video(tmp_path / "film.mp4", seconds=1)
    film = client.send_video("Play!", (tmp_path / "film.mp4").read_bytes(), "A lantern")
    first, second = client.app.bsky.feed.get_posts({"uris": [shown.uri, film.uri]}).posts
    assert first.embed.images[0].alt == "A hill"
    assert second.embed.alt == "A lantern"


def test_a_quote_and_a_card_are_taken(client: Client) -> None:
    quoted = models.create_strong_ref(client.send_post("Quote me."))
    client.send_post("So true.", embed=models.AppBskyEmbedRecord.Main(record=quoted))
    card = models.AppBskyEmbedExternal.External(
        uri="https://example.com", title="Title", description="Words"
    )
    sent = client.send_post("See.", embed=models.AppBskyEmbedExternal.Main(external=card))
    found = client.app.bsky.feed.get_posts({"uris": [sent.uri]}).posts[0]
    assert found.embed.external.title == "Title"


def test_the_video_service_is_reached_with_a_token_of_the_server(
    client: Client, sandbox: SandboxProcess
) -> None:
    wanted = {"aud": "did:web:127.0.0.1", "lxm": "app.bsky.video.getUploadLimits"}
    token = client.com.atproto.server.get_service_auth(wanted).token
    service = Client(base_url=f"{sandbox.base_url('bluesky')}/xrpc")
    with closing(service.request):
        limits = service.app.bsky.video.get_upload_limits(
            headers={"Authorization": f"Bearer {token}"}
        )
    assert limits.can_upload
    assert limits.remaining_daily_videos > 0


def test_a_deleted_post_is_gone(client: Client) -> None:
    sent = client.send_post("Soon gone.")
    assert client.delete_post(sent.uri)
    assert client.app.bsky.feed.get_posts({"uris": [sent.uri]}).posts == []


def test_an_answer_to_half_a_post_is_refused(client: Client) -> None:
    record = {
        "$type": "app.bsky.feed.post",
        "text": "Half",
        "createdAt": "2026-11-21T07:00:00.000Z",
        "reply": {"root": {"uri": "at://did:plc:a/b/c", "cid": "no cid"}},
    }
    with pytest.raises(BadRequestError):
        client.com.atproto.repo.create_record(
            {"repo": client.me.did, "collection": "app.bsky.feed.post", "record": record}
        )
