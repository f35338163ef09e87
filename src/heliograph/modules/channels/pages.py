"""The two small pages a person may see on the way back from a platform."""

from __future__ import annotations

from html import escape

from starlette.responses import HTMLResponse

WHEN_NOT_ALLOWED = (
    "You are not signed in here as somebody who may connect channels.",
    "Sign in in this browser, then connect the channel anew.",
)

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{more}
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""


def sent_again_page(query: str) -> HTMLResponse:
    """Ask for the same address once more, this time from a page of our own."""
    address = escape(f"?{query}&again=1" if query else "?again=1", quote=True)
    more = f'<meta http-equiv="refresh" content="0;url={address}">'
    body = f'<p><a href="{address}">Go on</a></p>'
    return _page("One moment", body, 200, more)


def refused_page(detail: str, remedy: str, status: int) -> HTMLResponse:
    """Say what is wrong, what helps, and where to go."""
    body = (
        f'<p>{escape(detail)}</p>\n<p>{escape(remedy)}</p>\n<p><a href="/channels">Channels</a></p>'
    )
    return _page("The channel was not connected", body, status)


def _page(title: str, body: str, status: int, more: str = "") -> HTMLResponse:
    page = _PAGE.format(title=title, body=body, more=more)
    return HTMLResponse(page, status, headers={"Cache-Control": "no-store"})
