"""What the first run and the command line do: owners, links, keys, and who is here."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from heliograph.kit.clock import Clock
from heliograph.kit.database import Database
from heliograph.kit.errors import InvalidInput
from heliograph.kit.ids import new_id
from heliograph.kit.settings import Settings
from heliograph.kit.web.context import Principal
from heliograph.modules.workspaces.errors import AlreadySetUp, KeyInvalid, MemberMissing
from heliograph.modules.workspaces.models import Membership, User, Workspace
from heliograph.modules.workspaces.passwords import Passwords, check_strength
from heliograph.modules.workspaces.repository import Directory, MemberRepository
from heliograph.modules.workspaces.roles import permissions_of
from heliograph.modules.workspaces.schemas import (
    APIKeyRequest,
    NewAPIKey,
    known_zone,
    normal_email,
)
from heliograph.modules.workspaces.service.credentials import KEY_PREFIX
from heliograph.modules.workspaces.service.gatekeeper import Gatekeeper
from heliograph.modules.workspaces.service.keyring import Keyring
from heliograph.modules.workspaces.service.keys import KeyService
from heliograph.modules.workspaces.service.people import new_user
from heliograph.modules.workspaces.service.sign_in import link_address, new_link


@dataclass(frozen=True)
class Owner:
    """The first person of a workspace."""

    user_id: UUID
    workspace_id: UUID
    email: str


@dataclass(frozen=True)
class WorkspaceEntry:
    """A workspace of this instance, for the command line."""

    id: UUID
    name: str
    slug: str
    time_zone: str


class WorkspacesService:
    """The front door for programs on the machine itself; routes never come through here."""

    def __init__(
        self,
        database: Database,
        passwords: Passwords,
        keyring: Keyring,
        gatekeeper: Gatekeeper,
        settings: Settings,
        clock: Clock,
    ) -> None:
        self._database = database
        self._passwords = passwords
        self._keyring = keyring
        self._gatekeeper = gatekeeper
        self._settings = settings
        self._clock = clock

    async def create_first_owner(
        self,
        email: str,
        name: str,
        workspace_name: str,
        time_zone: str = "UTC",
        password: str | None = None,
    ) -> Owner:
        """The owner and the first workspace; raises `AlreadySetUp` when there is one."""
        async with self._database.system_work().transaction() as session:
            if await Directory(session).workspaces():
                raise AlreadySetUp()
        return await self.create_workspace(
            email, name, workspace_name, time_zone, password, only_if_first=True
        )

    async def create_workspace(
        self,
        email: str,
        name: str,
        workspace_name: str,
        time_zone: str = "UTC",
        password: str | None = None,
        *,
        only_if_first: bool = False,
    ) -> Owner:
        """A workspace with its admin, who may be somebody already known."""
        plain, zone = _checked(email, time_zone)
        fresh = await self._hashed(password, (name, plain))
        async with self._database.system_work().transaction() as session:
            directory = Directory(session)
            await directory.lock_setup()
            if only_if_first and await directory.workspaces():
                raise AlreadySetUp()
            workspace = await self._new_workspace(directory, workspace_name, zone)
            user = await directory.user_by_email(plain)
            if user is None:
                user = new_user(plain, name, fresh, self._clock)
                user.time_zone = zone
                directory.add(user)
            directory.add(workspace)
            await directory.flush()
            directory.add(_admin(workspace, user))
        return Owner(user.id, workspace.id, user.email)

    async def new_sign_in_link(self, user_id: UUID | None = None, base_url: str = "") -> str:
        """An address that signs one person in, once, within 30 minutes.

        Without a person it is for the oldest admin of the oldest workspace.
        """
        async with self._database.system_work().transaction() as session:
            directory = Directory(session)
            owner = await _owner(session) if user_id is None else await _place(directory, user_id)
            if owner is None:
                raise MemberMissing(
                    "nobody to sign in: the instance is not set up, or the id is wrong"
                )
            row, token = new_link(owner.user_id, owner.workspace_id, self._clock)
            directory.add(row)
        return link_address(base_url or self._settings.base_url, token)

    async def workspaces(self) -> list[WorkspaceEntry]:
        """Every workspace of the instance, the oldest first."""
        async with self._database.system_work().transaction() as session:
            rows = await Directory(session).workspaces()
        return [WorkspaceEntry(row.id, row.name, row.slug, row.time_zone) for row in rows]

    async def authenticate_key(self, key: str) -> Principal:
        """Who an API key stands for; raises `KeyInvalid`."""
        if not key.startswith(KEY_PREFIX):
            raise KeyInvalid("an API key begins with hg_")
        return await self._gatekeeper.identify(key)

    async def create_key(self, owner: Owner, wanted: APIKeyRequest) -> NewAPIKey:
        """An API key for a person, made on the machine itself."""
        caller = await self.principal_of(owner.user_id, owner.workspace_id)
        work = self._database.work(owner.workspace_id)
        return await KeyService(work, caller, self._gatekeeper, self._clock).create(wanted)

    async def principal_of(self, user_id: UUID, workspace_id: UUID) -> Principal:
        """A person as a caller, for the command line acting in their name."""
        async with self._database.system_work().transaction() as session:
            member = await Directory(session).membership(workspace_id, user_id)
        if member is None:
            raise MemberMissing(f"no member has the id {user_id}")
        return Principal(
            user_id=user_id,
            workspace_id=workspace_id,
            role=member.role,
            permissions=permissions_of(member.role),
            kind="token",
            credential_id=user_id,
        )

    async def new_access_token(self, owner: Owner) -> str:
        """A token of a person for this process, such as one command: nothing of it is stored."""
        async with self._database.system_work().transaction() as session:
            member = await Directory(session).membership(owner.workspace_id, owner.user_id)
        if member is None:
            raise MemberMissing(f"no member has the id {owner.user_id}")
        claims = {
            "sub": str(owner.user_id),
            "org": str(owner.workspace_id),
            "role": member.role,
            "scope": " ".join(sorted(permissions_of(member.role))),
            "sid": str(new_id()),
            "ver": member.version,
            "jti": new_id().hex,
        }
        return await self._keyring.sign(claims)

    async def first_owner(self) -> Owner | None:
        """The oldest admin of the oldest workspace; None on a new instance."""
        async with self._database.system_work().transaction() as session:
            return await _owner(session)

    async def rotate_signing_key(self) -> str:
        """Sign access tokens with a new key from now on; returns its id."""
        return await self._keyring.rotate()

    async def _new_workspace(self, directory: Directory, name: str, zone: str) -> Workspace:
        slug = base = _slug(name)
        number = 2
        while await directory.has_slug(slug):
            slug, number = f"{base}-{number}", number + 1
        return Workspace(
            id=new_id(),
            name=name.strip(),
            slug=slug,
            time_zone=zone,
            created_at=self._clock.now(),
        )

    async def _hashed(self, password: str | None, about: tuple[str, ...]) -> str | None:
        if password is None:
            return None
        check_strength(password, about=about)
        return await self._passwords.hashed(password)


async def _owner(session: AsyncSession) -> Owner | None:
    workspaces = await Directory(session).workspaces()
    if not workspaces:
        return None
    members = await MemberRepository(session, workspaces[0].id).all()
    admins = [user for member, user in members if member.role == "admin"]
    return Owner(admins[0].id, workspaces[0].id, admins[0].email) if admins else None


async def _place(directory: Directory, user_id: UUID) -> Owner | None:
    user = await directory.user(user_id)
    places = await directory.memberships(user_id)
    return Owner(user.id, places[0].workspace_id, user.email) if user and places else None


def _admin(workspace: Workspace, user: User) -> Membership:
    return Membership(
        workspace_id=workspace.id,
        user_id=user.id,
        role="admin",
        version=1,
        created_at=workspace.created_at,
        changed_at=workspace.created_at,
    )


def _checked(email: str, time_zone: str) -> tuple[str, str]:
    """The address and the zone in their normal forms; raises `InvalidInput` naming the bad one."""
    try:
        plain = normal_email(email)
    except ValueError as error:
        raise InvalidInput(str(error), pointer="/email") from error
    try:
        return plain, known_zone(time_zone)
    except ValueError as error:
        raise InvalidInput(str(error), pointer="/time_zone") from error


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48] or "workspace"
