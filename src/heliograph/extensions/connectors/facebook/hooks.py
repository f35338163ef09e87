"""Facebook's calls to us: changes of a Page's feed, and a withdrawn permission."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from heliograph.sdk.calls import Wire
from heliograph.sdk.graph.hooks import Change, Entry, GraphHooks, name_of
from heliograph.sdk.hooks import RemoteEvent
from heliograph.sdk.manifest import load_connector_manifest

Kind = Literal["published", "failed", "removed", "comment", "reaction", "revoked", "other"]
REACTIONS = frozenset({"reaction", "like"})


class Author(Wire):
    """Who did it."""

    id: str = Field("", coerce_numbers_to_str=True)


class Happening(Wire):
    """What happened in a feed."""

    item: str = ""
    verb: str = ""
    post_id: str = Field("", coerce_numbers_to_str=True)
    video_id: str = Field("", coerce_numbers_to_str=True)
    comment_id: str = Field("", coerce_numbers_to_str=True)
    message: str = ""
    author: Author = Field(Author(), alias="from")


class FacebookHooks(GraphHooks):
    """Implements `heliograph.sdk.hooks.Hooks`."""

    manifest = load_connector_manifest(Path(__file__).parent)
    subject = "page"

    def event(self, entry: Entry, change: Change) -> RemoteEvent:
        """What happened to a post of the Page."""
        try:
            value = Happening.model_validate(change.value)
        except ValidationError:
            value = Happening()
        detail = {"field": change.field, "item": value.item, "verb": value.verb}
        if value.comment_id:
            detail["comment_id"] = value.comment_id
        return RemoteEvent(
            id=name_of(entry, change),
            kind=_kind(change.field, value, entry.id),
            account_id=entry.id or None,
            remote_id=value.post_id or None,
            handle=value.video_id or None,
            text=value.message,
            detail=detail,
        )

    def withdrawn(self, person: str, issued: str) -> RemoteEvent:
        """A person took the app's permission back; which Pages were theirs is not told."""
        return RemoteEvent(f"{person}:{issued}", "revoked", detail={"user_id": person})


def _kind(field: str, value: Happening, page_id: str) -> Kind:
    if field != "feed":
        return "other"
    if value.item == "comment":
        return "comment" if value.verb == "add" else "other"
    if value.item in REACTIONS:
        return "reaction"
    if value.verb == "remove":
        return "removed"
    return "published" if value.verb == "add" and value.author.id == page_id else "other"
