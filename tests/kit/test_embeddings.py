"""Texts as vectors, without a model and with one."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from heliograph.kit.embeddings import (
    DIMENSIONS,
    HashedEmbedder,
    ModelMissing,
    Vectors,
    likeness,
    literal,
    open_embedder,
    vector_of,
)
from heliograph.kit.embeddings.words import stem, words_of


class Watched(HashedEmbedder):
    """Remembers which threads asked it."""

    def __init__(self, is_quick: bool) -> None:
        self.threads: set[int] = set()
        self._is_quick = is_quick

    @property
    def is_quick(self) -> bool:
        """As it was told."""
        return self._is_quick

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The same vectors."""
        self.threads.add(threading.get_ident())
        return super().embed(texts)


def near(one: str, other: str) -> float:
    """How near two texts are."""
    first, second = HashedEmbedder().embed([one, other])
    return likeness(first, second)


def test_every_text_has_a_unit_vector_and_an_empty_one_has_none() -> None:
    rows = HashedEmbedder().embed(["Cook a soup", "", "…", "صبر جميل", "x" * 20_000])

    assert rows.shape == (5, DIMENSIONS)
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 0, 0, 1, 1], abs=1e-5)


@pytest.mark.parametrize(
    ("one", "other", "stranger"),
    [
        ("Ask for a higher salary", "Talk about your wages", "Feed the cat at night"),
        ("Planning a trip by train", "She planned the journey", "Feed the cat at night"),
        ("A recipe for dinner", "How to cook a meal", "The Moon meets Saturn"),
        ("الصبر جميل", "Be patient", "Feed the cat"),
    ],
)
def test_texts_of_one_meaning_are_nearer_than_strangers(
    one: str, other: str, stranger: str
) -> None:
    assert near(one, other) > near(one, stranger) + 0.15


def test_a_vector_is_the_same_on_every_machine() -> None:
    row = HashedEmbedder().embed(["The Moon meets Saturn at 14:20"])[0]

    digest = hashlib.sha256((row * 10_000).round().astype("<i4").tobytes()).hexdigest()
    assert digest[:16] == "c43d665f0957ec4b"
    assert HashedEmbedder().id == "hashed-1"


def test_a_literal_holds_what_half_precision_can() -> None:
    row = HashedEmbedder().embed(["Cook a soup"])[0]

    read = np.array([float(one) for one in literal(row).strip("[]").split(",")])

    assert len(read) == DIMENSIONS
    assert np.abs(read - row).max() < 1e-4


@pytest.mark.parametrize(
    "forms",
    [
        ("plan", "plans", "planned", "planning"),
        ("story", "stories"),
        ("meeting", "meetings", "meet"),
        ("box", "boxes"),
        ("try", "tries", "tried"),
        ("class", "classes"),
    ],
)
def test_forms_of_a_word_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


def test_vowelled_and_bare_arabic_are_the_same_words() -> None:
    assert words_of("اِصْبِرْ فَإِنَّ الصَّبْرَ") == words_of("اصبر فان الصبر")


def test_a_folder_without_a_model_is_refused_instead_of_falling_back(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"model\.onnx"):
        open_embedder(tmp_path)


@pytest.mark.parametrize(
    ("is_quick", "letters", "stays"), [(True, 400, True), (True, 40_000, False), (False, 4, False)]
)
async def test_only_a_quick_embedder_with_a_short_text_stays_on_the_event_loop(
    is_quick: bool, letters: int, stays: bool
) -> None:
    embedder = Watched(is_quick)
    text = "soup " * (letters // 5 + 1)

    row = await vector_of(embedder, text)

    assert row.tolist() == HashedEmbedder().embed([text])[0].tolist()
    assert (embedder.threads == {threading.get_ident()}) is stays


def test_the_embedder_without_a_model_is_quick_once_it_is_loaded() -> None:
    HashedEmbedder().embed(["soup"])

    assert HashedEmbedder().is_quick
