"""Near-copies among everything a brand made are found, by shared bands and by meaning."""

from __future__ import annotations

import random
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from benchmarks.full_library import made_up
from sqlalchemy import text

from heliograph.kit.embeddings import HashedEmbedder
from heliograph.kit.ids import new_id
from heliograph.modules.content.gate import likeness
from heliograph.modules.content.repository import ContentRepository
from heliograph.modules.content.search import ContentIndex, index_marked
from heliograph.modules.content.search.prints import BANDS, bands_of
from tests.support.stage import Stage

DAY = date(2026, 11, 21)
BRAND, OTHER = new_id(), new_id()
FIRST = next(made_up(1, seed=1))


def reworded(words: str, count: int, seed: int = 1) -> str:
    """Some words of a text put differently."""
    parts, chance = words.split(), random.Random(seed)  # noqa: S311 - repeatable
    for place in chance.sample(range(len(parts)), count):
        parts[place] = "something"
    return " ".join(parts)


async def keep(stage: Stage, brand_id: UUID, words: str, **values: Any) -> UUID:
    """A made piece, stored and not yet indexed."""
    content_id = new_id()
    now = stage.instance.clock.now()
    row = {
        "id": content_id, "brand_id": brand_id, "pack": "zodiac", "subject": "leo",
        "type": "daily_horoscope", "target_date": DAY, "language": "en", "status": "ready",
        "title": "", "text": words, "hashtags": [], "created_at": now, "updated_at": now,
    }  # fmt: skip
    async with stage.work.transaction() as session:
        await ContentRepository(session, stage.work.workspace_id).add(row | values)
    return content_id


def asked(brand_id: UUID, words: str) -> dict[str, Any]:
    """A text that is about to be judged."""
    return {"id": new_id(), "brand_id": brand_id, "title": "", "text": words}


@pytest.mark.parametrize("changed", [0, 1, 3])
async def test_a_near_copy_is_found_with_its_exact_likeness(stage: Stage, changed: int) -> None:
    brand_id = await stage.brand()
    content_id = await keep(stage, brand_id, FIRST)
    for words in made_up(30, seed=2):
        await keep(stage, brand_id, words)
    await index_marked(stage.instance.database, HashedEmbedder())
    copy = reworded(FIRST, changed)

    alike = await ContentIndex(stage.work, HashedEmbedder()).alike(asked(brand_id, copy))

    assert alike.content_id == str(content_id)
    assert alike.words == pytest.approx(likeness(FIRST, copy))
    assert alike.meaning is not None
    assert alike.meaning > 0.9
    assert (alike.day, alike.compared) == (DAY, 31)


@pytest.mark.parametrize("kept", ["2 0 1 5 4 3", "0 1 2 3", "3 4 5 1"])
async def test_a_copy_with_sentences_moved_or_cut_is_found(stage: Stage, kept: str) -> None:
    brand_id = await stage.brand()
    content_id = await keep(stage, brand_id, FIRST)
    for words in made_up(30, seed=2):
        await keep(stage, brand_id, words)
    await index_marked(stage.instance.database, HashedEmbedder())
    sentences = FIRST.rstrip(".").split(". ")
    copy = ". ".join(sentences[int(place)] for place in kept.split())

    alike = await ContentIndex(stage.work, HashedEmbedder()).alike(asked(brand_id, copy))

    assert alike.content_id == str(content_id)
    assert alike.words == pytest.approx(likeness(FIRST, copy))
    assert alike.meaning is not None
    assert alike.meaning > 0.7


async def test_a_text_without_words_is_compared_and_like_nothing(stage: Stage) -> None:
    brand_id = await stage.brand()
    await keep(stage, brand_id, FIRST)
    await index_marked(stage.instance.database, HashedEmbedder())

    alike = await ContentIndex(stage.work, HashedEmbedder()).alike(asked(brand_id, "…"))

    assert (alike.words, alike.meaning, alike.compared) == (0.0, None, 1)


async def test_another_workspaces_copies_are_never_seen(stage: Stage) -> None:
    brand_id = await stage.brand()
    await keep(stage, brand_id, FIRST)
    await index_marked(stage.instance.database, HashedEmbedder())
    stranger = stage.instance.database.work(new_id())

    alike = await ContentIndex(stranger, HashedEmbedder()).alike(asked(brand_id, FIRST))

    assert (alike.words, alike.content_id, alike.compared) == (0.0, "", 0)


async def test_a_new_text_is_like_none_of_them(stage: Stage) -> None:
    brand_id = await stage.brand()
    for words in made_up(30, seed=2):
        await keep(stage, brand_id, words)
    await index_marked(stage.instance.database, HashedEmbedder())

    alike = await ContentIndex(stage.work, HashedEmbedder()).alike(asked(brand_id, FIRST))

    assert alike.words < 0.2
    assert alike.meaning is not None
    assert alike.meaning < 0.85


async def test_other_brands_refused_pieces_and_the_piece_itself_do_not_count(stage: Stage) -> None:
    brand_id = await stage.brand()
    other = await stage.brand("virgo")
    own = await keep(stage, brand_id, FIRST)
    await keep(stage, other, FIRST)
    await keep(stage, brand_id, FIRST, status="refused")
    await index_marked(stage.instance.database, HashedEmbedder())
    index = ContentIndex(stage.work, HashedEmbedder())

    itself = await index.alike({**asked(brand_id, FIRST), "id": own})
    stranger = await index.alike(asked(brand_id, FIRST))

    assert itself.words == 0.0
    assert stranger.content_id == str(own)


async def test_without_vectors_bands_alone_find_the_copy(stage: Stage) -> None:
    brand_id = await stage.brand()
    content_id = await keep(stage, brand_id, FIRST)
    await index_marked(stage.instance.database, HashedEmbedder())
    async with stage.work.transaction() as session:
        await session.execute(text("UPDATE content_index SET embedding = NULL"))

    index = ContentIndex(stage.work, HashedEmbedder())
    alike = await index.alike(asked(brand_id, reworded(FIRST, 1)))

    assert alike.content_id == str(content_id)
    assert alike.words > 0.7


def test_bands_find_nearly_all_texts_that_share_half_of_their_runs() -> None:
    found = total = 0
    for number, words in enumerate(made_up(300, seed=4)):
        copy = reworded(words, 4, seed=number)
        if 0.5 <= likeness(words, copy) < 0.6:
            total += 1
            pairs = zip(bands_of(words, BRAND), bands_of(copy, BRAND), strict=True)
            found += any(one == other for one, other in pairs)
    assert total > 50
    assert found / total > 0.88


def test_bands_of_another_brand_or_text_are_others() -> None:
    mine = bands_of(FIRST, BRAND)

    assert mine == bands_of(FIRST, BRAND)
    assert len(mine) == BANDS
    assert not set(mine) & set(bands_of(FIRST, OTHER))
    assert not set(mine) & set(bands_of(next(made_up(1, seed=9)), BRAND))


def test_a_text_of_one_word_has_bands_as_well() -> None:
    assert len(bands_of("Rest", BRAND)) == BANDS
    assert len(bands_of("", BRAND)) == BANDS
