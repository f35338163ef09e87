"""What can go wrong with embedding models."""

from __future__ import annotations

from heliograph.kit.errors import AppError


class ModelMissing(AppError):
    """A model is configured, and cannot be used."""

    code = "embeddings.model_missing"
    status = 503
    title = "The embedding model cannot be used"
    remedy = (
        "Install heliograph[embeddings] and put model.onnx and tokenizer.json into the folder,"
        " or leave HELIOGRAPH_EMBEDDINGS__MODEL empty to do without a model."
    )
