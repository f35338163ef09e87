"""Stored things in the shapes X sends: only the fields that were asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.answers import iso_milliseconds, moment
from heliograph.apps.sandbox.counting import counts_of, followers_of
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.world import World, world_of
from heliograph.apps.sandbox.x.manners import PROBLEMS, invalid
from heliograph.apps.sandbox.x.text import short_form, short_links, shortened, url_entities

MONTH = 30 * 86_400
PRIVATE = frozenset({"non_public_metrics", "organic_metrics"})
TWEET_FIELDS = frozenset({
    "attachments", "author_id", "conversation_id", "created_at", "edit_history_tweet_ids",
    "entities", "id", "in_reply_to_user_id", "lang", "non_public_metrics", "organic_metrics",
    "possibly_sensitive", "public_metrics", "referenced_tweets", "reply_settings", "source",
    "text",
})  # fmt: skip
USER_FIELDS = frozenset({
    "created_at", "description", "id", "name", "profile_image_url", "protected",
    "public_metrics", "username", "verified", "verified_type",
})  # fmt: skip


@dataclass(frozen=True)
class Frame:
    """Who looks, at what, from where."""

    world: World
    origin: str
    viewer: Account
    fields: frozenset[str]
    expansions: frozenset[str]


def frame_of(request: Request, viewer: Account) -> Frame:
    """The frame of one request; refuses fields that X does not have."""
    origin = f"{request.url.scheme}://{request.url.netloc}"
    fields = asked_fields(request, "tweet.fields", TWEET_FIELDS)
    expansions = frozenset(filter(None, request.query_params.get("expansions", "").split(",")))
    return Frame(world_of(request), origin, viewer, fields, expansions)


def asked_fields(request: Request, name: str, known: frozenset[str]) -> frozenset[str]:
    """The names in a `*.fields` parameter."""
    asked = frozenset(filter(None, request.query_params.get(name, "").split(",")))
    for one in sorted(asked - known):
        choices = ",".join(sorted(known))
        message = f"The `{name}` query parameter value [{one}] is not one of [{choices}]"
        raise invalid(message, **{name: one})
    return asked


def tweet_entity(frame: Frame, author: Account, post: Post) -> dict[str, JSON]:
    """A post as the viewer may see it."""
    known = _plain(frame, author, post)
    wanted = {"id", "text", "edit_history_tweet_ids"} | frame.fields
    if "attachments.media_keys" in frame.expansions or "attachments.poll_ids" in frame.expansions:
        wanted.add("attachments")
    return {name: value for name, value in known.items() if name in wanted and value is not None}


def hidden_numbers(frame: Frame, post: Post) -> list[dict[str, JSON]]:
    """What X says beside the post when private numbers were asked for that it will not show."""
    if _may_see_private(frame, post):
        return []
    return [
        {"resource_id": post.id, "parameter": "tweet.fields", "field": name, "value": post.id,
         "title": "Field Authorization Error", "section": "data", "resource_type": "tweet",
         "detail": f"Sorry, you are not authorized to access '{name}' on the Tweet.",
         "type": f"{PROBLEMS}/not-authorized-for-field"}
        for name in sorted(frame.fields & PRIVATE)
    ]  # fmt: skip


def media_entities(frame: Frame, author: Account, posts: Sequence[Post]) -> list[dict[str, JSON]]:
    """The files of some posts, for `includes`."""
    return [
        {"media_key": media_key(item), "type": _form(item), "width": item.get("width") or 0,
         "height": item.get("height") or 0, "url": f"{frame.origin}/media/{item['file']}",
         **_plays(frame, author, post, item)}
        for post in posts for item in post.media
    ]  # fmt: skip


def poll_entities(posts: Sequence[Post]) -> list[dict[str, JSON]]:
    """The polls of some posts, for `includes`."""
    found = []
    for post in posts:
        poll = post.extra.get("poll")
        if poll:
            ends = post.created_at + poll["duration_minutes"] * 60
            options = [
                {"position": place + 1, "label": label, "votes": 0}
                for place, label in enumerate(poll["options"])
            ]
            found.append({
                "id": post.id, "options": options, "end_datetime": iso_milliseconds(ends),
                "duration_minutes": poll["duration_minutes"], "voting_status": "open",
            })  # fmt: skip
    return found


def user_entity(
    world: World, origin: str, account: Account, numbers: tuple[int, frozenset[str]]
) -> dict[str, JSON]:
    """An account; `numbers` are its posts and the fields asked for."""
    posts, fields = numbers
    known: dict[str, JSON] = {
        "id": account.id, "name": account.name, "username": account.handle,
        "created_at": iso_milliseconds(account.created_at), "description": "",
        "profile_image_url": f"{origin}/avatar/x/{account.handle}.svg", "protected": False,
        "verified": False, "verified_type": "none",
        "public_metrics": {
            "followers_count": followers_of(world, account), "following_count": 0,
            "tweet_count": posts, "listed_count": 0, "like_count": 0, "media_count": 0,
        },
    }  # fmt: skip
    return {name: known[name] for name in known if name in {"id", "name", "username"} | fields}


def media_key(item: Mapping[str, JSON]) -> str:
    """X's other name for an upload: its category's number before its id."""
    return f"{ {'photo': 3, 'animated_gif': 16, 'video': 13}[_form(item)] }_{item['id']}"


def shown_text(frame: Frame, author: Account, post: Post) -> str:
    """The text with short addresses, and one more for the files."""
    text = shortened(post.text)
    if not post.media:
        return text
    return f"{text} {short_form(_files_address(author, post))}".strip()


def _plain(frame: Frame, author: Account, post: Post) -> dict[str, JSON]:
    reply_to = post.extra.get("reply_to")
    stamp = moment(post.created_at).strftime("%Y-%m-%dT%H:%M:%S")
    return {
        "id": post.id, "text": shown_text(frame, author, post),
        "edit_history_tweet_ids": [post.id], "author_id": author.id,
        "created_at": f"{stamp}.000Z", "conversation_id": post.extra.get("root") or post.id,
        "reply_settings": post.extra.get("reply_settings"), "lang": "en", "source": "Sandbox",
        "possibly_sensitive": False, "in_reply_to_user_id": post.extra.get("reply_to_user"),
        "referenced_tweets": [{"type": "replied_to", "id": reply_to}] if reply_to else None,
        "entities": _entities(frame, author, post), "attachments": _attachments(post),
        **_metrics(frame, author, post),
    }  # fmt: skip


def _entities(frame: Frame, author: Account, post: Post) -> dict[str, JSON] | None:
    shown = shown_text(frame, author, post)
    urls = list(url_entities(shown, short_links(post.text)))
    if post.media:
        address = _files_address(author, post)
        start = len(shown) - len(short_form(address))
        urls += [
            {"start": start, "end": len(shown), "url": short_form(address),
             "expanded_url": address, "display_url": f"pic.x.com/{short_form(address)[-10:]}",
             "media_key": media_key(item)}
            for item in post.media
        ]  # fmt: skip
    return {"urls": urls} if urls else None


def _attachments(post: Post) -> dict[str, JSON] | None:
    found: dict[str, JSON] = {}
    if post.media:
        found["media_keys"] = [media_key(item) for item in post.media]
    if post.extra.get("poll"):
        found["poll_ids"] = [post.id]
    return found or None


def _metrics(frame: Frame, author: Account, post: Post) -> dict[str, JSON]:
    if not frame.fields & (PRIVATE | {"public_metrics"}):
        return {}
    counts = counts_of(frame.world, author, post)
    public = {
        "retweet_count": counts.reblogs, "reply_count": counts.replies,
        "like_count": counts.likes, "quote_count": counts.quotes,
        "bookmark_count": counts.saves, "impression_count": counts.views,
    }  # fmt: skip
    if not _may_see_private(frame, post):
        return {"public_metrics": public}
    clicks = counts.visits // 2 if short_links(post.text) else 0
    private = {
        "impression_count": counts.views, "url_link_clicks": clicks,
        "user_profile_clicks": counts.visits,
        "engagements": counts.likes + counts.replies + counts.reblogs + clicks,
    }  # fmt: skip
    return {
        "public_metrics": public, "non_public_metrics": private,
        "organic_metrics": {**private, "like_count": counts.likes},
    }  # fmt: skip


def _may_see_private(frame: Frame, post: Post) -> bool:
    young = frame.world.clock.seconds() - post.created_at <= MONTH
    return young and post.account_id == frame.viewer.id


def _plays(frame: Frame, author: Account, post: Post, item: Mapping[str, JSON]) -> dict[str, JSON]:
    if _form(item) != "video":
        return {}
    views = counts_of(frame.world, author, post).views
    return {"public_metrics": {"view_count": views // 2}}


def _files_address(author: Account, post: Post) -> str:
    form = "video" if _form(post.media[0]) == "video" else "photo"
    return f"https://x.com/{author.handle}/status/{post.id}/{form}/1"


def _form(item: Mapping[str, JSON]) -> str:
    mime = str(item["mime"])
    if mime == "image/gif":
        return "animated_gif"
    return "photo" if mime.startswith("image/") else "video"
