"""Pure functions: our post as a record with its key, and their answers as our values."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from pydantic import Field

from heliograph.extensions.connectors.bluesky.embeds import Blob, embed_of
from heliograph.extensions.connectors.bluesky.facets import facets
from heliograph.sdk.calls import Wire
from heliograph.sdk.connectors import Account, Memory, Metrics, OutgoingPost, Receipt

COLLECTION = "app.bsky.feed.post"
ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
SELF_LABELS = "com.atproto.label.defs#selfLabels"
PDS_SERVICE = "#atproto_pds"


class Service(Wire):
    """One service of a DID document."""

    id: str
    endpoint: str = Field("", alias="serviceEndpoint")


class DidDocument(Wire):
    """Where an account lives."""

    services: tuple[Service, ...] = Field((), alias="service")

    def data_server(self) -> str | None:
        """The address of the account's own data server."""
        places = (one.endpoint for one in self.services if one.id.endswith(PDS_SERVICE))
        return next(places, None)


class SessionAnswer(Wire):
    """What createSession, refreshSession and getSession tell; the last has no tokens."""

    did: str
    handle: str
    access: str = Field("", alias="accessJwt", repr=False)
    refresh: str = Field("", alias="refreshJwt", repr=False)
    document: DidDocument | None = Field(None, alias="didDoc")
    active: bool = True


class Profile(Wire):
    """How an account presents itself."""

    name: str = Field("", alias="displayName")
    avatar: str | None = None
    followers: int | None = Field(None, alias="followersCount")
    following: int | None = Field(None, alias="followsCount")
    posts: int | None = Field(None, alias="postsCount")


class BlobAnswer(Wire):
    """An uploaded file, to be put into a record exactly as it came."""

    blob: Blob


class RecordAnswer(Wire):
    """Where a record stands."""

    uri: str
    cid: str = ""


class ServiceToken(Wire):
    """What lets another service act for the account."""

    token: str = Field(repr=False)


class Resolved(Wire):
    """Whose handle it is."""

    did: str


class PostView(Wire):
    """A post with its counts."""

    uri: str
    likes: int = Field(0, alias="likeCount")
    shares: int = Field(0, alias="repostCount")
    comments: int = Field(0, alias="replyCount")
    quotes: int = Field(0, alias="quoteCount")
    saves: int = Field(0, alias="bookmarkCount")


class PostViews(Wire):
    """The answer of getPosts."""

    posts: tuple[PostView, ...]


def record_key(post: OutgoingPost) -> str:
    """The record's key, a TID: the same for every attempt of one post.

    Its time is the second the post is meant for. The bits below, which would be the microseconds
    and the clock's id, come from the post's own key, so that posts of one second stay apart.
    """
    noise = int.from_bytes(sha256(post.key.encode()).digest()[:8])
    microseconds = int(post.intended_at.timestamp()) * 1_000_000 + (noise >> 10) % 1_000_000
    number = microseconds << 10 | noise & 0x3FF
    return "".join(ALPHABET[number >> shift & 31] for shift in range(60, -1, -5))


def to_record(post: OutgoingPost, memory: Memory) -> dict[str, object]:
    """The record of a post; equal inputs give equal records, which is what makes it repeatable."""
    record: dict[str, object] = {
        "$type": COLLECTION,
        "text": post.text,
        "createdAt": to_moment(post.intended_at),
    }
    if post.language:
        record["langs"] = [post.language]
    if marks := facets(post.text, kept_people(memory)):
        record["facets"] = marks
    if post.follows is not None:
        record["reply"] = json.loads(memory["refs"])
    card = json.loads(memory["card"]) if "card" in memory else None
    if embed := embed_of(post.media, json.loads(memory.get("blobs", "[]")), card):
        record["embed"] = embed
    return record | _options(post)


def _options(post: OutgoingPost) -> dict[str, object]:
    """What a person said about the post: a warning about its content, tags beside its words."""
    said: dict[str, object] = {}
    if label := post.options.get("content_label"):
        said["labels"] = {"$type": SELF_LABELS, "values": [{"val": str(label)}]}
    tags = post.options.get("tags")
    if isinstance(tags, tuple) and tags:
        said["tags"] = [tag.removeprefix("#") for tag in tags]
    return said


def to_moment(moment: datetime) -> str:
    """A moment as records carry it: UTC, milliseconds, Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def to_account(session: SessionAnswer, profile: Profile | None, site: str) -> Account:
    """Whom the session belongs to; the profile may be missing on a server without an AppView."""
    shown = profile or Profile.model_validate({})
    return Account(
        remote_id=session.did,
        handle=f"@{session.handle}",
        name=shown.name or session.handle,
        url=f"{site}/profile/{session.did}",
        avatar_url=shown.avatar,
        followers=shown.followers,
    )


def to_receipt(record: RecordAnswer, site: str) -> Receipt:
    """The platform's yes; the address uses the DID, which outlives every change of handle."""
    did, _, key = parts_of(record.uri)
    return Receipt("published", record.uri, f"{site}/profile/{did}/post/{key}")


def reference(record: RecordAnswer) -> dict[str, str]:
    """A record as another one names it: by address and by content."""
    return {"uri": record.uri, "cid": record.cid}


def account_counts(profile: Profile | None) -> Metrics:
    """The account's counts by our names; none on a server without an AppView."""
    if profile is None:
        return {}
    counts = {
        "followers": profile.followers,
        "following": profile.following,
        "posts": profile.posts,
    }
    return {name: count for name, count in counts.items() if count is not None}


def parts_of(uri: str) -> tuple[str, str, str]:
    """Repository, collection and key of an `at://` address."""
    did, collection, key = uri.removeprefix("at://").split("/", 2)
    return did, collection, key


def to_metrics(view: PostView) -> Metrics:
    """Its counts by our names."""
    return {
        "likes": view.likes,
        "shares": view.shares,
        "comments": view.comments,
        "quotes": view.quotes,
        "saves": view.saves,
    }


def kept_blobs(memory: Memory, now: datetime, honoured: timedelta) -> list[Blob]:
    """Blobs of earlier attempts that the server has not swept away yet."""
    stored = memory.get("blobs_at", "")
    if not stored or now - datetime.fromisoformat(stored) > honoured:
        return []
    return list(json.loads(memory.get("blobs", "[]")))


def kept_people(memory: Memory) -> dict[str, str]:
    """Handles and their DIDs as `prepare` found them."""
    return dict(json.loads(memory.get("people", "{}")))
