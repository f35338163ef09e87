"""A video's state from the three phases that Facebook tells."""

from __future__ import annotations

from typing import Any

import pytest

from heliograph.extensions.connectors.facebook.states import state_of, turned_down
from heliograph.extensions.connectors.facebook.wire import Film


def film(video: str, uploading: str, processing: str = "", **publishing: Any) -> Film:
    status = {
        "video_status": video, "uploading_phase": {"status": uploading},
        "processing_phase": {"status": processing}, "publishing_phase": publishing,
    }  # fmt: skip
    return Film.model_validate({"id": "1", "status": status})


@pytest.mark.parametrize(("told", "state"), [
    (film("processing", "not_started"), "waiting"),
    (film("processing", "in_progress"), "waiting"),
    (film("upload_complete", "complete", "not_started", status="not_started"), "waiting"),
    (film("ready", "complete", "complete", status="not_started"), "waiting"),
    (film("processing", "complete", "in_progress", status="not_started"), "working"),
    (film("ready", "complete", "complete", status="in_progress"), "working"),
    (film("ready", "complete", "complete", status="not_started", publish_status="scheduled"),
     "held"),
    (film("ready", "complete", "complete", status="complete", publish_status="published"),
     "published"),
    (film("ready", "complete", "complete", status="complete"), "published"),
    (film("error", "complete", "error"), "failed"), (film("processing", "error"), "failed"),
    (film("upload_failed", "error"), "lost"), (film("expired", "complete"), "lost"),
])  # fmt: skip
def test_each_combination_of_phases_has_one_meaning(told: Film, state: str) -> None:
    assert state_of(told) == state


def test_a_failed_video_tells_facebooks_own_words() -> None:
    error = {"status": "error", "error": {"message": "no sound, no sight"}}
    told = Film.model_validate({"status": {"video_status": "error", "processing_phase": error}})
    refused = turned_down(told)
    assert "no sound, no sight" in refused.detail
    assert refused.problems[0].remedy
