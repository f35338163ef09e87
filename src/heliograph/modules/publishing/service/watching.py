"""The last look at the videos of a post before they go out."""

from __future__ import annotations

from collections.abc import Sequence

from heliograph.modules.videos import Inspecting
from heliograph.sdk.connectors import MediaFile
from heliograph.sdk.errors import ContentRefused
from heliograph.sdk.problems import Problem


async def check_videos(inspecting: Inspecting, media: Sequence[MediaFile]) -> None:
    """Raise `ContentRefused` for a video that the gate refuses; one that nobody has looked at yet
    is looked at now. What cannot be read to its end is left to the platform."""
    problems: list[Problem] = []
    for index, file in enumerate(media):
        asset = {"id": file.id, "mime": file.mime, "sha256": file.sha256}
        if report := await inspecting.judged(asset):
            problems += report.problems(f"media[{index}]")
    if problems:
        raise ContentRefused("The gate refuses the video", problems)
