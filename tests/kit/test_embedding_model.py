"""A sentence model from a folder: a tiny one, built here, run by the real runtime."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from heliograph.kit.embeddings import DIMENSIONS, ModelMissing, likeness, open_embedder

onnx: Any = pytest.importorskip("onnx", reason="needs heliograph[embeddings] and onnx")
tokenizers: Any = pytest.importorskip("tokenizers", reason="needs heliograph[embeddings]")
pytest.importorskip("onnxruntime", reason="needs heliograph[embeddings]")

VOCABULARY = ("[PAD]", "[UNK]", "cook", "soup", "river", "walk")


def build(folder: Path, width: int = DIMENSIONS) -> Path:
    """A model that looks every word up in a table: one vector a token."""
    table = np.random.default_rng(1).normal(size=(len(VOCABULARY), width)).astype(np.float32)
    helper, kinds = onnx.helper, onnx.TensorProto
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"], axis=0)],
        "table",
        [
            helper.make_tensor_value_info("input_ids", kinds.INT64, ["batch", "tokens"]),
            helper.make_tensor_value_info("attention_mask", kinds.INT64, ["batch", "tokens"]),
        ],
        [
            helper.make_tensor_value_info(
                "last_hidden_state", kinds.FLOAT, ["batch", "tokens", width]
            )
        ],
        [onnx.numpy_helper.from_array(table, "table")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    folder.mkdir()
    onnx.save(model, str(folder / "model.onnx"))
    words = {word: place for place, word in enumerate(VOCABULARY)}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def test_a_models_vectors_are_the_mean_of_its_tokens_without_padding(tmp_path: Path) -> None:
    embedder = open_embedder(build(tmp_path / "tiny"))

    rows = embedder.embed(["cook soup", "soup cook", "", "river walk soup cook", "river"])

    assert rows.shape == (5, DIMENSIONS)
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 0, 1, 1], abs=1e-5)
    assert likeness(rows[0], rows[1]) == pytest.approx(1.0, abs=1e-5)
    assert likeness(rows[0], rows[3]) > likeness(rows[0], rows[4]) + 0.3
    assert embedder.embed(["river"])[0] == pytest.approx(rows[4], abs=1e-5)
    assert embedder.id == "model-tiny"


def test_a_model_of_another_width_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="8 numbers"):
        open_embedder(build(tmp_path / "narrow", width=8))
