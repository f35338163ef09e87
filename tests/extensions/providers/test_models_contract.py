"""What every model provider keeps to, whichever service it speaks with."""

from __future__ import annotations

import pytest
from tests.doubles.models.asking import access, ask
from tests.doubles.models.server import KEY, Asked, Reply, serving
from tests.doubles.models.trying import caught

from heliograph.flows.catalogue import InstalledExtensions
from heliograph.kit.http import HTTPClient
from heliograph.sdk.errors import ConnectorError, TryLater
from heliograph.sdk.generating import KeyRefused, ModelAccess, ModelUnknown, NoAnswerInTime
from heliograph.sdk.manifest import ProviderManifest
from heliograph.sdk.painting import PaintOrder
from heliograph.sdk.voice import SpeechOrder

CATALOGUE = InstalledExtensions()
ALL = [*CATALOGUE.model_providers(), *CATALOGUE.speaking_providers()]
REMOTE = [one for one in ALL if one.key != "none"]


async def use(manifest: ProviderManifest, way: ModelAccess) -> object:
    """Ask it for what it makes."""
    if manifest.kind == "text":
        return await CATALOGUE.text_model(manifest.id, way).compose(ask())
    if manifest.kind == "voice":
        order = SpeechOrder("Look south at dusk.", voice="en-US-Test")
        return await CATALOGUE.speaking_model(manifest.id, way).speak(order)
    return await CATALOGUE.painter(manifest.id, way).paint(PaintOrder("dawn", 640, 800))


async def trouble(manifest: ProviderManifest, reply: Reply, seconds: float = 5.0) -> ConnectorError:
    """What it raises when its service says this to everything."""
    options = {"pause": "0.05"}
    with serving(lambda _: reply, "/v1") as server:
        async with access(server.url, "m", seconds=seconds, options=options) as way:
            return await caught(use(manifest, way))


def names(of: list[ProviderManifest]) -> list[str]:
    return [one.id for one in of]


def test_there_are_models_to_judge() -> None:
    assert {"openai", "anthropic", "google"} <= {one.id for one in ALL if one.kind == "text"}
    assert {"stability", "leonardo", "diffusion"} <= {one.id for one in ALL if one.kind == "image"}
    assert {"elevenlabs", "openai_speech"} <= {one.id for one in ALL if one.kind == "voice"}


@pytest.mark.parametrize("manifest", ALL, ids=names(ALL))
def test_a_kind_says_how_to_get_a_key_and_a_model(manifest: ProviderManifest) -> None:
    assert manifest.hint
    assert manifest.description
    assert manifest.tier != "offline"
    if manifest.key != "none":
        assert manifest.default_base_url.startswith("https://")


@pytest.mark.parametrize("manifest", ALL, ids=names(ALL))
def test_asked_for_the_other_kind_of_work_it_says_what_it_makes(manifest: ProviderManifest) -> None:
    way = ModelAccess(HTTPClient(), "", "m")
    wrong = CATALOGUE.painter if manifest.kind == "text" else CATALOGUE.text_model
    with pytest.raises(LookupError, match=f"makes {manifest.kind}"):
        wrong(manifest.id, way)


@pytest.mark.parametrize("manifest", REMOTE, ids=names(REMOTE))
@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 529])
async def test_passing_trouble_passes(manifest: ProviderManifest, status: int) -> None:
    assert isinstance(await trouble(manifest, Reply(status, b"busy")), TryLater)


@pytest.mark.parametrize("manifest", REMOTE, ids=names(REMOTE))
async def test_a_refused_key_is_for_a_person(manifest: ProviderManifest) -> None:
    echo = Reply(401, {"error": {"message": KEY}, "errors": [KEY], "message": KEY, "name": KEY})
    assert isinstance(await trouble(manifest, echo), KeyRefused)


@pytest.mark.parametrize("manifest", REMOTE, ids=names(REMOTE))
async def test_a_wrong_address_is_for_a_person(manifest: ProviderManifest) -> None:
    page = Reply(404, b"<html>Not here</html>", {"content-type": "text/html"})
    assert isinstance(await trouble(manifest, page), ModelUnknown)
    moved = Reply(301, b"", {"location": "http://127.0.0.1:1/"})
    assert isinstance(await trouble(manifest, moved), ModelUnknown)


@pytest.mark.parametrize("manifest", REMOTE, ids=names(REMOTE))
@pytest.mark.parametrize(
    "body",
    [b"", b"<html>It works</html>", b"[]", b"null", b"{}", b'{"choices": 7, "data": 7}', b"\xff"],
)
async def test_a_malformed_answer_is_told_and_not_repeated(
    manifest: ProviderManifest, body: bytes
) -> None:
    error = await trouble(manifest, Reply(200, body))
    assert len(error.detail) < 300
    assert "html" not in error.detail


@pytest.mark.parametrize("manifest", REMOTE, ids=names(REMOTE))
async def test_an_answer_that_does_not_come_may_have_been_paid_for(
    manifest: ProviderManifest,
) -> None:
    slow = Reply(200, {}, seconds=30)
    assert isinstance(await trouble(manifest, slow, seconds=0.3), NoAnswerInTime)


@pytest.mark.parametrize("manifest", REMOTE, ids=names(REMOTE))
async def test_the_key_is_in_a_header_and_nowhere_else(manifest: ProviderManifest) -> None:
    seen: list[Asked] = []

    def note(asked: Asked) -> Reply:
        seen.append(asked)
        return Reply(500, b"")

    with serving(note, "/v1") as server:
        async with access(server.url, "m") as way:
            with pytest.raises(ConnectorError):
                await use(manifest, way)
    first = seen[0]
    assert KEY not in first.path
    assert KEY.encode() not in first.body
    assert [value for value in first.headers.values() if KEY in value]
    assert KEY not in repr(way)
