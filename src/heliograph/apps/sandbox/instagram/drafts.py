"""What a container is asked to hold, read from the parameters and checked at once."""

from __future__ import annotations

import json
import re

from heliograph.apps.sandbox.graph.callers import Call
from heliograph.apps.sandbox.instagram.manners import GRAPH, refused
from heliograph.apps.sandbox.store import JSON

CAPTION_CHARACTERS, ALT_CHARACTERS = 2200, 1000
MOST_COLLABORATORS, MOST_TAGS = 3, 20
TYPES = ("", "IMAGE", "VIDEO", "REELS", "STORIES", "CAROUSEL")
STRATEGIES = ("MANUAL", "SS_PERFORMANCE")
# Which parameters belong to which types; another one's is an error.
_ONLY = {
    "cover_url": ("REELS",), "thumb_offset": ("REELS",), "share_to_feed": ("REELS",),
    "audio_name": ("REELS",), "trial_params": ("REELS",), "collaborators": ("IMAGE", "REELS"),
    "user_tags": ("IMAGE", "REELS", "STORIES"), "location_id": ("IMAGE", "REELS"),
    "alt_text": ("IMAGE",),
}  # fmt: skip


def read_draft(call: Call) -> dict[str, JSON]:
    """The parameters of POST /<IG_ID>/media; refused in Instagram's own words when they will not
    do."""
    kind = _kind(call)
    _check_caption(call.text("caption"))
    _check_places(call, kind)
    is_child = call.is_yes("is_carousel_item")
    offset = call.text("thumb_offset", "0")
    if not offset.isdigit():
        raise GRAPH.bad_parameter("Param thumb_offset must be a number of milliseconds.")
    return {
        # Stories and children of a carousel have no caption of their own.
        "kind": kind, "caption": "" if is_child or kind == "STORIES" else call.text("caption"),
        "is_child": is_child, "sent": call.text("upload_type") == "resumable",
        "thumb_offset": int(offset), "share_to_feed": call.text("share_to_feed", "true") != "false",
        "audio": call.text("audio_name"), "location": _location(call),
        "collaborators": _collaborators(call), "tags": _tags(call), "trial": _trial(call),
    }  # fmt: skip


def _kind(call: Call) -> str:
    kind = call.text("media_type").upper()
    if kind not in TYPES:
        raise refused(100, 2207023)
    if kind == "CAROUSEL":
        return kind
    has_video = bool(call.text("video_url")) or call.text("upload_type") == "resumable"
    if not has_video and not call.text("image_url"):
        raise GRAPH.missing("video_url" if kind in ("VIDEO", "REELS") else "image_url")
    if kind == "VIDEO" and not call.is_yes("is_carousel_item"):
        # Single videos have been reels since 2023.
        raise refused(100, 2207023)
    if has_video and kind not in ("REELS", "STORIES", "VIDEO"):
        raise refused(100, 2207023)
    if not has_video and kind in ("VIDEO", "REELS"):
        raise GRAPH.missing("video_url")
    return kind or "IMAGE"


def _check_caption(caption: str) -> None:
    if len(caption) > CAPTION_CHARACTERS:
        raise refused(36004, 2207010)
    hashtags = len(re.findall(r"#\w", caption))
    mentions = len(re.findall(r"(?<!\w)@\w", caption))
    if hashtags > 30 or mentions > 20:
        raise refused(100, 2207040)


def _check_places(call: Call, kind: str) -> None:
    for name, kinds in _ONLY.items():
        if call.parameters.get(name) and kind not in kinds:
            raise GRAPH.bad_parameter(f"The parameter {name} does not go with {kind}.")
    if len(call.text("alt_text")) > ALT_CHARACTERS:
        raise GRAPH.bad_parameter(f"Param alt_text must be at most {ALT_CHARACTERS} characters.")


def _location(call: Call) -> str:
    place = call.text("location_id")
    if place and not place.isdigit():
        raise GRAPH.bad_parameter("Param location_id must be the id of a Page with a location.")
    return place


def _collaborators(call: Call) -> list[str]:
    names = _parsed(call, "collaborators")
    if len(names) > MOST_COLLABORATORS or not all(isinstance(name, str) for name in names):
        raise GRAPH.bad_parameter(f"Param collaborators takes up to {MOST_COLLABORATORS} names.")
    return names


def _tags(call: Call) -> list[str]:
    tags = _parsed(call, "user_tags")
    if len(tags) > MOST_TAGS:
        raise refused(100, 2207040)
    placed = bool(call.text("image_url")) and call.text("media_type").upper() != "STORIES"
    for tag in tags:
        known = isinstance(tag, dict) and tag.get("username")
        spots = [tag.get("x"), tag.get("y")] if known and placed else []
        if not known or not all(isinstance(at, (int, float)) and 0 <= at <= 1 for at in spots):
            raise GRAPH.bad_parameter("Param user_tags needs username, in pictures also x and y.")
    return [str(tag["username"]) for tag in tags]


def _trial(call: Call) -> str:
    raw = call.parameters.get("trial_params")
    if not raw:
        return ""
    try:
        told = json.loads(raw) if isinstance(raw, str) else raw
    except ValueError:
        told = None
    strategy = told.get("graduation_strategy") if isinstance(told, dict) else None
    if strategy not in STRATEGIES:
        raise GRAPH.bad_parameter(f"graduation_strategy must be one of {{{', '.join(STRATEGIES)}}}")
    return str(strategy)


def _parsed(call: Call, name: str) -> list[JSON]:
    """A list given as JSON, or as `name[]`."""
    raw = call.parameters.get(name) or []
    try:
        told = json.loads(raw) if isinstance(raw, str) else raw
    except ValueError:
        told = None
    if not isinstance(told, list):
        raise GRAPH.bad_parameter(f"Param {name} must be a JSON list.")
    return told
