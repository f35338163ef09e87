"""Videos said by configured voices: one voice for a whole video, at a price that was told."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text

from heliograph.modules.videos import VideoEditor, VideosService, VideoWish
from heliograph.modules.videos.errors import VoiceUnknown
from heliograph.modules.videos.service import Change, SceneChange
from heliograph.modules.videos.service.ready import Ready, name_of, timed
from heliograph.modules.videos.service.voices import Voices
from heliograph.sdk.sound.aligning import estimated
from heliograph.sdk.voice import Speech, SpeechOrder
from tests.doubles.models import openai, openai_speech
from tests.doubles.models.server import KEY, ModelServer, serving
from tests.doubles.models.speech import spoken
from tests.modules.videos.made import composed, piece, video
from tests.support.stage import Stage

NO_CREDIT = openai.error(429, "insufficient_quota", "You exceeded your current quota.")
LINES = text("SELECT * FROM providers_calls WHERE workspace_id = :workspace ORDER BY id")
VERSE = "Read in the name of your Lord"


@pytest.fixture
def service() -> Iterator[ModelServer]:
    """A service that speaks like OpenAI's."""
    with serving(openai_speech.behave, "/v1") as model:
        yield model


async def add(stage: Stage, server: ModelServer, name: str = "Our voice") -> str:
    """A configured voice."""
    order = {
        "kind": "openai_speech",
        "model": openai_speech.MODEL,
        "name": name,
        "base_url": server.url,
        "price": {"per_1k_characters": Decimal("0.1"), "as_of": date(2026, 11, 20)},
    }
    made = await stage.instance.providers.service(stage.work).book.add(order, KEY)
    return str(made["id"])


async def use(stage: Stage) -> None:
    """Let the whole workspace speak with what it set up."""
    money = stage.instance.providers.service(stage.work).money
    await money.choose(None, "voice", "premium")


async def calls(stage: Stage) -> list[dict[str, Any]]:
    async with stage.work.transaction() as session:
        rows = await session.execute(LINES, {"workspace": stage.workspace_id})
        return [dict(row) for row in rows.mappings()]


def lines_of(made: dict[str, Any]) -> list[str]:
    return [one["line"] for one in made["timeline"]["scenes"] if one["line"]]


def asked_of(server: ModelServer) -> list[str]:
    return [one.json["input"] for one in server.orders]


def speakers(made: dict[str, Any]) -> set[str]:
    """Who said the lines, by the files that the scenes sound with."""
    sources = made["timeline"]["sources"]
    spoken_by = [one["speech"] for one in made["timeline"]["scenes"] if one["speech"]]
    assert len(spoken_by) == len(lines_of(made))
    return {sources[one["source"]]["origin"].partition(":")[0] for one in spoken_by}


async def test_the_tier_of_the_brand_speaks_and_each_line_is_paid_once(
    stage: Stage, service: ModelServer
) -> None:
    provider_id = await add(stage, service)
    await use(stage)
    made = await video(stage)

    assert (made["status"], made["error"]) == ("ready", None)
    assert speakers(made) == {"openai_speech"}
    assert sorted(asked_of(service)) == sorted(set(lines_of(made)))
    assert made["timeline"]["narration"]["provider"] == provider_id
    assert "voice" not in made["timeline"]["notes"]
    rows = await calls(stage)
    assert {(one["brand_id"], one["content_id"]) for one in rows if one["step"] == "voice"} == {
        (made["brand_id"], made["content_id"])
    }


async def test_what_is_told_before_is_what_is_paid(stage: Stage, service: ModelServer) -> None:
    await add(stage, service)
    await use(stage)
    content_id = await piece(stage)
    videos = VideosService(stage.work, stage.instance.videos)
    told = await videos.estimate(VideoWish(content_id))
    assert service.asked == []
    first, last = told["choices"]
    assert (first["provider"], first["reason"], last["provider"]) == ("Our voice", "", "espeak")

    ordered = await videos.make(VideoWish(content_id))
    made = await composed(stage, ordered["id"])
    paid = sum(one["cost"] for one in await calls(stage) if one["step"] == "voice")
    assert float(paid) == pytest.approx(first["low"])
    assert told["lines"] == len(set(lines_of(made)))
    assert told["characters"] == sum(map(len, set(lines_of(made))))

    here = await videos.estimate(VideoWish(content_id, voice="espeak:en-gb"))
    assert [(one["provider"], one["low"]) for one in here["choices"]] == [("espeak", 0.0)]
    assert (await videos.estimate(VideoWish(content_id, voice="none")))["choices"] == []


@pytest.mark.parametrize("wish", ["openai_speech:nova", "Our voice:nova", "ID:nova"])
async def test_a_wish_names_a_voice_by_kind_by_name_or_by_id_whatever_the_tier(
    stage: Stage, service: ModelServer, wish: str
) -> None:
    provider_id = await add(stage, service)
    made = await video(stage, voice=wish.replace("ID", provider_id))
    narration = made["timeline"]["narration"]
    assert (narration["provider"], narration["voice"]) == (provider_id, "nova")
    assert {one.json["voice"] for one in service.orders} == {"nova"}
    assert speakers(made) == {"openai_speech"}


async def test_a_voice_that_is_not_set_up_is_refused_with_those_that_are(
    stage: Stage, service: ModelServer
) -> None:
    content_id = await piece(stage)
    videos = VideosService(stage.work, stage.instance.videos)
    with pytest.raises(VoiceUnknown, match="No provider of the kind openai_speech"):
        await videos.make(VideoWish(content_id, voice="openai_speech:alloy"))
    await add(stage, service)
    with pytest.raises(VoiceUnknown, match=r"espeak, .*Our voice"):
        await videos.make(VideoWish(content_id, voice="nobody:anna"))


async def test_a_voice_that_fails_in_the_middle_says_nothing_and_the_reason_is_told(
    stage: Stage, service: ModelServer
) -> None:
    await add(stage, service)
    await use(stage)
    service.then(openai_speech.behave, openai_speech.behave)
    service.always(NO_CREDIT)
    made = await video(stage)

    assert made["status"] == "ready"
    assert speakers(made) == {"espeak"}
    narration = made["timeline"]["narration"]
    assert (narration["provider"], narration["voice"]) == ("espeak", "")
    assert made["timeline"]["notes"]["voice"].startswith("Our voice: You exceeded")


async def test_a_month_that_is_spent_is_said_by_this_machine(
    stage: Stage, service: ModelServer
) -> None:
    await add(stage, service)
    await use(stage)
    money = stage.instance.providers.service(stage.work).money
    await money.cap(None, Decimal("0.001"))
    made = await video(stage)
    assert speakers(made) == {"espeak"}
    assert "cap of" in made["timeline"]["notes"]["voice"]
    assert service.asked == []


def editor(stage: Stage) -> VideoEditor:
    return VideoEditor(stage.work, stage.instance.videos)


async def changed(stage: Stage, made: dict[str, Any], line: str) -> dict[str, Any]:
    wanted = SceneChange({"line": line})
    await editor(stage).scene(made["id"], "opening", wanted, Change(made["version"]))
    return await composed(stage, made["id"])


async def test_a_changed_line_alone_is_paid_and_a_lost_voice_is_lost_for_all(
    stage: Stage, service: ModelServer
) -> None:
    await add(stage, service)
    await use(stage)
    made = await video(stage)
    before = len(service.orders)
    after = await changed(stage, made, "Leave the door open tonight.")
    assert asked_of(service)[before:] == ["Leave the door open tonight."]
    assert speakers(after) == {"openai_speech"}

    service.always(NO_CREDIT)
    lost = await changed(stage, after, "Close it again.")
    assert speakers(lost) == {"espeak"}
    assert lost["timeline"]["notes"]["voice"].startswith("Our voice: ")

    service.always(None)
    await _recover(stage)
    await editor(stage).settings(made["id"], {"voice": "Our voice"}, Change(lost["version"]))
    back = await composed(stage, made["id"])
    assert speakers(back) == {"openai_speech"}
    assert "voice" not in back["timeline"]["notes"]
    assert asked_of(service)[-1] == "Close it again.", "the rest was kept"


async def _recover(stage: Stage) -> None:
    providers = stage.instance.providers.service(stage.work)
    (only,) = await providers.book.all()
    await providers.trial.run(only["id"])


async def test_a_verse_fails_the_video_and_reaches_no_service(
    stage: Stage, service: ModelServer
) -> None:
    await add(stage, service)
    await use(stage)
    made = await video(stage)
    document = made["timeline"]
    document["narration"]["quotes"] = [VERSE]
    quoting = await editor(stage).replace(made["id"], document, Change(1))
    before = len(service.orders)
    failed = await changed(stage, quoting, f"It says: {VERSE}.")
    assert failed["status"] == "failed"
    assert "verse" in failed["error"]["detail"]
    assert len(service.orders) == before

    # Nobody names it a verse: the very same line is sent.
    document = failed["timeline"]
    document["narration"]["quotes"] = []
    await editor(stage).replace(made["id"], document, Change(failed["version"]))
    freed = await composed(stage, made["id"])
    assert freed["status"] == "ready"
    assert asked_of(service)[before:] == [f"It says: {VERSE}."]


async def test_the_voices_of_this_machine_and_those_set_up_are_listed_together(
    stage: Stage, service: ModelServer
) -> None:
    provider_id = await add(stage, service)
    found = await Voices(stage.work, stage.instance.videos).every("ar")
    assert {one.provider for one in found} >= {"espeak", provider_id}
    assert {one.language for one in found} == {"ar", ""}


def test_words_are_laid_beside_the_reading_of_this_machine_in_another_process(
    stage: Stage,
) -> None:
    here = stage.instance.catalogue.voice_provider()
    order = SpeechOrder("One slow morning, then another; nobody hurries.", voice="alloy")
    truth = here.speak(SpeechOrder(order.text, voice="en-us+f2"))
    guessed = Speech(
        truth.sound, estimated(truth.sound, order.text.split()), "alloy", "openai_speech", "",
        "estimated",
    )  # fmt: skip
    ready = pickle.loads(pickle.dumps(Ready({name_of(order): guessed}, here)))  # noqa: S301
    found = ready.speak(order)

    assert found.aligned == "aligned"
    assert [one.text for one in found.words] == order.text.split()
    assert _error(found, truth) < min(0.12, _error(guessed, truth))
    untold = timed(guessed, SpeechOrder(order.text, language="tlh-nobody"), here)
    assert untold is guessed, "a language that this machine does not speak keeps its estimate"


def _error(speech: Speech, truth: Speech) -> float:
    """Seconds between the beginnings of words, on average."""
    pairs = zip(speech.words, truth.words, strict=True)
    return sum(abs(one.start - other.start) for one, other in pairs) / len(truth.words)


async def test_the_same_lines_by_another_voice_have_another_name(stage: Stage) -> None:
    here = stage.instance.catalogue.voice_provider()
    order = SpeechOrder("Close the door.")

    def ready(words: str) -> Ready:
        sound = spoken(words)
        return Ready({name_of(order): Speech(sound, (), "", "openai_speech", "")}, here)

    assert ready("one two").by == ready("one two").by
    assert ready("one two").by != ready("one two three").by
