"""API keys: for programs, with scopes and an end, shown once."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from heliograph.kit.clock import Clock
from heliograph.kit.database import UnitOfWork
from heliograph.kit.errors import InvalidInput
from heliograph.kit.ids import new_id
from heliograph.kit.web.context import Principal
from heliograph.modules.workspaces.errors import KeyMissing, RoleTooHigh
from heliograph.modules.workspaces.models import APIKey
from heliograph.modules.workspaces.repository import KeyRepository
from heliograph.modules.workspaces.roles import checked_scopes, covers
from heliograph.modules.workspaces.schemas import APIKeyOut, APIKeyRequest, NewAPIKey
from heliograph.modules.workspaces.service.credentials import (
    KEY_PREFIX,
    new_credential,
    stored_form,
)
from heliograph.modules.workspaces.service.gatekeeper import Gatekeeper

_SHOWN_CHARACTERS = 8


class KeyService:
    """The caller's own keys."""

    def __init__(
        self, work: UnitOfWork, caller: Principal, gatekeeper: Gatekeeper, clock: Clock
    ) -> None:
        self._work = work
        self._caller = caller
        self._gatekeeper = gatekeeper
        self._clock = clock

    async def all(self) -> list[APIKeyOut]:
        """The caller's keys, the newest first."""
        async with self._work.transaction() as session:
            keys = KeyRepository(session, self._work.workspace_id)
            return [_shown(row) for row in await keys.of_user(self._caller.user_id)]

    async def create(self, wanted: APIKeyRequest) -> NewAPIKey:
        """A new key that can do no more than its maker."""
        scopes = checked_scopes(wanted.scopes or ())
        if not covers(self._caller.permissions, scopes):
            raise RoleTooHigh(
                "a key cannot do more than the person who makes it", pointer="/scopes"
            )
        if self._caller.kind == "key" and not scopes:
            # A narrowed key must not give birth to one that holds its owner's whole role.
            scopes = sorted(self._caller.permissions)
        key = new_credential(KEY_PREFIX)
        row = self._row(wanted, scopes, key)
        async with self._work.transaction() as session:
            KeyRepository(session, self._work.workspace_id).add(row)
        return NewAPIKey(**_shown(row).model_dump(), key=key)

    async def revoke(self, key_id: UUID) -> None:
        """End a key at once; admins may end anybody's."""
        async with self._work.transaction() as session:
            row = await KeyRepository(session, self._work.workspace_id).one(key_id)
            is_mine = row is not None and row.user_id == self._caller.user_id
            if row is None or not (is_mine or self._caller.may("*")):
                raise KeyMissing(f"no key has the id {key_id}")
            row.revoked_at = self._clock.now()
        self._gatekeeper.deny_keys([key_id])

    def _row(self, wanted: APIKeyRequest, scopes: list[str], key: str) -> APIKey:
        now = self._clock.now()
        return APIKey(
            id=new_id(),
            workspace_id=self._work.workspace_id,
            user_id=self._caller.user_id,
            name=wanted.name.strip(),
            starts_with=key[:_SHOWN_CHARACTERS],
            key_hash=stored_form(key),
            scopes=scopes,
            created_at=now,
            expires_at=_future(wanted.expires_at, now),
        )


def _future(moment: datetime | None, now: datetime) -> datetime | None:
    if moment is None:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if aware <= now:
        raise InvalidInput("the key would have expired already", pointer="/expires_at")
    return aware


def _shown(row: APIKey) -> APIKeyOut:
    return APIKeyOut(
        id=row.id,
        name=row.name,
        prefix=row.starts_with,
        scopes=list(row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
    )
