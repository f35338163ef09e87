"""What a Mastodon instance tells about itself."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import all_accounts
from heliograph.apps.sandbox.mastodon.draft import MAX_ATTACHMENTS, MAX_CHARACTERS
from heliograph.apps.sandbox.mastodon.entities import frame_of
from heliograph.apps.sandbox.mastodon.media import (
    DESCRIPTION_LIMIT,
    IMAGE_BYTES,
    IMAGE_PIXELS,
    SOUND_AND_VIDEO_BYTES,
    TYPES,
)
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.world import world_of

VERSION = "4.5.0"

CONFIGURATION: dict[str, JSON] = {
    "accounts": {"max_featured_tags": 10, "max_pinned_statuses": 5},
    "statuses": {
        "max_characters": MAX_CHARACTERS,
        "max_media_attachments": MAX_ATTACHMENTS,
        "characters_reserved_per_url": 23,
    },
    "media_attachments": {
        "supported_mime_types": list(TYPES),
        "description_limit": DESCRIPTION_LIMIT,
        "image_size_limit": IMAGE_BYTES,
        "image_matrix_limit": IMAGE_PIXELS,
        "video_size_limit": SOUND_AND_VIDEO_BYTES,
        "video_frame_rate_limit": 120,
        "video_matrix_limit": 8_294_400,
    },
    "polls": {
        "max_options": 4,
        "max_characters_per_option": 50,
        "min_expiration": 300,
        "max_expiration": 2_629_746,
    },
    "translation": {"enabled": False},
}


async def version_two(request: Request) -> Response:
    """GET /api/v2/instance."""
    base = frame_of(request).base
    return JSONResponse({
        "domain": request.url.netloc, "title": "Sandbox", "version": VERSION,
        "source_url": "https://github.com/mastodon/mastodon",
        "description": "A Mastodon for trying things out.",
        "usage": {"users": {"active_month": await _people(request)}},
        "thumbnail": {"url": f"{base}/favicon.ico"}, "icon": [], "languages": ["en", "ar"],
        "configuration": {
            **CONFIGURATION, "urls": {"streaming": base, "status": None},
            "vapid": {"public_key": ""},
        },
        "registrations": {"enabled": False, "approval_required": False, "message": None},
        "api_versions": {"mastodon": 7}, "contact": {"email": "", "account": None}, "rules": [],
    })  # fmt: skip


async def version_one(request: Request) -> Response:
    """GET /api/v1/instance, which older clients ask."""
    base = frame_of(request).base
    people = await _people(request)
    return JSONResponse({
        "uri": request.url.netloc, "title": "Sandbox", "version": VERSION, "email": "",
        "short_description": "A Mastodon for trying things out.", "description": "",
        "urls": {"streaming_api": base}, "languages": ["en", "ar"], "registrations": False,
        "stats": {"user_count": people, "status_count": 0, "domain_count": 1},
        "thumbnail": None, "approval_required": False, "invites_enabled": False,
        "configuration": CONFIGURATION, "contact_account": None, "rules": [],
    })  # fmt: skip


async def _people(request: Request) -> int:
    return len(await world_of(request).store.read(lambda db: all_accounts(db, "mastodon")))
