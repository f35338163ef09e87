"""X's rules that a manifest has no words for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from heliograph.extensions.connectors.x.mapping import whole_text
from heliograph.sdk.connectors import OutgoingPost
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.problems import Problem
from heliograph.sdk.rules import refuse_broken_rules, refuse_with

CASHTAG = re.compile(r"(?<!\S)\$[A-Za-z]{1,6}\b")


def refuse_what_x_refuses(manifest: ConnectorManifest, post: OutgoingPost) -> None:
    """Raise `ContentRefused` with every broken rule; the link counts, since it joins the text."""
    refuse_broken_rules(manifest, replace(post, text=whole_text(post)))
    refuse_with(list(_problems(post)), "X")


def _problems(post: OutgoingPost) -> Iterator[Problem]:
    if len(post.media) > 1 and any(file.mime == "image/gif" for file in post.media):
        remedy = "Keep only the GIF, or only the pictures"
        yield Problem("media", "x.one_gif", "a GIF among others", "one GIF alone", remedy)
    if len(post.media) > 1 and any(file.is_video for file in post.media):
        remedy = "Keep only the video, or only the pictures"
        yield Problem("media", "x.one_video", "a video among others", "one video alone", remedy)
    cashtags = CASHTAG.findall(post.text)
    if len(cashtags) > 1:
        remedy = f"Take out cashtags until one is left, such as {cashtags[-1]}"
        yield Problem("text", "x.cashtags", str(len(cashtags)), "1", remedy)
    if post.poll is not None and post.poll.several:
        remedy = "Let people choose one answer only"
        yield Problem("poll.several", "x.poll", "several answers", "one answer", remedy)
    if not (whole_text(post).strip() or post.media):
        yield Problem("text", "text.required", "empty", "a text or a file", "Write a text")
