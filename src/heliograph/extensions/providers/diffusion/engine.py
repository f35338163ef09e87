"""Blocking work with torch and diffusers, which are an extra and heavy to import."""

from __future__ import annotations

import importlib
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from heliograph.sdk.generating import AnswerUnusable, ModelUnknown, Usage
from heliograph.sdk.painting import PaintOrder

_PNG_LEVEL = 3
_TURN = threading.Lock()
"""One picture at a time: two would only share the machine, and its memory."""


def paint(folder: Path, order: PaintOrder, size: tuple[int, int], steps: int) -> bytes:
    """A PNG of one picture; the same order gives the same picture on the same machine."""
    with _TURN:
        pipeline = load(folder)
        torch = importlib.import_module("torch")
        made = pipeline(
            prompt=order.prompt,
            negative_prompt=order.avoid or None,
            width=size[0],
            height=size[1],
            num_inference_steps=steps,
            generator=torch.Generator("cpu").manual_seed(order.seed % 2**63),
            output_type="np",
        )
    flagged = getattr(made, "nsfw_content_detected", None)
    if flagged and flagged[0]:
        raise AnswerUnusable("The model's own filter stopped the picture.", Usage(pictures=1))
    pixels = (np.clip(made.images[0], 0.0, 1.0) * 255).round().astype(np.uint8)
    done, data = cv2.imencode(".png", pixels[:, :, ::-1], [cv2.IMWRITE_PNG_COMPRESSION, _PNG_LEVEL])
    if not done:
        raise AnswerUnusable("The picture could not be written.", Usage(pictures=1))
    return bytes(data)


@lru_cache(maxsize=1)
def load(folder: Path) -> Any:
    """The pipeline of a folder, kept for the next picture.

    Only safetensors are read, which hold numbers and no code, and nothing is downloaded.
    """
    try:
        torch = importlib.import_module("torch")
        diffusers = importlib.import_module("diffusers")
    except ImportError as error:
        raise ModelUnknown(
            "diffusers and torch are not installed here; install the extra `diffusion`."
        ) from error
    has_cuda = torch.cuda.is_available()
    try:
        pipeline = diffusers.DiffusionPipeline.from_pretrained(
            str(folder),
            dtype=torch.float16 if has_cuda else torch.float32,
            use_safetensors=True,
            local_files_only=True,
        )
    except (OSError, ValueError, KeyError) as error:
        raise ModelUnknown(f"The model {folder.name} cannot be loaded as it lies here.") from error
    pipeline.set_progress_bar_config(disable=True)
    return pipeline.to("cuda" if has_cuda else "cpu")
