"""What `make demo` says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools import tell_demo


def test_the_demo_says_where_the_picture_is_and_what_became_of_each_post(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = {
        "text": "The Moon is in Leo.",
        "hashtags": ["#leo"],
        "image": "out/leo.jpg",
        "quality": {"score": 0.97},
    }
    posts = [
        {"platform": "bluesky", "status": "published", "url": "http://here/1", "attempts": 1},
        {"platform": "mastodon", "status": "failed", "url": None, "attempts": 5},
    ]
    file = tmp_path / "try.json"
    file.write_text(json.dumps({"content": content, "posts": posts, "metrics": []}))
    assert tell_demo.main(file) == 0
    said = capsys.readouterr().out
    assert "Picture: out/leo.jpg" in said
    assert "bluesky: published after 1 attempt(s), http://here/1" in said
    assert "mastodon: failed after 5 attempt(s), no address" in said
