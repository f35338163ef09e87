"""`heliograph videos report` says when in the film something was found."""

from __future__ import annotations

from typing import Any

from heliograph.apps.cli.video_telling import report_lines

BLACK = {
    "name": "black frames",
    "passed": False,
    "must": True,
    "score": 0.0,
    "found": "12.4 to 14.0 s, 65.0 to 66.0 s",
    "allowed": "at most 0.5 s at a time",
    "remedy": "Give the scene there a picture.",
}


def told(*checks: dict[str, Any]) -> list[str]:
    render = {
        "id": "one", "version": 1, "status": "refused", "aspect": "9:16", "preset": "veryfast",
        "asset_id": None, "cover_asset_id": None, "error": None, "score": 0.9,
        "quality": {"passed": False, "score": 0.9, "checks": list(checks)},
    }  # fmt: skip
    return list(report_lines(render))


def test_a_finding_is_told_with_its_moments_as_a_player_shows_them() -> None:
    line = "  NO  black frames: 12.4 to 14.0 s, 65.0 to 66.0 s (at 0:12, 1:05)"
    assert line in told(BLACK | {"moments": [12.4, 65.0]})


def test_a_report_of_before_moments_were_kept_is_told_as_it_was() -> None:
    line = "  NO  black frames: 12.4 to 14.0 s, 65.0 to 66.0 s"
    assert line in told(BLACK)
    assert line in told(BLACK | {"moments": []})
