"""Leads a client with built-in addresses to the sandbox, without changing the client."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter


class Detour(HTTPAdapter):
    """Mounted on a host's real address, it sends what goes there to a base URL instead."""

    def __init__(self, base_url: str) -> None:
        super().__init__()
        self._base_url = base_url

    def send(self, request: requests.PreparedRequest, *args: Any, **kept: Any) -> Any:
        parts = urlsplit(str(request.url))
        request.url = f"{self._base_url}{parts.path}{'?' if parts.query else ''}{parts.query}"
        kept["verify"] = False
        return super().send(request, *args, **kept)
