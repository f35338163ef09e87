"""Caps, the ledger, rests and estimates."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from heliograph.kit.ids import new_id
from heliograph.modules.brands import BrandNotFound
from heliograph.modules.providers import CallContext, Wanted
from heliograph.modules.providers.errors import BudgetInvalid
from heliograph.modules.providers.service.book import ProviderBook
from heliograph.modules.providers.service.ledger import Ledger, NotAsked
from heliograph.modules.providers.values import Question
from heliograph.sdk.generating import Usage
from tests.doubles.models import openai
from tests.doubles.models.server import KEY, ModelServer, after
from tests.modules.providers.conftest import House

ONE = Decimal("0.0012")
"""What one good answer of the double costs."""


async def test_a_cap_that_is_reached_turns_to_the_built_in_provider_and_says_so(
    house: House, server: ModelServer, context: CallContext
) -> None:
    await house.add(server, "Cloud")
    await house.use("balanced")
    await house.service.money.cap(None, Decimal("0.0001"))
    draft, receipt = await house.service.write(house.brief, context)

    assert draft.text
    assert receipt.kind == "embedded"
    assert "Cloud: the workspace's cap of $0.000100 a month" in receipt.fell_back_because
    assert server.asked == []
    assert [line["outcome"] for line in await house.ledger()] == ["over_budget", "offline"]


async def test_a_cap_stops_the_dear_tier_and_lets_the_free_one_go_on(
    house: House, server: ModelServer, second: ModelServer, context: CallContext
) -> None:
    await house.add(server, "Dear", tier="premium")
    await house.add(second, "Own machine", tier="budget", price=None)
    await house.use("premium")
    await house.service.money.cap(None, Decimal(0))
    _, receipt = await house.service.write(house.brief, context)

    assert receipt.provider == "Own machine"
    assert receipt.fell_back_because.startswith("Dear: ")
    assert server.asked == []


async def test_a_cap_of_a_brand_is_the_brands_alone(
    house: House, server: ModelServer, context: CallContext
) -> None:
    await house.add(server)
    await house.use("balanced")
    one, other = await house.brand("one"), await house.brand("other")
    await house.service.money.cap(one, Decimal("0.0001"))
    _, capped = await house.service.write(house.brief, replace(context, brand_id=one))
    _, free = await house.service.write(house.brief, replace(context, brand_id=other))

    assert (capped.kind, free.kind) == ("embedded", "openai")
    assert "the brand's cap" in capped.fell_back_because


async def test_a_new_month_begins_with_a_full_purse(
    house: House, server: ModelServer, context: CallContext
) -> None:
    await house.add(server, max_tokens=150)
    await house.use("balanced")
    await house.service.money.cap(None, Decimal("0.006"))
    kinds = []
    for revision in range(6):
        brief = replace(house.brief, revision=revision)
        kinds.append((await house.service.write(brief, context))[1].kind)
    house.clock.advance(timedelta(days=32))
    later = (await house.service.write(replace(house.brief, revision=9), context))[1]

    assert kinds[0] == "openai"
    assert kinds[-1] == "embedded"
    assert later.kind == "openai"
    spent = sum(line["cost"] for line in await house.ledger() if line["cost"])
    assert spent <= 2 * Decimal("0.006")


async def test_many_at_once_do_not_spend_past_the_cap(
    house: House, server: ModelServer, context: CallContext
) -> None:
    # Each call costs exactly what was set aside for it, so that one too many is seen; each brand
    # asks a provider of its own, so that nothing but the purse is shared.
    price = {"output_per_1k": Decimal("0.02"), "as_of": house.clock.now().date()}
    ids = [
        await house.add(server, f"Model {number}", max_tokens=150, price=price)
        for number in range(12)
    ]
    cap = Decimal("0.012")
    await house.service.money.cap(None, cap)
    question = Question("same", "piece@1", Usage(0, 150))

    async def begin(provider_id: UUID) -> bool:
        work = house.work
        book = ProviderBook(work, house.tools)
        provider = book.opened(await book.row(provider_id))
        try:
            await Ledger(work, house.tools).begin(provider, "text", question, context)
        except NotAsked:
            return False
        return True

    begun = await asyncio.gather(*(begin(one) for one in ids))

    assert begun.count(True) == 4
    assert sum(line["cost"] for line in await house.ledger()) == cap


async def test_pieces_made_at_once_end_where_the_purse_does(
    house: House, server: ModelServer, context: CallContext
) -> None:
    await house.add(server, max_tokens=150)
    await house.use("balanced")
    cap = Decimal("0.01")
    await house.service.money.cap(None, cap)
    briefs = [replace(house.brief, revision=number) for number in range(12)]
    done = await asyncio.gather(*(house.service.write(one, context) for one in briefs))

    kinds = [receipt.kind for _, receipt in done]
    lines = await house.ledger()
    assert {"openai", "embedded"} == set(kinds)
    assert sum(line["cost"] for line in lines) <= cap
    assert len(server.orders) == sum(line["outcome"] == "done" for line in lines)


async def test_what_a_dying_process_may_have_spent_counts(
    house: House, server: ModelServer, context: CallContext
) -> None:
    await house.add(server)
    await house.use("balanced")
    server.always(after(30, openai.says()))
    task = asyncio.create_task(house.service.write(house.brief, context))
    while not server.orders:  # noqa: ASYNC110 - the double lives in a thread
        await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    (line,) = await house.ledger()
    assert (line["outcome"], line["is_estimate"]) == ("asking", True)
    (budget,) = await house.service.money.budgets()
    assert budget["spent"] == pytest.approx(float(line["cost"]))
    assert budget["spent"] > 0


async def test_budgets_tell_what_is_spent_and_left(
    house: House, server: ModelServer, context: CallContext
) -> None:
    await house.add(server)
    await house.use("balanced")
    await house.service.money.cap(None, Decimal(5))
    await house.service.write(house.brief, context)
    (before,) = await house.service.money.budgets()
    await house.service.money.cap(None, None)
    (uncapped,) = await house.service.money.budgets()

    assert before["spent"] == pytest.approx(float(ONE))
    assert before["left"] == pytest.approx(5 - float(ONE))
    assert (uncapped["monthly_limit"], uncapped["left"]) == (None, None)


async def test_a_rate_limited_provider_rests_as_long_as_it_was_told(
    house: House, server: ModelServer, context: CallContext
) -> None:
    await house.add(server, "Busy")
    await house.use("balanced")
    server.then(openai.RATE_LIMIT)
    _, first = await house.service.write(house.brief, context)
    _, second = await house.service.write(house.brief, context)
    house.clock.advance(timedelta(seconds=21))
    _, third = await house.service.write(house.brief, context)

    assert (first.kind, second.kind, third.kind) == ("embedded", "embedded", "openai")
    assert "rests until" in second.fell_back_because
    assert len(server.orders) == 2


async def test_a_provider_that_keeps_failing_is_left_alone_and_then_tried_by_one(
    house: House, server: ModelServer, context: CallContext
) -> None:
    await house.add(server)
    await house.use("balanced")
    server.always(openai.OVERLOADED)
    for _ in range(5):
        await house.service.write(house.brief, context)
    assert len(server.orders) == 3
    server.always(None)
    house.clock.advance(timedelta(seconds=61))
    briefs = [replace(house.brief, revision=number) for number in range(6)]
    done = await asyncio.gather(*(house.service.write(one, context) for one in briefs))

    # One of the six tried it; those that came while it did were not held up.
    assert [receipt.kind for _, receipt in done].count("openai") >= 1
    (shown,) = await house.service.book.all()
    assert (shown["health"], shown["failures"], shown["retry_at"]) == ("ok", 0, None)


async def test_a_refused_key_is_not_shown_again_until_a_person_has_looked(
    house: House, server: ModelServer, context: CallContext
) -> None:
    provider_id = await house.add(server, key="sk-wrong-000000000")
    await house.use("balanced")
    for _ in range(3):
        await house.service.write(house.brief, context)
    assert len(server.orders) == 1
    assert (await house.service.book.get(provider_id))["health"] == "broken"
    await house.service.book.change(provider_id, {}, KEY)
    _, receipt = await house.service.write(house.brief, context)

    assert receipt.kind == "openai"


async def test_an_empty_account_is_a_matter_of_money_and_rests_long(
    house: House, server: ModelServer, context: CallContext
) -> None:
    provider_id = await house.add(server)
    await house.use("balanced")
    server.always(openai.NO_QUOTA)
    await house.service.write(house.brief, context)
    house.clock.advance(timedelta(minutes=50))
    await house.service.write(house.brief, context)

    assert len(server.orders) == 1
    assert (await house.service.book.get(provider_id))["health"] == "no_credit"
    assert (await house.ledger())[0]["outcome"] == "no_credit"


async def test_an_estimate_says_price_and_time_before_anything_is_made(
    house: House, server: ModelServer, context: CallContext
) -> None:
    await house.add(server, "Cloud")
    await house.use("balanced")
    guessed = await house.service.estimate(Wanted("text", 10))
    await house.service.write(house.brief, context)
    measured = await house.service.estimate(Wanted("text", 10))

    cloud, built_in = guessed["choices"]
    assert 0 < cloud["low"] < cloud["high"]
    assert (cloud["is_measured"], built_in["low"]) == (False, 0.0)
    cloud = measured["choices"][0]
    assert cloud["is_measured"]
    assert cloud["low"] == pytest.approx(10 * float(ONE))
    assert cloud["priced_on"].isoformat() == "2026-11-20"


async def test_an_estimate_says_that_the_purse_is_too_small(
    house: House, server: ModelServer
) -> None:
    await house.add(server, "Cloud")
    await house.use("balanced")
    await house.service.money.cap(None, Decimal("0.01"))
    found = await house.service.estimate(Wanted("text", 360))

    assert found["left"] == pytest.approx(0.01)
    assert "cap leaves no room" in found["choices"][0]["reason"]


async def test_a_cap_or_tier_for_nobodys_brand_is_refused(house: House) -> None:
    with pytest.raises(BrandNotFound):
        await house.service.money.cap(new_id(), Decimal(1))
    with pytest.raises(BrandNotFound):
        await house.service.money.choose(new_id(), "text", "budget")
    with pytest.raises(BudgetInvalid, match="tiers are"):
        await house.service.money.choose(None, "text", "golden")
    with pytest.raises(BudgetInvalid, match="steps are"):
        await house.service.money.choose(None, "video", "budget")


async def test_a_month_and_a_provider_are_summed(
    house: House, server: ModelServer, context: CallContext
) -> None:
    await house.add(server, "Cloud")
    await house.use("balanced")
    for revision in (0, 0, 1):
        await house.service.write(replace(house.brief, revision=revision), context)
    (by_provider,) = await house.service.totals("provider", {})
    (by_month,) = await house.service.totals("month", {"step": "text"})
    none = await house.service.totals("day", {"run_id": new_id()})

    assert by_provider["group"] == "Cloud"
    assert (by_provider["calls"], by_provider["cached"], by_provider["failed"]) == (3, 1, 0)
    assert by_provider["cost"] == pytest.approx(2 * float(ONE))
    assert by_month["group"] == f"{house.clock.now():%Y-%m}"
    assert none == []


async def test_many_brands_are_estimated_in_one_go_with_their_sum(
    house: House, server: ModelServer
) -> None:
    await house.add(server, "Cloud")
    one, other = await house.brand("one"), await house.brand("other")
    await house.use("balanced", brand_id=one)
    orders = [Wanted("text", 10, one), Wanted("text", 20, other)]

    found = await house.service.estimates(orders)

    first, second = found["orders"]
    single = await house.service.estimate(orders[0])
    assert first == single | {"brand_id": one}
    assert [choice["provider"] for choice in second["choices"]] == ["Built in"]
    assert found["total"]["low"] == pytest.approx(single["choices"][0]["low"])
    assert not found["total"]["is_over_cap"]
    with pytest.raises(BrandNotFound):
        await house.service.estimates([Wanted("text", 1, new_id())])


async def test_a_sum_beyond_the_workspaces_cap_is_told_though_each_part_fits(
    house: House, server: ModelServer
) -> None:
    await house.add(server, "Cloud")
    brands = [await house.brand("one"), await house.brand("other")]
    await house.use("balanced")
    part = (await house.service.estimate(Wanted("text", 10)))["choices"][0]["low"]
    await house.service.money.cap(None, Decimal(str(round(part * 1.5, 4))))

    found = await house.service.estimates([Wanted("text", 10, one) for one in brands])

    assert [one["choices"][0]["reason"] for one in found["orders"]] == ["", ""]
    assert found["total"]["is_over_cap"]
    assert found["total"]["left"] < found["total"]["low"]
