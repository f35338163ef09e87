"""What every embedder is, and what can be done with what it gives."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DIMENSIONS = 384
"""Numbers in every vector, whoever made it: the width of the columns that hold them."""

Vectors: TypeAlias = "NDArray[np.float32]"
"""One row a text, or one row alone."""

_FORM = ",".join(["%.4g"] * DIMENSIONS)
_QUICK_LETTERS = 4000
"""What a quick embedder reads in two or three milliseconds."""


class Embedder(Protocol):
    """Turns texts into unit vectors; blocking, so a busy event loop calls it in a thread."""

    @property
    def id(self) -> str:
        """Name and version. Vectors with different ids mean different things: never compare."""
        ...

    @property
    def is_quick(self) -> bool:
        """Whether the vector of a post costs no more than handing it to a thread would."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of `DIMENSIONS` numbers for each text, of length 1; zeros for an empty text."""
        ...


async def vector_of(embedder: Embedder, text: str) -> Vectors:
    """The row of one text. It leaves the event loop free where it takes its time: two changes of
    thread on a busy machine cost more than a quick embedder needs for a post."""
    if embedder.is_quick and len(text) <= _QUICK_LETTERS:
        rows = embedder.embed([text])
    else:
        rows = await asyncio.to_thread(embedder.embed, [text])
    row: Vectors = rows[0]
    return row


def likeness(one: Vectors, other: Vectors) -> float:
    """The cosine of two rows of one embedder: 1 for the same direction, about 0 for strangers."""
    return float(one @ other)


def literal(vector: Vectors) -> str:
    """One row as pgvector reads it, short enough for half precision."""
    return f"[{_FORM % tuple(vector.tolist())}]"
