"""Instagram's calls to us: comments and mentions, and a withdrawn permission."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, ValidationError

from heliograph.sdk.calls import Wire
from heliograph.sdk.graph.hooks import Change, Entry, GraphHooks, name_of
from heliograph.sdk.hooks import RemoteEvent
from heliograph.sdk.manifest import load_connector_manifest


class Named(Wire):
    """Somebody or something with an id."""

    id: str = Field("", coerce_numbers_to_str=True)


class Said(Wire):
    """A comment below a medium, or a mention of the account."""

    id: str = Field("", coerce_numbers_to_str=True)
    text: str = ""
    author: Named = Field(Named(), alias="from")
    media: Named = Named()
    media_id: str = Field("", coerce_numbers_to_str=True)
    comment_id: str = Field("", coerce_numbers_to_str=True)


class InstagramHooks(GraphHooks):
    """Implements `heliograph.sdk.hooks.Hooks`."""

    manifest = load_connector_manifest(Path(__file__).parent)
    subject = "instagram"

    def event(self, entry: Entry, change: Change) -> RemoteEvent:
        """Other people's comments are comments; what the account says itself is no news."""
        try:
            said = Said.model_validate(change.value)
        except ValidationError:
            said = Said()
        is_news = change.field == "comments" and said.author.id != entry.id
        comment = said.comment_id or (said.id if change.field == "comments" else "")
        detail = {"field": change.field} | ({"comment_id": comment} if comment else {})
        return RemoteEvent(
            id=name_of(entry, change),
            kind="comment" if is_news else "other",
            account_id=entry.id or None,
            remote_id=said.media.id or said.media_id or None,
            text=said.text,
            detail=detail,
        )
