"""Contents are found again by words and by meaning, and never another workspace's."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from heliograph.kit.embeddings import HashedEmbedder
from heliograph.kit.ids import new_id
from heliograph.modules.content import ContentService, Wording
from heliograph.modules.content.search import ContentIndex, Wanted, index_marked
from heliograph.modules.content.search.service import SearchService
from heliograph.modules.content.search.wording import query_of
from tests.modules.content.test_originality import keep
from tests.modules.content.test_pipeline import make
from tests.support.stage import Stage

TEXTS = {
    "wage": "Ask your boss about your salary before the meeting begins on Monday.",
    "walk": "Take a slow walk by the river and leave the phone at home.",
    "soup": "Cook a pot of lentil soup and bring a bowl to the neighbour.",
    "moon": "The Moon meets Saturn at 14:20, so finish one thing properly.",
    "صبر": "اِصْبِرْ فَإِنَّ الصَّبْرَ مِفْتَاحُ الفَرَجِ، ولا تعجل.",
}


async def library(stage: Stage) -> dict[str, UUID]:
    """Five pieces about five things, indexed."""
    ids, brand_id = {}, await stage.brand()
    for place, (name, words) in enumerate(TEXTS.items()):
        day = date(2026, 11, 1) + timedelta(days=place)
        ids[name] = await keep(stage, brand_id, words, target_date=day)
    await index_marked(stage.instance.database, HashedEmbedder())
    return ids


async def found(stage: Stage, question: str, **filters: Any) -> list[UUID]:
    """The ids of what is found, the best first."""
    index = ContentIndex(stage.work, HashedEmbedder())
    return [hit.content_id for hit in await index.search(Wanted(question, **filters))]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("salary", "wage"),
        ("meetings mondays", "wage"),
        ("lent", "soup"),
        ("walking rivers", "walk"),
        ('"lentil soup"', "soup"),
        ("الصبر", "صبر"),
    ],
)
async def test_words_are_found_in_all_their_forms(stage: Stage, question: str, name: str) -> None:
    ids = await library(stage)

    index = ContentIndex(stage.work, HashedEmbedder())
    hits = await index.search(Wanted(question))

    assert hits[0].content_id == ids[name]
    assert "words" in hits[0].by


@pytest.mark.parametrize(
    ("question", "name"),
    [("earn a better income", "wage"), ("a recipe for dinner", "soup"), ("patience", "صبر")],
)
async def test_meaning_is_found_where_no_word_is_shared(
    stage: Stage, question: str, name: str
) -> None:
    ids = await library(stage)

    index = ContentIndex(stage.work, HashedEmbedder())
    hits = await index.search(Wanted(question))

    assert hits[0].content_id == ids[name]
    assert hits[0].by == ("meaning",)


async def test_what_fits_in_words_and_in_meaning_stands_first(stage: Stage) -> None:
    ids = await library(stage)

    index = ContentIndex(stage.work, HashedEmbedder())
    hits = await index.search(Wanted("moon and saturn"))

    assert hits[0].content_id == ids["moon"]
    assert hits[0].by == ("words", "meaning")
    assert hits[0].score > 0.9


async def test_nothing_is_found_for_what_nobody_wrote_about(stage: Stage) -> None:
    await library(stage)

    assert await found(stage, "quantum chromodynamics") == []
    assert await found(stage, "?!…") == []


async def test_filters_narrow_what_is_found(stage: Stage) -> None:
    ids = await library(stage)
    virgo = await stage.brand("virgo")
    other = await keep(stage, virgo, TEXTS["wage"], type="weekly", status="archived")
    await index_marked(stage.instance.database, HashedEmbedder())

    assert await found(stage, "salary") == [ids["wage"]]
    assert await found(stage, "salary", status=("archived",)) == [other]
    assert await found(stage, "salary", brand_id=virgo, status=("archived", "ready")) == [other]
    assert await found(stage, "salary", type="weekly") == []
    assert await found(stage, "salary", since=date(2026, 11, 2)) == []
    assert await found(stage, "salary", until=date(2026, 11, 1)) == [ids["wage"]]


async def test_another_workspace_finds_none_of_it(stage: Stage) -> None:
    await library(stage)
    stranger = stage.instance.database.work(new_id())

    assert await ContentIndex(stranger, HashedEmbedder()).search(Wanted("salary")) == []


async def test_a_made_piece_is_found_at_once_and_a_changed_one_by_its_new_words(
    stage: Stage,
) -> None:
    _, content_id = await make(stage)
    contents = ContentService(stage.work, stage.instance.content)
    content = await contents.get(content_id)
    word = max(content["text"].split(), key=len).strip(".,;")
    assert content_id in await found(stage, word)

    text = f"{content['text']} Bring the marmalade."
    await contents.reword(content_id, Wording(version=content["version"], text=text))

    assert await found(stage, "marmalade") == [content_id]


async def test_an_archived_piece_is_found_only_when_asked_for(stage: Stage) -> None:
    ids = await library(stage)
    contents = ContentService(stage.work, stage.instance.content)

    await contents.archive(ids["walk"])

    assert await found(stage, "river") == []
    assert await found(stage, "river", status=("archived",)) == [ids["walk"]]


async def test_the_job_takes_up_what_nobody_indexed_and_then_rests(stage: Stage) -> None:
    await keep(stage, await stage.brand(), TEXTS["soup"])

    assert await index_marked(stage.instance.database, HashedEmbedder()) == 1
    assert await index_marked(stage.instance.database, HashedEmbedder()) == 0


async def test_the_service_gives_whole_contents_with_how_they_were_found(stage: Stage) -> None:
    ids = await library(stage)

    service = SearchService(stage.work, stage.instance.content)
    rows = await service.find(Wanted("lentil soup"))

    assert (rows[0]["id"], rows[0]["text"]) == (ids["soup"], TEXTS["soup"])
    assert rows[0]["found_by"] == ["words", "meaning"]


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("salaries", "'salary':*"),
        ("walk river", "'walk' & 'river':*"),
        ("walk ", "'walk'"),
        ('"lentil soup"', "('lentil' <-> 'soup')"),
        ("soup -walk", "'soup' & !('walk')"),
        ("-walk", ""),
        ("the of and", ""),
        ("'; DROP TABLE & | !", "'drop' & 'tabl':*"),
    ],
)
def test_a_question_becomes_a_query_that_nothing_can_break(question: str, query: str) -> None:
    assert query_of(question) == query
