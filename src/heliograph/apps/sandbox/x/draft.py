"""What a caller wants to post, checked as X checks it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.answers import is_yes
from heliograph.apps.sandbox.media import Medium, find_medium
from heliograph.apps.sandbox.posts import Post, Wanted, find_post, list_posts
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.x.manners import DUPLICATE, forbidden, invalid
from heliograph.apps.sandbox.x.text import CASHTAG, LONGEST, measure

DAY = 86_400
MOST_FILES = 4
MOST_FILES_TEXT = "The maximum of 4 items is exceeded."
AUDIENCES = ("following", "mentionedUsers", "subscribers", "verified")
KNOWN = frozenset({
    "text", "media", "poll", "reply", "quote_tweet_id", "reply_settings", "edit_options",
    "made_with_ai", "paid_partnership", "for_super_followers_only", "community_id",
    "share_with_followers", "nullcast", "geo", "card_uri", "direct_message_deep_link",
})  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """A checked wish."""

    text: str
    media_ids: tuple[str, ...]
    reply_to: str | None
    extra: dict[str, JSON]


def read_draft(body: Mapping[str, JSON]) -> Draft:
    """Check all that can be checked without looking at stored things."""
    strange = sorted(set(body) - KNOWN)
    if strange:
        raise invalid(f"$.{strange[0]}: is not defined in the schema", **{strange[0]: "?"})
    text = body.get("text") or ""
    media, poll, reply = (_part(body, name) for name in ("media", "poll", "reply"))
    media_ids = tuple(str(one) for one in media.get("media_ids") or ())
    if not isinstance(text, str) or not (text.strip() or media_ids):
        raise invalid("text is missing or empty", text=str(text))
    if measure(text) > LONGEST or len(CASHTAG.findall(text)) > 1:
        raise forbidden()
    if len(media_ids) > MOST_FILES:
        raise invalid(MOST_FILES_TEXT, media__media_ids=list(media_ids))
    if sum(bool(one) for one in (media_ids, poll, body.get("quote_tweet_id"))) > 1:
        raise invalid("Only one of media, poll and quote_tweet_id may be given", text=text)
    return Draft(text, media_ids, _reply_to(reply), _extra(body, poll))


def find_files(db: Connection, account: Account, draft: Draft, now: float) -> tuple[Medium, ...]:
    """The uploads named: the account's own, finished, not a day old, and going together."""
    found = [find_medium(db, account.id, one) for one in draft.media_ids]
    media = tuple(one for one in found if one is not None and one.ready_at <= now)
    if len(media) != len(draft.media_ids) or any(now > one.ready_at + DAY for one in media):
        raise invalid("Your media IDs are invalid.", media__media_ids=list(draft.media_ids))
    moving = [one for one in media if not _is_still(one)]
    if moving and len(media) > 1:
        raise invalid("One video or GIF, or up to four images.", media__media_ids=len(media))
    return media


def refuse_repeat(db: Connection, account: Account, draft: Draft, now: float) -> None:
    """403 for words that the account posted within the day; posts with files never count."""
    if draft.media_ids:
        return
    wanted = Wanted("x", account.id, limit=10_000)
    for post in list_posts(db, wanted):
        if post.created_at <= now - DAY:
            return
        same_place = post.extra.get("reply_to") == draft.reply_to
        if same_place and not post.media and _words(post.text) == _words(draft.text):
            raise forbidden(DUPLICATE)


def parent_of(db: Connection, draft: Draft) -> Post | None:
    """The post that is replied to."""
    if draft.reply_to is None:
        return None
    parent = find_post(db, draft.reply_to)
    if parent is None or parent.platform != "x":
        raise forbidden("You attempted to reply to a Tweet that is deleted or not visible to you.")
    return parent


def _is_still(medium: Medium) -> bool:
    return medium.mime.startswith("image/") and medium.mime != "image/gif"


def _words(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _part(body: Mapping[str, JSON], name: str) -> Mapping[str, JSON]:
    part = body.get(name) or {}
    if not isinstance(part, Mapping):
        raise invalid(f"$.{name}: must be an object", **{name: str(part)})
    return part


def _reply_to(reply: Mapping[str, JSON]) -> str | None:
    wanted = str(reply.get("in_reply_to_tweet_id") or "")
    if reply and not wanted.isdigit():
        raise invalid("$.reply.in_reply_to_tweet_id: must be an id", reply=wanted)
    return wanted or None


def _extra(body: Mapping[str, JSON], poll: Mapping[str, JSON]) -> dict[str, JSON]:
    audience = body.get("reply_settings")
    if audience is not None and audience not in AUDIENCES:
        raise invalid("reply_settings is not one of its values", reply_settings=audience)
    found: dict[str, JSON] = {
        "reply_settings": audience or "everyone",
        "made_with_ai": is_yes(body.get("made_with_ai")),
        "paid_partnership": is_yes(body.get("paid_partnership")),
    }
    if poll:
        found["poll"] = _poll(poll)
    return found


def _poll(poll: Mapping[str, JSON]) -> dict[str, JSON]:
    options = [str(one) for one in poll.get("options") or ()]
    minutes = poll.get("duration_minutes")
    if not 2 <= len(options) <= 4 or any(not one or len(one) > 25 for one in options):
        raise invalid("poll.options: 2 to 4 options of 1 to 25 characters", poll__options=options)
    if not isinstance(minutes, int) or not 5 <= minutes <= 10_080:
        raise invalid("poll.duration_minutes: 5 to 10080", poll__duration_minutes=minutes)
    return {"options": options, "duration_minutes": minutes}
