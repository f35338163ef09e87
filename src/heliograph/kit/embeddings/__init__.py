"""Texts as vectors: near in meaning is near in direction.

One embedder serves the whole instance, so that what one module stored another can search. The
default needs no model and no network: it hashes words, parts of words and everyday concepts. A
model is used when the operator configured a folder with one (`heliograph[embeddings]`).
"""

from heliograph.kit.embeddings.embedder import (
    DIMENSIONS,
    Embedder,
    Vectors,
    likeness,
    literal,
    vector_of,
)
from heliograph.kit.embeddings.errors import ModelMissing
from heliograph.kit.embeddings.hashed import HashedEmbedder
from heliograph.kit.embeddings.opening import open_embedder

__all__ = [
    "DIMENSIONS",
    "Embedder",
    "HashedEmbedder",
    "ModelMissing",
    "Vectors",
    "likeness",
    "literal",
    "open_embedder",
    "vector_of",
]
