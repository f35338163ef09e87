"""Which embedder this process uses."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

from heliograph.kit.embeddings.embedder import Embedder
from heliograph.kit.embeddings.hashed import HashedEmbedder


@cache
def open_embedder(model: Path | None = None) -> Embedder:
    """The model of a folder, loaded once a process, or the embedder that needs none.

    Raises `ModelMissing` when a folder is given and cannot be used: falling back in silence would
    mix vectors that mean different things.
    """
    if model is None:
        return HashedEmbedder()
    loaded: Embedder = import_module("heliograph.kit.embeddings.model").ModelEmbedder(model)
    return loaded
