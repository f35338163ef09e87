"""Headless Chromium for journeys: a person's page, signed in to a running instance."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect, sync_playwright

from tests.support.running import RunningInstance

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
PATIENCE = 60_000
"""How long a page may take to show what is expected of it, in milliseconds: other tests run too."""


@contextmanager
def blank_page(width: int = 1440, height: int = 900) -> Iterator[Page]:
    """A page of a browser of its own, closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        # Nothing here looks at movement, and drawing it without a graphics card takes half a core.
        context = browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce"
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        yield page
        browser.close()


@contextmanager
def signed_in_page(running: RunningInstance) -> Iterator[Page]:
    """A page signed in by a link of the command line."""
    with blank_page() as page:
        page.goto(running.new_sign_in_link())
        expect(page.get_by_role("heading", name="Today")).to_be_visible()
        yield page
