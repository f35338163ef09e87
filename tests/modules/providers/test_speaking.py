"""Lines said by configured voices over real HTTP: one voice for all of them, money, kept sound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from heliograph.modules.providers import CallContext, Wanted
from heliograph.sdk.voice import NotToBeSpoken, SpeechOrder
from tests.doubles.models import elevenlabs, openai, openai_speech
from tests.doubles.models.server import KEY, ModelServer, Reply, serving
from tests.doubles.models.speech import spoken, wav
from tests.modules.providers.conftest import PRICE, House

LINES = (
    SpeechOrder("The kettle is on and nobody hurries."),
    SpeechOrder("Let the morning stay small: one cup, one window."),
    SpeechOrder("A short list is still a list."),
)
LENGTH = sum(len(one.text) for one in LINES)
BY_LENGTH = {"as_of": PRICE["as_of"], "per_1k_characters": Decimal("0.1")}
VERSE = "Read in the name of your Lord"
BUSY = openai.error(429, "rate_limit_exceeded", "Too many requests.")


@pytest.fixture
def voice() -> Iterator[ModelServer]:
    """A service that speaks like OpenAI's."""
    with serving(openai_speech.behave, "/v1") as model:
        yield model


@pytest.fixture
def dearer() -> Iterator[ModelServer]:
    """A service that speaks like ElevenLabs."""
    with serving(elevenlabs.behave) as model:
        yield model


async def add(house: House, server: ModelServer, name: str = "Alloy", **more: Any) -> Any:
    """A configured voice that is paid by the character."""
    given = {"kind": "openai_speech", "model": openai_speech.MODEL, "price": BY_LENGTH}
    return await house.add(server, name, **{**given, **more})


async def add_dearer(house: House, server: ModelServer) -> Any:
    options = {"voice": elevenlabs.VOICE}
    return await add(
        house, server, "Ada", kind="elevenlabs", model=elevenlabs.MODEL, tier="premium",
        options=options,
    )  # fmt: skip


def texts_of(server: ModelServer) -> list[str]:
    return [one.json["input"] for one in server.orders]


async def test_without_a_tier_nobody_is_asked(
    house: House, voice: ModelServer, context: CallContext
) -> None:
    await add(house, voice)
    speeches, receipt = await house.service.speak(LINES, context)
    assert (speeches, receipt.fell_back_because) == (None, "")
    assert voice.asked == []


async def test_each_line_is_a_call_with_its_characters_its_money_and_its_time(
    house: House, voice: ModelServer, context: CallContext
) -> None:
    await add(house, voice)
    await house.use("balanced", "voice")
    speeches, receipt = await house.service.speak(LINES, context)

    assert speeches is not None
    assert [[word.text for word in one.words] for one in speeches] == [
        one.text.split() for one in LINES
    ]
    assert receipt.cost == pytest.approx(LENGTH * 0.0001)
    lines = await house.ledger()
    assert [one["characters"] for one in lines] == [len(one.text) for one in LINES]
    assert {(one["step"], one["outcome"]) for one in lines} == {("voice", "done")}
    assert all(one["milliseconds"] > 0 for one in lines)
    assert float(sum(one["cost"] for one in lines)) == pytest.approx(LENGTH * 0.0001)
    (total,) = await house.service.totals("step", {})
    assert (total["group"], total["characters"]) == ("voice", LENGTH)


async def test_what_was_said_is_kept_and_only_a_new_line_is_paid(
    house: House, voice: ModelServer, context: CallContext
) -> None:
    await add(house, voice)
    await house.use("balanced", "voice")
    first, _ = await house.service.speak(LINES, context)
    again, kept = await house.service.speak(LINES, context)
    other, paid = await house.service.speak((*LINES[:2], SpeechOrder("Walk a little.")), context)

    assert first is not None
    assert again is not None
    assert other is not None
    assert (kept.cached, kept.cost) == (True, 0.0)
    assert texts_of(voice) == [*(one.text for one in LINES), "Walk a little."]
    assert not paid.cached
    # Lines of one call may be noted within the same moment, in any order.
    noted = [one["is_cached"] for one in await house.ledger()]
    assert (noted.count(False), noted.count(True)) == (4, 5)
    for made, found in zip(first, again, strict=True):
        assert (found.words, found.voice, found.aligned) == (made.words, made.voice, made.aligned)
        assert np.abs(found.sound.samples - made.sound.samples).max() < 1 / 30_000


@pytest.mark.parametrize(
    "change", [{"voice": "nova"}, {"rate": 0.8}, {"pronunciations": {"kettle": "ket-tle"}}]
)
async def test_the_same_line_said_otherwise_is_another_call(
    house: House, voice: ModelServer, context: CallContext, change: dict[str, Any]
) -> None:
    await add(house, voice)
    await house.use("balanced", "voice")
    await house.service.speak(LINES[:1], context)
    _, receipt = await house.service.speak([replace(LINES[0], **change)], context)
    assert not receipt.cached
    assert len(voice.orders) == 2


async def test_another_voice_among_the_options_is_another_call(
    house: House, voice: ModelServer, context: CallContext
) -> None:
    provider_id = await add(house, voice)
    await house.use("balanced", "voice")
    await house.service.speak(LINES[:1], context)
    await house.service.book.change(provider_id, {"options": {"voice": "nova"}}, None)
    speeches, receipt = await house.service.speak(LINES[:1], context)
    assert not receipt.cached
    assert speeches is not None
    assert speeches[0].voice == "nova"


async def test_one_voice_says_everything_when_a_dearer_one_fails_in_the_middle(
    house: House, voice: ModelServer, dearer: ModelServer, context: CallContext
) -> None:
    await add_dearer(house, dearer)
    await add(house, voice)
    await house.use("premium", "voice")
    good = elevenlabs.behave
    dearer.then(good, elevenlabs.BUSY)
    speeches, receipt = await house.service.speak(LINES, context)

    assert speeches is not None
    assert {one.provider for one in speeches} == {"openai_speech"}
    assert receipt.provider == "Alloy"
    assert receipt.fell_back_because.startswith("Ada: ")
    assert receipt.cost == pytest.approx((len(LINES[0].text) + LENGTH) * 0.0001)


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (BUSY, "later"),
        (openai.error(401, "invalid_api_key", "Wrong key."), "key_refused"),
        (openai.error(429, "insufficient_quota", "No credit."), "no_credit"),
        (Reply(200, b"no sound at all", {"content-type": "audio/wav"}), "unusable"),
        (Reply(200, wav(spoken("Stop")), {"content-type": "audio/wav"}), "failed_check"),
        (Reply(200, wav(spoken("and " * 120)), {"content-type": "audio/wav"}), "failed_check"),
    ],
)
async def test_a_voice_that_cannot_say_it_is_told_and_nobody_speaks(
    house: House, voice: ModelServer, context: CallContext, reply: Reply, outcome: str
) -> None:
    await add(house, voice)
    await house.use("balanced", "voice")
    voice.always(reply)
    speeches, receipt = await house.service.speak(LINES[1:2], context)

    assert speeches is None
    assert receipt.fell_back_because.startswith("Alloy: ")
    assert KEY not in receipt.fell_back_because
    outcomes = [one["outcome"] for one in await house.ledger()]
    assert outcomes[0] == outcome
    assert outcomes[-1] == "offline"


async def test_a_voice_that_is_busy_again_and_again_rests(
    house: House, voice: ModelServer, context: CallContext
) -> None:
    await add(house, voice)
    await house.use("balanced", "voice")
    voice.always(BUSY)
    service = house.limited(failures=1)
    await service.speak(LINES[:1], context)
    _, receipt = await service.speak(LINES[:1], context)
    assert "it rests until" in receipt.fell_back_because
    assert len(voice.orders) == 1


async def test_a_cap_without_room_for_all_lines_pays_for_none(
    house: House, voice: ModelServer, context: CallContext
) -> None:
    await add(house, voice)
    await house.use("balanced", "voice")
    await house.service.money.cap(None, Decimal("0.0100"))
    assert LENGTH * 0.0001 > 0.01 > len(LINES[0].text) * 0.0001
    speeches, receipt = await house.service.speak(LINES, context)

    assert speeches is None
    assert "cap of $0.01 a month" in receipt.fell_back_because
    assert voice.orders == []
    assert [one["outcome"] for one in await house.ledger()] == ["over_budget", "offline"]
    fitting, _ = await house.service.speak(LINES[:1], context)
    assert fitting is not None, "a single line has room"


async def test_a_verse_is_never_sent_however_it_comes(
    house: House, voice: ModelServer, context: CallContext
) -> None:
    await add(house, voice)
    await house.use("balanced", "voice")
    line = f"It says: {VERSE}."
    hidden = {"morning": VERSE}
    forbidden = [
        SpeechOrder(line, quotes=(VERSE,)),
        SpeechOrder("It says:\nRead in the  name\nof your Lord.", quotes=(VERSE,)),
        SpeechOrder("Good morning.", pronunciations=hidden, quotes=(VERSE,)),
        SpeechOrder("Good morning.", pronunciations={"morning": "\u0671\u0644"}),
        SpeechOrder("\u0671\u0642\u0631\u0623"),
    ]
    for order in forbidden:
        with pytest.raises(NotToBeSpoken):
            await house.service.speak([LINES[0], order], context)
    assert voice.asked == []
    assert await house.ledger() == []

    # The same words that nobody named a verse are sent: it is the guard that held them back.
    speeches, _ = await house.service.speak([SpeechOrder(line)], context)
    assert speeches is not None
    assert texts_of(voice) == [line]


async def test_a_chosen_provider_is_asked_whatever_the_tier_and_no_other(
    house: House, voice: ModelServer, dearer: ModelServer, context: CallContext
) -> None:
    await add_dearer(house, dearer)
    chosen = await add(house, voice)
    wish = replace(context, provider_id=chosen)
    speeches, receipt = await house.service.speak(LINES[:1], wish)
    assert speeches is not None
    assert receipt.provider_id == chosen

    await house.service.book.change(chosen, {"is_enabled": False}, None)
    speeches, receipt = await house.service.speak(LINES[1:], wish)
    assert speeches is None
    assert receipt.fell_back_because == "no provider is set up for what was chosen"
    assert dearer.asked == []


async def test_a_trial_says_a_short_line_that_stands_in_the_ledger(
    house: House, voice: ModelServer
) -> None:
    provider_id = await add(house, voice)
    found = await house.service.trial.run(provider_id)
    assert found["is_ok"]
    assert found["sentence"].startswith("It said a short line: 0.")
    (line,) = await house.ledger()
    assert (line["outcome"], line["characters"]) == ("done", len(texts_of(voice)[0]))
    assert (await house.service.book.get(provider_id))["health"] == "ok"


async def test_a_trial_of_a_refused_key_says_what_to_do_and_is_made_although_it_rests(
    house: House, voice: ModelServer
) -> None:
    provider_id = await add(house, voice, key="sk-another-key-altogether")
    for _ in range(2):
        found = await house.service.trial.run(provider_id)
        assert not found["is_ok"]
        assert found["remedy"] == "Enter the key again, and check what it may do."
    assert (await house.service.book.get(provider_id))["health"] == "broken"
    assert len(voice.orders) == 2


async def test_price_and_time_are_told_before_anything_is_said(
    house: House, voice: ModelServer, context: CallContext
) -> None:
    await add(house, voice)
    await house.use("balanced", "voice")
    guess = (await house.service.estimate(Wanted("voice", 10, characters=500)))["choices"][0]
    assert guess["low"] == pytest.approx(10 * 500 * 0.0001)
    assert guess["high"] == pytest.approx(guess["low"] * 2)
    assert not guess["is_measured"]
    assert voice.asked == []

    await house.service.speak(LINES, context)
    told = await house.service.estimate(Wanted("voice", characters=LENGTH))
    measured = told["choices"][0]
    assert measured["is_measured"]
    taken = sum(one["milliseconds"] for one in await house.ledger()) / 1000
    assert measured["seconds"] == pytest.approx(taken, rel=0.9)
    assert told["choices"][-1]["provider"] == "Built in"


async def test_voices_are_the_usual_one_and_those_that_the_service_lists_once_a_day(
    house: House, voice: ModelServer, dearer: ModelServer
) -> None:
    plain, listing = await add(house, voice), await add_dearer(house, dearer)
    for _ in range(2):
        found = await house.service.speakers.voices()
        assert [(one.provider, one.id) for one in found] == [
            (str(listing), ""),
            (str(listing), elevenlabs.VOICE),
            (str(plain), ""),
        ]
    assert len(dearer.asked) == 1
