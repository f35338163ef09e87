"""Posts and comments as Reddit shows them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from starlette.requests import Request

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.counting import counts_of
from heliograph.apps.sandbox.posts import Post
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.world import World, world_of

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Frame:
    """What turns stored posts into answers: the world, the site's address, the caller's wish."""

    world: World
    base: str
    raw: bool

    def words(self, text: str) -> str:
        """Without raw_json=1 three signs are told as entities."""
        return text if self.raw else escape(text, quote=False)


def frame_of(request: Request) -> Frame:
    """The frame of one request."""
    base = f"{request.url.scheme}://{request.url.netloc}{request.scope.get('root_path', '')}"
    return Frame(world_of(request), base, request.query_params.get("raw_json") == "1")


def base36(number: int) -> str:
    """Reddit's way of writing an id."""
    signs = ""
    while number:
        number, place = divmod(number, 36)
        signs = _DIGITS[place] + signs
    return signs or "0"


def path_of(account: Account, post: Post) -> str:
    """The post's own path on the site."""
    root, own = str(post.extra.get("root") or post.id), post.id.partition("_")[2]
    tail = f"{own}/" if post.id.startswith("t1_") else ""
    short = re.sub(r"\W+", "_", str(post.extra["title"]).lower()).strip("_")[:50] or "post"
    return f"/r/{post.extra['subreddit']}/comments/{root.partition('_')[2]}/{short}/{tail}"


def thing(frame: Frame, account: Account, post: Post) -> dict[str, JSON]:
    """A post or a comment in its envelope."""
    if post.id.startswith("t1_"):
        return {"kind": "t1", "data": _comment(frame, account, post)}
    return {"kind": "t3", "data": _submission(frame, account, post)}


def listing(children: Sequence[dict[str, JSON]], after: str | None = None) -> dict[str, JSON]:
    """A page of things."""
    return {"kind": "Listing", "data": {
        "after": after, "before": None, "dist": len(children), "modhash": "",
        "geo_filter": "", "children": list(children),
    }}  # fmt: skip


def _shared(frame: Frame, account: Account, post: Post) -> dict[str, JSON]:
    counts = counts_of(frame.world, account, post)
    return {
        "id": post.id.partition("_")[2], "name": post.id, "author": account.handle,
        "author_fullname": f"t2_{account.id}", "created_utc": float(post.created_at),
        "created": float(post.created_at), "subreddit": post.extra["subreddit"],
        "subreddit_name_prefixed": f"r/{post.extra['subreddit']}",
        "permalink": path_of(account, post), "score": counts.likes + 1, "ups": counts.likes + 1,
        "downs": 0, "edited": post.edited_at or False, "removed_by_category": None,
    }  # fmt: skip


def _submission(frame: Frame, account: Account, post: Post) -> dict[str, JSON]:
    counts, extra = counts_of(frame.world, account, post), post.extra
    own = f"{frame.base}{path_of(account, post)}"
    is_self = extra["kind"] == "self"
    is_image = extra["kind"] == "image"
    shown: dict[str, JSON] = {
        **_shared(frame, account, post),
        "title": frame.words(str(extra["title"])), "selftext": frame.words(post.text),
        "is_self": is_self, "url": frame.words(str(extra["url"])) if extra["url"] else own,
        "post_hint": "image" if is_image else None, "domain": extra["subreddit"],
        "upvote_ratio": 0.97, "num_comments": counts.replies, "num_crossposts": counts.reblogs,
        "view_count": None, "over_18": bool(extra["nsfw"]), "spoiler": bool(extra["spoiler"]),
        "link_flair_text": extra["flair"] or None,
    }  # fmt: skip
    shown["is_video"] = extra["kind"] in ("video", "videogif")
    if shown["is_video"]:
        shown["post_hint"], shown["domain"] = "hosted:video", "v.redd.it"
        shown["url"] = f"{frame.base}/video/{post.media[0]['id']}"
        video = {"fallback_url": shown["url"], "is_gif": extra["kind"] == "videogif"}
        shown["media"] = {"reddit_video": video}
    if extra["kind"] == "gallery":
        ids = [str(item["id"]) for item in post.media]
        shown["is_gallery"] = True
        shown["gallery_data"] = {"items": [{"media_id": one, "id": place}
                                           for place, one in enumerate(ids)]}  # fmt: skip
        shown["url"] = f"{frame.base}/gallery/{shown['id']}"
    return shown


def _comment(frame: Frame, account: Account, post: Post) -> dict[str, JSON]:
    return {
        **_shared(frame, account, post),
        "body": frame.words(post.text), "link_id": post.extra["root"],
        "parent_id": post.extra["parent"], "replies": "",
    }  # fmt: skip
