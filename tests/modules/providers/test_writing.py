"""Writing with configured models over real HTTP: who writes, who takes over, and why."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from heliograph.modules.providers import CallContext, voice_of
from heliograph.sdk.text import Draft
from heliograph.sdk.writing import Voice
from tests.doubles.models import openai
from tests.doubles.models.server import GOOD, KEY, ModelServer, Reply, after, serving
from tests.modules.providers.conftest import House


async def test_without_a_choice_the_built_in_provider_writes_and_nobody_is_asked(
    house: House, server: ModelServer, context: CallContext
) -> None:
    await house.add(server)
    draft, receipt = await house.service.write(house.brief, context)

    assert draft.text
    assert (receipt.provider, receipt.tier, receipt.cost) == ("Embedded text", "offline", 0.0)
    assert receipt.fell_back_because == ""
    assert server.asked == []
    assert await house.ledger() == []


async def test_a_configured_model_writes_and_the_receipt_says_so(
    house: House, server: ModelServer, context: CallContext
) -> None:
    provider_id = await house.add(server, "Cloud")
    await house.use("balanced")
    draft, receipt = await house.service.write(house.brief, context)

    assert draft.text == GOOD["text"]
    assert draft.hashtags == tuple(GOOD["hashtags"])
    assert (receipt.provider, receipt.kind, receipt.tier) == ("Cloud", "openai", "balanced")
    assert (receipt.input_tokens, receipt.output_tokens, receipt.tokens) == (900, 150, 1050)
    assert receipt.cost == pytest.approx(0.9 * 0.001 + 0.15 * 0.002)
    assert (receipt.cached, receipt.fell_back_because) == (False, "")
    (line,) = await house.ledger()
    assert (line["provider_id"], line["outcome"], line["step"]) == (provider_id, "done", "text")
    assert (line["content_id"], line["run_id"]) == (context.content_id, context.run_id)
    assert float(line["cost"]) == pytest.approx(receipt.cost)
    assert line["prompt"] == "piece@1"


async def test_the_model_sees_the_facts_the_voice_and_the_limits(
    house: House, server: ModelServer, context: CallContext
) -> None:
    await house.add(server)
    await house.use("balanced")
    voice = Voice(tone=("dry",), dont=("shout",), audience="night nurses")
    brief = replace(house.brief, max_characters=500, forbidden=("doom",))
    await house.service.write(brief, replace(context, voice=voice))

    system, user = (one["content"] for one in server.orders[0].json["messages"])
    assert house.brief.plan.facts[0].text in user
    assert "dry" in user
    assert "night nurses" in user
    assert "500 characters" in user
    assert "doom" in user
    # How the pack speaks comes from the pack's own file.
    assert "zodiac pack speaks" in system


async def test_a_brand_speaks_to_the_model_in_its_own_voice(
    house: House, server: ModelServer, context: CallContext
) -> None:
    await house.add(server)
    await house.use("balanced")
    brand = await house.instance.brands.service(house.work).get(await house.brand())
    brand["voice"]["samples"] = ["Sit down, have tea."]
    given = replace(context, brand_id=brand["id"], voice=voice_of(brand))
    await house.service.write(house.brief, given)

    assert "Sit down, have tea." in server.orders[0].json["messages"][1]["content"]
    assert await house.service.first_choice("text", given) == "Model"
    assert await house.service.first_choice("image", given) == ""


async def test_the_same_question_is_answered_from_before(
    house: House, server: ModelServer, context: CallContext
) -> None:
    await house.add(server)
    await house.use("balanced")
    first, _ = await house.service.write(house.brief, context)
    second, receipt = await house.service.write(house.brief, context)
    await house.service.write(replace(house.brief, revision=1), context)

    assert second == first
    assert (receipt.cached, receipt.cost) == (True, 0.0)
    assert len(server.orders) == 2
    assert [line["outcome"] for line in await house.ledger()] == ["done", "cached", "done"]


async def test_a_kept_answer_must_pass_todays_checks(
    house: House, server: ModelServer, context: CallContext
) -> None:
    await house.add(server)
    await house.use("balanced")
    await house.service.write(house.brief, context)
    server.then(openai.says(text="Another text altogether, without the word."))
    draft, receipt = await house.service.write(
        house.brief, context, lambda draft: ["kettle"] if "kettle" in draft.text else []
    )

    assert "kettle" not in draft.text
    assert not receipt.cached


async def test_a_model_that_lies_twice_is_passed_over_for_the_next(
    house: House, server: ModelServer, second: ModelServer, context: CallContext
) -> None:
    await house.add(server, "Liar", tier="premium")
    await house.add(second, "Honest")
    await house.use("premium")
    server.always(openai.says(text="Mars enters Pisces at 03:14 and Venus is at 29° Scorpio."))
    pack = house.instance.catalogue.pack("zodiac")

    def check(draft: Draft) -> list[str]:
        claims = pack.unsupported_claims(draft.text, house.brief.plan)
        return [f"Not in the computed facts: {one}" for one in claims]

    draft, receipt = await house.service.write(house.brief, context, check)

    assert draft.text == GOOD["text"]
    assert receipt.provider == "Honest"
    assert receipt.fell_back_because.startswith("Liar: its answers did not pass the checks")
    # The second try was told what was wrong with the first.
    assert "Not in the computed facts" not in server.orders[0].json["messages"][1]["content"]
    assert "Not in the computed facts" in server.orders[1].json["messages"][1]["content"]
    outcomes = [(line["provider"], line["outcome"]) for line in await house.ledger()]
    assert outcomes == [("Liar", "failed_check"), ("Liar", "failed_check"), ("Honest", "done")]
    # What the liar cost is part of what the piece cost.
    assert receipt.cost == pytest.approx(3 * (0.9 * 0.001 + 0.15 * 0.002))


async def test_a_model_that_mends_its_answer_is_kept(
    house: House, server: ModelServer, context: CallContext
) -> None:
    await house.add(server)
    await house.use("balanced")
    server.then(openai.says(text="Click https://example.com/now for more."))
    draft, receipt = await house.service.write(house.brief, context)

    assert draft.text == GOOD["text"]
    assert receipt.fell_back_because == ""
    assert len(server.orders) == 2


async def test_altered_arabic_is_refused_and_the_built_in_provider_writes(
    house: House, server: ModelServer, context: CallContext
) -> None:
    await house.add(server, "Scribe")
    await house.use("balanced")
    server.always(openai.says(text=f"{GOOD['text']} وَٱلضُّحَى وَٱلَّيْلِ إِذَا سَجَا"))
    draft, receipt = await house.service.write(house.brief, context)

    assert receipt.kind == "embedded"
    assert "Arabic" in receipt.fell_back_because
    assert draft.text.isascii() or "ٱ" not in draft.text


@pytest.mark.parametrize("reply", [openai.BROKEN_JSON, openai.NO_JSON, openai.HTML])
async def test_broken_json_is_told_clearly_and_written_without_it(
    house: House, server: ModelServer, context: CallContext, reply: Reply
) -> None:
    await house.add(server, "Mumbler")
    await house.use("balanced")
    server.always(reply)
    draft, receipt = await house.service.write(house.brief, context)

    assert draft.text
    assert receipt.kind == "embedded"
    assert receipt.fell_back_because.startswith("Mumbler: ")
    assert len(server.orders) == 2
    outcomes = [line["outcome"] for line in await house.ledger()]
    assert outcomes == ["unusable", "unusable", "offline"]


async def test_a_hanging_model_holds_nothing_up_for_longer_than_its_limit(
    house: House, server: ModelServer, second: ModelServer, context: CallContext
) -> None:
    await house.add(server, "Sleeper", tier="premium", timeout_seconds=1)
    await house.add(second, "Awake")
    await house.use("premium")
    server.always(after(60, openai.says()))
    started = time.monotonic()
    _, receipt = await house.service.write(house.brief, context)

    assert receipt.provider == "Awake"
    assert time.monotonic() - started < 40
    line = (await house.ledger())[0]
    # It may have been paid for: the most it can have cost counts.
    assert (line["outcome"], line["is_estimate"]) == ("no_answer", True)
    assert line["cost"] > 0


async def test_all_providers_together_have_a_limit(
    house: House, server: ModelServer, context: CallContext
) -> None:
    for number in range(3):
        await house.add(server, f"Sleeper {number}", timeout_seconds=60)
    await house.use("balanced")
    server.always(after(60, openai.says()))
    started = time.monotonic()
    _, receipt = await house.limited(chain_seconds=2.0).write(house.brief, context)

    assert receipt.kind == "embedded"
    assert time.monotonic() - started < 40
    assert "no time was left" in receipt.fell_back_because


async def test_a_tier_without_providers_says_so(house: House, context: CallContext) -> None:
    await house.use("premium")
    _, receipt = await house.service.write(house.brief, context)

    assert receipt.kind == "embedded"
    assert receipt.fell_back_because == "no provider is set up for premium"


async def test_a_tier_uses_cheaper_providers_and_no_dearer_ones(
    house: House, server: ModelServer, second: ModelServer, context: CallContext
) -> None:
    await house.add(server, "Dear", tier="premium")
    await house.add(second, "Cheap", tier="budget")
    await house.use("balanced")
    _, receipt = await house.service.write(house.brief, context)

    assert receipt.provider == "Cheap"
    assert server.asked == []


async def test_a_brand_may_choose_another_tier_than_its_workspace(
    house: House, server: ModelServer, context: CallContext
) -> None:
    await house.add(server)
    brand_id = await house.brand()
    await house.use("balanced", brand_id=brand_id)
    _, own = await house.service.write(house.brief, replace(context, brand_id=brand_id))
    _, others = await house.service.write(house.brief, context)
    await house.service.money.choose(brand_id, "text", None)
    _, back = await house.service.write(house.brief, replace(context, brand_id=brand_id))

    assert (own.kind, others.kind, back.kind) == ("openai", "embedded", "embedded")


async def test_a_pack_that_words_its_own_plans_is_the_last_resort_where_given(
    house: House, context: CallContext
) -> None:
    kept = Draft("Own words.", "Own words.", "Own", (), None, "Own words.", "Own words.", ())

    async def own(_: object) -> Draft:
        return kept

    await house.use("premium")
    draft, receipt = await house.service.write(house.brief, context, built_in=own)

    assert draft is kept
    assert receipt.provider == "Built in"


async def test_the_key_is_in_no_answer_no_receipt_and_no_ledger(
    house: House, context: CallContext, capsys: pytest.CaptureFixture[str]
) -> None:
    def echoing(_: object) -> Reply:
        return openai.LEAKING_KEY

    with serving(echoing, "/v1") as parrot:
        provider_id = await house.add(parrot, "Parrot")
        await house.use("balanced")
        _, receipt = await house.service.write(house.brief, context)
        trial = await house.service.trial.run(provider_id)
    shown = await house.service.book.all()
    told = capsys.readouterr()

    everything = repr((receipt, await house.ledger(), trial, shown, told))
    assert KEY not in everything
    assert parrot.orders[0].headers["authorization"] == f"Bearer {KEY}"
    assert shown[0]["has_key"] is True
    assert "Incorrect API key" in receipt.fell_back_because
