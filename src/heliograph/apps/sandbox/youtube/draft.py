"""What YouTube demands of a video's title, description, tags and status."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from heliograph.apps.sandbox.answers import is_yes, parse_moment, text_of
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.youtube.manners import refused

TITLE_CHARACTERS, DESCRIPTION_BYTES, TAG_CHARACTERS = 100, 5000, 500
CATEGORIES = frozenset(("1", "2", "10", "15", *(str(number) for number in range(17, 45))))
PRIVACIES = ("public", "unlisted", "private")
Draft = dict[str, Any]  # reason: kept as JSON, in the platform's own shape


def checked(body: Mapping[str, JSON], now: float) -> Draft:
    """The snippet and the status of a new video, with what YouTube adds by itself."""
    return {"snippet": checked_snippet(body), "status": _checked_status(body, now)}


def checked_snippet(body: Mapping[str, JSON]) -> Draft:
    """Title, description, tags and category."""
    snippet = _part(body, "snippet")
    title, description = text_of(snippet.get("title")), text_of(snippet.get("description"))
    if not title.strip() or len(title) > TITLE_CHARACTERS or _has_brackets(title):
        raise refused("invalidTitle")
    if len(description.encode()) > DESCRIPTION_BYTES or _has_brackets(description):
        raise refused("invalidDescription")
    tags = snippet.get("tags") or []
    if not isinstance(tags, list) or _length(tags) > TAG_CHARACTERS or _has_brackets(*tags):
        raise refused("invalidTags")
    category = text_of(snippet.get("categoryId"), "22")
    if category not in CATEGORIES:
        raise refused("invalidCategoryId")
    kept: Draft = {"title": title, "description": description, "tags": tags,
                   "categoryId": category}  # fmt: skip
    if snippet.get("defaultLanguage"):
        kept["defaultLanguage"] = text_of(snippet["defaultLanguage"])
    return kept


def _checked_status(body: Mapping[str, JSON], now: float) -> Draft:
    status = _part(body, "status")
    privacy = text_of(status.get("privacyStatus"), "public")
    if privacy not in PRIVACIES:
        raise refused("invalidVideoMetadata")
    kept: Draft = {
        "privacyStatus": privacy, "license": text_of(status.get("license"), "youtube"),
        "embeddable": is_yes(status.get("embeddable", True)),
        "containsSyntheticMedia": is_yes(status.get("containsSyntheticMedia", False)),
        "madeForKids": is_yes(status.get("selfDeclaredMadeForKids", False)),
    }  # fmt: skip
    if "selfDeclaredMadeForKids" in status:
        kept["selfDeclaredMadeForKids"] = kept["madeForKids"]
    if status.get("publishAt"):
        due = parse_moment(text_of(status["publishAt"]))
        if due is None or due <= now or privacy != "private":
            raise refused("invalidPublishAt")
        kept["publishAt"] = text_of(status["publishAt"])
    return kept


def _part(body: Mapping[str, JSON], name: str) -> Mapping[str, JSON]:
    found = body.get(name) or {}
    return found if isinstance(found, dict) else {}


def _has_brackets(*texts: JSON) -> bool:
    return any(sign in str(text) for text in texts for sign in "<>")


def _length(tags: list[JSON]) -> int:
    """A tag with a space is counted with two quotation marks; commas stand between tags."""
    quotes = sum(2 for tag in tags if " " in str(tag))
    return sum(len(str(tag)) for tag in tags) + quotes + max(0, len(tags) - 1)
