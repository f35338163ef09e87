"""What crosses the wire."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def normal_email(value: str) -> str:
    """An address as it is compared: trimmed, in lower case; raises `ValueError`."""
    plain = value.strip().lower()
    if len(plain) > 254 or not _EMAIL.fullmatch(plain):
        raise ValueError("this is not an e-mail address")
    return plain


def known_zone(value: str) -> str:
    """The name of a time zone; raises `ValueError`."""
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{value[:60]!r} is not a time zone such as Europe/Berlin") from error


Email = Annotated[str, Field(max_length=300), AfterValidator(normal_email)]
Zone = Annotated[str, Field(max_length=64), AfterValidator(known_zone)]
Name = Annotated[str, Field(min_length=1, max_length=120, pattern=r"\S")]
Password = Annotated[str, Field(max_length=4096)]
Language = Literal["en", "ar"]
Theme = Literal["system", "light", "dark"]


class Wanted(BaseModel):
    """The parent of every body that is read: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class LoginRequest(Wanted):
    """Signing in with a password."""

    email: Annotated[str, Field(max_length=300)]
    password: Password


class SignInLinkRequest(Wanted):
    """Signing in with a one-time link."""

    token: Annotated[str, Field(max_length=200)]


class RefreshRequest(Wanted):
    """A new access token for a refresh token; browsers send it as a cookie instead."""

    refresh_token: Annotated[str, Field(max_length=200)] | None = None


class WorkspaceOut(BaseModel):
    """The workspace somebody works in."""

    id: UUID
    name: str
    slug: str
    time_zone: str


class Person(BaseModel):
    """The person who is signed in."""

    id: UUID
    email: str
    name: str
    language: Language
    time_zone: str
    theme: Theme
    role: str
    permissions: list[str]
    workspace: WorkspaceOut


class SignedIn(BaseModel):
    """A new session."""

    access_token: str
    refresh_token: str
    expires_in: int
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - the name of a scheme
    user: Person


class PersonChange(Wanted):
    """What a person may change about themselves."""

    name: Name | None = None
    language: Language | None = None
    time_zone: Zone | None = None
    theme: Theme | None = None


class PasswordChange(Wanted):
    """A new password; `current` is needed when there is one."""

    current: Password | None = None
    new: Password


class APIKeyRequest(Wanted):
    """A new key; without scopes it may do all its owner may."""

    name: Name
    scopes: Annotated[list[str], Field(max_length=100)] | None = None
    expires_at: datetime | None = None


class APIKeyOut(BaseModel):
    """A key as it is listed."""

    id: UUID
    name: str
    prefix: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


class NewAPIKey(APIKeyOut):
    """A key as it is shown once."""

    key: str


class MemberRequest(Wanted):
    """A new member."""

    email: Email
    name: Name
    role: str
    password: Password | None = None


class MemberChange(Wanted):
    """Another role for a member."""

    role: str


class MemberOut(BaseModel):
    """A member as listed."""

    id: UUID
    email: str
    name: str
    role: str
    created_at: datetime


class NewMember(MemberOut):
    """A member as just added; the link is there when no password was given, and works once."""

    sign_in_link: str | None


class PublicKeys(BaseModel):
    """The keys that access tokens are checked with (RFC 7517)."""

    keys: list[dict[str, str]]
