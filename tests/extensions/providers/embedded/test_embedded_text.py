"""What the engine promises whoever asks it for a text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from evaluations.text_measures import sentences_of
from evaluations.text_runs import PACK

from heliograph.extensions.providers.embedded import EmbeddedText, NothingFits
from heliograph.extensions.providers.embedded.grammar import load_grammar
from heliograph.sdk.packs import Plan
from heliograph.sdk.text import Draft, TextBrief, TextMemory, TextProvider, opening_of


def brief(plan: Plan, **changes: object) -> TextBrief:
    return replace(TextBrief(plan, PACK.folder, seed="workspace:leo"), **changes)  # type: ignore[arg-type]


async def write(plan: Plan, **changes: object) -> Draft:
    return await EmbeddedText().write(brief(plan, **changes))


async def test_the_same_brief_gives_the_same_draft(plan: Plan) -> None:
    assert await write(plan) == await write(plan)


async def test_another_revision_gives_another_text(plan: Plan) -> None:
    texts = {(await write(plan, revision=number)).text for number in range(6)}
    assert len(texts) == 6


async def test_another_series_words_the_same_plan_differently(plan: Plan) -> None:
    one, other = await write(plan, series="north"), await write(plan, series="south")
    assert one.hook != other.hook


async def test_what_was_used_lately_is_not_used_again(plan: Plan) -> None:
    memory: tuple[str, ...] = ()
    hooks = []
    for number in range(16):
        draft = await write(plan, seed=f"day {number}", memory=TextMemory(memory), revision=0)
        memory = (*draft.used_templates, *memory)
        hooks.append(draft.used_templates[0])
    assert len(set(hooks)) == len(hooks)


async def test_a_used_up_pool_starts_again_with_the_oldest(plan: Plan) -> None:
    memory: tuple[str, ...] = ()
    hooks: list[str] = []
    for _ in range(70):
        draft = await write(plan, memory=TextMemory(memory))
        memory = (*draft.used_templates, *memory)
        hooks.append(draft.used_templates[0])
    again = next(at for at in range(1, 70) if hooks[at] in hooks[:at])
    assert again >= 16
    assert hooks[again] == hooks[0]


async def test_templates_and_openings_of_the_day_are_left_to_the_others(plan: Plan) -> None:
    first = await write(plan)
    memory = TextMemory(
        today=frozenset(first.used_templates), openings=frozenset({opening_of(first.text)})
    )
    second = await write(plan, memory=memory)
    assert not set(first.used_templates) & set(second.used_templates)
    assert opening_of(second.text) != opening_of(first.text)


async def test_longer_briefs_get_more_sentences(plan: Plan) -> None:
    counts = [
        len((await write(plan, length=length)).used_templates)
        for length in ("short", "medium", "long")
    ]
    assert counts == sorted(set(counts))


async def test_a_long_text_tells_two_facts_and_says_what_it_is_for(plan: Plan) -> None:
    draft = await write(plan, length="long")
    roles = [name.partition(".")[0] for name in draft.used_templates]
    assert roles.count("fact") == 2
    assert "reflection and fun" in draft.text
    assert draft.text.count("\n\n") == 2


async def test_an_unknown_length_is_refused(plan: Plan) -> None:
    with pytest.raises(ValueError, match="short, medium, long"):
        await write(plan, length="endless")


@pytest.mark.parametrize("most", [500, 300, 240, 160])
@pytest.mark.parametrize("length", ["short", "medium", "long"])
async def test_a_limit_drops_whole_sentences(plan: Plan, most: int, length: str) -> None:
    draft = await write(plan, max_characters=most, length=length)
    assert len(draft.text) <= most
    assert draft.text.endswith((".", "!", "?"))
    assert any(name.startswith("fact.") for name in draft.used_templates)


async def test_a_limit_that_no_fact_fits_is_an_error(plan: Plan) -> None:
    with pytest.raises(NothingFits, match="20 characters"):
        await write(plan, max_characters=20)


async def test_forbidden_words_are_written_around(plan: Plan) -> None:
    usual = await write(plan)
    hook_words = sorted(usual.hook.strip(".").split(), key=len)
    forbidden = (hook_words[-1], "horoscope")
    draft = await write(plan, forbidden=forbidden)
    told = f"{draft.text} {draft.title} {draft.call_to_action}".lower()
    assert all(word.lower() not in told.split() for word in forbidden)
    assert "#horoscope" not in draft.hashtags


async def test_a_fact_that_may_not_be_named_is_an_error(plan: Plan) -> None:
    bodies = ("Sun", "Moon", "Mercury", "Venus", "Mars", "Jupiter", "Saturn", "Uranus", "Neptune",
              "Pluto")  # fmt: skip
    with pytest.raises(NothingFits, match="forbidden"):
        await write(plan, forbidden=bodies)


async def test_the_tone_changes_the_wording(plan: Plan) -> None:
    texts = {
        tone: " ".join(
            [(await write(plan, tone=tone, seed=f"s{number}", revision=number)).text
             for number in range(12)]
        )
        for tone in ("gentle", "playful", "plain")
    }  # fmt: skip
    assert len(set(texts.values())) == 3
    # Who writes for a friendly or a playful brand speaks; a plain one is written.
    assert ["\u2019t " in text for text in texts.values()] == [True, True, False]


@pytest.mark.parametrize(("tone", "register"), [("caring", "warm"), ("adventurous", "bold")])
async def test_every_text_of_a_tone_that_was_asked_for_shows_it(
    plan: Plan, tone: str, register: str
) -> None:
    grammar = load_grammar(PACK.folder / "grammar")
    leads = grammar.lexicon.leads[register]
    for number in range(12):
        draft = await write(plan, tone=tone, seed=f"s{number}", revision=number)
        text = draft.text.lower().replace("\u2019", "'")
        has_lead = any(lead in text for lead in leads)
        leaves = [name for name in draft.used_templates if name.startswith("farewell.")]
        assert has_lead or leaves
        assert all(name.startswith(f"farewell.{register}.") for name in leaves)


async def test_nobody_takes_leave_in_a_short_or_a_plain_text(plan: Plan) -> None:
    for number in range(12):
        seed = f"s{number}"
        drafts = [
            await write(plan, tone="warm", length="short", seed=seed),
            await write(plan, tone="plain", seed=seed),
            await write(plan, seed=seed),
        ]
        assert not [one for draft in drafts for one in draft.used_templates if "farewell" in one]


async def test_leave_is_not_taken_twice_in_the_same_words(plan: Plan) -> None:
    memory: tuple[str, ...] = ()
    said: list[str] = []
    for number in range(40):
        draft = await write(plan, tone="warm", seed=f"day {number}", memory=TextMemory(memory))
        memory = (*draft.used_templates, *memory)
        said += [one for one in draft.used_templates if one.startswith("farewell.")]
    assert len(said) >= 10
    assert len(set(said)) == len(said)


async def test_the_hook_is_the_first_line_of_the_text(plan: Plan) -> None:
    draft = await write(plan)
    assert draft.text.startswith(draft.hook)
    assert sentences_of(draft.hook) == [draft.hook]


async def test_a_plan_without_themes_is_refused(plan: Plan) -> None:
    with pytest.raises(ValueError, match="at least one theme"):
        await write(replace(plan, themes=()))


async def test_a_theme_must_rest_on_a_fact_of_the_plan(plan: Plan) -> None:
    with pytest.raises(ValueError, match="which the plan lacks"):
        await write(replace(plan, facts=()))


def test_it_is_an_offline_text_provider() -> None:
    provider: TextProvider = EmbeddedText()
    assert (provider.manifest.id, provider.manifest.kind) == ("embedded", "text")
    assert provider.manifest.tier == "offline"
    assert provider.manifest.cost_per_call == 0


def test_the_engine_knows_nothing_of_any_pack() -> None:
    folder = Path(__file__).parents[4] / "src/heliograph/extensions/providers/embedded"
    words = " ".join(path.read_text("utf-8").lower() for path in folder.glob("*.py"))
    assert "zodiac" not in words
    assert "horoscope" not in words
