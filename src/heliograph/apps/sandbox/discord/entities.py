"""A message as Discord tells it."""

from __future__ import annotations

import itertools

from starlette.requests import Request

from heliograph.apps.sandbox.answers import moment
from heliograph.apps.sandbox.counting import counts_of
from heliograph.apps.sandbox.discord.webhooks import Webhook
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.world import world_of

FIRST_MOMENT_MS = 1_420_070_400_000
_counter = itertools.count(1)


def message_id(seconds: float) -> str:
    """Milliseconds since 2015, and a sequence."""
    return str(((int(seconds * 1000) - FIRST_MOMENT_MS) << 22) | (next(_counter) & 0x3FFFFF))


def message_entity(request: Request, webhook: Webhook, post: Post) -> dict[str, JSON]:
    """The whole message."""
    extra, account = post.extra, webhook.account
    edited = moment(post.edited_at).isoformat() if post.edited_at else None
    entity: dict[str, JSON] = {
        "id": post.id, "type": 0, "content": extra["content"], "channel_id": webhook.channel_id,
        "author": {
            "id": account.id, "username": extra["username"] or account.name, "avatar": None,
            "discriminator": "0000", "bot": True, "global_name": None,
        },
        "attachments": [_attachment(request, item) for item in post.media],
        "embeds": extra["embeds"], "mentions": [], "mention_roles": [],
        "mention_everyone": extra["mentions_all"], "pinned": False, "tts": extra["tts"],
        "timestamp": moment(post.created_at).isoformat(), "edited_timestamp": edited,
        "flags": extra["flags"], "components": [], "webhook_id": account.id,
    }  # fmt: skip
    reactions = _reactions(request, webhook, post)
    if reactions:
        entity["reactions"] = reactions
    if extra.get("poll"):
        entity["poll"] = _poll(post)
    return entity


def _attachment(request: Request, item: dict[str, JSON]) -> dict[str, JSON]:
    url = f"{request.url.scheme}://{request.url.netloc}/media/{item['file']}"
    told: dict[str, JSON] = {
        "id": item["id"], "filename": item["filename"], "size": item["bytes"], "url": url,
        "proxy_url": url, "content_type": item["mime"],
    }  # fmt: skip
    for ours, theirs in (("width", "width"), ("height", "height"), ("alt", "description")):
        if item[ours]:
            told[theirs] = item[ours]
    return told


def _reactions(request: Request, webhook: Webhook, post: Post) -> list[dict[str, JSON]]:
    """Two signs share what the audience likes."""
    likes = counts_of(world_of(request), webhook.account, post).likes
    given = (("❤️", likes - likes // 3), ("🔥", likes // 3))
    return [
        {
            "emoji": {"id": None, "name": sign}, "count": count, "me": False, "me_burst": False,
            "count_details": {"burst": 0, "normal": count}, "burst_colors": [],
        }
        for sign, count in given
        if count
    ]  # fmt: skip


def _poll(post: Post) -> dict[str, JSON]:
    poll = dict(post.extra["poll"])
    expiry = moment(post.created_at + 3600 * poll.pop("duration_hours")).isoformat()
    return {**poll, "expiry": expiry, "results": {"is_finalized": False, "answer_counts": []}}
