"""Values of assets that travel: where a file comes from, what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from heliograph.modules.assets.facts import FileFacts
from heliograph.modules.assets.licences import Licence

Asset = dict[str, Any]
MOVING = (
    "duration_ms", "fps", "video_codec", "audio_codec", "pixel_format", "audio_rate",
    "audio_channels", "is_streamable",
)  # fmt: skip
"""What only videos have."""
UPLOAD, URL, GENERATED, RENDITION = "upload", "url", "generated", "rendition"


@dataclass(frozen=True)
class Origin:
    """Where a file comes from and under which terms, and what is said of it at once.

    `source` is `upload`, `url`, or the name of what generated it; `licences` are those of the
    parts it was made of. Without a `licence` an upload is taken for the own work of whoever
    uploads it, what was generated for what it is, and what was fetched for unknown.
    """

    source: str
    licences: Mapping[str, str]
    alt: str = ""
    title: str = ""
    tags: tuple[str, ...] = ()
    folder_id: UUID | None = None
    licence: Licence | None = None
    by: UUID | None = None
    url: str = ""

    @property
    def kind(self) -> str:
        """In one word: `upload`, `url` or `generated`."""
        return self.source if self.source in (UPLOAD, URL) else GENERATED

    def licence_or(self, *, own_work: bool) -> Licence:
        """The licence stated, or the usual one of such a file."""
        if self.licence is not None:
            return self.licence
        usual = {UPLOAD: "own_work" if own_work else "unknown", URL: "unknown"}
        return Licence(usual.get(self.kind, "generated"))


@dataclass(frozen=True)
class Stored:
    """A file that lies in storage and is nobody's yet."""

    name: str
    facts: FileFacts


@dataclass(frozen=True)
class AssetWish:
    """What is to be said anew of a file; what is None stays as it is."""

    alt: str | None = None
    title: str | None = None
    tags: tuple[str, ...] | None = None
    licence: Licence | None = None
    folder_id: UUID | None = None
    moves: bool = field(default=False)
    """Whether `folder_id` is meant: None then means the library itself."""


def tidied(tags: tuple[str, ...] | list[str]) -> list[str]:
    """Tags in small letters, once each, in the order given."""
    words = (" ".join(tag.lower().split()) for tag in tags)
    return list(dict.fromkeys(word for word in words if word))
