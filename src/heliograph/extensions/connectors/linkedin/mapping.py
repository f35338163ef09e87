"""Pure functions: our post as LinkedIn's payload, and its answers as our values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import quote, urlsplit

from pydantic import Field

from heliograph.extensions.connectors.linkedin.little_text import escape
from heliograph.sdk.calls import Wire
from heliograph.sdk.connectors import MediaFile, Metrics, OutgoingPost

PERSON, ORGANISATION = "urn:li:person:", "urn:li:organization:"
COMMENT = re.compile(r"urn:li:comment:\((urn:li:[^,()]+),(\d+)\)")
DURATIONS = {
    86_400: "ONE_DAY",
    259_200: "THREE_DAYS",
    604_800: "SEVEN_DAYS",
    1_209_600: "FOURTEEN_DAYS",
}
BY_QUERY = {
    "IMPRESSION": "views",
    "MEMBERS_REACHED": "reach",
    "REACTION": "likes",
    "COMMENT": "comments",
    "RESHARE": "shares",
}
"""A member's metrics are asked one by one; these are LinkedIn's names for ours."""

Payload = Mapping[str, object]


class UserInfo(Wire):
    """Whom the token belongs to."""

    sub: str
    name: str = ""
    picture: str | None = None
    email: str = ""


class Organisation(Wire):
    """An organisation's page."""

    id: int
    name: str = Field("", alias="localizedName")
    vanity: str = Field("", alias="vanityName")


class Role(Wire):
    """An organisation that the member administers."""

    organization: str = ""


class Roles(Wire):
    """All of them."""

    elements: tuple[Role, ...] = ()


class Question(Wire):
    """A poll as the finder gives it."""

    question: str = ""


class FoundContent(Wire):
    """The part of a content that we compare."""

    poll: Question | None = None


class FoundPost(Wire):
    """A post as the finder gives it."""

    id: str
    commentary: str = ""
    created_ms: int = Field(0, alias="createdAt")
    content: FoundContent | None = None


class FoundPosts(Wire):
    """A page of posts."""

    elements: tuple[FoundPost, ...] = ()


class Part(Wire):
    """One part of a video: where it goes, and which bytes it is."""

    url: str = Field(alias="uploadUrl")
    first: int = Field(alias="firstByte")
    last: int = Field(alias="lastByte")


class Slot(Wire):
    """Where to put a file; images and documents in one piece, videos in parts."""

    url: str = Field("", alias="uploadUrl")
    image: str = ""
    document: str = ""
    video: str = ""
    parts: tuple[Part, ...] = Field((), alias="uploadInstructions")
    token: str = Field("", alias="uploadToken")


class Initialised(Wire):
    """The answer to initializeUpload."""

    value: Slot


class UploadState(Wire):
    """How far an upload is."""

    status: str
    reason: str = Field("", alias="processingFailureReason")


class Said(Wire):
    """The words of a comment."""

    text: str = ""


class Comment(Wire):
    """A comment."""

    id: str = Field(coerce_numbers_to_str=True)
    actor: str = ""
    message: Said = Said()


class Comments(Wire):
    """A page of comments."""

    elements: tuple[Comment, ...] = ()


class ShareTotals(Wire):
    """The numbers of an organisation's post; one that is missing is not zero."""

    views: int | None = Field(None, alias="impressionCount")
    reach: int | None = Field(None, alias="uniqueImpressionsCount")
    clicks: int | None = Field(None, alias="clickCount")
    likes: int | None = Field(None, alias="likeCount")
    comments: int | None = Field(None, alias="commentCount")
    shares: int | None = Field(None, alias="shareCount")


class ShareRow(Wire):
    """One post's numbers, or those of all posts together."""

    share: str = ""
    ugc: str = Field("", alias="ugcPost")
    totals: ShareTotals = Field(ShareTotals(), alias="totalShareStatistics")


class ShareRows(Wire):
    """The answer of the share statistics."""

    elements: tuple[ShareRow, ...] = ()


class Count(Wire):
    """One of a member's metrics; the field's name differs by version."""

    count: int | None = None
    value: int | None = None


class Counts(Wire):
    """The answer of the member's analytics."""

    elements: tuple[Count, ...] = ()


def to_payload(post: OutgoingPost, author: str, media: Sequence[str]) -> Payload:
    """The body of the committing call."""
    payload: dict[str, object] = {
        "author": author,
        "commentary": commentary_of(post),
        "visibility": str(post.options.get("visibility") or "PUBLIC"),
        "distribution": {
            "feedDistribution": "MAIN_FEED",
            "targetEntities": [],
            "thirdPartyDistributionChannels": [],
        },
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": post.options.get("no_reshares") is True,
    }
    content = _content(post, media)
    return payload | {"content": content} if content else payload


def commentary_of(post: OutgoingPost) -> str:
    """The words as LinkedIn wants them; those of a poll are its question instead."""
    return "" if post.kind == "poll" else escape(post.text)


def to_comment(post: OutgoingPost, author: str, target: str) -> Payload:
    """The body of a comment, whose words are plain."""
    return {"actor": author, "object": target, "message": {"text": post.text}}


def files_of(post: OutgoingPost) -> tuple[MediaFile, ...]:
    """What has to be uploaded: a link's one picture is its thumbnail."""
    if post.kind != "link":
        return post.media
    return (post.media or ((post.cover,) if post.cover else ()))[:1]


def family_of(file: MediaFile) -> str:
    """Which of LinkedIn's three upload families a file belongs to."""
    if file.is_video:
        return "video"
    return "image" if file.mime.startswith("image/") else "document"


def encoded(urn: str) -> str:
    """A URN as Rest.li wants it in a path or a query."""
    return quote(urn, safe="")


def entity_of(urn: str) -> str:
    """A post as the member's analytics want it named."""
    kind = "share" if urn.startswith("urn:li:share:") else "ugc"
    return f"({kind}:{encoded(urn)})"


def find_ours(post: OutgoingPost, found: FoundPosts, since: datetime) -> FoundPost | None:
    """Our post among an organisation's: the same words, not older than our first sending."""
    wanted = _squeezed(post.text if post.kind == "poll" else commentary_of(post))
    for one in found.elements:
        poll = one.content.poll if one.content else None
        words = poll.question if poll else one.commentary
        if one.created_ms >= since.timestamp() * 1000 and _squeezed(words) == wanted:
            return one
    return None


def to_metrics(totals: ShareTotals) -> Metrics:
    """An organisation's numbers by our names."""
    return {name: count for name, count in totals.model_dump().items() if count is not None}


def slug(name: str) -> str:
    """A handle for a member, whose own LinkedIn does not tell."""
    return re.sub(r"[^\w]+", "-", name.lower()).strip("-")


def _content(post: OutgoingPost, media: Sequence[str]) -> Payload:
    if post.kind == "poll" and post.poll:
        answers = [{"text": answer} for answer in post.poll.answers]
        settings = {"duration": DURATIONS[post.poll.seconds]}
        return {"poll": {"question": post.text, "options": answers, "settings": settings}}
    if post.kind == "link" and post.link:
        return {"article": _article(post, post.link, media)}
    if len(media) > 1:
        pairs = zip(media, post.media, strict=True)
        return {"multiImage": {"images": [_described(urn, file) for urn, file in pairs]}}
    if not media:
        return {}
    titled = {"title": post.title} if post.title else {}
    return {"media": _described(media[0], post.media[0]) | titled}


def _article(post: OutgoingPost, link: str, media: Sequence[str]) -> dict[str, str]:
    article = {"source": link, "title": post.title or urlsplit(link).netloc}
    words = str(post.options.get("link_description") or "")
    article |= {"description": words} if words else {}
    return article | ({"thumbnail": media[0]} if media else {})


def _described(urn: str, file: MediaFile) -> dict[str, str]:
    described = file.alt and family_of(file) != "document"
    return {"id": urn, "altText": file.alt} if described else {"id": urn}


def _squeezed(text: str) -> str:
    return "".join(text.split())
