"""The cookies of a browser session."""

from __future__ import annotations

from datetime import timedelta

from fastapi import Response

from heliograph.kit.settings import Settings
from heliograph.modules.workspaces.schemas import SignedIn
from heliograph.modules.workspaces.service.gatekeeper import cookie_names

_REFRESH_PATH = "/api/v1/auth"


def set_cookies(response: Response, signed_in: SignedIn, settings: Settings) -> None:
    """Keep a session in the browser, out of reach of scripts and of other sites."""
    access, refresh = cookie_names(settings)
    is_secure = settings.security.secure_cookies
    response.set_cookie(
        access,
        signed_in.access_token,
        max_age=signed_in.expires_in,
        httponly=True,
        samesite="strict",
        secure=is_secure,
    )
    response.set_cookie(
        refresh,
        signed_in.refresh_token,
        max_age=int(timedelta(days=settings.security.refresh_token_days).total_seconds()),
        path=_REFRESH_PATH,
        httponly=True,
        samesite="strict",
        secure=is_secure,
    )


def clear_cookies(response: Response, settings: Settings) -> None:
    """Forget the session in the browser."""
    access, refresh = cookie_names(settings)
    is_secure = settings.security.secure_cookies
    response.delete_cookie(access, httponly=True, samesite="strict", secure=is_secure)
    response.delete_cookie(
        refresh, path=_REFRESH_PATH, httponly=True, samesite="strict", secure=is_secure
    )
