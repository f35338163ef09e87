"""An embedder over a sentence model in ONNX form, for those who configured a folder with one."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from heliograph.kit.embeddings.embedder import DIMENSIONS, Vectors
from heliograph.kit.embeddings.errors import ModelMissing
from heliograph.kit.embeddings.folding import unit

_BATCH = 32
_TOKENS = 256


class ModelEmbedder:
    """Sentence vectors of a model whose outputs have `DIMENSIONS` numbers a token or a text."""

    def __init__(self, folder: Path) -> None:
        """Load `model.onnx` and `tokenizer.json`; raises `ModelMissing`."""
        for name in ("model.onnx", "tokenizer.json"):
            if not (folder / name).is_file():
                raise ModelMissing(f"{folder} holds no {name}")
        try:
            runtime, tokenizers = import_module("onnxruntime"), import_module("tokenizers")
        except ImportError as error:
            raise ModelMissing(f"The package {error.name} is not installed") from error
        self._name = folder.name
        self._tokenizer: Any = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(_TOKENS)
        self._tokenizer.enable_padding()
        self._session: Any = runtime.InferenceSession(
            str(folder / "model.onnx"), providers=["CPUExecutionProvider"]
        )
        self._inputs = {one.name for one in self._session.get_inputs()}
        if (width := self._session.get_outputs()[0].shape[-1]) != DIMENSIONS:
            raise ModelMissing(f"The model gives {width} numbers a text; {DIMENSIONS} are stored")

    @property
    def id(self) -> str:
        """The folder's name tells models apart."""
        return f"model-{self._name}"

    @property
    def is_quick(self) -> bool:
        """A model takes several milliseconds for any text."""
        return False

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Batches of texts of like length, so that little of a batch is padding."""
        rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        order = sorted((at for at, text in enumerate(texts) if text.strip()), key=_length(texts))
        for start in range(0, len(order), _BATCH):
            places = order[start : start + _BATCH]
            rows[places] = self._batch([texts[at] for at in places])
        return unit(rows)

    def _batch(self, texts: Sequence[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch(list(texts))
        mask = np.array([one.attention_mask for one in encoded], dtype=np.int64)
        given = {
            "input_ids": np.array([one.ids for one in encoded], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.array([one.type_ids for one in encoded], dtype=np.int64),
        }
        wanted = {name: value for name, value in given.items() if name in self._inputs}
        found: Vectors = self._session.run(None, wanted)[0]
        if found.ndim == 2:
            return found
        # One vector a token: the text's is their mean, without the padding.
        weights = mask[:, :, None].astype(np.float32)
        mean: Vectors = (found * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1)
        return mean


def _length(texts: Sequence[str]) -> Any:
    return lambda at: len(texts[at])
