"""The embedder without a model: hashed words, pairs, word parts and concepts, folded down.

Every feature points in a fixed direction: a few dimensions with signs that its hash chooses, so
nothing is learned and nothing is stored. The cosine of two texts is then close to the share of
weighted features they have in common (a sparse random projection, Achlioptas 2003). Words of one
concept share a direction, so that "salary" is near "wages"; what no concept names is compared by
its letters only.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module

from heliograph.kit.embeddings.embedder import Vectors
from heliograph.kit.embeddings.words import common_words, concepts, stem, words_of

_LONGEST = 4000
"""Words of a text that count; what follows them would not change the direction any more."""
_WEIGHTS = {"w": 1.0, "c": 1.8, "b": 0.3, "p": 0.15}
_COMMON = 0.12
_FOLDING = "heliograph.kit.embeddings.folding"


class HashedEmbedder:
    """Vectors from the text alone; the same on every machine and in every version of its id."""

    @property
    def id(self) -> str:
        """Changes whenever the same text would get another vector."""
        return "hashed-1"

    @property
    def is_quick(self) -> bool:
        """From the second text on: the first one loads numpy."""
        return _FOLDING in sys.modules

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Less than a millisecond for a post."""
        folding = import_module(_FOLDING)
        rows: Vectors = folding.folded([_features(text) for text in texts])
        return rows


def _features(text: str) -> dict[str, float]:
    words = words_of(text)[:_LONGEST]
    common = common_words()
    counted: Counter[str] = Counter()
    before = ""
    for word in words:
        is_common = word in common
        kept = stem(word)
        counted[f"w{word if is_common else kept}"] += 1
        if not is_common:
            counted.update(_of_word(kept))
        if before:
            counted[f"b{before} {kept}"] += 1
        before = kept
    return {
        name: (1.0 + math.log(count)) * _weight(name, common) for name, count in counted.items()
    }


@lru_cache(maxsize=20_000)
def _of_word(kept: str) -> tuple[str, ...]:
    """The features of a word alone: its concepts and its parts."""
    framed = f"<{kept}>"
    parts = (
        f"p{framed[start : start + size]}"
        for size in (3, 4)
        for start in range(len(framed) - size + 1)
    )
    return (*(f"c{concept}" for concept in concepts().get(kept, ())), *parts)


def _weight(name: str, common: frozenset[str]) -> float:
    if name[0] == "w" and name[1:] in common:
        return _COMMON
    return _WEIGHTS[name[0]]
