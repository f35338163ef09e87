"""Pure functions: our post as a video resource, and YouTube's answers as our values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from pydantic import Field

from heliograph.sdk.calls import Wire
from heliograph.sdk.connectors import Account, Metrics, OutgoingPost, Receipt
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.matching import fingerprint
from heliograph.sdk.options import option

LOOK_AGAIN = timedelta(seconds=15)
CATEGORIES: Mapping[str, str] = {
    "Film & Animation": "1",
    "Autos & Vehicles": "2",
    "Music": "10",
    "Pets & Animals": "15",
    "Sports": "17",
    "Travel & Events": "19",
    "Gaming": "20",
    "People & Blogs": "22",
    "Comedy": "23",
    "Entertainment": "24",
    "News & Politics": "25",
    "Howto & Style": "26",
    "Education": "27",
    "Science & Technology": "28",
    "Nonprofits & Activism": "29",
}


class Status(Wire):
    """How far a video is, and who may watch it."""

    upload: str = Field("", alias="uploadStatus")
    privacy: str = Field("", alias="privacyStatus")
    publish_at: datetime | None = Field(None, alias="publishAt")
    failure: str = Field("", alias="failureReason")
    rejection: str = Field("", alias="rejectionReason")


class Statistics(Wire):
    """The counts of a video or a channel, as texts; what the owner hides is missing."""

    views: int | None = Field(None, alias="viewCount")
    likes: int | None = Field(None, alias="likeCount")
    comments: int | None = Field(None, alias="commentCount")
    followers: int | None = Field(None, alias="subscriberCount")
    posts: int | None = Field(None, alias="videoCount")


class Video(Wire):
    """One video, with the parts that were asked for."""

    id: str
    status: Status = Field(default_factory=Status)
    statistics: Statistics = Field(default_factory=Statistics)


class Videos(Wire):
    """Those of the videos asked for that exist."""

    items: tuple[Video, ...] = ()


class Picture(Wire):
    """Where a picture lies."""

    url: str = ""


class ChannelSnippet(Wire):
    """A channel's name and face."""

    title: str
    custom_url: str = Field("", alias="customUrl")
    thumbnails: Mapping[str, Picture] = Field(default_factory=dict)


class RelatedPlaylists(Wire):
    """The playlist that holds every upload."""

    uploads: str = ""


class ChannelContent(Wire):
    """What belongs to a channel."""

    related: RelatedPlaylists = Field(RelatedPlaylists(), alias="relatedPlaylists")


class Channel(Wire):
    """The caller's channel."""

    id: str
    snippet: ChannelSnippet
    statistics: Statistics = Field(default_factory=Statistics)
    content: ChannelContent = Field(ChannelContent(), alias="contentDetails")


class Channels(Wire):
    """One channel, or none for a Google account that has not opened any."""

    items: tuple[Channel, ...] = ()


class Resource(Wire):
    """What an entry of a playlist stands for."""

    video_id: str = Field("", alias="videoId")


class ItemSnippet(Wire):
    """An entry's own words and when it was put there."""

    title: str = ""
    description: str = ""
    published_at: datetime | None = Field(None, alias="publishedAt")
    resource: Resource = Field(Resource(video_id=""), alias="resourceId")


class Item(Wire):
    """An entry of a playlist."""

    id: str
    snippet: ItemSnippet = Field(default_factory=ItemSnippet)


class Items(Wire):
    """A page of a playlist."""

    items: tuple[Item, ...] = ()
    next_page: str = Field("", alias="nextPageToken")


def to_resource(post: OutgoingPost, manifest: ConnectorManifest) -> dict[str, object]:
    """The video as YouTube stores it. One that shall appear by itself is private until then."""
    snippet: dict[str, object] = {
        "title": post.title,
        "description": post.text,
        "categoryId": CATEGORIES[str(option(post, manifest, "category"))],
    }
    if tags := tags_of(post):
        snippet["tags"] = list(tags)
    if post.language:
        snippet["defaultLanguage"] = post.language
    status: dict[str, object] = {
        "privacyStatus": option(post, manifest, "privacy"),
        "selfDeclaredMadeForKids": option(post, manifest, "made_for_kids") is True,
        "containsSyntheticMedia": option(post, manifest, "synthetic_media") is True,
        "embeddable": True,
        "license": "youtube",
    }
    if post.publish_at is not None:
        moment = post.publish_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        status |= {"privacyStatus": "private", "publishAt": moment}
    return {"snippet": snippet, "status": status}


def tags_of(post: OutgoingPost) -> tuple[str, ...]:
    """The tags, without the sign that marks a hashtag elsewhere."""
    found = post.options.get("tags")
    tags = found if isinstance(found, tuple) else ()
    return tuple(clean for tag in tags if (clean := tag.strip().lstrip("#")))


def to_account(channel: Channel, url: str) -> Account:
    """The owner of the token."""
    face = channel.snippet.thumbnails.get("default")
    return Account(
        remote_id=channel.id,
        handle=f"@{channel.snippet.custom_url.removeprefix('@') or channel.id}",
        name=channel.snippet.title,
        url=url,
        avatar_url=face.url or None if face else None,
        followers=channel.statistics.followers,
    )


def to_receipt(video: Video, url: str, now: datetime) -> Receipt:
    """Accepted while YouTube works on it or holds it until its time; published after that."""
    if video.status.upload != "processed":
        return Receipt("accepted", video.id, url, LOOK_AGAIN)
    due = video.status.publish_at
    if due is not None and video.status.privacy == "private":
        return Receipt("accepted", video.id, url, max(due - now, LOOK_AGAIN))
    return Receipt("published", video.id, url)


def to_metrics(statistics: Statistics) -> Metrics:
    """The counts of a video by our names."""
    counts = {
        "views": statistics.views,
        "likes": statistics.likes,
        "comments": statistics.comments,
    }
    return {name: count for name, count in counts.items() if count is not None}


def to_account_metrics(statistics: Statistics) -> Metrics:
    """The counts of a channel by our names."""
    counts = {
        "followers": statistics.followers,
        "posts": statistics.posts,
        "views": statistics.views,
    }
    return {name: count for name, count in counts.items() if count is not None}


def find_ours(
    post: OutgoingPost, items: Sequence[Item], since: datetime, skip: str = ""
) -> str | None:
    """The id of our video among the channel's newest: the same words, not older than our first
    sending."""
    wanted = _words(post.title, post.text)
    for item in items:
        words = _words(item.snippet.title, item.snippet.description)
        is_new = item.snippet.published_at is None or item.snippet.published_at >= since
        if is_new and words == wanted and item.snippet.resource.video_id != skip:
            return item.snippet.resource.video_id
    return None


def _words(*texts: str) -> str:
    return "\n".join(fingerprint(text) for text in texts)
