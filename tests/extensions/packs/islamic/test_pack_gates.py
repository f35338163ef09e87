"""How varied the texts are, in both languages: one account's months, and five side by side."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import pairwise
from typing import Protocol

import pytest
from evaluations.text_measures import distinct, likenesses, reading_grade, self_bleu
from tests.extensions.packs.islamic.runs import Made, in_latin, own_words, series_of

from heliograph.extensions.packs.islamic import PACK, IslamicPack
from heliograph.extensions.packs.islamic.content import profiles
from heliograph.sdk.text import TextBrief, opening_of

# Months of texts are written once for all questions, so one process asks them.
pytestmark = pytest.mark.xdist_group("islamic-series")

KINDS = tuple(kind.id for kind in PACK.manifest.types if kind.id != "hadith")
SINCE, RAMADAN = date(2026, 1, 1), date(2026, 2, 18)
DAYS = {"friday_reminder": 364, "week_ahead": 364, "hijri_event": 240, "ramadan_day": 30}
USUAL_DAYS = 60
SIDE_BY_SIDE = {"friday_reminder": 140, "week_ahead": 140, "hijri_event": 60}
USUAL_SIDE_BY_SIDE = 30
HALF_ALIKE = 0.01
"""The share of texts that may have half their wording in common with another one."""
MOST_SHARED = 0.45
"""Wording that sixty texts of one account have in common, at most."""
SOON = 30
"""Days for which an account says no sentence of its own again."""
STEPS = {"week_ahead": 7}
"""Days from one text to the next, where it is not one."""


class Series(Protocol):
    """Gives the texts of a kind: one audience over months, or all audiences over days."""

    def __call__(self, kind: str, language: str, *, together: bool) -> list[Made]: ...


_SENTENCE = re.compile(r"[^.؟?\n]+[.؟?]")


@pytest.fixture(scope="module")
def written() -> dict[tuple[str, str, bool], list[Made]]:
    """Series that were written already."""
    return {}


@pytest.fixture
def series(pack: IslamicPack, written: dict[tuple[str, str, bool], list[Made]]) -> Series:
    """Writes each series once."""

    def texts(kind: str, language: str, *, together: bool) -> list[Made]:
        key = (kind, language, together)
        if key not in written:
            some = SIDE_BY_SIDE.get(kind, USUAL_SIDE_BY_SIDE)
            days = some if together else DAYS.get(kind, USUAL_DAYS)
            since = RAMADAN if kind == "ramadan_day" else SINCE
            who = tuple(profiles()) if together else ("readers",)
            step = STEPS.get(kind, 1)
            written[key] = list(series_of(pack, kind, language, range(0, days, step), since, who))
        return written[key]

    return texts


def words(pack: IslamicPack, made: list[Made]) -> list[str]:
    """The texts in sentences of our own: without quotations, tables of times, dates and sources."""
    return [in_latin(own_words(pack, one)) for one in made]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_account_writes_no_text_twice_or_nearly_twice(
    pack: IslamicPack, series: Series, kind: str, language: str
) -> None:
    made = series(kind, language, together=False)
    texts = [one.draft.text for one in made]
    alike = [pair for pair in likenesses(words(pack, made)) if pair[2] >= 0.5]
    assert len(texts) >= 30
    assert len(set(texts)) == len(texts)
    assert [pair for pair in alike if pair[2] >= 0.8] == []
    assert len({at for one, other, _ in alike for at in (one, other)}) <= HALF_ALIKE * len(texts)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", KINDS)
def test_audiences_keep_apart_on_one_day(
    pack: IslamicPack, series: Series, kind: str, language: str
) -> None:
    made = series(kind, language, together=True)
    openings = Counter((one.plan.date, opening_of(one.draft.text)) for one in made)
    used = Counter((one.plan.date, name) for one in made for name in one.draft.used_templates)
    texts = [one.draft.text for one in made]
    near = [pair for pair in likenesses(words(pack, made)) if pair[2] >= 0.5]
    assert [key for key, count in openings.items() if count > 1] == []
    assert [key for key, count in used.items() if count > 1] == []
    assert len(set(texts)) == len(texts)
    assert len({at for one, other, _ in near for at in (one, other)}) <= HALF_ALIKE * len(texts)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_sentence_of_ours_comes_back_soon(
    pack: IslamicPack, series: Series, kind: str, language: str
) -> None:
    last: dict[str, date] = {}
    again = []
    for one in series(kind, language, together=False):
        for name in one.draft.used_templates:
            if name in last and (one.plan.date - last[name]).days <= SOON:
                again.append((name, str(one.plan.date)))
            last[name] = one.plan.date
    assert again == []


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", KINDS)
def test_wording_is_varied(pack: IslamicPack, series: Series, kind: str, language: str) -> None:
    texts = words(pack, series(kind, language, together=False))[:60]
    assert self_bleu(texts) <= MOST_SHARED
    assert distinct(texts, 2) >= 0.35
    assert distinct(texts, 3) >= 0.60


def test_texts_that_share_their_wording_are_found(pack: IslamicPack, series: Series) -> None:
    texts = words(pack, series("hijri_day", "en", together=False))[:30]
    nearly = " ".join([*texts[0].split()[:-5], "another end stands here"])
    assert [share for _, _, share in likenesses([*texts, nearly]) if share >= 0.5] != []
    assert self_bleu([*texts, *texts]) > MOST_SHARED


@pytest.mark.parametrize("kind", KINDS)
def test_our_own_english_is_easy_to_read(pack: IslamicPack, series: Series, kind: str) -> None:
    made = series(kind, "en", together=False)
    own = "\n".join(
        sentence.strip() for one in made for sentence in _SENTENCE.findall(own_words(pack, one))
    )
    assert 2 <= reading_grade(own) <= 9


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", KINDS)
def test_tags_change_from_day_to_day_and_a_call_is_missing_now_and_then(
    series: Series, kind: str, language: str
) -> None:
    made = series(kind, language, together=False)
    tags = [one.draft.hashtags for one in made]
    assert all(set(one) != set(other) for one, other in pairwise(tags))
    missing = sum(one.draft.call_to_action is None for one in made) / len(made)
    assert 0.15 <= missing <= 0.55


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_same_brief_gives_the_same_text_and_another_try_another(
    pack: IslamicPack, series: Series, language: str
) -> None:
    plan = series("dua", language, together=False)[0].plan
    tries = [pack.write(TextBrief(plan, pack.folder, "s", at % 8)).text for at in range(16)]
    assert tries[:8] == tries[8:]
    assert len(set(tries)) == 8
