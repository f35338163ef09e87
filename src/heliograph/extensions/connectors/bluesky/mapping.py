"""Pure functions: our post as a record with its key, and their answers as our values."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256

from pydantic import Field, JsonValue

from heliograph.extensions.connectors.bluesky.facets import facets
from heliograph.sdk.calls import Wire, is_loopback
from heliograph.sdk.connectors import Account, MediaFile, Memory, Metrics, OutgoingPost, Receipt

COLLECTION = "app.bsky.feed.post"
ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
WEB = "https://bsky.app"
PDS_SERVICE = "#atproto_pds"

Blob = dict[str, JsonValue]


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


class BlobAnswer(Wire):
    """An uploaded file, to be put into a record exactly as it came."""

    blob: Blob


class RecordAnswer(Wire):
    """Where a record stands."""

    uri: str
    cid: str = ""


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


def to_record(
    post: OutgoingPost, blobs: Sequence[Blob], people: Mapping[str, str]
) -> dict[str, object]:
    """The record of a post; equal inputs give equal records, which is what makes it repeatable."""
    record: dict[str, object] = {
        "$type": COLLECTION,
        "text": post.text,
        "createdAt": to_moment(post.intended_at),
    }
    if post.language:
        record["langs"] = [post.language]
    if marks := facets(post.text, people):
        record["facets"] = marks
    if post.media:
        images = [_image(*pair) for pair in zip(post.media, blobs, strict=True)]
        record["embed"] = {"$type": "app.bsky.embed.images", "images": images}
    return record


def _image(file: MediaFile, blob: Blob) -> dict[str, object]:
    image: dict[str, object] = {"alt": file.alt, "image": blob}
    if file.width and file.height:
        image["aspectRatio"] = {"width": file.width, "height": file.height}
    return image


def to_moment(moment: datetime) -> str:
    """A moment as records carry it: UTC, milliseconds, Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def viewer(base_url: str) -> str:
    """Where people read posts: the network's own site, whatever server an account lives on.

    A server on loopback is not part of that network, so it has to show its posts itself.
    """
    return base_url.rstrip("/") if is_loopback(base_url) else WEB


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


def kept_blobs(memory: Memory, now: datetime, honoured_seconds: int) -> list[Blob]:
    """Blobs of earlier attempts that the server has not swept away yet."""
    stored = memory.get("blobs_at", "")
    if not stored or (now - datetime.fromisoformat(stored)).total_seconds() > honoured_seconds:
        return []
    return list(json.loads(memory.get("blobs", "[]")))


def kept_people(memory: Memory) -> dict[str, str]:
    """Handles and their DIDs as `prepare` found them."""
    return dict(json.loads(memory.get("people", "{}")))
