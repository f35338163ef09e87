"""What Facebook forbids that a manifest cannot say: how far ahead it holds a post."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from heliograph.sdk.connectors import OutgoingPost
from heliograph.sdk.files import check_file
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.problems import Problem
from heliograph.sdk.rules import facts_of, refuse_with


def refuse_what_it_forbids(post: OutgoingPost, manifest: ConnectorManifest, now: datetime) -> None:
    """Raise `ContentRefused` with every problem, before Facebook is bothered."""
    refuse_with([*_schedule(post, manifest, now), *_cover(post, manifest)], "Facebook")


def _schedule(post: OutgoingPost, manifest: ConnectorManifest, now: datetime) -> Iterator[Problem]:
    """The time must lie in Facebook's window when the post is sent for the first time."""
    rules, due = manifest.native_schedule, post.publish_at
    if rules is None or due is None or post.first_sent_at is not None:
        return
    if post.kind not in rules.kinds:
        remedy = f"Let Heliograph send it at its time: Facebook holds no {post.kind}"
        yield Problem("publish_at", "publish_at.kind", post.kind, ", ".join(rules.kinds), remedy)
    least, most = timedelta(seconds=rules.min_seconds), timedelta(seconds=rules.max_seconds or 0)
    if not least <= due - now <= most:
        allowed = f"{least.seconds // 60} minutes to {most.days} days ahead"
        remedy = f"Choose a time from {allowed}, or let Heliograph send it"
        yield Problem("publish_at", "publish_at.window", due.isoformat(), allowed, remedy)


def _cover(post: OutgoingPost, manifest: ConnectorManifest) -> list[Problem]:
    if post.cover is None or manifest.cover is None or post.kind not in manifest.cover.kinds:
        return []
    return check_file(manifest.cover.file, facts_of(post.cover), "cover")
