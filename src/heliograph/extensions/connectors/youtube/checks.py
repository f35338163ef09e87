"""What YouTube forbids that a manifest cannot say: brackets, long tags, a private date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from heliograph.extensions.connectors.youtube.mapping import tags_of
from heliograph.sdk.connectors import MediaFile, OutgoingPost
from heliograph.sdk.errors import ContentRefused
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.options import option
from heliograph.sdk.problems import Problem, plural
from heliograph.sdk.rules import refuse_with

TAG_CHARACTERS = 500
COVER_BYTES = 2 * 1024 * 1024
COVER_MIMES = ("image/jpeg", "image/png")


def refuse_what_it_forbids(post: OutgoingPost, manifest: ConnectorManifest, now: datetime) -> None:
    """Raise `ContentRefused` with every problem."""
    problems = [
        *_brackets("title", post.title),
        *_brackets("text", post.text),
        *_tags(tags_of(post)),
        *_schedule(post, manifest, now),
    ]
    _refuse(problems)


def refuse_cover(cover: MediaFile | None) -> None:
    """Raise `ContentRefused` for a picture that cannot stand for a video."""
    if cover is None:
        _refuse([Problem("cover", "cover.required", "none", "a picture", "Add a thumbnail")])
        return
    problems = []
    if cover.mime not in COVER_MIMES:
        remedy = "Save the thumbnail as JPEG or PNG"
        problems.append(Problem("cover", "cover.mime", cover.mime, "image/jpeg", remedy))
    if cover.size > COVER_BYTES:
        found, most = f"{cover.size} bytes", f"{COVER_BYTES} bytes"
        remedy = "Make the thumbnail smaller than 2 MiB"
        problems.append(Problem("cover", "cover.max_bytes", found, most, remedy))
    _refuse(problems)


def no_playlist(wanted: str, known: list[str]) -> ContentRefused:
    """The playlist asked for is none of the channel's."""
    names = ", ".join(known) or "none"
    remedy = f"Choose one of the channel's playlists: {names}"
    problem = Problem("options.playlist", "option.choice", wanted or "nothing", names, remedy)
    return ContentRefused("The channel has no such playlist.", [problem])


def _refuse(problems: list[Problem]) -> None:
    refuse_with(problems, "YouTube", "this")


def _brackets(field: str, text: str) -> Iterator[Problem]:
    found = [sign for sign in "<>" if sign in text]
    if found:
        remedy = f"Take the signs < and > out of the {field}"
        yield Problem(field, f"{field}.brackets", " ".join(found), "no < or >", remedy)


def _tags(tags: tuple[str, ...]) -> Iterator[Problem]:
    """YouTube counts the commas between tags, and quotation marks around those with a space."""
    for tag in tags:
        yield from _brackets("options.tags", tag)
    length = sum(len(tag) + (2 if " " in tag else 0) for tag in tags) + max(0, len(tags) - 1)
    if length > TAG_CHARACTERS:
        remedy = f"Shorten the tags by {plural(length - TAG_CHARACTERS, 'character')}"
        yield Problem("options.tags", "tags.max", str(length), str(TAG_CHARACTERS), remedy)


def _schedule(post: OutgoingPost, manifest: ConnectorManifest, now: datetime) -> Iterator[Problem]:
    if post.publish_at is None or post.first_sent_at is not None:
        return
    if post.publish_at <= now:
        found, remedy = post.publish_at.isoformat(), "Choose a time in the future"
        yield Problem("publish_at", "publish_at.past", found, "a time in the future", remedy)
    privacy = str(option(post, manifest, "privacy"))
    if privacy != "public":
        remedy = "Make it public: what YouTube holds until a time becomes public then"
        yield Problem("options.privacy", "publish_at.privacy", privacy, "public", remedy)
