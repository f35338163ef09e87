"""A page that can be linked, and what makes a link of the suite's point to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from heliograph.sdk.connectors import OutgoingPost

PAGE = """<!doctype html><html><head><title>Lanterns
  of the coast</title>
<meta property="og:title" content="Lanterns &amp; lights">
<meta name="description" content="Where they stand,
  and who lit them.">
<meta property="og:image" content="/picture-0.jpg"></head><body>…</body></html>"""


@pytest.fixture(scope="session")
def page(picture_host: tuple[Path, str], pictures: object) -> str:
    """The address of a page with a title, a description and a picture."""
    folder, address = picture_host
    (folder / "lanterns.html").write_text(PAGE)
    return f"{address}/lanterns.html"


@pytest.fixture
def linked(page: str) -> Callable[[OutgoingPost], OutgoingPost]:
    """Lets a post with a link point to our page."""

    def complete(post: OutgoingPost) -> OutgoingPost:
        return replace(post, link=page) if post.link else post

    return complete
