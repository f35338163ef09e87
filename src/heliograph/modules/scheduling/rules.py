"""Whether a platform will take a piece, checked before it is planned."""

from __future__ import annotations

from typing import Any, Protocol

from heliograph.modules.scheduling.errors import RulesBroken
from heliograph.sdk.files import MediaFacts
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.problems import Problem
from heliograph.sdk.rules import Piece as RulesPiece
from heliograph.sdk.rules import check


class HasPiece(Protocol):
    """The parts of a piece that rules look at."""

    @property
    def text(self) -> str: ...
    @property
    def media(self) -> tuple[dict[str, Any], ...]: ...
    @property
    def real_kind(self) -> str: ...


def problems_of(manifest: ConnectorManifest, piece: HasPiece) -> list[Problem]:
    """Every rule of the platform that the piece breaks."""
    media = tuple(
        MediaFacts(
            mime=one["mime"],
            size=one["size"],
            width=one.get("width"),
            height=one.get("height"),
            alt=one.get("alt", ""),
        )
        for one in piece.media
    )
    return list(check(manifest, RulesPiece(text=piece.text, media=media, kind=piece.real_kind)))


def check_piece(manifest: ConnectorManifest, piece: HasPiece) -> None:
    """Raise `RulesBroken` when the platform would refuse the piece."""
    if problems := problems_of(manifest, piece):
        raise RulesBroken(problems)
