"""Tables: workspaces, people, and their ways of signing in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from heliograph.kit.database import Table


class Workspace(Table):
    """A team and everything it owns."""

    __tablename__ = "workspaces_workspaces"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    slug: Mapped[str] = mapped_column(unique=True)
    time_zone: Mapped[str]
    created_at: Mapped[datetime]


class User(Table):
    """A person; the same one in every workspace they belong to."""

    __tablename__ = "workspaces_users"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    language: Mapped[str]
    time_zone: Mapped[str]
    theme: Mapped[str]
    is_active: Mapped[bool]
    created_at: Mapped[datetime]


class Membership(Table):
    """A person's role in a workspace; the version rises with every change of it."""

    __tablename__ = "workspaces_memberships"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    role: Mapped[str]
    version: Mapped[int]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class Session(Table):
    """One signed-in device: the family of all refresh tokens that followed one sign-in."""

    __tablename__ = "workspaces_sessions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    user_id: Mapped[UUID]
    address: Mapped[str]
    agent: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_because: Mapped[str | None]


class RefreshToken(Table):
    """One refresh token, by its hash; used once."""

    __tablename__ = "workspaces_refresh_tokens"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    session_id: Mapped[UUID]
    workspace_id: Mapped[UUID]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class APIKey(Table):
    """A key for programs, by its hash."""

    __tablename__ = "workspaces_api_keys"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    user_id: Mapped[UUID]
    name: Mapped[str]
    starts_with: Mapped[str]
    key_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    scopes: Mapped[list[str]] = mapped_column(JSONB)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class SignInLink(Table):
    """A link that signs one person in, once."""

    __tablename__ = "workspaces_signin_links"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    workspace_id: Mapped[UUID]
    user_id: Mapped[UUID]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SigningKey(Table):
    """A key pair that signs access tokens; the private half is encrypted."""

    __tablename__ = "workspaces_signing_keys"

    kid: Mapped[str] = mapped_column(primary_key=True)
    private_key: Mapped[str]
    public_key: Mapped[str]
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class SignInFailures(Table):
    """How often signing in failed lately, per account and per address (both hashed)."""

    __tablename__ = "workspaces_signin_failures"

    subject: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    failures: Mapped[int]
    began_at: Mapped[datetime]
