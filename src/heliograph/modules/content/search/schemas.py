"""What crosses the wire of search."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from heliograph.modules.content.schemas import ContentOut


class FoundOut(ContentOut):
    """A content that fits a question."""

    relevance: float = Field(description="0 to 1: how high it stands in both orders.")
    found_by: list[Literal["words", "meaning"]]
