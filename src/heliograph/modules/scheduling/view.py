"""From a post's row to what is shown. Pure but for the clock it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from heliograph.modules.assets import AssetTools
from heliograph.modules.scheduling.sentences import needs_approval, next_action, status_sentence
from heliograph.modules.scheduling.slots import wall_of, wall_text
from heliograph.sdk.manifest import ConnectorManifest

SAME = (
    "id",
    "brand_id",
    "content_id",
    "kind",
    "text",
    "status",
    "due_at",
    "time_zone",
    "published_at",
    "remote_id",
    "url",
    "revision",
    "problem",
    "held_by",
    "reschedules",
    "is_urgent",
    "metrics",
    "created_at",
)
SAYS_NEXT = ("scheduled", "retrying")


class PostView:
    """Shapes rows for one answer."""

    def __init__(
        self, manifest: Callable[[str], ConnectorManifest], assets: AssetTools, now: datetime
    ) -> None:
        self._manifest = manifest
        self._assets = assets
        self._now = now

    def post(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A post with its sentences."""
        platform = self._manifest(row["channel_platform"]).name
        view = {name: row[name] for name in SAME}
        view["channel"] = face(row)
        view["media"] = [self.medium(one) for one in row["media"]]
        view["extras"] = _extras(row["extras"])
        view["status_sentence"] = status_sentence(row, platform, self._now)
        view["local_due"] = local_due(row)
        view["attempts"] = row["attempt"]
        view["last_action_at"] = row["updated_at"]
        view["next_action"] = next_action(row, platform)
        view["next_action_at"] = row["next_attempt_at"] if row["status"] in SAYS_NEXT else None
        view["late_since"] = late_since(row)
        view["needs_approval"] = needs_approval(row)
        return view

    def calendar(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A post as the calendar shows it."""
        return {
            "id": row["id"],
            "status": row["status"],
            "due_at": row["due_at"],
            "local_due": local_due(row),
            "channel": face(row),
            "brand_id": row["brand_id"],
            "text_start": row["text"][:140],
            "needs_approval": needs_approval(row),
            "thumbnail_url": self.medium(row["media"][0])["url"] if row["media"] else None,
        }

    def medium(self, one: Mapping[str, Any]) -> dict[str, Any]:
        """A file of a post with its address."""
        asset_id = UUID(one["asset_id"])
        kept = {name: one.get(name) for name in ("alt", "mime", "width", "height")}
        file_id = UUID(one.get("file_id") or one["asset_id"])
        return {"asset_id": asset_id, "url": self._assets.path(file_id, one["mime"])} | kept


def _extras(extras: Mapping[str, Any]) -> dict[str, Any]:
    """The extras as they were ordered."""
    parts = [
        {"text": part["text"], "asset_ids": [one["asset_id"] for one in part["media"]]}
        for part in extras.get("parts") or ()
    ]
    cover = extras.get("cover")
    shown = {name: value for name, value in extras.items() if name != "cover"}
    return (
        shown
        | ({"parts": parts} if parts else {})
        | ({"cover_asset_id": cover["asset_id"]} if cover else {})
    )


def late_since(row: Mapping[str, Any]) -> datetime | None:
    """Since when a post waits without an attempt although its time has come."""
    late, due = row["late_at"], row["due_at"]
    return late if row["status"] == "scheduled" and late and due and late >= due else None


def face(row: Mapping[str, Any]) -> dict[str, Any]:
    """Whom the post goes out as."""
    names = ("platform", "handle", "name", "avatar_url")
    return {"id": row["channel_id"]} | {name: row[f"channel_{name}"] for name in names}


def local_due(row: Mapping[str, Any]) -> str | None:
    """The wall time of a post's due moment in its own zone."""
    if row["due_at"] is None:
        return None
    return wall_text(wall_of(row["due_at"], ZoneInfo(row["time_zone"])))
