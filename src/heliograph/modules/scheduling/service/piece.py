"""What a post will say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Piece:
    """What a post will say: text and media exactly as they shall go out."""

    text: str
    media: tuple[dict[str, Any], ...] = ()
    kind: str | None = None
    language: str | None = None
    content_id: UUID | None = None
    brand_id: UUID | None = None
    requires_approval: bool = False
    created_by: UUID | None = None
    occurrence: str = field(default="")
    extras: Mapping[str, Any] = field(default_factory=dict)

    @property
    def real_kind(self) -> str:
        """The kind that was asked for, or what the media make it."""
        if self.kind:
            return self.kind
        if len(self.media) == 1:
            for start, kind in (("video/", "video"), ("application/", "document")):
                if self.media[0]["mime"].startswith(start):
                    return kind
        return {0: "text", 1: "image"}.get(len(self.media), "carousel")
