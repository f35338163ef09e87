"""The page of one post, at the address its network would give it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from heliograph.apps.sandbox.accounts import Account, account_by_id
from heliograph.apps.sandbox.consent import pages
from heliograph.apps.sandbox.posts import Post, find_post
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.timeline.cards import card_of
from heliograph.apps.sandbox.timeline.words import language_of, words_in
from heliograph.apps.sandbox.world import world_of

# Styles and scripts come from here alone; pictures of posts come from /media.
_HEADERS = {
    "content-security-policy": "default-src 'none'; img-src 'self'; media-src 'self'; "
    "style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'",
    "cache-control": "no-store",
}


_STYLES = Path(__file__).parent / "static" / "networks"
pages.globals["styles"] = sorted(path.name for path in _STYLES.glob("*.css"))


def post_page(
    id_of: Callable[[Connection, dict[str, JSON]], str],
) -> Callable[[Request], Awaitable[Response]]:
    """A handler for addresses of posts; `id_of` finds the post's id from the address's parts."""

    async def page(request: Request) -> Response:
        language = language_of(request)
        words = words_in(language)

        def read(db: Connection) -> tuple[Account, Post] | None:
            post = find_post(db, id_of(db, dict(request.path_params)))
            return (account_by_id(db, post.account_id), post) if post else None

        found = await world_of(request).store.read(read)
        known: dict[str, JSON] = {
            "language": language, "words": words, "query": request.url.query
        }  # fmt: skip
        if found is None:
            return rendered("missing.html", known, 404)
        card = card_of(request, *found, words["now"])
        return rendered("post.html", {**known, "card": card})

    return page


def rendered(template: str, values: dict[str, JSON], status: int = 200) -> Response:
    """A page of the viewer."""
    body = pages.get_template(template).render(values)
    return HTMLResponse(body, status, headers=_HEADERS)
