"""What TikTok wants of a post beyond a manifest: declarations that agree, and what the account
itself allows at this moment."""

from __future__ import annotations

from collections.abc import Iterator

from heliograph.extensions.connectors.tiktok.mapping import (
    PRIVACY,
    SELF_ONLY,
    Creator,
    is_photo,
    privacy_of,
)
from heliograph.sdk.connectors import OutgoingPost
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.options import option
from heliograph.sdk.problems import Problem
from heliograph.sdk.rules import refuse_with

SWITCHES = (
    ("allow_comments", "no_comments", "comments"),
    ("allow_duet", "no_duet", "duets"),
    ("allow_stitch", "no_stitch", "stitches"),
)


def refuse_what_disagrees(post: OutgoingPost, manifest: ConnectorManifest) -> None:
    """Raise `ContentRefused` for declarations that TikTok does not take together."""
    problems = []
    if option(post, manifest, "branded_content") is True and privacy_of(post) == SELF_ONLY:
        remedy = "Choose a wider audience, or take the paid partnership back"
        problems.append(
            Problem("options.privacy", "tiktok.branded", "only me", "a wider audience", remedy)
        )
    cover = post.options.get("cover_photo")
    if is_photo(post) and isinstance(cover, int) and not 1 <= cover <= len(post.media):
        allowed = f"1 to {len(post.media)}"
        remedy = f"Choose one of the photos: {allowed}"
        problems.append(Problem("options.cover_photo", "tiktok.cover", str(cover), allowed, remedy))
    refuse_with(problems, "TikTok")


def refuse_what_the_account_forbids(
    post: OutgoingPost, manifest: ConnectorManifest, creator: Creator
) -> None:
    """Raise `ContentRefused` for what the account's own settings rule out."""
    problems = [*_privacy(post, creator), *_switches(post, manifest, creator)]
    refuse_with([*problems, *_time(post, creator)], "TikTok")


def offered(creator: Creator) -> list[str]:
    """The audiences the account may choose from, in our words."""
    return [word for word, theirs in PRIVACY.items() if theirs in creator.privacy]


def _privacy(post: OutgoingPost, creator: Creator) -> Iterator[Problem]:
    if privacy_of(post) not in creator.privacy:
        found, allowed = str(post.options.get("privacy")), ", ".join(offered(creator))
        remedy = f"Choose one of: {allowed}"
        yield Problem("options.privacy", "option.choice", found, allowed, remedy)


def _switches(
    post: OutgoingPost, manifest: ConnectorManifest, creator: Creator
) -> Iterator[Problem]:
    for name, forbidden, word in SWITCHES:
        if option(post, manifest, name) is True and getattr(creator, forbidden):
            remedy = f"Switch {word} off here, or allow them in the account's own settings"
            yield Problem(f"options.{name}", "tiktok.switch", "on", "off", remedy)


def _time(post: OutgoingPost, creator: Creator) -> Iterator[Problem]:
    length = post.media[0].duration_ms
    if is_photo(post) or length is None or creator.max_seconds is None:
        return
    if length > creator.max_seconds * 1000:
        found, allowed = f"{length / 1000:g} s", f"{creator.max_seconds} s"
        remedy = f"Cut it shorter: this account may post {allowed}"
        yield Problem("media[0]", "media.seconds", found, allowed, remedy)
