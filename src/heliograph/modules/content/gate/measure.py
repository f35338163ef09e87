"""A look at a picture file itself. Blocking: it decodes the picture."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from heliograph.modules.content.gate.values import PictureFile
from heliograph.sdk.files import MediaFacts

_LARGEST = 60_000_000
"""Pixels that are decoded; what is larger is judged by its head alone."""
_BY_EDGE = (5, 95)
_KINDS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
)


def measure(data: bytes, facts: MediaFacts) -> PictureFile:
    """How far the brightness of a picture reaches, small details aside.

    `facts` say what is known from its head; a picture that cannot be decoded has no spread and
    an unknown type.
    """
    if (facts.width or 0) * (facts.height or 0) > _LARGEST:
        return PictureFile(facts, 255.0)
    image = _decoded(data, "IMREAD_REDUCED_GRAYSCALE_4")
    if image is None:
        return PictureFile(MediaFacts("", len(data)), 0.0)
    dark, light = import_module("numpy").percentile(image, _BY_EDGE)
    return PictureFile(facts, float(light - dark))


def measure_alone(data: bytes) -> PictureFile:
    """The same for a file of which nothing is known yet."""
    mime = next((mime for head, mime in _KINDS if data.startswith(head)), "")
    if mime == "image/png" and len(data) > 24:
        # The head says how large it is: a bomb is not opened to find out.
        width, height = (int.from_bytes(data[at : at + 4]) for at in (16, 20))
    else:
        whole = _decoded(data, "IMREAD_GRAYSCALE") if mime else None
        height, width = whole.shape[:2] if whole is not None else (0, 0)
    return measure(data, MediaFacts(mime, len(data), width, height))


def _decoded(data: bytes, way: str) -> Any:
    # It is large and is needed by few: a process that never looks at a picture does without it.
    opencv, numpy = import_module("cv2"), import_module("numpy")
    try:
        return opencv.imdecode(numpy.frombuffer(data, numpy.uint8), getattr(opencv, way))
    except opencv.error:
        return None
