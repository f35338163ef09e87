"""How far a video is, from the three phases in which Facebook tells it. Pure functions."""

from __future__ import annotations

from typing import Literal

from heliograph.extensions.connectors.facebook.wire import Film
from heliograph.sdk.errors import ContentRefused
from heliograph.sdk.problems import Problem

State = Literal["waiting", "working", "held", "published", "failed", "lost"]
"""`waiting` for its last word; then Facebook is working on it, holds it until its time, or shows
it. It may fail in the making, and an upload may be lost before its last word."""

REMEDY = "Save the video anew as MP4 with H.264 and AAC, then send it again"


def state_of(film: Film) -> State:
    """The one word for a video's state."""
    status = film.status
    phases = (status.uploading_phase, status.processing_phase, status.publishing_phase)
    publishing = status.publishing_phase
    if status.video_status in ("expired", "upload_failed"):
        return "lost"
    if status.video_status == "error" or any(phase.status == "error" for phase in phases):
        return "failed"
    if publishing.publish_status == "scheduled":
        return "held"
    if publishing.publish_status == "published" or publishing.status == "complete":
        return "published"
    # While bytes are still missing, Facebook speaks of processing as well.
    is_whole = status.uploading_phase.status not in ("not_started", "in_progress")
    begun = status.video_status == "processing" or publishing.status == "in_progress"
    return "working" if is_whole and begun else "waiting"


def turned_down(film: Film) -> ContentRefused:
    """Facebook took the video, and could not make anything of it."""
    status = film.status
    phases = (status.uploading_phase, status.processing_phase, status.publishing_phase)
    words = next((one.error.message for one in phases if one.error.message), "no explanation")
    problem = Problem("media", "facebook.video", words, "a video that Facebook can play", REMEDY)
    return ContentRefused(f"Facebook could not make the video: {words}", [problem])
