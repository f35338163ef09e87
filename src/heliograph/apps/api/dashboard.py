"""The built dashboard: hashed files kept for a year, every other address gets the one page."""

from __future__ import annotations

import mimetypes
import secrets
from collections.abc import Sequence
from pathlib import Path

from fastapi import Response
from fastapi.responses import FileResponse

from heliograph.kit.web.context import Receive, Scope, Send
from heliograph.kit.web.errors import MethodRefused, PathUnknown, answer_to

FOLDER = Path(__file__).parent / "dashboard"
NONCE_MARK = "__CSP_NONCE__"
_OURS = ("/api/", "/media/", "/.well-known/")
_FOREVER = "public, max-age=31536000, immutable"
_UNBUILT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Heliograph</title></head>
<body><h1>The dashboard is not built yet</h1>
<p>Run <code>make web</code> and reload this page. The API works without it.</p>
</body></html>
"""


class Dashboard:
    """ASGI app for every address that no route has taken."""

    def __init__(self, folder: Path = FOLDER, image_sources: Sequence[str] = ()) -> None:
        self._folder = folder.resolve()
        self._images = " ".join(("'self'", "data:", "blob:", *image_sources))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 4404})
            return
        response = self._answer(scope["method"], scope["path"])
        await response(scope, receive, send)

    def _answer(self, method: str, path: str) -> Response:
        if path.startswith(_OURS):
            return answer_to(PathUnknown(f"there is nothing at {path[:200]}"))
        if method not in {"GET", "HEAD"}:
            return answer_to(MethodRefused())
        file = self._file(path)
        if file is None:
            # A missing picture or script must not be answered with the page.
            is_page = path == "/index.html" or "." not in path.rsplit("/", 1)[-1]
            return self._page() if is_page else answer_to(PathUnknown())
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        is_hashed = path.startswith("/assets/")
        caching = _FOREVER if is_hashed else "no-cache"
        return FileResponse(file, media_type=kind, headers={"Cache-Control": caching})

    def _file(self, path: str) -> Path | None:
        """The file an address names, inside the folder and nowhere else."""
        if "\x00" in path or path in {"/", "/index.html"}:
            return None
        file = (self._folder / path.lstrip("/")).resolve()
        return file if file.is_relative_to(self._folder) and file.is_file() else None

    def _page(self) -> Response:
        index = self._folder / "index.html"
        is_built = index.is_file()
        nonce = secrets.token_urlsafe(16)
        text = index.read_text("utf-8").replace(NONCE_MARK, nonce) if is_built else _UNBUILT
        headers = {"Content-Security-Policy": self._policy(nonce), "Cache-Control": "no-cache"}
        return Response(text, 200 if is_built else 503, headers, media_type="text/html")

    def _policy(self, nonce: str) -> str:
        """Only our own files run. The nonce is for libraries that add a style element."""
        return "; ".join(
            (
                "default-src 'none'",
                "script-src 'self'",
                f"style-src 'self' 'nonce-{nonce}'",
                f"img-src {self._images} blob:",
                "media-src 'self' blob:",
                "font-src 'self'",
                "connect-src 'self'",
                "manifest-src 'self'",
                "base-uri 'none'",
                "form-action 'self'",
                "frame-ancestors 'none'",
            )
        )
