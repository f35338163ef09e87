"""The sentences themselves: how many there are, and what a proof-reader looks for in each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from heliograph.extensions.packs.islamic import PACK
from heliograph.extensions.packs.islamic.content import profiles, rules
from heliograph.extensions.packs.islamic.hijri.names import Language
from heliograph.extensions.packs.islamic.respect import Piece, Respect
from heliograph.extensions.packs.islamic.writing.pools import lines

WORDS = PACK.folder / "words"
KINDS = tuple(kind.id for kind in PACK.manifest.types)
TOPICS = tuple(path.stem for path in sorted((WORDS / "topics").iterdir()))
ABOUT_VERSES = ("verse_of_the_day", "verse_group", "reminder", "dua")
LANGUAGES: tuple[Language, ...] = ("en", "ar")
LEAST = 16
_ARABIC = re.compile("[\u0600-\u06ff]")
_LATIN = re.compile("[A-Za-z]")


def sentences(language: str) -> Iterator[tuple[str, str]]:
    """Every sentence of a language with the file it stands in; tags are no sentences."""
    for path in sorted(WORDS.rglob("*.yaml")):
        if path.stem != "hashtags":
            yield from ((path.stem, text) for text in _leaves(_of(path), language))


def _of(path: Path) -> object:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _leaves(node: object, language: str, *, inside: bool = False) -> Iterator[str]:
    if isinstance(node, str):
        yield from [node] if inside else []
    elif isinstance(node, list):
        for one in node:
            yield from _leaves(one, language, inside=inside)
    elif isinstance(node, dict):
        for name, one in node.items():
            if name not in ("en", "ar") or name == language:
                yield from _leaves(one, language, inside=inside or name == language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_role_has_at_least_sixteen_sentences(kind: str, language: Language) -> None:
    for topic in TOPICS if kind in ABOUT_VERSES else ("",):
        for role in ("hook", "thought", "act"):
            own = lines(kind, language, role)
            shared = lines(f"topics/{topic}", language, role) if topic else ()
            least = 8 if (kind, role) == ("hadith", "act") else LEAST
            assert len(own) + len(shared) >= least, (topic, role)
    assert len(lines("surahs", language, "place")) >= LEAST


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_have_as_many_sentences(language: Language) -> None:
    assert len(list(sentences(language))) > 1000
    counts = Counter(file for file, _ in sentences(language))
    other = Counter(file for file, _ in sentences("ar" if language == "en" else "en"))
    assert counts == other


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_stands_twice(language: Language) -> None:
    counts = Counter(text for file, text in sentences(language) if file != "titles")
    assert [text for text, count in counts.items() if count > 1] == []


def test_english_is_set_as_a_printer_would() -> None:
    faults = [
        text
        for file, text in sentences("en")
        if re.search(r"['\"]|  | [,.;:!?]|[,;:.!?]{2}|\b(\w+) \1\b|!", text)
        or _ARABIC.search(text)
        or (file not in ("titles", "occasions") and not text.endswith((".", "?")))
    ]
    assert faults == []


def test_arabic_has_its_own_marks_and_no_latin_ones() -> None:
    faults = []
    for file, text in sentences("ar"):
        plain = re.sub(r"\{\w+\}", "\u0667", text)
        if (
            re.search(r"[,;?!'\"]|  | [،؛؟.]|[،؛؟.]{2}", plain)
            or _LATIN.search(plain)
            or (file != "titles" and not text.endswith((".", "؟", "}")))
        ):
            faults.append(text)
    assert faults == []


def test_our_own_arabic_is_not_vowelled_like_a_quotation() -> None:
    for _, text in sentences("ar"):
        letters = len(_ARABIC.findall(text))
        assert sum("\u064b" <= sign <= "\u0652" for sign in text) <= letters * 0.15, text
        assert not any(sign in text for sign in "\u0670\u0671\ufd3e\ufd3f")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_breaks_a_rule_of_respect(respect: Respect, language: Language) -> None:
    for _, text in sentences(language):
        assert respect.problems(Piece(text, approved_by="Amina")) == (), text
        lowered = text.lower()
        assert not any(f" {word} " in f" {lowered} " for word in rules().forbidden), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_hashtags_are_words_of_their_language(language: Language) -> None:
    shared = _of(WORDS / "hashtags.yaml")
    tags = list(_leaves(shared, language))
    assert all(re.fullmatch(r"#\w+", tag) for tag in tags)
    assert all(bool(_ARABIC.search(tag)) == (language == "ar") for tag in tags)
    assert isinstance(shared, dict)
    assert {*KINDS, *TOPICS, "wide"} <= set(shared)


def test_every_audience_has_acts_of_its_own() -> None:
    for subject in profiles():
        for language in LANGUAGES:
            own = lines(f"audiences/{subject}", language, "act")
            assert subject == "readers" or len(own) >= LEAST
