"""What a post shows besides its words: pictures, a video, the card of a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from heliograph.sdk.connectors import MediaFile

Blob = dict[str, JsonValue]


@dataclass(frozen=True)
class Card:
    """What stands for a linked page. Bluesky fetches none: the sender brings it along."""

    uri: str
    title: str
    description: str = ""
    thumb: Blob | None = None

    def told(self) -> dict[str, object]:
        """The card as a record and our memory carry it."""
        card: dict[str, object] = {
            "uri": self.uri,
            "title": self.title,
            "description": self.description,
        }
        return card | ({"thumb": self.thumb} if self.thumb else {})


def embed_of(
    media: Sequence[MediaFile], blobs: Sequence[Blob], card: Mapping[str, object] | None
) -> dict[str, object] | None:
    """The one embed a record has; None for words alone."""
    if media and media[0].is_video:
        return {"$type": "app.bsky.embed.video", **_shown(media[0], "video", blobs[0])}
    if media:
        images = [_shown(file, "image", blob) for file, blob in zip(media, blobs, strict=True)]
        return {"$type": "app.bsky.embed.images", "images": images}
    if card is not None:
        return {"$type": "app.bsky.embed.external", "external": dict(card)}
    return None


def _shown(file: MediaFile, role: str, blob: Blob) -> dict[str, object]:
    shown: dict[str, object] = {"alt": file.alt, role: blob}
    if file.width and file.height:
        shown["aspectRatio"] = {"width": file.width, "height": file.height}
    return shown
