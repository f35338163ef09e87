"""Pure functions: our post as TikTok's post info, and TikTok's answers as our values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from pydantic import Field

from heliograph.sdk.calls import Wire
from heliograph.sdk.connectors import Account, Memory, Metrics, OutgoingPost
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.matching import fingerprint
from heliograph.sdk.options import option

PUBLIC, SELF_ONLY = "PUBLIC_TO_EVERYONE", "SELF_ONLY"
PRIVACY: Mapping[str, str] = {
    "everyone": PUBLIC,
    "friends": "MUTUAL_FOLLOW_FRIENDS",
    "followers": "FOLLOWER_OF_CREATOR",
    "only me": SELF_ONLY,
}
LISTED_WORDS = 150


class Creator(Wire):
    """What the account may do at this moment."""

    username: str = Field("", alias="creator_username")
    privacy: tuple[str, ...] = Field((), alias="privacy_level_options")
    no_comments: bool = Field(False, alias="comment_disabled")
    no_duet: bool = Field(False, alias="duet_disabled")
    no_stitch: bool = Field(False, alias="stitch_disabled")
    max_seconds: int | None = Field(None, alias="max_video_post_duration_sec")


class Begun(Wire):
    """A post on its way; the address is there for what we upload ourselves."""

    publish_id: str
    upload_url: str = ""


class Progress(Wire):
    """How far a post on its way is."""

    status: str
    fail_reason: str = ""
    # The misspelling is TikTok's own.
    post_ids: tuple[int, ...] = Field((), alias="publicaly_available_post_id")
    uploaded: int | None = Field(None, alias="uploaded_bytes")


class User(Wire):
    """Whom the token belongs to."""

    open_id: str
    username: str = ""
    display_name: str = ""
    avatar_url: str | None = None
    followers: int | None = Field(None, alias="follower_count")
    following: int | None = Field(None, alias="following_count")
    likes: int | None = Field(None, alias="likes_count")
    posts: int | None = Field(None, alias="video_count")


class Users(Wire):
    """TikTok wraps the user once more."""

    user: User


class Video(Wire):
    """One public post, photos included, with the fields that were asked for."""

    id: str = Field(coerce_numbers_to_str=True)
    title: str = ""
    created_at: datetime | None = Field(None, alias="create_time")
    views: int | None = Field(None, alias="view_count")
    likes: int | None = Field(None, alias="like_count")
    comments: int | None = Field(None, alias="comment_count")
    shares: int | None = Field(None, alias="share_count")


class Videos(Wire):
    """A page of public posts, newest first."""

    videos: tuple[Video, ...] = ()
    cursor: int = 0
    has_more: bool = False


def privacy_of(post: OutgoingPost) -> str:
    """Who may see the post, in TikTok's words; empty when nobody said it."""
    return PRIVACY.get(str(post.options.get("privacy", "")), "")


def is_photo(post: OutgoingPost) -> bool:
    """Whether it is a post of pictures."""
    return post.kind in ("image", "carousel")


def is_uploaded(post: OutgoingPost, manifest: ConnectorManifest) -> bool:
    """Whether we send the bytes ourselves; photos are always fetched."""
    return not is_photo(post) and option(post, manifest, "source") == "upload"


def video_info(post: OutgoingPost, manifest: ConnectorManifest) -> dict[str, object]:
    """`post_info` of a video; hashtags and mentions are read from its title."""
    info = _shared_info(post, manifest) | {
        "title": post.text,
        "disable_duet": option(post, manifest, "allow_duet") is not True,
        "disable_stitch": option(post, manifest, "allow_stitch") is not True,
        "is_aigc": option(post, manifest, "ai_generated") is True,
    }
    cover = option(post, manifest, "cover_ms")
    return info if cover is None else info | {"video_cover_timestamp_ms": cover}


def photo_body(post: OutgoingPost, manifest: ConnectorManifest) -> dict[str, object]:
    """The whole request of a photo post."""
    info = _shared_info(post, manifest) | {
        "title": post.title,
        "description": post.text,
        "auto_add_music": option(post, manifest, "auto_music") is True,
    }
    cover = option(post, manifest, "cover_photo")
    return {
        "media_type": "PHOTO",
        "post_mode": "DIRECT_POST",
        "post_info": info,
        "source_info": {
            "source": "PULL_FROM_URL",
            "photo_images": [file.public_url for file in post.media],
            "photo_cover_index": int(cover) - 1 if isinstance(cover, int) else 0,
        },
    }


def to_account(user: User, url: str) -> Account:
    """The owner of the token."""
    return Account(
        remote_id=user.open_id,
        handle=f"@{user.username or user.open_id}",
        name=user.display_name or user.username,
        url=url if user.username else None,
        avatar_url=user.avatar_url or None,
        followers=user.followers,
    )


def to_metrics(video: Video) -> Metrics:
    """The counts of a post by our names."""
    return _known(
        {
            "views": video.views,
            "likes": video.likes,
            "comments": video.comments,
            "shares": video.shares,
        }
    )


def to_account_metrics(user: User) -> Metrics:
    """The counts of the account by our names."""
    return _known(
        {
            "followers": user.followers,
            "following": user.following,
            "likes": user.likes,
            "posts": user.posts,
        }
    )


def find_ours(post: OutgoingPost, videos: Sequence[Video], since: datetime) -> Video | None:
    """Our post among the account's newest: the same words, not older than our first sending.

    TikTok lists one text per post, and a long one is cut.
    """
    ours = {fingerprint(text) for text in (post.title, post.text) if text.strip()}
    for video in videos:
        listed = fingerprint(video.title)
        same = listed in ours or (
            len(video.title) >= LISTED_WORDS and any(text.startswith(listed) for text in ours)
        )
        if same and (video.created_at is None or video.created_at >= since):
            return video
    return None


def without(memory: Memory, *names: str) -> dict[str, str]:
    """What is left to remember when some things are of no more use."""
    return {name: value for name, value in memory.items() if name not in names}


def opened_at(memory: Memory) -> datetime:
    """When the upload of an earlier attempt was opened."""
    return datetime.fromtimestamp(float(memory.get("opened_at", "0")), UTC)


def _shared_info(post: OutgoingPost, manifest: ConnectorManifest) -> dict[str, object]:
    return {
        "privacy_level": privacy_of(post),
        "disable_comment": option(post, manifest, "allow_comments") is not True,
        "brand_content_toggle": option(post, manifest, "branded_content") is True,
        "brand_organic_toggle": option(post, manifest, "your_brand") is True,
    }


def _known(counts: Mapping[str, int | None]) -> Metrics:
    return {name: count for name, count in counts.items() if count is not None}
