"""What holds a channel's posts back: the fuse, quiet hours, how often a post is planned anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from heliograph.sdk.manifest import ConnectorManifest

AUTO_RETRIES = 2
NAMES = ("fuse_posts", "fuse_minutes", "quiet_from", "quiet_to", "auto_retries")


def first_guards(manifest: ConnectorManifest) -> dict[str, Any]:
    """Where the guards of a new channel stand."""
    burst = manifest.burst
    return {
        "fuse_posts": burst.posts,
        "fuse_minutes": burst.minutes,
        "quiet_from": None,
        "quiet_to": None,
        "auto_retries": AUTO_RETRIES,
    }


def changed_guards(manifest: ConnectorManifest, change: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that a change sets; an empty value goes back to where it stood at first."""
    first = first_guards(manifest)
    found: dict[str, Any] = {}
    if "fuse" in change:
        fuse = change["fuse"] or vars(manifest.burst)
        found |= {"fuse_posts": fuse["posts"], "fuse_minutes": fuse["minutes"]}
    if "quiet_hours" in change:
        quiet = change["quiet_hours"] or {"starts": None, "ends": None}
        found |= {"quiet_from": quiet["starts"], "quiet_to": quiet["ends"]}
    if "auto_retries" in change:
        given = change["auto_retries"]
        found["auto_retries"] = first["auto_retries"] if given is None else given
    return found


def shown_guards(manifest: ConnectorManifest, row: Any) -> dict[str, Any]:
    """The guards as they are shown."""
    posts, minutes = row["fuse_posts"], row["fuse_minutes"]
    is_default = (posts, minutes) == (manifest.burst.posts, manifest.burst.minutes)
    quiet = None
    if row["quiet_from"] is not None:
        quiet = {"starts": _clock(row["quiet_from"]), "ends": _clock(row["quiet_to"])}
    return {
        "fuse": {"posts": posts, "minutes": minutes, "is_default": is_default},
        "quiet_hours": quiet,
        "auto_retries": row["auto_retries"],
    }


def _clock(moment: time) -> str:
    return moment.isoformat(timespec="minutes")
